"""Phases two and three: pay, outside any transaction, and write down what came of it.

``finalize_purchase`` is idempotent: the shopper's return, the provider's message and the sweeper
all call it, as often as they like.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction

from balcao.domains.cart.operations import hold_ordered_cart, reopen_cart
from balcao.domains.checkout.operations.asking import ask, attempt_of
from balcao.domains.checkout.operations.refunding import give_back_late
from balcao.domains.checkout.values import Purchase, SweepReport
from balcao.domains.drafts.operations import hold_draft, return_draft
from balcao.domains.orders.operations import (
    prolong_hold,
    settle_authorization,
    settle_capture,
    void_hold,
)
from balcao.domains.orders.queries import expired_holds, order_by_id
from balcao.domains.orders.values import OrderState
from balcao.domains.payments.errors import NotAuthorized, NotPayable, PaymentDeclined
from balcao.domains.payments.operations import record_kept_card, record_pending, void_part
from balcao.domains.payments.ports import Answer, Outcome, ProviderAway
from balcao.domains.payments.queries import is_let_go, payment_by_id, payment_of
from balcao.domains.payments.values import PaymentInfo, Verb
from balcao.kernel.money import Money

ASK_AGAIN: Final = timedelta(minutes=5)
WAITING: Final = ("intent", "pending")
log = structlog.get_logger("balcao.checkout")


def pay_and_finalize(
    made: Purchase, *, token: str, now: datetime, return_url: str = ""
) -> Purchase:
    """Ask the provider for the money of a held order and write down its answer.

    When the provider does not answer, the order stays pending and the sweeper asks again.

    :raises PaymentDeclined: the provider declined; the hold is released.
    """
    payment = _payment(made.order_id)
    action: Mapping[str, str] | None = None
    if payment.state in WAITING:
        try:
            answer = ask_to_pay(payment, token=token, return_url=return_url, now=now)
            action = answer.action
        except ProviderAway:
            return made
        except NotPayable:
            pass  # it ended, or is paid another way, since it was read
    state = order_by_id(made.order_id).state
    if state == OrderState.VOIDED:
        raise PaymentDeclined(number=made.number)
    return replace(made, state=state, action=action)


def ask_to_pay(payment: PaymentInfo, *, token: str, now: datetime, return_url: str = "") -> Answer:
    """Ask the provider for the money of a payment, and write down what came of it.

    :raises NotPayable: it was replaced, divided or ended meanwhile.
    :raises ProviderAway: no answer; what came of it is looked up by itself.
    """
    attempt = attempt_of(payment, token=token, return_url=return_url)
    return ask(
        payment,
        Verb.PAY,
        lambda provider: provider.pay(attempt),
        amount_minor=payment.amount.minor,
        then=lambda answer: finalize_purchase(
            order_id=payment.order_id, payment_id=payment.id, answer=answer, now=now
        ),
        now=now,
    )


def finalize_purchase(
    *, order_id: UUID, answer: Answer, now: datetime, payment_id: UUID | None = None
) -> str:
    """Write down what came of a payment; returns the order's state after it.

    Without ``payment_id`` it is the one the order waits for. Money that came after the hold had
    ended, or by a payment that another one replaced, is given back at once.

    :raises NoSuchOrder: there is none with this id.
    """
    payment = payment_by_id(payment_id) if payment_id else _payment(order_id)
    if answer.card is not None:
        record_kept_card(payment_id=payment.id, card=answer.card, now=now)
    if answer.outcome is Outcome.CAPTURED:
        _captured(payment, answer, now)
    elif answer.outcome is Outcome.AUTHORIZED:
        _authorized(payment, answer, now)
    elif answer.outcome is Outcome.DECLINED:
        _declined(payment, now)
    else:
        record_pending(
            payment_id=payment.id,
            provider_reference=answer.reference,
            facts=answer.facts,
            expires_at=answer.expires_at,
            now=now,
        )
        if answer.expires_at is not None and answer.expires_at > now:
            prolong_hold(order_id=order_id, until=answer.expires_at)
    return order_by_id(order_id).state


def sweep_expired_holds(*, now: datetime, limit: int = 200) -> SweepReport:
    """End every hold whose time is over: ask the provider first, then place or release.

    A provider that does not answer, fails or is not installed any more is asked again after five
    minutes; until then its holds stand back, so that they never keep the others waiting.
    """
    ends = [_sweep_safely(order_id, now) for order_id in expired_holds(now, limit=limit)]
    return SweepReport(
        placed=ends.count("placed"),
        voided=ends.count("voided"),
        undecided=ends.count("undecided"),
        at=now,
    )


def _sweep_safely(order_id: UUID, now: datetime) -> str:
    try:
        return _sweep_one(order_id, now)
    except DatabaseError:
        raise
    except Exception:  # whatever a provider's adapter does
        log.exception("sweep.failed", order_id=str(order_id))
        return _undecided(order_id, now)


def _sweep_one(order_id: UUID, now: datetime) -> str:
    payment = _payment(order_id)
    attempt = attempt_of(payment)
    taken = (Outcome.CAPTURED, Outcome.AUTHORIZED)

    def look() -> Answer:
        return ask(payment, Verb.LOOK_UP, lambda provider: provider.look_up(attempt), now=now)

    try:
        answer = look()
        if answer.outcome not in taken:
            ask(payment, Verb.VOID, lambda provider: provider.void(attempt), now=now)
            # Between asking and voiding the shopper may have paid: what is true now decides.
            answer = look()
    except ProviderAway:
        return _undecided(order_id, now)
    if answer.outcome in taken:
        finalize_purchase(order_id=order_id, payment_id=payment.id, answer=answer, now=now)
        return "placed"
    _end_hold(order_id, payment.id, now)
    return "voided"


def _undecided(order_id: UUID, now: datetime) -> str:
    prolong_hold(order_id=order_id, until=now + ASK_AGAIN)
    return "undecided"


@transaction.atomic
def _end_hold(order_id: UUID, payment_id: UUID, now: datetime) -> None:
    order = order_by_id(order_id)
    if order.cart_id is not None:
        hold_ordered_cart(cart_id=order.cart_id)
    if order.draft_id is not None:
        hold_draft(draft_id=order.draft_id)
    if not void_hold(order_id=order_id, payment_id=payment_id, now=now):
        return
    if order.cart_id is not None:
        reopen_cart(cart_id=order.cart_id, now=now)
    if order.draft_id is not None:
        return_draft(draft_id=order.draft_id, now=now)


def _declined(payment: PaymentInfo, now: datetime) -> None:
    if payment.state in WAITING:
        # What we voided ourselves makes room for another way; without one the sweeper ends it.
        if not is_let_go(payment.id):
            _end_hold(payment.order_id, payment.id, now)
    elif payment.state == "authorized":
        with suppress(NotAuthorized):  # somebody else has just written it down
            void_part(payment_id=payment.id, now=now)


def _captured(payment: PaymentInfo, answer: Answer, now: datetime) -> None:
    amount = None
    if answer.amount_minor is not None:
        amount = Money(answer.amount_minor, payment.amount.currency)
    keep_capture(payment, reference=answer.reference, amount=amount, now=now)


def keep_capture(
    payment: PaymentInfo,
    *,
    reference: str,
    amount: Money | None,
    now: datetime,
    by: str = "system",
) -> None:
    """Write down that money was taken; what nobody wants any more is given back.

    ``amount`` is what was taken when it is not the whole.
    """
    try:
        is_wanted = settle_capture(
            order_id=payment.order_id,
            payment_id=payment.id,
            provider_reference=reference,
            amount=amount,
            by=by,
            now=now,
        )
    except NotPayable:
        is_wanted = False
    if not is_wanted:
        give_back_late(payment, reference=reference, amount=amount, now=now)


def _authorized(payment: PaymentInfo, answer: Answer, now: datetime) -> None:
    try:
        is_wanted = settle_authorization(
            order_id=payment.order_id,
            payment_id=payment.id,
            provider_reference=answer.reference,
            now=now,
        )
    except NotPayable:
        is_wanted = False
    if not is_wanted:
        attempt = attempt_of(payment)
        ask(payment, Verb.VOID, lambda provider: provider.void(attempt), now=now)


def _payment(order_id: UUID) -> PaymentInfo:
    payment = payment_of(order_id)
    assert payment is not None, "every order is written together with its payment"
    return payment
