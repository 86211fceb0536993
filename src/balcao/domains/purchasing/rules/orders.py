"""What a purchase order must be, and who may approve it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from balcao.domains.purchasing.errors import (
    BadPurchaseOrder,
    BadReceipt,
    MoreThanOrdered,
    SomebodyElseMustApprove,
)
from balcao.domains.purchasing.states import NEXT
from balcao.domains.purchasing.values.orders import (
    PurchaseLineView,
    PurchaseState,
    ReceivedLine,
    WantedLine,
)
from balcao.domains.purchasing.values.suppliers import BuyingPolicy, Offer
from balcao.kernel.money import Money

MOST_LINES: Final = 500
MOST_UNITS: Final = 10_000_000
MOST_MINOR: Final = 10**13
LONGEST_LOT: Final = 80


def check_lines(lines: Sequence[WantedLine]) -> None:
    """Go on only with lines that an order can have.

    :raises BadPurchaseOrder: none or too many, a variant twice, a number out of range.
    """
    if not 0 < len(lines) <= MOST_LINES:
        raise BadPurchaseOrder(f"An order has 1 to {MOST_LINES} lines.", field="lines")
    seen: set[UUID] = set()
    for place, line in enumerate(lines):
        where = {"field": f"lines.{place}", "line": place + 1}
        if line.variant_id in seen:
            raise BadPurchaseOrder("A variant stands in two lines; add them up.", **where)
        seen.add(line.variant_id)
        if not 1 <= line.quantity <= MOST_UNITS:
            raise BadPurchaseOrder(f"Order between 1 and {MOST_UNITS} units.", **where)
        if line.cost_minor is not None and not 0 <= line.cost_minor <= MOST_MINOR:
            raise BadPurchaseOrder("A price is not negative.", **where)
        if not 1 <= line.per_units <= MOST_UNITS:
            raise BadPurchaseOrder("A price is for one unit at least.", **where)


def most_of(quantity: int, tolerance_percent: int) -> int:
    """How many units may come in: ordered plus tolerance, rounded down."""
    return quantity + quantity * tolerance_percent // 100


def check_approver(*, author: str, approver: str, in_store: Money, policy: BuyingPolicy) -> None:
    """Go on only if this person may approve an order of this size.

    :raises SomebodyElseMustApprove: the author approves more than the store's threshold.
    """
    if author.casefold() == approver.casefold() and policy.self_approval < in_store:
        raise SomebodyElseMustApprove(
            limit_minor=policy.self_approval.minor, total_minor=in_store.minor
        )


def warnings_of(
    lines: Sequence[PurchaseLineView], offers: Mapping[UUID, Offer], minimum: Money
) -> tuple[str, ...]:
    """What a buyer should look at before approving: packs, minimums, the value of the order."""
    found = []
    for line in lines:
        offer = offers.get(line.variant_id)
        pack = offer.units_per_pack if offer else line.units_per_pack
        if line.quantity % pack:
            found.append(f"{line.sku}: {line.quantity} units are not whole packs of {pack}.")
        if offer and line.quantity < offer.minimum_quantity:
            found.append(f"{line.sku}: the supplier delivers {offer.minimum_quantity} at least.")
    total = sum(line.total.minor for line in lines)
    if total < minimum.minor:
        found.append(
            f"The order is below the supplier's minimum of {minimum.major} {minimum.currency}."
        )
    return tuple(found)


def check_received(lines: Sequence[ReceivedLine], known: Mapping[int, PurchaseLineView]) -> None:
    """Go on only if this can have come in for these lines.

    :raises BadReceipt: nothing, a line twice or unknown, a negative number, lots not adding up.
    :raises MoreThanOrdered: more than ordered and tolerated; ``lines`` says where and how many.
    """
    if not any(line.accepted or line.damaged for line in lines):
        raise BadReceipt("Nothing came in: enter the units of one line at least.", field="lines")
    if len({line.line_no for line in lines}) != len(lines):
        raise BadReceipt("A line is named twice.", field="lines")
    for place, line in enumerate(lines):
        where = {"field": f"lines.{place}", "line": line.line_no}
        if line.line_no not in known:
            raise BadReceipt(f"The order has no line {line.line_no}.", **where)
        if not (0 <= line.accepted <= MOST_UNITS and 0 <= line.damaged <= MOST_UNITS):
            raise BadReceipt("Units are not negative.", **where)
        _check_lots(line, where)
    over = [
        {"line": line.line_no, "sku": known[line.line_no].sku, "may_come": may_come}
        for line in lines
        if (may_come := known[line.line_no].may_come) < line.accepted + line.damaged
    ]
    if over:
        said = ", ".join(f"{one['sku']} at most {one['may_come']}" for one in over)
        raise MoreThanOrdered(
            f"More came in than was ordered and tolerated: {said}. Refuse the rest.", lines=over
        )


def _check_lots(line: ReceivedLine, where: dict[str, object]) -> None:
    for lot in line.lots:
        code = lot.code.strip()
        if not 0 < len(code) <= LONGEST_LOT or not code.isprintable() or lot.quantity < 1:
            raise BadReceipt("A lot has a code and at least one unit.", **where)
    units = line.accepted + line.damaged
    if line.lots and sum(lot.quantity for lot in line.lots) != units:
        raise BadReceipt(f"The units of the lots add up to the {units} that came.", **where)


def next_states(state: PurchaseState) -> tuple[str, ...]:
    """Where an order can go from here, in the order of its life."""
    return tuple(one.value for one in PurchaseState if one in NEXT[state] and one is not state)
