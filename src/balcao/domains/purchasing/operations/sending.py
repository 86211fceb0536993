"""Sending orders to suppliers, and writing down what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from balcao.domains.purchasing.errors import (
    BadPurchaseOrder,
    NoMailForSupplier,
    WrongPurchaseState,
)
from balcao.domains.purchasing.events import PurchaseOrderSent
from balcao.domains.purchasing.locks import lock_lines, lock_purchase
from balcao.domains.purchasing.models import Dispatch, PurchaseOrder, Supplier
from balcao.domains.purchasing.operations.drafts import check_expected
from balcao.domains.purchasing.operations.moves import check_version, move, note, tell_expected
from balcao.domains.purchasing.states import EXPECTING, RECEIVING, check_send
from balcao.domains.purchasing.values.orders import PurchaseState
from balcao.plumbing.outbox import emit

CLAIM: Final = timedelta(minutes=10)  # longer than any mail server is waited for
MAIL: Final = Dispatch.Channel.MAIL


@transaction.atomic
def send_purchase(
    *,
    order_id: UUID,
    by: str,
    now: datetime,
    channel: str = MAIL,
    expected_version: int | None = None,
) -> UUID:
    """Send an approved order, or send it again; returns the dispatch.

    By mail a job sends it after commit, at least once. Any other channel says that somebody has
    told the supplier otherwise.

    :raises NoSuchPurchaseOrder: there is none with this id.
    :raises PurchaseOrderChanged: somebody else changed it since ``expected_version``.
    :raises WrongPurchaseState: it is not approved, or closed.
    :raises NoMailForSupplier: the supplier has no mail address.
    :raises BadPurchaseOrder: there is no such channel.
    """
    if channel not in Dispatch.Channel.values:
        known = ", ".join(Dispatch.Channel.values)
        raise BadPurchaseOrder(f"Send by one of {known}.", field="channel")
    row = lock_purchase(order_id)
    check_version(row, expected_version)
    mail = Supplier.objects.values_list("email", flat=True).get(pk=row.supplier_id)
    if channel == MAIL and not mail:
        raise NoMailForSupplier(supplier_id=str(row.supplier_id))
    if PurchaseState(row.state) not in RECEIVING:
        check_send(PurchaseState(row.state))
        row.sent_at = now
        row.due_at = row.expected_at
        move(row, PurchaseState.SENT, by=by, now=now, channel=channel)
        tell_expected(row, lock_lines(row).values(), now=now)
    else:
        note(row, "sent_again", by=by, now=now, channel=channel)
    return _dispatch(row, channel, mail, by, now)


def _dispatch(row: PurchaseOrder, channel: str, mail: str, by: str, now: datetime) -> UUID:
    by_mail = channel == MAIL
    made = Dispatch.objects.create(
        store_id=row.store_id,
        order=row,
        channel=channel,
        recipient=mail if by_mail else "",
        actor=by,
        asked_at=now,
        sent_at=None if by_mail else now,
    )
    if by_mail:
        emit(PurchaseOrderSent(store_id=row.store_id, at=now, order_id=row.pk, dispatch_id=made.pk))
    return made.pk


@transaction.atomic
def confirm_expected(
    *,
    order_id: UUID,
    expected_at: datetime,
    by: str,
    now: datetime,
    expected_version: int | None = None,
) -> None:
    """The supplier named another day. What was agreed first still counts for its scorecard.

    :raises NoSuchPurchaseOrder: there is none with this id.
    :raises PurchaseOrderChanged: somebody else changed it since ``expected_version``.
    :raises WrongPurchaseState: nothing is expected of it.
    :raises BadPurchaseOrder: not a day that goods can come on.
    """
    check_expected(expected_at, now=now)
    row = lock_purchase(order_id)
    check_version(row, expected_version)
    if PurchaseState(row.state) not in EXPECTING:
        raise WrongPurchaseState(state=row.state)
    row.expected_at = expected_at
    row.version += 1
    row.save(update_fields=["expected_at", "version"])
    note(row, "expected", by=by, now=now, at=expected_at.isoformat())
    tell_expected(row, lock_lines(row).values(), now=now)


@transaction.atomic
def claim_dispatch(*, dispatch_id: UUID, now: datetime) -> bool:
    """Whether this mail is ours to send now; False when it was sent or somebody is sending it.

    A claim ends after ten minutes: whoever held it has died.
    """
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM)
    rows = Dispatch.objects.filter(free, pk=dispatch_id, sent_at__isnull=True)
    return bool(rows.update(claimed_at=now, attempts=F("attempts") + 1))


@transaction.atomic
def settle_dispatch(*, dispatch_id: UUID, now: datetime) -> None:
    """A mail server has accepted it."""
    row = Dispatch.objects.get(pk=dispatch_id)
    if Dispatch.objects.filter(pk=dispatch_id, sent_at__isnull=True).update(
        sent_at=now, problem=""
    ):
        note(lock_purchase(row.order_id), "mailed", by="system", now=now, to=row.recipient)


@transaction.atomic
def fail_dispatch(*, dispatch_id: UUID, problem: str) -> None:
    """It could not be sent; a later try may succeed."""
    rows = Dispatch.objects.filter(pk=dispatch_id, sent_at__isnull=True)
    rows.update(claimed_at=None, problem=problem[:300])
