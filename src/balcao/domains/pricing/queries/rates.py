"""Reads about exchange rates and settings."""

from __future__ import annotations

from datetime import date, timedelta

from balcao.domains.pricing.errors import NoRate
from balcao.domains.pricing.models import ExchangeRate, PriceSettings
from balcao.domains.pricing.rules.conversion import inverse
from balcao.domains.pricing.values.rates import PriceChoices, Rate


def choices_of(store_id: int) -> PriceChoices:
    """What a store chose about prices."""
    row = PriceSettings.objects.filter(pk=store_id).first()
    return PriceChoices(row.lowest_price, row.rate_days) if row else PriceChoices()


def rate_on(store_id: int, base: str, quote: str, day: date) -> Rate:
    """The last rate on or before a day; the other way round when there is only that.

    :raises NoRate: there is none, or it is older than the store allows.
    """
    oldest = day - timedelta(days=choices_of(store_id).rate_days)
    for pair in ((base, quote), (quote, base)):
        rows = ExchangeRate.objects.filter(
            store_id=store_id, base=pair[0], quote=pair[1], day__lte=day, day__gte=oldest
        )
        found = rows.order_by("-day").first()
        if found is not None:
            rate = _rate(found)
            return rate if pair == (base, quote) else inverse(rate)
    raise NoRate(
        f"There is no rate of {base} in {quote} between {oldest} and {day}; enter one.",
        base=base,
        quote=quote,
        day=day.isoformat(),
    )


def rates_of(store_id: int, *, limit: int = 200) -> tuple[Rate, ...]:
    """The latest rates of a store, the youngest day first."""
    rows = ExchangeRate.objects.filter(store_id=store_id).order_by("-day", "base", "quote")
    return tuple(_rate(row) for row in rows[:limit])


def _rate(row: ExchangeRate) -> Rate:
    return Rate(row.base, row.quote, row.day, row.rate, row.source)
