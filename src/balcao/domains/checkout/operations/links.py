"""Paying what an order owes by a link, whoever holds it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from balcao.domains.checkout.operations.capturing import pay_another_way
from balcao.domains.checkout.operations.looking import check_payment
from balcao.domains.orders.queries import order_by_id
from balcao.domains.orders.values import OrderState
from balcao.domains.payments.errors import LinkOver, NothingOwed, NotPayable
from balcao.domains.payments.operations import make_payment_link
from balcao.domains.payments.ports import Answer, Outcome, provider_by_code
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
    stays good, until its provider has declined it. Another way ends the one before, so that no two
    of them take money.

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
    if payment.provider == provider and not payment_token:
        standing = _standing(payment, now)
        if standing.outcome is not Outcome.DECLINED:
            return standing
    return pay_another_way(
        payment_id=payment.id,
        provider=provider,
        token=payment_token,
        return_url=return_url,
        now=now,
    )


def _standing(payment: PaymentInfo, now: datetime) -> Answer:
    """What came of a way that is asked for already; declined where it has to be asked again."""
    if provider_by_code(payment.provider).is_offline:
        return Answer(Outcome.PENDING)
    is_over = payment.expires_at is not None and now >= payment.expires_at
    if is_over or not payment.provider_reference:
        return Answer(Outcome.DECLINED)
    return check_payment(payment_id=payment.id, now=now)
