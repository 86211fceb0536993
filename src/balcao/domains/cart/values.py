"""Carts as shoppers see them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True)
class WantedUnits:
    """So many units of a variant, to be put into a cart with others."""

    variant_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class CartLineView:
    """One line with its present price; ``unit`` is None when it is not for sale any more.

    ``compare_at`` is the price to strike through beside it, where there is one.
    """

    variant_id: UUID
    handle: str
    sku: str
    title: str
    options: str
    image: str
    quantity: int
    sellable: int
    unit: Money | None
    compare_at: Money | None = None

    @property
    def total(self) -> Money | None:
        """Unit price times quantity."""
        return self.unit * self.quantity if self.unit else self.unit

    @property
    def is_short(self) -> bool:
        """Whether there is less in stock than the shopper wants."""
        return self.sellable < self.quantity


@dataclass(frozen=True, slots=True)
class CartView:
    """A cart with present prices; ``version`` rises with each edit.

    ``customer_id`` is the shopper whose cart it is, None for a guest's; ``codes`` are the
    promotion codes that were entered, in that order.
    """

    id: UUID
    store_id: int
    currency: str
    state: str
    version: int
    lines: tuple[CartLineView, ...]
    codes: tuple[str, ...] = ()
    customer_id: int | None = None

    @property
    def subtotal(self) -> Money:
        """What the lines that are for sale cost together."""
        return sum((x.total for x in self.lines if x.total), Money.zero(self.currency))

    @property
    def units(self) -> int:
        """How many units there are in all."""
        return sum(line.quantity for line in self.lines)

    @property
    def is_buyable(self) -> bool:
        """Whether every line is for sale and in stock."""
        fine = all(line.unit is not None and not line.is_short for line in self.lines)
        return bool(self.lines) and fine and self.state == "open"


@dataclass(frozen=True, slots=True)
class BegunCart:
    """A cart that has just been begun, without its lines, and the number of its store's rules."""

    head: CartView
    rules: int
