"""Paying what an order owes by a link, whoever holds it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from balcao.domains.checkout.operations.capturing import pay_another_way
from balcao.domains.orders.queries import order_by_id
from balcao.domains.orders.values import OrderState
from balcao.domains.payments.errors import LinkOver, NothingOwed, NotPayable
from balcao.domains.payments.operations import make_payment_link
from balcao.domains.payments.ports import Answer, Outcome
from balcao.domains.payments.queries import link_by_token, payment_of
from balcao.domains.payments.values import PaymentInfo

WAITING = ("intent", "pending")
OVER = (OrderState.CANCELLED, OrderState.VOIDED)


def link_to_pay(
    *, order_id: UUID, expires_at: datetime, by: str, now: datetime, is_mailed: bool = False
) -> UUID:
    """Make a link to pay what an order owes, and mail it to its shopper; returns its id.

    :raises NoSuchOrder: there is none with this id.
    :raises NothingOwed: the order is paid, or has ended.
    :raises BadLinkLife: it would end in the past, or in more than a year.
    """
    order = order_by_id(order_id)
    if order.state in OVER:
        raise NothingOwed
    return make_payment_link(
        store_id=order.store_id,
        order_id=order_id,
        expires_at=expires_at,
        by=by,
        now=now,
        mail_to=order.email if is_mailed else "",
    )


def pay_by_link(
    *, token: str, provider: str, now: datetime, payment_token: str = "", return_url: str = ""
) -> Answer:
    """Ask for what is open of an order by this way to pay.

    Asking again for what is being asked for already changes nothing: what was given to pay with
    stays good. Another way ends the one before, so that no two of them take money.

    :raises NoSuchPaymentLink: there is none with this token.
    :raises LinkOver: it has ended or was revoked.
    :raises NotPayable: the order is paid or has ended.
    :raises NoSuchProvider: this way to pay is not offered.
    :raises ProviderSilent: the old or the new provider does not answer; ask again.
    """
    link = link_by_token(token)
    if not link.is_live(now):
        raise LinkOver
    order, payment = order_by_id(link.order_id), payment_of(link.order_id)
    if payment is None or order.state in OVER or payment.state not in WAITING:
        raise NotPayable(state=order.state)
    if _is_asked(payment, provider, now) and not payment_token:
        return Answer(Outcome.PENDING, payment.provider_reference)
    return pay_another_way(
        payment_id=payment.id,
        provider=provider,
        token=payment_token,
        return_url=return_url,
        now=now,
    )


def _is_asked(payment: PaymentInfo, provider: str, now: datetime) -> bool:
    if payment.provider != provider:
        return False
    is_running = payment.expires_at is None or now < payment.expires_at
    return is_running and bool(payment.provider_reference or payment.facts)
