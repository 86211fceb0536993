"""What can be wrong with a price file."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchPriceFile(NotFound):
    """There is no such price file."""

    code = "no_such_price_file"


class BadPriceCell(Invalid):
    """One cell of the price file cannot be accepted."""

    code = "price_file_bad_cell"

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(f"{wrong} {remedy}")
        self.wrong = wrong
        self.remedy = remedy


class UnreadablePriceFile(Invalid):
    """The price file as a whole cannot be read. Save it as CSV in UTF-8 with a header row."""

    code = "price_file_unreadable"


class PriceFileTooLarge(Invalid):
    """The price file is larger than is read at once; split it into several files."""

    code = "price_file_too_large"


class PriceFileHasProblems(Conflict):
    """The price file has cells that cannot be accepted, so nothing of it was applied."""

    code = "price_file_has_problems"


class PriceFileApplied(Conflict):
    """This price file was applied already."""

    code = "price_file_applied"


class PriceFileStale(Conflict):
    """What the supplier offers was changed since the dry run. Look at the new one, apply again."""

    code = "price_file_stale"
