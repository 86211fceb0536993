"""Refusals of the import desk."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class BadCell(Invalid):
    """One cell of the file cannot be accepted."""

    code = "import_bad_cell"

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(f"{wrong} {remedy}")
        self.wrong = wrong
        self.remedy = remedy


class BrokenFile(Invalid):
    """The file as a whole cannot be read; ``line`` says how far it could."""

    code = "import_broken_file"

    def __init__(self, wrong: str, remedy: str, *, line: int = 1, column: str = "") -> None:
        super().__init__(f"{wrong} {remedy}", line=line, column=column)
        self.wrong = wrong
        self.remedy = remedy
        self.line = line
        self.column = column


class FileTooLarge(Invalid):
    """The file is larger than the import accepts; split it into several files."""

    code = "import_file_too_large"


class RunNotFound(NotFound):
    """There is no import with this number."""

    code = "import_not_found"


class FileHasProblems(Invalid):
    """The file has rows that cannot be imported, so nothing of it was applied."""

    code = "import_has_problems"


class WrongState(Conflict):
    """The import has moved on; load its page again."""

    code = "import_wrong_state"


class AlreadyApplied(WrongState):
    """This import was applied already; applying it again would change nothing."""

    code = "import_already_applied"


class AlreadyUndone(WrongState):
    """This import was undone already."""

    code = "import_already_undone"


class CannotUndo(Conflict):
    """What was imported has been changed or sold since, so the state before is gone."""

    code = "import_cannot_undo"


class PlanIsStale(WrongState):
    """The shop was changed since the dry run. A new dry run was made: look at it, apply again."""

    code = "import_plan_is_stale"


class BeingApplied(WrongState):
    """Somebody is applying this import at this moment; wait until it is done."""

    code = "import_being_applied"
