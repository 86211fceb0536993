"""When and how much to buy, and what may go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from balcao.kernel.money import Money


class Goal(StrEnum):
    """What a service level is measured by."""

    CYCLE = "cycle"
    """The probability that nothing runs out between an order and its delivery."""
    FILL = "fill"
    """The share of demand that is served from the shelf at once."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Expected units per period, and the standard deviation of the error of that expectation."""

    mean: float
    spread: float


@dataclass(frozen=True, slots=True)
class LeadTime:
    """From order to shelf, in periods: the mean and its standard deviation."""

    mean: float
    spread: float = 0.0


@dataclass(frozen=True, slots=True)
class Policy:
    """How an item is bought.

    ``service``: from 0.5 to 0.9999. ``review``: periods between two looks, 0 when it is looked at
    all the time. ``cover``: periods that an order shall last, 0 to buy only what is missing. An
    order is at least ``minimum`` units and a multiple of ``multiple``.
    """

    goal: Goal = Goal.CYCLE
    service: float = 0.95
    review: float = 1.0
    cover: float = 0.0
    minimum: int = 1
    multiple: int = 1


@dataclass(frozen=True, slots=True)
class Position:
    """What there is of an item, in units.

    ``on_hand`` can be sold, ``incoming`` is ordered and not here, ``promised`` is sold and not
    gone (reserved, allocated or backordered).
    """

    on_hand: int
    incoming: int = 0
    promised: int = 0

    @property
    def available(self) -> int:
        """The inventory position: what decides whether to order."""
        return self.on_hand + self.incoming - self.promised

    @property
    def shelf(self) -> int:
        """What can still be sold before anything arrives."""
        return self.on_hand - self.promised


@dataclass(frozen=True, slots=True)
class Levels:
    """The marks of an item, in units.

    ``expected`` is demand over lead time and review, ``spread`` its standard deviation.
    """

    expected: float
    spread: float
    safety_stock: int
    reorder_point: int
    order_up_to: int


@dataclass(frozen=True, slots=True)
class StockoutRisk:
    """What may be missed before the next delivery.

    ``probability`` that it runs out, ``units`` expected to be asked for in vain, ``money``: their
    margin.
    """

    probability: float
    units: float
    money: Money


@dataclass(frozen=True, slots=True)
class OverstockRisk:
    """What lies there beyond the order-up-to level: units, what they cost, and for how many months
    the whole stock lasts (none when nothing is expected to be sold).
    """

    units: int
    money: Money
    months_of_cover: float | None
