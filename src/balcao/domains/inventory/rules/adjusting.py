"""Which way each reason may change stock. Pure."""

from __future__ import annotations

from typing import Final

from balcao.domains.inventory.errors import BadAdjustment, BadReason
from balcao.domains.inventory.values import Reason, Wish

R = Reason
COMING: Final = frozenset({R.RECEIVED, R.FOUND})
GOING: Final = frozenset({R.SCRAPPED, R.LOST, R.STOLEN, R.SAMPLE, R.EXPIRED})
EITHER: Final = frozenset({R.COUNTED, R.CORRECTED})
# Good units become damaged ones, or the other way round: as many on both sides.
SWAPPING: Final = {R.DAMAGED: -1, R.REPAIRED: 1}
# What people choose from; what was received or counted has a form of its own.
REASONS: Final = (
    R.DAMAGED, R.REPAIRED, R.SCRAPPED, R.LOST, R.STOLEN, R.SAMPLE, R.EXPIRED, R.FOUND, R.CORRECTED,
)  # fmt: skip
MOST: Final = 10_000_000


def check_wish(wish: Wish) -> None:
    """Refuse what its reason cannot mean.

    :raises BadReason: adjustments are not made for it.
    :raises BadAdjustment: it changes nothing, too much, or the wrong way for its reason.
    """
    good, bad = wish.quantity, wish.damaged
    if max(abs(good), abs(bad)) > MOST or (good == 0 and bad == 0):
        raise BadAdjustment("At least one unit changes.", field="quantity")
    _check_way(wish.reason, good, bad)
    if wish.value is not None and good + bad <= 0:
        raise BadAdjustment("Only units that come in have a cost of their own.", field="value")


def _check_way(reason: Reason, good: int, bad: int) -> None:
    if reason in SWAPPING:
        wrong, way = good != -bad or good * SWAPPING[reason] < 0, "change sides, as many on both"
    elif reason in COMING:
        wrong, way = good < 0 or bad < 0, "come in"
    elif reason in GOING:
        wrong, way = good > 0 or bad > 0, "go out"
    elif reason in EITHER:
        wrong, way = good * bad < 0, "all come in or all go out"
    else:
        raise BadReason("Stock is not adjusted for this reason.", reason=reason.value)
    if wrong:
        raise BadAdjustment(f"Units that are {reason.value} {way}.", field="quantity")


def wish_of(reason: Reason, quantity: int, damaged: int = 0) -> tuple[int, int]:
    """The signed changes of good and damaged units for units named without a sign.

    For a reason that goes either way the signs are kept.
    """
    if reason in SWAPPING:
        units = abs(quantity)
        return SWAPPING[reason] * units, -SWAPPING[reason] * units
    if reason in GOING:
        return -abs(quantity), -abs(damaged)
    return quantity, damaged
