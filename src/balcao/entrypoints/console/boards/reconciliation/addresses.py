"""The addresses of reconciliation, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.reconciliation import banks, deciding, files, looking
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_LEDGER
EDIT: Final = Capability.EDIT_LEDGER
HERE: Final = "reconciliation/"
LINE: Final = HERE + "lines/<uuid:statement_line_id>/"
FILE: Final = HERE + "files/<uuid:statement_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees(HERE, "reconciliation", looking.overview, VIEW),
    sees(HERE + "lines/", "reconciliation-lines", looking.lines, VIEW),
    does(HERE + "again/", "reconciliation-again", looking.again, EDIT),
    sees(LINE, "reconciliation-line", looking.line, VIEW),
    does(LINE + "accept/", "reconciliation-accept", deciding.accept, EDIT),
    does(LINE + "match/", "reconciliation-match", deciding.match, EDIT),
    does(LINE + "book/", "reconciliation-book", deciding.book, EDIT),
    does(LINE + "leave/", "reconciliation-leave", deciding.leave, EDIT),
    does(LINE + "undo/", "reconciliation-undo", deciding.undo, EDIT),
    sees(HERE + "files/", "reconciliation-files", files.files, VIEW),
    does(HERE + "files/upload/", "reconciliation-upload", files.upload, EDIT),
    sees(FILE, "reconciliation-file", files.file, VIEW),
    sees(FILE + "progress/", "reconciliation-progress", files.progress, VIEW),
    does(FILE + "again/", "reconciliation-file-again", files.again, EDIT),
    sees(HERE + "banks/", "reconciliation-banks", banks.banks, EDIT),
    does(HERE + "banks/save/", "reconciliation-bank-save", banks.save, EDIT),
    does(HERE + "banks/terms/", "reconciliation-terms", banks.terms, EDIT),
)
