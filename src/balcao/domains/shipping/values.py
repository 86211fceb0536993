"""Ways to ship, as shoppers see them, and what decides when a parcel arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from balcao.kernel.money import Money

WEEK: tuple[int, ...] = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first and the last day on which a parcel is expected, both included."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class ShippingOption:
    """A way to ship an order, priced for it; days are working days.

    ``earliest`` and ``latest`` are the days between which a parcel ordered at the moment of the
    question arrives; None in a store that promises no dates.
    """

    code: str
    name: str
    price: Money
    min_days: int
    max_days: int
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingRules:
    """When a store hands parcels to the carrier; dates are promised only where ``is_on``.

    ``cutoff`` is a time of day in the store's time zone: what is ordered at or after it counts as
    ordered on the next sending day. ``packing_days`` are sending days; 0 sends on the day itself.
    ``weekdays`` are the sending days, 1 is Monday and 7 Sunday. ``region`` is the code of the
    state whose public holidays are kept besides the country's.
    """

    is_on: bool = False
    cutoff: time = time(14, 0)
    packing_days: int = 1
    weekdays: tuple[int, ...] = WEEK
    closed_on: tuple[date, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """The rules of a store with its country (ISO 3166-1 alpha-2) and time zone (IANA)."""

    rules: SendingRules
    country: str
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRate:
    """A rate that is offered, as it is kept in memory.

    ``names`` are what it is called, by language, where that is not ``name``. ``amount_minor`` is
    its price in minor units of ``currency``, nothing from an order of ``free_from_minor`` on.
    ``days`` are the fewest and the most working days; ``countries`` are ISO 3166-1 alpha-2.
    """

    code: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    countries: frozenset[str]
    currency: str
    amount_minor: int
    free_from_minor: int | None = None
    days: tuple[int, int]

    def serves(self, country: str, currency: str) -> bool:
        """Whether an order in a currency is shipped to a country by it."""
        return self.currency == currency and country in self.countries

    def price_of(self, subtotal: Money) -> Money:
        """What it costs for an order of this value."""
        is_free = self.free_from_minor is not None and subtotal.minor >= self.free_from_minor
        return Money(0 if is_free else self.amount_minor, self.currency)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """What a store ships by, in order, and what dates are reckoned from.

    Made to be kept in memory under the revision of the rules, which every change of it raises.
    """

    sender: Sender | None = None
    rates: tuple[KnownRate, ...] = ()
