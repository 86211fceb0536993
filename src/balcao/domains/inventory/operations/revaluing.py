"""What goods have cost besides their price: freight, duty, insurance, or a late correction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.errors import BadQuantity, BadValue, NoSuchLocation
from balcao.domains.inventory.locks import lock_levels
from balcao.domains.inventory.models import CostLayer, Location, StockLevel
from balcao.domains.inventory.operations.ledger import post
from balcao.domains.inventory.operations.levels import ensure_levels
from balcao.domains.inventory.operations.steps import Entry, Step
from balcao.domains.inventory.rules.accounts import COST_OF_GOODS, LANDED_COST
from balcao.domains.inventory.rules.valuing import share
from balcao.domains.inventory.values import Revaluation
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.kernel.shares import spread


@transaction.atomic
def revalue_stock(
    *,
    store_id: int,
    location_id: int,
    lines: Sequence[Revaluation],
    document: str,
    actor: str,
    now: datetime,
    note: str = "",
) -> dict[UUID, Money]:
    """Add an amount to the cost of units that came in with a document; negative takes it back.

    Units of the document that are gone have been sold or lost: their part goes to the cost of goods
    sold at once. The others get theirs wherever they lie now. ``location_id`` is where the gone
    part is booked. Returns what stayed in stock, per variant.

    :raises BadQuantity: a line has no units.
    :raises BadValue: an amount is not in the store's currency.
    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    """
    if not Location.objects.filter(pk=location_id, store_id=store_id).exists():
        raise NoSuchLocation(location_id=location_id)
    currency = store_by_id(store_id).currency
    if any(line.amount.currency != currency for line in lines):
        raise BadValue(f"What is added to a cost is in {currency}.", field="amount")
    if any(line.units < 1 for line in lines):
        raise BadQuantity("A cost is added to at least one unit.", field="units")
    ensure_levels(store_id, location_id, [line.variant_id for line in lines])
    rows = StockLevel.objects.filter(
        store_id=store_id, variant_id__in=[line.variant_id for line in lines]
    )
    levels = lock_levels(list(rows.values_list("pk", flat=True)))
    entry = Entry(store_id, "revalued", document, actor, now, note)
    kept, steps = {}, list[Step]()
    for line in lines:
        here = [lv for lv in levels.values() if lv.variant_id == line.variant_id]
        own = _revalue(line, here, location_id, document)
        steps += own
        kept[line.variant_id] = Money(sum(step.given or 0 for step in own), currency)
    post(entry, steps)
    return kept


def _revalue(
    line: Revaluation, levels: Sequence[StockLevel], location_id: int, document: str
) -> list[Step]:
    """What stays goes to the levels where the units lie; all of it passes the books."""
    rows = CostLayer.objects.filter(level__in=[lv.pk for lv in levels], document=document)
    layers = list(rows.order_by("pk"))
    there = sum(layer.quantity for layer in layers)
    stays = share_of(line.amount.minor, min(there, line.units), line.units)
    steps = []
    by_pk = {level.pk: level for level in levels}
    worth = {level.pk: level.value_minor for level in levels}
    for layer, wanted in zip(layers, spread(stays, [x.quantity for x in layers]), strict=True):
        # Taking back can take no more than there is, by either way of valuing.
        part = max(wanted, -layer.value_minor, -worth[layer.level_id])
        layer.value_minor += part
        worth[layer.level_id] += part
        steps.append(Step(by_pk[layer.level_id], given=part, account=LANDED_COST))
    CostLayer.objects.bulk_update(layers, ["value_minor"])
    rest = line.amount.minor - sum(step.given or 0 for step in steps)
    if rest:
        home = next(lv for lv in levels if lv.location_id == location_id)
        steps.append(Step(home, given=rest, account=LANDED_COST))
        steps.append(Step(home, given=-rest, account=COST_OF_GOODS))
    return steps


def share_of(amount: int, part: int, whole: int) -> int:
    """The part of an amount, which may be negative, that falls on ``part`` of ``whole`` units."""
    return -share(-amount, part, whole) if amount < 0 else share(amount, part, whole)
