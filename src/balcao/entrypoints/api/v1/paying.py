"""Paying for an order by whoever has its secret: how it stands, and another way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from balcao.domains.checkout import errors as checkout_errors
from balcao.domains.checkout.operations import check_payment
from balcao.domains.orders import errors as order_errors
from balcao.domains.orders.queries import order_by_token
from balcao.domains.payments import errors
from balcao.domains.payments.ports import Answer
from balcao.domains.payments.queries import payment_of
from balcao.domains.payments.values import PaymentInfo
from balcao.domains.risk.errors import TooManyPayments
from balcao.domains.risk.operations import pay_another_way
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.contract import public
from balcao.entrypoints.api.here import moment, store_of, visitor_of
from balcao.entrypoints.api.shapes import Secret
from balcao.entrypoints.api.v1.action_shapes import ActionOut
from balcao.entrypoints.api.v1.payment_shapes import PaidOut, PayIn

router = Router()


@router.post(
    "/order-status/{token}/payment",
    response=PaidOut,
    **public(
        order_errors.NoSuchOrder,
        errors.NoSuchProvider,
        checkout_errors.PricedForAnotherWay,
        errors.NotPayable,
        errors.ProviderSilent,
        TooManyPayments,
    ),
)
def pay(request: HttpRequest, token: Secret, said: PayIn) -> HttpResponse:
    """Pay what is open of an order another way; whoever has its secret may."""
    payment = open_here(request, token)
    answer = pay_another_way(
        payment_id=payment.id,
        provider=said.payment,
        token=said.payment_token,
        visitor=visitor_of(request),
        now=moment(),
    )
    return reply(paid_out(answer))


@router.post(
    "/order-status/{token}/payment/check",
    response=PaidOut,
    **public(order_errors.NoSuchOrder, errors.NotPayable, errors.ProviderSilent),
)
def check_order_payment(request: HttpRequest, token: Secret) -> HttpResponse:
    """Have the provider asked how the payment stands, after the shopper's browser did something.

    What the browser saw is not believed; the answer is the provider's, and the order goes on by it.
    """
    payment = open_here(request, token)
    return reply(paid_out(check_payment(payment_id=payment.id, now=moment())))


def paid_out(answer: Answer) -> PaidOut:
    """A provider's answer as the shopper's program sees it."""
    return PaidOut(
        outcome=answer.outcome.value,
        declined=answer.declined.value if answer.declined else None,
        action=ActionOut.model_validate(dict(answer.action)) if answer.action else None,
    )


def open_here(request: HttpRequest, token: str) -> PaymentInfo:
    """What the order with this secret is paid by.

    :raises NoSuchOrder: this shop has none.
    :raises NotPayable: the order is over.
    """
    order = order_by_token(token)
    payment = payment_of(order.id)
    if order.store_id != store_of(request).id or payment is None:
        raise order_errors.NoSuchOrder
    if order.state in ("cancelled", "voided"):
        raise errors.NotPayable(state=order.state)
    return payment
