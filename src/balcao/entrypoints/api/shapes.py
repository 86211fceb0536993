"""Shapes that several addresses share. What comes in refuses unknown members; what goes out does
not change meaning within a version of the API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from ninja import Path, Query
from pydantic import (
    AfterValidator,
    AliasChoices,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from balcao.domains.customers.values import Address
from balcao.kernel.money import Money

MOST_MINOR: Final = 10**13
MOST_ID: Final = 2**31 - 1

Cursor = Annotated[
    str | None, Query(max_length=500, pattern=r"^[A-Za-z0-9_=-]*$", description="Where to go on.")
]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Language = Annotated[
    str | None, Query(max_length=10, pattern=r"^[A-Za-z-]*$", description="Such as pt-br or en.")
]
Handle = Annotated[str, Path(max_length=255, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Slug = Annotated[str, Path(max_length=40, pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
Secret = Annotated[str, Path(min_length=16, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
Search = Annotated[str, Query(max_length=100)]


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("This moment has no equal in UTC.") from None


When = Annotated[AwareDatetime, AfterValidator(_utc)]
Line = Annotated[str, StringConstraints(max_length=255)]
Mail = Annotated[str, StringConstraints(max_length=254)]
Tongue = Annotated[str, StringConstraints(max_length=10, pattern=r"^[A-Za-z-]*$")]
Moment = Annotated[datetime, PlainSerializer(lambda at: at.isoformat().replace("+00:00", "Z"))]


class In(BaseModel):
    """Something sent to us."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Out(BaseModel):
    """Something we answer, read from a value of a domain."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class MoneyIn(In):
    """An amount in minor units (1250 is 12.50) of an ISO 4217 currency."""

    amount_minor: int = Field(ge=0, le=MOST_MINOR)
    currency: str = Field(pattern=r"^[A-Z]{3}$")

    def money(self) -> Money:
        """The amount as domains know it."""
        return Money(self.amount_minor, self.currency)


class MoneyOut(Out):
    """An amount in minor units (1250 is 12.50) of an ISO 4217 currency."""

    amount_minor: int = Field(validation_alias=AliasChoices("minor", "amount_minor"))
    currency: str


class AddressIn(In):
    """A postal address; country is ISO 3166-1 alpha-2, region its subdivision (BR: the UF)."""

    name: str = Field(max_length=200)
    line1: str = Field(max_length=200)
    city: str = Field(max_length=200)
    country: str = Field(max_length=2)
    line2: str = Field("", max_length=200)
    district: str = Field("", max_length=200)
    region: str = Field("", max_length=200)
    postal_code: str = Field("", max_length=20)
    phone: str = Field("", max_length=40)

    def address(self) -> Address:
        """The address as domains know it; whether it can be right they say themselves."""
        return Address(**self.__dict__)


class AddressOut(Out):
    """A postal address as its country writes it."""

    name: str
    line1: str
    line2: str
    district: str
    city: str
    region: str
    postal_code: str
    country: str
    phone: str


class WantedLineIn(In):
    """So many units of one variant."""

    variant_id: UUID
    quantity: int = Field(ge=1, le=999)


class Paged(Out):
    """What all pages have in common."""

    next_cursor: str | None = Field(description="Send it as cursor; null on the last page.")
