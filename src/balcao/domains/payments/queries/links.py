"""Reads about payment links, and what they are for."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.payments.errors import NoSuchPaymentLink
from balcao.domains.payments.models import PaymentLink
from balcao.domains.payments.queries.reading import payments_of
from balcao.domains.payments.values import LinkInfo
from balcao.kernel.money import Money, total_of


def owed_of(order_id: UUID) -> Money | None:
    """What has not been paid or set aside of an order's parts; None where nothing is owed."""
    waiting = [one for one in payments_of(order_id) if one.state in ("intent", "pending")]
    owed = (
        total_of((one.amount for one in waiting), waiting[0].amount.currency) if waiting else None
    )
    return owed or None


def link_by_id(link_id: UUID) -> LinkInfo:
    """One payment link.

    :raises NoSuchPaymentLink: there is none with this id.
    """
    return _one(PaymentLink.objects.filter(pk=link_id).first())


def link_by_token(token: str) -> LinkInfo:
    """One payment link by its secret, whether it can still be used or not.

    :raises NoSuchPaymentLink: there is none with this token.
    """
    return _one(PaymentLink.objects.filter(token=token).first())


def links_of(order_id: UUID) -> tuple[LinkInfo, ...]:
    """The payment links of an order, the latest first."""
    rows = PaymentLink.objects.filter(order_id=order_id).order_by("-created_at", "-id")
    return tuple(_one(row) for row in rows)


def _one(row: PaymentLink | None) -> LinkInfo:
    if row is None:
        raise NoSuchPaymentLink
    return LinkInfo(
        id=row.pk,
        store_id=row.store_id,
        order_id=row.order_id,
        token=row.token,
        created_at=row.created_at,
        created_by=row.created_by,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        sent_to=row.sent_to,
    )
