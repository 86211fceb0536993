"""Goods come in for a purchase order; each receipt is in stock exactly once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from balcao.domains.catalog.queries import facts_of
from balcao.domains.inventory.operations import receive_lines
from balcao.domains.inventory.values import Arrival, LotUnits
from balcao.domains.purchasing.errors import (
    BadReceipt,
    DeliveryNoteKnown,
    NoSuchReceipt,
    ReceiptKeyReused,
    ReceiptReversed,
    WrongPurchaseState,
)
from balcao.domains.purchasing.locks import lock_lines, lock_purchase
from balcao.domains.purchasing.models import (
    PurchaseLine,
    PurchaseOrder,
    Receipt,
    ReceiptLine,
)
from balcao.domains.purchasing.operations.moves import (
    check_version,
    move,
    next_number,
    open_units,
    stay,
    tell_expected,
)
from balcao.domains.purchasing.queries.reading import line_view
from balcao.domains.purchasing.rules.money import value_between
from balcao.domains.purchasing.rules.orders import check_received
from balcao.domains.purchasing.states import RECEIVING
from balcao.domains.purchasing.values.orders import LotIn, PurchaseState, ReceivedLine
from balcao.kernel.money import Money
from balcao.plumbing.idempotency import check_key, request_hash

LONGEST_NOTE: Final = 80


@transaction.atomic
def receive_purchase(
    *,
    order_id: UUID,
    key: str,
    lines: Sequence[ReceivedLine],
    by: str,
    now: datetime,
    delivery_note: str = "",
    note_text: str = "",
    expected_version: int | None = None,
) -> UUID:
    """Goods came in: they are in stock at once, at their price; returns the receipt's id.

    The same ``key`` with the same content is the same receipt and changes nothing.

    :raises NoSuchPurchaseOrder: there is none with this id.
    :raises PurchaseOrderChanged: somebody else changed it since ``expected_version``.
    :raises WrongPurchaseState: it was not sent, or has ended.
    :raises BadReceipt: nothing came, or a line cannot be; ``line`` says which.
    :raises MoreThanOrdered: more than was ordered and tolerated.
    :raises DeliveryNoteKnown: this delivery note was received for this order.
    :raises ReceiptKeyReused: the key has received something else.
    :raises KeyInvalid: the key cannot be one.
    """
    note_of_delivery = delivery_note.strip()
    if len(note_of_delivery) > LONGEST_NOTE or not note_of_delivery.isprintable():
        raise BadReceipt(f"A delivery note has at most {LONGEST_NOTE} characters.",
                         field="delivery_note")  # fmt: skip
    coming = [line for line in lines if line.accepted or line.damaged]
    digest = request_hash([str(order_id), note_of_delivery, [_said(line) for line in coming]])
    row = lock_purchase(order_id)
    known = Receipt.objects.filter(store_id=row.store_id, key=check_key(key)).first()
    if known is not None:
        if known.digest != digest:
            raise ReceiptKeyReused(key=key)
        return known.pk
    check_version(row, expected_version)
    if PurchaseState(row.state) not in RECEIVING:
        raise WrongPurchaseState(
            f"Goods come in for an order that was sent; this one is {row.state}.", state=row.state
        )
    held = lock_lines(row)
    check_received(coming, {number: line_view(row, line) for number, line in held.items()})
    receipt = Receipt(
        store_id=row.store_id,
        order=row,
        number=next_number("purchasing_receipt_number", "RC"),
        location_id=row.location_id,
        key=key,
        digest=digest,
        delivery_note=note_of_delivery,
        note=note_text.strip()[:300],
        actor=by,
        at=now,
    )
    _save(receipt)
    _bring_in(row, receipt, coming, held)
    units = sum(line.accepted + line.damaged for line in coming)
    follow(row, held.values(), by=by, now=now, receipt=receipt.number, units=units)
    return receipt.pk


def held_receipt(receipt_id: UUID) -> tuple[Receipt, PurchaseOrder]:
    """A receipt that stands, and its order, locked.

    :raises NoSuchReceipt: there is none with this id.
    :raises ReceiptReversed: it was reversed.
    """
    order_id = Receipt.objects.filter(pk=receipt_id).values_list("order_id", flat=True).first()
    if order_id is None:
        raise NoSuchReceipt(id=str(receipt_id))
    row = lock_purchase(order_id)
    receipt = Receipt.objects.get(pk=receipt_id)
    if receipt.reversed_at is not None:
        raise ReceiptReversed(number=receipt.number)
    return receipt, row


def _save(receipt: Receipt) -> None:
    try:
        with transaction.atomic():
            receipt.save()
    except IntegrityError as error:
        if "receipt_in_stock_once" in str(error):  # by another order, at this moment
            raise ReceiptKeyReused(key=receipt.key) from None
        if "receipt_delivery_note_once" in str(error):
            raise DeliveryNoteKnown(delivery_note=receipt.delivery_note) from None
        raise


def _bring_in(
    row: PurchaseOrder,
    receipt: Receipt,
    coming: Sequence[ReceivedLine],
    held: Mapping[int, PurchaseLine],
) -> None:
    facts = facts_of(row.store_id, [held[line.line_no].variant_id for line in coming])
    arrivals, rows = [], []
    for said in coming:
        line = held[said.line_no]
        value = _count(row, line, said)
        about = facts.get(line.variant_id)
        if about is None:
            raise BadReceipt(f"{line.sku} was deleted meanwhile.", line=said.line_no)
        rows.append(
            ReceiptLine(
                store_id=row.store_id,
                receipt=receipt,
                line=line,
                line_no=line.line_no,
                variant_id=line.variant_id,
                sku=line.sku,
                accepted=said.accepted,
                damaged=said.damaged,
                value_minor=value.minor,
                weight_grams=about.weight_grams * (said.accepted + said.damaged),
                lots=[_lot(lot) for lot in said.lots],
            )
        )
        lots = tuple(LotUnits(lot.code.strip(), lot.quantity, lot.expires_on) for lot in said.lots)
        arrivals.append(Arrival(line.variant_id, said.accepted, said.damaged, value, lots))
    ReceiptLine.objects.bulk_create(rows)
    receive_lines(
        store_id=row.store_id,
        location_id=receipt.location_id,
        lines=arrivals,
        document=document_of(receipt),
        actor=receipt.actor,
        now=receipt.at,
        note=receipt.note,
    )


def _count(row: PurchaseOrder, line: PurchaseLine, said: ReceivedLine) -> Money:
    """Count what came on the line; returns what it is worth in the store's currency."""
    before = line.received
    line.received += said.accepted + said.damaged
    line.damaged += said.damaged
    line.save(update_fields=["received", "damaged"])
    assert row.rate is not None, "the rate is fixed at approval, by a CHECK"
    return value_between(
        before,
        line.received,
        cost=Money(line.cost_minor, row.currency),
        per_units=line.per_units,
        rate=row.rate,
        to=row.store_currency,
    )


def follow(
    row: PurchaseOrder, lines: Collection[PurchaseLine], *, by: str, now: datetime, **detail: Any
) -> None:
    """Move the order to where its lines say it is, and tell what is still expected."""
    if not any(open_units(line) for line in lines):
        to = PurchaseState.CLOSED
    elif any(line.received for line in lines):
        to = PurchaseState.PARTLY_RECEIVED
    else:
        to = PurchaseState.SENT
    # More came than was ordered: without one of the receipts it may still be all of it.
    if to is PurchaseState.CLOSED and row.state == to.value:
        stay(row, by=by, now=now, **detail)
    else:
        move(row, to, by=by, now=now, **detail)
    tell_expected(row, lines, now=now)


def document_of(receipt: Receipt) -> str:
    """What the ledger calls a receipt."""
    return f"receipt:{receipt.number}"


def _lot(lot: LotIn) -> list[Any]:
    return [lot.code.strip(), lot.quantity, lot.expires_on.isoformat() if lot.expires_on else ""]


def _said(line: ReceivedLine) -> list[Any]:
    return [line.line_no, line.accepted, line.damaged, [_lot(lot) for lot in line.lots]]
