"""Transfers, counts and adjustments as the API says them. Quantities are units."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from balcao.domains.inventory.values import Handed, LotUnits, Reason, TransferWish
from balcao.entrypoints.api.shapes import MOST_ID, In, Mail, Moment, MoneyIn, MoneyOut, Out, Paged

MOST_UNITS = 10_000_000


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment names its offset from UTC, such as Z")
    return at.astimezone(UTC)


Units = Annotated[int, Field(ge=1, le=MOST_UNITS)]
Some = Annotated[int, Field(ge=0, le=MOST_UNITS)]
Place = Annotated[int, Field(ge=1, le=MOST_ID)]
Note = Annotated[str, StringConstraints(max_length=300)]
LotCode = Annotated[str, StringConstraints(max_length=80, strip_whitespace=True)]
At = Annotated[datetime, AfterValidator(_in_utc)]


class LotIn(In):
    """Units of a lot; a serial number is a lot of one unit."""

    code: LotCode = Field(min_length=1)
    quantity: Units
    expires_on: date | None = Field(None, description="The first day it is not sold any more.")

    def units(self) -> LotUnits:
        """As the domain knows it."""
        return LotUnits(self.code, self.quantity, self.expires_on)


class TransferLineIn(In):
    """So many units of a variant; without lots, what expires first goes first."""

    variant_id: UUID
    quantity: Units
    lots: list[LotIn] = Field([], max_length=1000)

    def wish(self) -> TransferWish:
        """As the domain knows it."""
        return TransferWish(self.variant_id, self.quantity, tuple(x.units() for x in self.lots))


class TransferEditIn(In):
    """What a draft holds."""

    lines: list[TransferLineIn] = Field(min_length=1, max_length=1000)
    note: Note = ""
    expected_at: At | None = None


class TransferIn(TransferEditIn):
    """What should change places."""

    from_location_id: Place
    to_location_id: Place


class HandedIn(In):
    """What came in of one variant: good units, and those that came broken."""

    variant_id: UUID
    quantity: Some = 0
    damaged: Some = 0
    lots: list[LotIn] = Field([], max_length=1000)

    def handed(self) -> Handed:
        """As the domain knows it."""
        lots = tuple(lot.units() for lot in self.lots)
        return Handed(self.variant_id, self.quantity, self.damaged, lots)


class TransferReceiptIn(In):
    """What came in of a transfer."""

    lines: list[HandedIn] = Field(min_length=1, max_length=1000)
    note: Note = ""


class CloseIn(In):
    """Why nobody waits any longer."""

    note: Note = ""


class FindIn(In):
    """Units that were given up and turned up."""

    variant_id: UUID
    quantity: Units
    lots: list[LotIn] = Field([], max_length=1000)
    note: Note = ""


class TransferLotOut(Out):
    """Units of a lot that were sent, and how many are on the road."""

    code: str
    expires_on: date | None
    quantity: int
    open: int


class TransferLineOut(Out):
    """One variant of a transfer and what became of it."""

    line_no: int
    variant_id: UUID
    sku: str
    quantity: int
    received: int
    damaged: int
    lost: int
    found: int
    open: int
    lots: list[TransferLotOut]


class TransferOut(Out):
    """Goods that change places."""

    id: UUID
    number: str
    from_location_id: int
    from_location: str
    to_location_id: int
    to_location: str
    state: Literal["draft", "sent", "partly_received", "closed", "cancelled"]
    note: str
    author: str
    created_at: Moment
    expected_at: Moment | None
    sent_at: Moment | None
    sent_by: str
    closed_at: Moment | None
    version: int
    lines: list[TransferLineOut]


class TransfersOut(Paged):
    """A page of transfers."""

    items: list[TransferOut]


class AdjustmentIn(In):
    """A change to stock. Units that go out or change sides may be named without a sign."""

    variant_id: UUID
    location_id: Place | None = Field(None, description="Else where stock is sold from first.")
    reason: Literal[
        "damaged", "repaired", "scrapped", "lost", "stolen", "sample", "expired", "found",
        "corrected",
    ]  # fmt: skip
    quantity: int = Field(0, ge=-MOST_UNITS, le=MOST_UNITS, description="Good units.")
    damaged: int = Field(0, ge=-MOST_UNITS, le=MOST_UNITS, description="Damaged units.")
    lots: list[LotIn] = Field([], max_length=1000)
    value: MoneyIn | None = Field(None, description="What units that come in cost together.")
    document: str = Field("", max_length=80)
    note: Note = ""

    @property
    def why(self) -> Reason:
        """The reason as the domain knows it."""
        return Reason(self.reason)


class DecisionIn(In):
    """What is said about a decision."""

    answer: Note = ""


class AdjustmentLotOut(Out):
    """Units of a lot."""

    code: str
    quantity: int
    expires_on: date | None


class AdjustmentOut(Out):
    """A change to stock; it is in the books when it is posted."""

    id: UUID
    number: str
    location_id: int
    location: str
    variant_id: UUID
    sku: str
    reason: str
    quantity: int
    damaged: int
    lots: list[AdjustmentLotOut]
    worth: MoneyOut
    state: Literal["waiting", "posted", "rejected"]
    document: str
    note: str
    author: str
    asked_at: Moment
    decided_by: str
    decided_at: Moment | None
    answer: str


class AdjustmentsOut(Paged):
    """A page of adjustments."""

    items: list[AdjustmentOut]


class AssignIn(In):
    """Who counts which lines."""

    lines: list[int] = Field(min_length=1, max_length=5000)
    email: Mail = ""
