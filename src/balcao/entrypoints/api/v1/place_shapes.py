"""Places, settings and the value of stock as the API says them."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field, model_validator

from balcao.entrypoints.api.shapes import In, MoneyIn, MoneyOut, Out

ADDRESS = ("country", "region", "city", "postal_code")


class LocationOut(Out):
    """A place where stock lies; lower priority is sold from first."""

    id: int
    code: str
    name: str
    priority: int
    kind: str
    sells: bool
    country: str
    region: str
    city: str
    postal_code: str
    latitude: float | None
    longitude: float | None
    handling_minor: int = Field(description="What a parcel costs here, in the store's currency.")


class LocationsOut(Out):
    """All places."""

    items: list[LocationOut]


class LocationIn(In):
    """What a place is like. What is null stays as it is; coordinates are WGS 84 degrees."""

    name: str = Field(min_length=1, max_length=80)
    priority: int = Field(1, ge=0, le=1000)
    kind: Literal["warehouse", "shop", "dropship", "transit", "quarantine"] = "warehouse"
    sells: bool | None = None
    country: str | None = Field(None, pattern="^([A-Z]{2})?$")
    region: str | None = Field(None, max_length=80)
    city: str | None = Field(None, max_length=80)
    postal_code: str | None = Field(None, max_length=12)
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    handling: MoneyIn | None = None

    @model_validator(mode="after")
    def _both(self) -> LocationIn:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError("latitude and longitude go together")
        return self

    def address(self) -> dict[str, str]:
        """The parts of the address that are given."""
        return {name: value for name in ADDRESS if (value := getattr(self, name)) is not None}

    def coordinates(self) -> tuple[float, float] | None:
        """Latitude and longitude, when given."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


class SettingsOut(Out):
    """What the store has decided about its stock; money in minor units of its currency."""

    valuation: str
    allocation_strategy: str
    approve_above_minor: int
    recount_above_percent: int
    low_stock_units: int
    expiring_days: int
    slow_after_days: int
    count_every_a_days: int
    count_every_b_days: int
    count_every_c_days: int


class SettingsIn(In):
    """What to decide anew; what is left out stays."""

    valuation: Literal["average", "fifo"] | None = None
    approve_above_minor: int | None = Field(None, ge=0, le=10**9)
    recount_above_percent: int | None = Field(None, ge=0, le=10**9)
    low_stock_units: int | None = Field(None, ge=0, le=10**9)
    expiring_days: int | None = Field(None, ge=0, le=36500)
    slow_after_days: int | None = Field(None, ge=1, le=36500)
    count_every_a_days: int | None = Field(None, ge=1, le=36500)
    count_every_b_days: int | None = Field(None, ge=1, le=36500)
    count_every_c_days: int | None = Field(None, ge=1, le=36500)


class WorthOut(Out):
    """What lies at a place and is worth, by both methods, and whether the ledger agrees."""

    location_id: int
    location: str
    variants: int
    units: int
    damaged: int
    value: MoneyOut
    fifo: MoneyOut
    ledger_value: MoneyOut
    ledger_fifo: MoneyOut
    ties: bool


class WorthsOut(Out):
    """What stock is worth, place by place."""

    items: list[WorthOut]


class AccountOut(Out):
    """What stock gained from (positive) or lost to an account, by both methods."""

    account: str
    value: MoneyOut
    fifo: MoneyOut


class AccountsOut(Out):
    """What stock gained and lost in a period."""

    items: list[AccountOut]


class ThenOut(Out):
    """What lay at a place at a moment of the past."""

    location_id: int
    location: str
    on_hand: int
    damaged: int
    value: MoneyOut
    fifo: MoneyOut


class ThensOut(Out):
    """What lay of a variant at every place at a moment of the past."""

    items: list[ThenOut]


class TrackingIn(In):
    """How closely units are told apart."""

    tracking: Literal["none", "lot", "serial"]


class LotLineOut(Out):
    """Units of a lot at a place."""

    location_id: int
    location: str
    code: str
    expires_on: date | None
    quantity: int
    damaged: int
    is_serial: bool


class LotsOut(Out):
    """How the units of a variant are told apart, and the lots that are in stock."""

    variant_id: UUID
    tracking: str
    items: list[LotLineOut]


class SafetyIn(In):
    """Units of a level that shoppers are not promised."""

    units: int = Field(ge=0, le=10_000_000)
