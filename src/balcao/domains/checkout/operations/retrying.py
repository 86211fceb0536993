"""Asking silent providers again, by the clock and by hand."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from django.db import DatabaseError

from balcao.domains.checkout.operations.asking import ask, attempt_of
from balcao.domains.checkout.operations.capturing import perform_capture
from balcao.domains.checkout.operations.cards import drop_card
from balcao.domains.checkout.operations.looking import look_at
from balcao.domains.checkout.operations.refunding import perform_refund
from balcao.domains.payments.operations import begin_call, revive_call
from balcao.domains.payments.ports import ProviderAway, ProviderRefused
from balcao.domains.payments.queries import (
    call_by_id,
    due_calls,
    payment_by_id,
    refunds_of,
    saved_card,
)
from balcao.domains.payments.values import CallInfo, Verb
from balcao.kernel.money import Money

BY = "system"
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
            perform_refund(refund, now=now)
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
    else:
        _ask_or_look(call, verb, now)


def _ask_or_look(call: CallInfo, verb: Verb, now: datetime) -> None:
    payment = payment_by_id(call.payment_id)
    if verb is Verb.VOID:
        attempt = attempt_of(payment)
        ask(payment, verb, lambda provider: provider.void(attempt), key=call.key, now=now)
        return
    # A payment whose token is gone cannot be asked for again: what came of it can be looked up.
    look_at(payment, now=now)
