"""The ways to ship an order, by what is kept of a store's rates. Pure."""

from __future__ import annotations

from datetime import datetime

from balcao.domains.shipping.rules.arrivals import arrival_of
from balcao.domains.shipping.values import Deliveries, ShippingOption
from balcao.kernel.money import Money


def options_in(
    deliveries: Deliveries,
    *,
    country: str,
    subtotal: Money,
    language: str,
    now: datetime,
    region: str = "",
) -> tuple[ShippingOption, ...]:
    """The ways to ship an order of this value to a country (ISO 3166-1 alpha-2), in order.

    Their dates are those of an order at this moment (aware). ``region`` is a state, as addresses
    name it; its public holidays count where they are known.
    """
    found = []
    country = country.upper()
    for rate in deliveries.rates:
        if not rate.serves(country, subtotal.currency):
            continue
        arrives = arrival_of(deliveries.sender, rate.days, country=country, region=region, now=now)
        option = ShippingOption(
            code=rate.code,
            name=rate.names.get(language) or rate.name,
            price=rate.price_of(subtotal),
            min_days=rate.days[0],
            max_days=rate.days[1],
            earliest=arrives.earliest if arrives else None,
            latest=arrives.latest if arrives else None,
        )
        found.append(option)
    return tuple(found)
