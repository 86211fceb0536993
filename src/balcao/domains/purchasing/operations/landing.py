"""What it cost to get goods here: spread over a receipt, undone by an opposite entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.operations import revalue_stock
from balcao.domains.inventory.values import Revaluation
from balcao.domains.purchasing.errors import (
    BadLandedCost,
    LandedCostReversed,
    NoSuchLandedCost,
)
from balcao.domains.purchasing.models import (
    LandedCost,
    LandedShare,
    PurchaseOrder,
    Receipt,
    ReceiptLine,
)
from balcao.domains.purchasing.operations.moves import note
from balcao.domains.purchasing.operations.receiving import document_of, held_receipt
from balcao.domains.purchasing.rules.money import check_rate, exchange, spread
from balcao.kernel.money import Money

MOST_MINOR: Final = 10**13
LONGEST: Final = 80
Basis = LandedCost.Basis


@transaction.atomic
def add_landed_cost(
    *,
    receipt_id: UUID,
    kind: str,
    basis: str,
    amount: Money,
    by: str,
    now: datetime,
    rate: Decimal | str | None = None,
    document: str = "",
) -> UUID:
    """Spread an amount over what came in, to the cent; returns the cost's id.

    ``basis`` is ``value``, ``quantity`` or ``weight``. What falls on units that are gone already is
    cost of goods at once, the rest raises what the stock is worth.

    :raises NoSuchReceipt: there is none with this id.
    :raises ReceiptReversed: the receipt was reversed.
    :raises BadLandedCost: no such kind or basis, not a positive amount, or nothing to spread by.
    :raises BadExchangeRate: it is in another currency and the rate is missing or wrong.
    """
    if kind not in LandedCost.Kind.values or basis not in Basis.values:
        kinds, bases = ", ".join(LandedCost.Kind.values), ", ".join(Basis.values)
        raise BadLandedCost(f"The kind is one of {kinds}; the basis one of {bases}.", field="kind")
    if not 0 < amount.minor <= MOST_MINOR:
        raise BadLandedCost("An amount is positive.", field="amount")
    if len(document) > LONGEST or not document.isprintable():
        raise BadLandedCost(f"A document has at most {LONGEST} characters.", field="document")
    receipt, row = held_receipt(receipt_id)
    exact = check_rate(rate, amount.currency, row.store_currency)
    in_store = exchange(amount, exact, row.store_currency)
    if not in_store:
        raise BadLandedCost("The amount is less than a cent here.", field="amount")
    lines = list(receipt.lines.all())
    cost = LandedCost.objects.create(
        store_id=row.store_id,
        receipt=receipt,
        kind=kind,
        basis=basis,
        amount_minor=amount.minor,
        currency=amount.currency,
        rate=exact,
        store_minor=in_store.minor,
        document=document.strip(),
        actor=by,
        at=now,
    )
    shares = spread(in_store, _weights(lines, basis))
    _post(cost, row, receipt, dict(zip(lines, shares, strict=True)))
    note(row, "landed_cost", by=by, now=now, receipt=receipt.number, cost=kind,
         amount_minor=in_store.minor, currency=in_store.currency)  # fmt: skip
    return cost.pk


@transaction.atomic
def reverse_landed_cost(*, cost_id: UUID, by: str, now: datetime) -> UUID:
    """Undo a landed cost by the opposite entry; returns that one's id.

    :raises NoSuchLandedCost: there is none with this id.
    :raises LandedCostReversed: that was done before, or it is itself the opposite of one.
    :raises ReceiptReversed: the receipt was reversed.
    """
    cost = LandedCost.objects.filter(pk=cost_id).first()
    if cost is None:
        raise NoSuchLandedCost(id=str(cost_id))
    receipt, row = held_receipt(cost.receipt_id)
    if cost.reverses_id is not None or LandedCost.objects.filter(reverses=cost).exists():
        raise LandedCostReversed(id=str(cost_id))
    shares = list(cost.shares.select_related("line").order_by("line_id"))
    opposite = LandedCost.objects.create(
        store_id=row.store_id,
        receipt=receipt,
        kind=cost.kind,
        basis=cost.basis,
        amount_minor=-cost.amount_minor,
        currency=cost.currency,
        rate=cost.rate,
        store_minor=-cost.store_minor,
        document=cost.document,
        actor=by,
        at=now,
        reverses=cost,
    )
    currency = row.store_currency
    back = {share.line: Money(-share.share_minor, currency) for share in shares}
    _post(opposite, row, receipt, back)
    note(row, "landed_cost_reversed", by=by, now=now, receipt=receipt.number, cost=cost.kind,
         amount_minor=-cost.store_minor, currency=currency)  # fmt: skip
    return opposite.pk


def _weights(lines: Sequence[ReceiptLine], basis: str) -> list[int]:
    if basis == Basis.WEIGHT:
        weightless = sorted(line.sku for line in lines if not line.weight_grams)
        if weightless:
            skus = ", ".join(weightless[:5])
            wrong = f"These have no weight: {skus}. Enter weights, or spread by value."
            raise BadLandedCost(wrong, field="basis", skus=weightless)
        return [line.weight_grams for line in lines]
    if basis == Basis.VALUE:
        if not any(line.value_minor for line in lines):
            wrong = "What came in cost nothing. Spread by quantity."
            raise BadLandedCost(wrong, field="basis")
        return [line.value_minor for line in lines]
    return [line.accepted + line.damaged for line in lines]


def _post(
    cost: LandedCost, row: PurchaseOrder, receipt: Receipt, shares: Mapping[ReceiptLine, Money]
) -> None:
    borne = {line: share for line, share in shares.items() if share}
    stayed = revalue_stock(
        store_id=row.store_id,
        location_id=receipt.location_id,
        lines=[
            Revaluation(line.variant_id, line.accepted + line.damaged, share)
            for line, share in borne.items()
        ],
        document=document_of(receipt),
        actor=cost.actor,
        now=cost.at,
        note=f"{cost.kind} {cost.document}".strip(),
    )
    LandedShare.objects.bulk_create(
        LandedShare(
            store_id=row.store_id,
            cost=cost,
            line=line,
            share_minor=share.minor,
            stayed_minor=stayed[line.variant_id].minor,
        )
        for line, share in borne.items()
    )
