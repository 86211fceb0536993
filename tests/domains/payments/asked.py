"""A payment by a provider that was asked for a refund and did not answer."""

from __future__ import annotations

from balcao.domains.checkout.operations import purchase
from balcao.domains.payments.operations import begin_call, end_call
from balcao.domains.payments.queries import payment_of
from balcao.domains.payments.values import CallState, Verb
from tests.shop import NOW, Shop


def asked_of(shop: Shop) -> dict[str, object]:
    """The ids of the payment and of the call."""
    made = purchase(shop.request(("CUP", 1)), now=NOW)
    payment = payment_of(made.order_id)
    assert payment is not None
    call_id = begin_call(
        payment_id=payment.id, verb=Verb.VOID, key=payment.idempotency_key, now=NOW
    )
    end_call(call_id=call_id, state=CallState.SILENT, reason="no answer", now=NOW)
    return {"payment_id": payment.id, "call_id": call_id}
