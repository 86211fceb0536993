"""Asking silent providers again, by the clock and by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from django.db import DatabaseError

from balcao.domains.checkout.operations.capturing import perform_capture
from balcao.domains.checkout.operations.cards import drop_card
from balcao.domains.checkout.operations.letting_go import let_go
from balcao.domains.checkout.operations.looking import look_at
from balcao.domains.checkout.operations.refunding import perform_refund
from balcao.domains.payments.operations import begin_call, count_try, end_call, revive_call
from balcao.domains.payments.ports import ProviderAway, ProviderRefused
from balcao.domains.payments.queries import (
    call_by_id,
    due_calls,
    payment_by_id,
    refunds_of,
    saved_card,
)
from balcao.domains.payments.values import CallInfo, CallState, RefundState, Verb
from balcao.kernel.money import Money

BY = "system"
CLOSED: Final = {RefundState.DONE: CallState.ANSWERED, RefundState.FAILED: CallState.REFUSED}
log = structlog.get_logger("balcao.checkout")


def retry_due_calls(*, now: datetime, limit: int = 100) -> int:
    """Ask again what was asked without an answer and is due; returns how many were settled."""
    return sum(_retry_safely(call_id, now) for call_id in due_calls(now, limit=limit))


def retry_call(*, store_id: int, call_id: UUID, now: datetime) -> CallInfo:
    """Ask again now, because somebody says so; returns what came of it.

    :raises NoSuchCall: there is none in this store, or it was answered.
    """
    revive_call(store_id=store_id, call_id=call_id, now=now)
    _retry_safely(call_id, now)
    return call_by_id(call_id)


def _retry_safely(call_id: UUID, now: datetime) -> bool:
    try:
        _retry(call_by_id(call_id), now)
    except DatabaseError:
        raise
    except (ProviderAway, ProviderRefused):
        return False
    except Exception:  # whatever a provider's adapter does
        log.exception("provider_call.failed", call_id=str(call_id))
        return False
    return True


def _retry(call: CallInfo, now: datetime) -> None:
    verb = Verb(call.verb)
    if verb is Verb.REFUND:
        wanted = (one for one in refunds_of(call.order_id) if f"refund:{one.id}" == call.key)
        for refund in wanted:
            if refund.state == RefundState.ASKED:
                perform_refund(refund, now=now)
            else:  # written down by whoever was ended before closing the call
                end_call(call_id=call.id, state=CLOSED[RefundState(refund.state)], now=now)
    elif verb is Verb.CAPTURE:
        amount = Money(call.amount_minor or 0, call.currency)
        begin_call(
            payment_id=call.payment_id,
            verb=verb,
            key=call.key,
            amount_minor=amount.minor,
            now=now,
        )
        perform_capture(call.id, call.payment_id, amount, call.key, by=BY, now=now)
    elif verb is Verb.DROP_CARD:
        drop_card(saved_card(UUID(call.key.removeprefix("drop_card:"))), now=now)
    elif verb is Verb.VOID:
        let_go(payment_by_id(call.payment_id), now=now)
    else:
        _look(call, now)


def _look(call: CallInfo, now: datetime) -> None:
    """A payment whose token is gone cannot be asked for again: what came of it is looked up."""
    payment = payment_by_id(call.payment_id)
    try:
        answer = look_at(payment, now=now)
    except ProviderAway:
        count_try(call_id=call.id, now=now)
        raise
    end_call(
        call_id=call.id,
        state=CallState.ANSWERED,
        outcome=answer.outcome.value,
        reference=answer.reference,
        reason=answer.reason,
        now=now,
    )
