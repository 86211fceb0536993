"""Steps on the money of one order: capture, let go, give back, divide."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.checkout.operations import capture_payment, refund_payment, release_payment
from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.errors import BadAmount, NoSuchPayment
from balcao.domains.payments.operations import split_payment
from balcao.domains.payments.queries import payment_by_id
from balcao.domains.payments.values import PaymentInfo
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, store_of
from balcao.kernel.money import Money, NotAnAmount
from balcao.plumbing.idempotency import check_key


def capture(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Take what was set aside, or a part of it."""
    payment = mine(request, payment_id)

    def take() -> None:
        capture_payment(
            payment_id=payment_id,
            amount=amount_typed(request, "amount", payment.amount.currency),
            key=key_of(request),
            by=actor_of(request),
            now=now_of(request),
        )

    return act(request, take, done="The money is taken.", back=link("order", payment.order_id))


def release(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Let go what was set aside."""
    payment = mine(request, payment_id)
    let_go = partial(release_payment, payment_id=payment_id, now=now_of(request))
    return act(
        request,
        let_go,
        done="Let go. The order is still open; cancel it or ask for another payment.",
        back=link("order", payment.order_id),
    )


def refund(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Give back an amount of what was taken."""
    payment = mine(request, payment_id)

    def give() -> None:
        refund_payment(
            payment_id=payment_id,
            amount=amount_typed(request, "amount", payment.amount.currency),
            key=key_of(request),
            by=actor_of(request),
            reason=request.POST.get("reason", ""),
            now=now_of(request),
        )

    return act(request, give, done="Given back.", back=link("order", payment.order_id))


def split(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Divide what is open into a deposit and the rest."""
    order = order_by_id(order_id)
    if order.store_id != store_of(request).id:
        raise NoSuchOrder

    def divide() -> None:
        first = amount_typed(request, "first", order.total.currency)
        split_payment(order_id=order_id, first=first, now=now_of(request))

    return act(request, divide, done="Divided in two parts.", back=link("order", order_id))


def key_of(request: HttpRequest) -> str:
    """The key of a form: the same form sent twice is one effect.

    :raises KeyInvalid: it has none.
    """
    return f"console:{check_key(request.POST.get('key', '')[:64])}"


def amount_typed(request: HttpRequest, name: str, currency: str) -> Money:
    """An amount as typed, with a point or a comma. :raises BadAmount: it is none."""
    text = request.POST.get(name, "").strip().replace(",", ".")
    try:
        return Money.parse(text[:20], currency)
    except NotAnAmount as error:
        raise BadAmount(error.message, field=name) from None


def mine(request: HttpRequest, payment_id: UUID) -> PaymentInfo:
    """The payment, if it is one of this store's.

    :raises NoSuchPayment: it is not.
    """
    payment = payment_by_id(payment_id)
    if payment.store_id != store_of(request).id:
        raise NoSuchPayment
    return payment
