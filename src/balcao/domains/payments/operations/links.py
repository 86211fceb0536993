"""Making payment links and ending them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.payments.errors import BadLinkLife, NothingOwed
from balcao.domains.payments.events import PaymentLinkSent
from balcao.domains.payments.locks import lock_link
from balcao.domains.payments.models import PaymentLink
from balcao.domains.payments.queries.links import owed_of
from balcao.kernel.ids import new_secret
from balcao.plumbing.outbox import emit

LONGEST_LIFE: Final = timedelta(days=366)


@transaction.atomic
def make_payment_link(
    *,
    store_id: int,
    order_id: UUID,
    expires_at: datetime,
    by: str,
    now: datetime,
    mail_to: str = "",
) -> UUID:
    """Make a link to pay what an order owes; returns its id. ``mail_to`` is who gets it by mail.

    :raises NothingOwed: the order is paid, or has ended.
    :raises BadLinkLife: it would end in the past, or in more than a year.
    """
    if not now < expires_at <= now + LONGEST_LIFE:
        raise BadLinkLife(field="expires_at")
    if not owed_of(order_id):
        raise NothingOwed
    row = PaymentLink.objects.create(
        store_id=store_id,
        order_id=order_id,
        token=new_secret(),
        created_at=now,
        created_by=by,
        expires_at=expires_at,
        sent_to=mail_to,
    )
    if mail_to:
        emit(PaymentLinkSent(store_id=store_id, at=now, link_id=row.pk, order_id=order_id))
    return row.pk


@transaction.atomic
def revoke_payment_link(*, link_id: UUID, by: str, now: datetime) -> None:
    """End a link; what was begun by it goes on. Doing it twice changes nothing.

    :raises NoSuchPaymentLink: there is none with this id.
    """
    row = lock_link(link_id)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = now, by
        row.save(update_fields=["revoked_at", "revoked_by"])
