"""Thank-you and status of an order, behind a link that only its shopper has."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_token
from balcao.domains.orders.values import OrderLineView, OrderView
from balcao.domains.payments.ports import Instructions
from balcao.domains.payments.queries import instructions_for, payment_of, provider_label
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.arrivals import order_arrival
from balcao.entrypoints.storefront.legallinks import agreed_links
from balcao.entrypoints.storefront.parcels import address_rows
from balcao.entrypoints.storefront.paycodes import pay_code
from balcao.entrypoints.storefront.payforms import needs_form, open_payment
from balcao.entrypoints.storefront.promises import promise_text
from balcao.entrypoints.storefront.shell import answer, language_of, shell_of, store_of
from balcao.entrypoints.storefront.sums import included_sums, order_sums, paid_sums
from balcao.entrypoints.storefront.viewmodels import Line, OrderPage, Step, Sum
from balcao.entrypoints.storefront.words import (
    moment_text,
    price_text,
    short_moment_text,
)

ENDED = ("cancelled", "voided")


@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Where an order is."""
    order, store, language = order_here(request, token), store_of(request), language_of(request)
    heading = gettext("Order %(number)s") % {"number": order.number}
    page = order_page(order, store, language, heading=heading, lead=state_text(order))
    shown = agreed_links(order, language)
    return private(answer(request, "order.html", page, shell_of(request), agreed=shown))


@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """The first look at an order that has just been placed; safe to reload and to come back to."""
    order, store, language = order_here(request, token), store_of(request), language_of(request)
    if needs_form(order):
        return HttpResponseRedirect(links.pay_url(token, language), status=303)
    if order.state in ENDED:
        return status(request, token)
    first_name = order.address.name.split(" ")[0]
    heading = gettext("Thank you, %(name)s!") % {"name": first_name}
    placed = gettext(
        "Your order is with us and everything in it is set aside for you. "
        "The confirmation goes to %(email)s."
    ) % {"email": order.email}
    lead = state_text(order) if order.state == "pending" else placed
    url = links.order_url(order.token, language)
    page = order_page(order, store, language, heading=heading, lead=lead, status_url=url)
    shown = agreed_links(order, language)
    return private(answer(request, "order.html", page, shell_of(request), agreed=shown))


def order_page(
    order: OrderView,
    store: StoreInfo,
    language: str,
    *,
    heading: str,
    lead: str,
    status_url: str = "",
) -> OrderPage:
    """An order as its page shows it."""
    instructions = _instructions(order, language)
    return OrderPage(
        number=order.number,
        heading=heading,
        lead=lead,
        placed=moment_text(order.placed_at, language, store.time_zone),
        state=state_text(order),
        steps=_steps(order, language, store.time_zone),
        lines=tuple(_line(line, language, store.time_zone) for line in order.lines),
        sums=order_sums(order, language),
        total=price_text(order.total, language),
        included=included_sums(order, language),
        paid=paid_sums(order, language),
        address=address_rows(order, language),
        shipping=order.rate_name,
        arrival=order_arrival(order, language),
        payment=provider_label(order.provider, language),
        instructions=instructions.text,
        facts=_facts(order, instructions, language),
        code=pay_code(instructions),
        status_url=status_url,
        tracking=_tracking(order),
        is_cancelled=order.state in ENDED,
        again_url=links.again_url(order.token, language),
        note=order.note,
        gift_message=order.gift_message,
        pay_url=links.pay_url(order.token, language) if open_payment(order) else "",
    )


def order_here(request: HttpRequest, token: str) -> OrderView:
    """The order of this shop that has this secret.

    :raises Http404: there is none.
    """
    try:
        order = order_by_token(token)
    except NoSuchOrder:
        raise Http404 from None
    if order.store_id != store_of(request).id:
        raise Http404
    return order


def private(response: HttpResponse) -> HttpResponse:
    """An answer that only whoever has the order's secret may see."""
    # The address is the key: it must not be stored, indexed or sent on to other sites.
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _instructions(order: OrderView, language: str) -> Instructions:
    payment = payment_of(order.id)
    if payment is None or order.state in ENDED:
        return Instructions()
    return instructions_for(payment, language)


def _facts(order: OrderView, instructions: Instructions, language: str) -> tuple[Sum, ...]:
    """What to copy into a transfer; the amount first."""
    if not instructions.facts:
        return ()
    amount = Sum(gettext("Amount"), price_text(order.total - order.credit, language))
    return (amount, *(Sum(label, text) for label, text in instructions.facts))


def _line(line: OrderLineView, language: str, zone: str) -> Line:
    return Line(
        key=str(line.line_no),
        title=line.title,
        options=line.options,
        url="",
        picture=links.picture_of(line.image, line.title),
        quantity=line.quantity,
        unit=price_text(line.unit, language),
        total=price_text(line.total, language),
        promise=promise_text(line.promised_at, language, zone),
    )


def _steps(order: OrderView, language: str, zone: str) -> tuple[Step, ...]:
    parcel = order.parcel
    stations: list[tuple[str, datetime | None]] = [
        (gettext("Received"), order.placed_at),
        (gettext("Paid"), order.paid_at),
        (gettext("Packed"), parcel.packed_at if parcel else None),
        (gettext("Shipped"), parcel.shipped_at if parcel else None),
        (gettext("Delivered"), parcel.delivered_at if parcel else None),
    ]
    if order.pays_on_delivery:  # Paying is the last thing that happens.
        stations.append(stations.pop(1))
    last = max(i for i, (_, at) in enumerate(stations) if at is not None)
    return tuple(
        Step(
            label=label,
            at=short_moment_text(at, language, zone) if at else "",
            iso=at.isoformat() if at else "",
            is_done=at is not None,
            is_current=i == last,
        )
        for i, (label, at) in enumerate(stations)
    )


def _tracking(order: OrderView) -> str:
    parcel = order.parcel
    if parcel is None or parcel.shipped_at is None:
        return ""
    return " ".join(part for part in (parcel.carrier, parcel.tracking_number) if part)


def state_text(order: OrderView) -> str:
    """Where an order is, in a sentence."""
    texts = {
        "pending": gettext("We are waiting for your payment. Everything is set aside for you."),
        "placed": gettext("We have your order and wait for the payment."),
        "paid": gettext("Your payment has arrived. We will pack your order next."),
        "packed": gettext("Your order is packed and waits for the carrier."),
        "shipped": gettext("Your order is on its way."),
        "delivered": gettext("Your order has been delivered. Enjoy it!"),
        "voided": gettext("This order was not paid in time and has ended. Nothing was charged."),
        "cancelled": gettext("This order was cancelled. Nothing will be sent or charged."),
    }
    if order.state == "placed" and order.pays_on_delivery:
        return gettext("We have your order and will pack it next. You pay when it arrives.")
    return texts.get(order.state, "")
