"""Links to pay what an order owes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.checkout.operations import link_to_pay
from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.errors import NoSuchPaymentLink
from balcao.domains.payments.operations import revoke_payment_link
from balcao.domains.payments.queries import link_by_id
from balcao.entrypoints.console.boards.drafts.typed import end_typed
from balcao.entrypoints.console.once import form_once
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, store_of


def make(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Make a link, once for the form's key, and mail it if that is wanted."""
    if order_by_id(order_id).store_id != store_of(request).id:
        raise NoSuchOrder
    is_mailed = request.POST.get("mail") == "1"
    return act(
        request,
        lambda: form_once(
            request,
            "console.payment-link",
            lambda: str(_made(request, order_id, is_mailed=is_mailed)),
        ),
        done="The link is made and mailed." if is_mailed else "The link is made. Copy it below.",
        back=link("order", order_id),
    )


def _made(request: HttpRequest, order_id: UUID, *, is_mailed: bool) -> UUID:
    return link_to_pay(
        order_id=order_id,
        expires_at=end_typed(request.POST.get("expires", ""), store_of(request).time_zone),
        is_mailed=is_mailed,
        by=actor_of(request),
        now=now_of(request),
    )


def revoke(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """End a link."""
    known = link_by_id(link_id)
    if known.store_id != store_of(request).id:
        raise NoSuchPaymentLink

    def end() -> None:
        revoke_payment_link(link_id=link_id, by=actor_of(request), now=now_of(request))

    return act(request, end, done="The link is ended.", back=link("order", known.order_id))
