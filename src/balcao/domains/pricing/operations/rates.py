"""Exchange rates, and what a store chose about prices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Final

from django.db import transaction

from balcao.domains.pricing.errors import BadDatedRate, BadPriceChoices, NoSuchRate
from balcao.domains.pricing.models import ExchangeRate, PriceSettings
from balcao.domains.pricing.operations.revision import rules_changed
from balcao.domains.pricing.rules.sheets import read_rates
from balcao.domains.pricing.values.rates import PriceChoices, Rate

CURRENCY: Final = re.compile(r"[A-Z]{3}")
MOST: Final = 10**9
CHOICES: Final = ("auto", "always", "never")


@transaction.atomic
def set_rates(*, store_id: int, rates: Sequence[Rate], now: datetime) -> None:
    """Enter rates; the rate of a pair of currencies and a day replaces the one there was.

    :raises BadDatedRate: a rate is wrong; which one (from 1) and its field are in the facts.
    """
    for place, rate in enumerate(rates, start=1):
        _check(place, rate)
    for rate in sorted(rates, key=lambda one: (one.base, one.quote, one.day)):
        ExchangeRate.objects.update_or_create(
            store_id=store_id,
            base=rate.base,
            quote=rate.quote,
            day=rate.day,
            defaults={"rate": rate.rate, "source": rate.source.strip(), "created_at": now},
        )
    rules_changed(store_id=store_id)


@transaction.atomic
def load_rates(*, store_id: int, text: str, now: datetime) -> int:
    """Enter the rates of a file or of pasted rows, all or none; returns how many.

    :raises BadPriceRows: rows cannot be read; the findings name row and column.
    """
    rates = read_rates(text)
    set_rates(store_id=store_id, rates=rates, now=now)
    return len(rates)


@transaction.atomic
def delete_rate(*, store_id: int, base: str, quote: str, day: date) -> None:
    """Take a rate away that was entered wrongly. :raises NoSuchRate: there is none."""
    rows = ExchangeRate.objects.filter(store_id=store_id, base=base, quote=quote, day=day)
    if not rows.delete()[0]:
        raise NoSuchRate
    rules_changed(store_id=store_id)


@transaction.atomic
def set_price_choices(*, store_id: int, choices: PriceChoices) -> None:
    """Say when the lowest price is shown and how old a rate may be. Safe to repeat.

    :raises BadPriceChoices: the age is not between 0 and 366 days, or the choice is none.
    """
    if not 0 <= choices.rate_days <= 366:
        raise BadPriceChoices("A rate may be 0 to 366 days old.", field="rate_days")
    if choices.lowest_price not in CHOICES:
        raise BadPriceChoices("Choose auto, always or never.", field="lowest_price")
    PriceSettings.objects.update_or_create(store_id=store_id, defaults=asdict(choices))
    rules_changed(store_id=store_id)


def _check(place: int, rate: Rate) -> None:
    def wrong(field: str, words: str) -> BadDatedRate:
        return BadDatedRate(f"Row {place}: {words}", row=place, field=field)

    for field in ("base", "quote"):
        if not CURRENCY.fullmatch(getattr(rate, field)):
            raise wrong(field, "a currency is three capital letters.")
    if rate.base == rate.quote:
        raise wrong("quote", "a rate is between two currencies.")
    if not rate.rate.is_finite() or not 0 < rate.rate < MOST or round(rate.rate, 10) <= 0:
        raise wrong("rate", "a rate is above zero and below a billion.")
    if not 0 < len(rate.source.strip()) <= 80:
        raise wrong("source", "say in at most 80 signs where the rate is from.")
