"""Money of orders as staff look after it: capturing, giving back, dividing, asking again.

Providers are asked outside any transaction, so the key of a request is the key of the operation
itself: it is kept with the capture or the refund, and answers a replay.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from balcao.domains.checkout.operations import (
    capture_payment,
    refund_payment,
    release_payment,
    retry_call,
)
from balcao.domains.orders import errors as order_errors
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments import errors
from balcao.domains.payments.operations import split_payment
from balcao.domains.payments.queries import (
    call_by_id,
    calls_page,
    payment_by_id,
    payments_of,
    refunds_of,
)
from balcao.domains.payments.values import PaymentInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import key_of, write_once
from balcao.entrypoints.api.shapes import Limit, Moment
from balcao.entrypoints.api.v1.payment_shapes import (
    CallOut,
    CallsOut,
    CaptureIn,
    OrderPaymentsOut,
    PaymentOut,
    PaymentRefundIn,
    PaymentRefundOut,
    SplitIn,
)
from balcao.plumbing.audit import acting

router = Router()
CallStateIn = Literal["asked", "silent", "answered", "refused", "dead"]
SILENT = (errors.ProviderSaidNo, errors.ProviderSilent)


@router.get(
    "/orders/{order_id}/payments",
    response=OrderPaymentsOut,
    **staff(Capability.VIEW_ORDERS, order_errors.NoSuchOrder),
)
def list_payments(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The parts of what an order owes, how far each is paid, and what was given back."""
    _order_here(request, order_id)
    return reply(_payments(order_id))


@router.post(
    "/payments/{payment_id}/capture",
    response=PaymentOut,
    **staff(
        Capability.HANDLE_ORDERS,
        errors.NoSuchPayment,
        errors.NotAuthorized,
        errors.CaptureTooLarge,
        errors.CaptureUnderWay,
        errors.BadAmount,
        order_errors.OnHold,
        *SILENT,
        key=True,
    ),
)
def capture(request: StaffRequest, payment_id: UUID, said: CaptureIn) -> HttpResponse:
    """Take what a provider has set aside, all or a part of it; the rest is let go."""
    payment = _payment_here(request, payment_id)
    whole = payment.captured if payment.state == "captured" else payment.authorized
    with acting(request.auth.email, source="api"):
        done = capture_payment(
            payment_id=payment_id,
            amount=said.amount.money() if said.amount else whole,
            key=f"{request.auth.mark}:{key_of(request)}",
            by=request.auth.email,
            now=moment(),
        )
    return reply(PaymentOut.model_validate(done))


@router.post(
    "/payments/{payment_id}/release",
    response=PaymentOut,
    **staff(
        Capability.HANDLE_ORDERS, errors.NoSuchPayment, errors.NotAuthorized, *SILENT, key=True
    ),
)
def release(request: StaffRequest, payment_id: UUID) -> HttpResponse:
    """Let go what a provider has set aside. Repeating changes nothing."""
    _payment_here(request, payment_id)
    key_of(request)
    with acting(request.auth.email, source="api"):
        done = release_payment(payment_id=payment_id, now=moment())
    return reply(PaymentOut.model_validate(done))


@router.post(
    "/payments/{payment_id}/refunds",
    response={201: PaymentRefundOut},
    **staff(
        Capability.HANDLE_ORDERS,
        errors.NoSuchPayment,
        errors.RefundTooLarge,
        errors.BadAmount,
        errors.ProviderSaidNo,
        key=True,
    ),
)
def give_back(request: StaffRequest, payment_id: UUID, said: PaymentRefundIn) -> HttpResponse:
    """Give money back. State `asked` means that the provider is silent and asked again."""
    payment = _payment_here(request, payment_id)
    key = f"{request.auth.mark}:{key_of(request)}"
    before = (one.amount for one in refunds_of(payment.order_id) if one.key == key)
    whole = next(before, payment.refundable)
    with acting(request.auth.email, source="api"):
        refund = refund_payment(
            payment_id=payment_id,
            amount=said.amount.money() if said.amount else whole,
            key=key,
            by=request.auth.email,
            reason=said.reason,
            now=moment(),
        )
    return reply(PaymentRefundOut.model_validate(refund), status=201)


@router.post(
    "/orders/{order_id}/payments/split",
    response=OrderPaymentsOut,
    **staff(
        Capability.HANDLE_ORDERS,
        order_errors.NoSuchOrder,
        errors.NotSplittable,
        errors.BadAmount,
        key=True,
    ),
)
def split(request: StaffRequest, order_id: UUID, said: SplitIn) -> HttpResponse:
    """Divide what is open into a deposit and the rest, each paid by itself."""
    _order_here(request, order_id)

    def divide() -> OrderPaymentsOut:
        split_payment(order_id=order_id, first=said.first.money(), now=moment())
        return _payments(order_id)

    return write_once(request, said, divide)


@router.get("/provider-calls", response=CallsOut, **staff(Capability.VIEW_ORDERS))
def list_calls(
    request: StaffRequest,
    state: Annotated[tuple[CallStateIn, ...], Query(description="Repeat it for several.")] = (),
    before: Moment | None = None,
    limit: Limit = 50,
) -> HttpResponse:
    """What payment providers were asked, the latest first."""
    rows = calls_page(store_of(request).id, states=state, before=before, limit=limit)
    return reply(CallsOut(items=[CallOut.model_validate(one) for one in rows]))


@router.post(
    "/provider-calls/{call_id}/retry",
    response=CallOut,
    **staff(Capability.HANDLE_ORDERS, errors.NoSuchCall, key=True),
)
def retry(request: StaffRequest, call_id: UUID) -> HttpResponse:
    """Ask a silent provider again now, with the same key as before."""
    key_of(request)
    known = call_by_id(call_id)
    if known.state == "answered" and payment_by_id(known.payment_id).store_id == _store(request):
        return reply(CallOut.model_validate(known))
    with acting(request.auth.email, source="api"):
        done = retry_call(store_id=_store(request), call_id=call_id, now=moment())
    return reply(CallOut.model_validate(done))


def _payments(order_id: UUID) -> OrderPaymentsOut:
    return OrderPaymentsOut(
        payments=[PaymentOut.model_validate(one) for one in payments_of(order_id)],
        refunds=[PaymentRefundOut.model_validate(one) for one in refunds_of(order_id)],
    )


def _store(request: HttpRequest) -> int:
    return store_of(request).id


def _payment_here(request: HttpRequest, payment_id: UUID) -> PaymentInfo:
    payment = payment_by_id(payment_id)
    if payment.store_id != _store(request):
        raise errors.NoSuchPayment
    return payment


def _order_here(request: HttpRequest, order_id: UUID) -> None:
    if order_by_id(order_id).store_id != _store(request):
        raise order_errors.NoSuchOrder(id=str(order_id))
