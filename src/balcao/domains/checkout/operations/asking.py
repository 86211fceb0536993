"""Asking a provider: written down before, asked outside any transaction, written down after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from balcao.domains.orders.queries import order_by_id
from balcao.domains.orders.values import OrderView
from balcao.domains.payments.operations import begin_call, end_call
from balcao.domains.payments.ports import (
    Answer,
    Attempt,
    Payer,
    PaymentProvider,
    ProviderAway,
    ProviderRefused,
    provider_by_code,
)
from balcao.domains.payments.values import CallState, PaymentInfo, Verb

T = TypeVar("T")


def ask(
    payment: PaymentInfo,
    verb: Verb,
    say: Callable[[PaymentProvider], T],
    *,
    now: datetime,
    key: str = "",
    amount_minor: int | None = None,
    call_id: UUID | None = None,
    then: Callable[[T], object] | None = None,
    refused: Callable[[], object] | None = None,
) -> T:
    """Call a payment's provider and keep what came of it. Offline providers are nobody to call.

    ``key`` is what the provider is told; without one it is the key of the payment. ``call_id`` is
    the record of the call where it was begun already. ``then`` and ``refused`` write down what the
    answer means, before the call is closed: after a crash in between it is still due.

    :raises NotPayable: it is to be paid, and was replaced, divided or ended meanwhile.

    :raises NoSuchProvider: it is not offered any more.
    :raises ProviderAway: it did not answer.
    :raises ProviderRefused: it said no.
    """
    provider = provider_by_code(payment.provider)
    if provider.is_offline:
        answer = say(provider)
        if then is not None:
            then(answer)
        return answer
    call_id = call_id or begin_call(
        payment_id=payment.id,
        verb=verb,
        key=key or payment.idempotency_key,
        amount_minor=amount_minor,
        now=now,
    )
    try:
        answer = say(provider)
    except ProviderRefused as refusal:
        if refused is not None:
            refused()
        end_call(call_id=call_id, state=CallState.REFUSED, reason=str(refusal), now=now)
        raise
    except Exception as failure:
        # Whatever an adapter does wrong: nobody knows what the provider did, so it is silence.
        end_call(call_id=call_id, state=CallState.SILENT, reason=_reason(failure), now=now)
        raise
    if then is not None:
        then(answer)
    _keep_answer(call_id, answer, now)
    return answer


def attempt_of(payment: PaymentInfo, *, token: str = "", return_url: str = "") -> Attempt:
    """A payment as its provider is told of it; the same each time but for the token."""
    provider = provider_by_code(payment.provider)
    payer = Payer() if provider.is_offline else payer_of(order_by_id(payment.order_id))
    return Attempt(
        payment.idempotency_key,
        payment.reference,
        payment.amount,
        token,
        provider_reference=payment.provider_reference,
        asked_at=payment.created_at,
        payer=payer,
        return_url=return_url,
    )


def payer_of(order: OrderView) -> Payer:
    """Who pays for an order, as far as providers must know."""
    address = order.address
    return Payer(
        name=address.name,
        email=order.email,
        tax_id="".join(filter(str.isalnum, order.tax_id)),
        street=" ".join(filter(None, (address.line1, address.line2))),
        city=address.city,
        region=address.region,
        postal_code=address.postal_code,
        country=address.country,
    )


def _keep_answer(call_id: UUID, answer: object, now: datetime) -> None:
    outcome = reference = reason = ""
    if isinstance(answer, Answer):
        outcome, reference, reason = answer.outcome.value, answer.reference, answer.reason
    end_call(
        call_id=call_id,
        state=CallState.ANSWERED,
        outcome=outcome,
        reference=reference,
        reason=reason,
        now=now,
    )


def _reason(failure: Exception) -> str:
    """The kind of a failure only: its text may hold what must not be kept."""
    is_silence = isinstance(failure, ProviderAway)
    return "no answer" if is_silence else f"failed with {type(failure).__name__}"
