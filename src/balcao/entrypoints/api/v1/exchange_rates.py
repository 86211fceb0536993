"""Exchange rates by day, and the settings of a store about prices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpResponse
from ninja import File, Path, Router
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from balcao.domains.pricing import errors, operations, queries
from balcao.domains.pricing.values.rates import PriceChoices, Rate
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.shapes import In, Out
from balcao.entrypoints.api.v1.price_entries import text_of
from balcao.entrypoints.api.v1.price_shapes import Currency
from balcao.plumbing.audit import acting

router = Router()
C = Capability
CurrencyPath = Annotated[str, Path(pattern=r"^[A-Z]{3}$")]


class RateIn(In):
    """How many major units of `quote` one major unit of `base` was worth on a day."""

    base: Currency
    quote: Currency
    day: date = Field(ge=date(1999, 1, 1), le=date(2200, 1, 1))
    rate: Decimal = Field(gt=0, lt=10**9, max_digits=19, decimal_places=10)
    source: str = Field(min_length=1, max_length=80)


class RatesIn(In):
    """Rates; that of a pair and a day replaces the one there was."""

    items: list[RateIn] = Field(min_length=1, max_length=500)

    def rates(self) -> list[Rate]:
        """The rates as the domain knows them."""
        return [Rate(one.base, one.quote, one.day, one.rate, one.source) for one in self.items]


class RateOut(Out):
    """An exchange rate of a day and where it is from."""

    base: str
    quote: str
    day: date
    rate: Decimal
    source: str


class RatesOut(Out):
    """The latest exchange rates."""

    items: list[RateOut]


class PriceSettingsIn(In):
    """When the lowest price is shown (auto: where the law asks) and how old a rate may be."""

    lowest_price: Annotated[str, StringConstraints(pattern=r"^(auto|always|never)$")]
    rate_days: int = Field(ge=0, le=366)

    def choices(self) -> PriceChoices:
        """The settings as the domain knows them."""
        return PriceChoices(self.lowest_price, self.rate_days)


class PriceSettingsOut(Out):
    """What a store chose about prices."""

    lowest_price: str
    rate_days: int


@router.get("/exchange-rates", response=RatesOut, **staff(C.VIEW_CATALOG))
def list_exchange_rates(request: StaffRequest) -> HttpResponse:
    """The latest exchange rates, the youngest day first."""
    return _rates(request)


@router.put(
    "/exchange-rates",
    response=RatesOut,
    **staff(C.EDIT_PRICES, errors.BadDatedRate),
)
def set_exchange_rates(request: StaffRequest, said: RatesIn) -> HttpResponse:
    """Enter exchange rates. Safe to repeat."""
    with acting(request.auth.email, source="api"):
        operations.set_rates(store_id=store_of(request).id, rates=said.rates(), now=moment())
    return _rates(request)


@router.post(
    "/exchange-rates/imports",
    response=RatesOut,
    **staff(C.EDIT_PRICES, errors.BadPriceRows),
)
def import_exchange_rates(
    request: StaffRequest, file: Annotated[UploadedFile, File()]
) -> HttpResponse:
    """Enter rates from CSV with the columns day, base, quote, rate, source. Safe to repeat."""
    with acting(request.auth.email, source="api"):
        operations.load_rates(store_id=store_of(request).id, text=text_of(file), now=moment())
    return _rates(request)


@router.delete(
    "/exchange-rates/{base}/{quote}/{day}",
    response=RatesOut,
    **staff(C.EDIT_PRICES, errors.NoSuchRate),
)
def delete_exchange_rate(
    request: StaffRequest, base: CurrencyPath, quote: CurrencyPath, day: date
) -> HttpResponse:
    """Take a rate away that was entered wrongly."""
    with acting(request.auth.email, source="api"):
        operations.delete_rate(store_id=store_of(request).id, base=base, quote=quote, day=day)
    return _rates(request)


@router.get("/price-settings", response=PriceSettingsOut, **staff(C.VIEW_CATALOG))
def get_price_settings(request: StaffRequest) -> HttpResponse:
    """What the store chose about prices."""
    found = queries.choices_of(store_of(request).id)
    return reply(PriceSettingsOut.model_validate(found))


@router.put(
    "/price-settings",
    response=PriceSettingsOut,
    **staff(C.EDIT_PRICES, errors.BadPriceChoices),
)
def set_price_settings(request: StaffRequest, said: PriceSettingsIn) -> HttpResponse:
    """Say what the store chooses about prices. Safe to repeat."""
    with acting(request.auth.email, source="api"):
        operations.set_price_choices(store_id=store_of(request).id, choices=said.choices())
    return get_price_settings(request)


def _rates(request: StaffRequest) -> HttpResponse:
    found = queries.rates_of(store_of(request).id)
    return reply(RatesOut(items=[RateOut.model_validate(one) for one in found]))
