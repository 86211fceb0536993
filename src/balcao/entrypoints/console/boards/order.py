"""One order, made for work: what to do next is one button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from balcao.domains.inventory.queries import set_aside_for
from balcao.domains.inventory.values import SetAside
from balcao.domains.orders import operations
from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import discount_totals, hold_on, order_by_id, tax_totals
from balcao.domains.orders.values import OrderView
from balcao.domains.payments.queries import (
    calls_page,
    links_of,
    open_part,
    owed_of,
    payments_of,
    provider_label,
    refunds_of,
)
from balcao.domains.payments.values import LinkInfo
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of
from balcao.entrypoints.console.templatetags.console_words import isoday
from balcao.entrypoints.emails.links import pay_url
from balcao.entrypoints.papers.answer import as_pdf
from balcao.entrypoints.papers.packing_slip import packing_slip
from balcao.entrypoints.papers.slips import slip_of
from balcao.kernel.ids import new_id

LINK_LIVES: Final = timedelta(days=7)
CARRIERS: Final = ("Correios PAC", "Correios SEDEX", "Jadlog", "Loggi", "Total Express")
# The order in which a state's successors are offered; the first one is the obvious next step.
STEPS: Final = ("packed", "placed", "paid", "shipped", "delivered")
# What an order on hold does not do.
HELD: Final = ("packed", "shipped")


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A payment link as the page shows it."""

    link: LinkInfo
    is_live: bool
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done next; ``key`` is its keyboard shortcut."""

    path: str
    label: str
    explanation: str
    key: str
    needs_carrier: bool = False


CONFIRM: Final = Step("pay", "Confirm payment", "The money is in the account.", "c")
STEP: Final = {
    "placed": CONFIRM,
    "paid": CONFIRM,
    "packed": Step("pack", "Mark as packed", "Everything below lies in the parcel.", "p"),
    "shipped": Step(
        "ship", "Mark as shipped", "The carrier has the parcel.", "s", needs_carrier=True
    ),
    "delivered": Step("deliver", "Mark as delivered", "The parcel has arrived.", "d"),
}


def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show one order."""
    found = mine(request, order_id)
    return show(
        request,
        "order.html",
        f"Order {found.number}",
        order=found,
        **money_of(found, store_of(request), now_of(request)),
        **steps_of(found),
        provider=provider_label(found.provider, "en"),
        can_cancel="cancelled" in found.next_states,
        timeline=tuple(reversed(found.timeline)),
        carriers=CARRIERS,
        set_aside=by_line(order_id),
        discounts=discount_totals(found.discounts),
        taxes=tax_totals(found.taxes),
        left=found.total - found.credit,
    )


def steps_of(found: OrderView) -> dict[str, object]:
    """What can be done next; an order on hold is neither packed nor sent."""
    hold = hold_on(found.id)
    held = HELD if hold else ()
    steps = [STEP[one] for one in STEPS if one in found.next_states and one not in held]
    return {"hold": hold, "next": steps[0] if steps else None, "others": steps[1:]}


def money_of(found: OrderView, store: StoreInfo, now: datetime) -> dict[str, object]:
    """What the card of payments shows, and a key for its forms."""
    parts = payments_of(found.id)
    return {
        "payment": open_part(parts),
        "payments": parts,
        "refunds": refunds_of(found.id),
        "asked": calls_page(found.store_id, order_id=found.id, limit=10),
        "key": str(new_id()),
        **links_to_pay(found, store, now),
    }


def links_to_pay(found: OrderView, store: StoreInfo, now: datetime) -> dict[str, object]:
    """The payment links of an order, and what a new one would be for."""
    is_over = found.state in ("cancelled", "voided")
    return {
        "links": [
            LinkRow(one, one.is_live(now), pay_url(one.token, store, found.locale))
            for one in links_of(found.id)
        ],
        "owed": None if is_over else owed_of(found.id),
        "link_until": isoday(now + LINK_LIVES, store.time_zone),
    }


def by_line(order_id: UUID) -> dict[int, list[SetAside]]:
    """What is set aside for each line, and where."""
    found: dict[int, list[SetAside]] = {}
    for one in set_aside_for(order_id):
        found.setdefault(one.line_no, []).append(one)
    return found


def slip(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The packing slip, to be printed."""
    found = mine(request, order_id)
    return render(request, "console/slip.html", {"order": found, "store": store_of(request)})


def slip_pdf(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The packing slip on paper, with the order's number to scan and the bins to take from."""
    found = mine(request, order_id)
    return as_pdf(packing_slip(slip_of(found, store_of(request))), f"slip-{found.number}.pdf")


def pay(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The money is here."""
    return step(request, order_id, operations.confirm_payment, "Payment confirmed.")


def pack(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The parcel is closed."""
    return step(request, order_id, operations.pack_order, "Packed. Next: hand it to the carrier.")


def ship(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The carrier has the parcel."""
    with_parcel = partial(
        operations.ship_order,
        carrier=request.POST.get("carrier", ""),
        tracking_number=request.POST.get("tracking_number", ""),
    )
    return step(request, order_id, with_parcel, "Shipped. The shopper is told by mail.")


def deliver(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The parcel has arrived."""
    return step(request, order_id, operations.deliver_order, "Delivered. This order is done.")


def cancel(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The order will not be sent."""
    because = partial(operations.cancel_order, reason=request.POST.get("reason", "").strip())
    return step(request, order_id, because, "Cancelled. The stock can be sold again.")


def note(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Write something down for the team."""
    mine(request, order_id)
    write = partial(
        operations.add_note,
        order_id=order_id,
        text=request.POST.get("text", ""),
        by=actor_of(request),
        now=now_of(request),
    )
    return act(request, write, done="Note added.", back=link("order", order_id))


def step(request: HttpRequest, order_id: UUID, operation: Any, done: str) -> HttpResponse:
    """Take an order one step on, unless somebody changed it since the page was opened."""
    mine(request, order_id)
    version = request.POST.get("version", "")
    take = partial(
        operation,
        order_id=order_id,
        by=actor_of(request),
        now=now_of(request),
        # A form without its version is refused like an old one.
        expected_version=number_of(version),
    )
    return act(request, take, done=done, back=link("order", order_id))


def mine(request: HttpRequest, order_id: UUID) -> OrderView:
    """The order, if it is one of this store's.

    :raises NoSuchOrder: it is not.
    """
    found = order_by_id(order_id)
    if found.store_id != store_of(request).id:
        raise NoSuchOrder
    return found
