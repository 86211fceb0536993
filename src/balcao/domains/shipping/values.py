"""Ways to ship, as shoppers see them."""

from __future__ import annotations

from dataclasses import dataclass

from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class ShippingOption:
    """A way to ship an order, priced for it; days are working days."""

    code: str
    name: str
    price: Money
    min_days: int
    max_days: int
