"""What the mails say, in the shopper's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.template.loader import get_template
from django.utils.translation import gettext, override

from balcao.adapters.mail.letter import Letter
from balcao.domains.orders.values import OrderLineView, OrderView
from balcao.domains.payments.ports import Instructions
from balcao.domains.payments.queries import instructions_for, payment_of, provider_label
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.emails.links import host_of, status_url
from balcao.entrypoints.storefront.arrivals import order_arrival
from balcao.entrypoints.storefront.parcels import address_rows
from balcao.entrypoints.storefront.promises import promise_text
from balcao.entrypoints.storefront.sums import included_sums, order_sums, paid_sums
from balcao.entrypoints.storefront.viewmodels import Sum
from balcao.entrypoints.storefront.words import price_text

Facts = tuple[tuple[str, str], ...]


class Kind(StrEnum):
    """The occasions on which a shopper is written to."""

    CONFIRMATION = "confirmation"
    SHIPPING = "shipping"
    CANCELLATION = "cancellation"


NEVER_PLACED: Final = ("pending", "voided")
SPENT: Final[dict[Kind, tuple[str, ...]]] = {
    Kind.CONFIRMATION: (*NEVER_PLACED, "cancelled"),  # what is cancelled is not confirmed
    Kind.SHIPPING: NEVER_PLACED,
    Kind.CANCELLATION: NEVER_PLACED,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the order as it is read."""

    title: str
    options: str
    quantity: int
    total: str
    promise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything a mail shows; what is empty is left out."""

    language: str
    store_name: str
    store_email: str
    number: str
    subject: str
    heading: str
    lead: str
    facts_title: str = ""
    facts_text: str = ""
    facts: Facts = ()
    rows: tuple[Row, ...]
    sums: Facts
    total: str
    included: Facts
    paid: Facts
    address: tuple[str, ...]
    shipping: str
    payment: str
    status_url: str
    button: str
    lead_to: str
    lines_title: str
    note: str = ""
    gift_message: str = ""
    arrival: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What only this occasion says."""

    subject: str
    heading: str
    lead: str
    facts_title: str = ""
    facts_text: str = ""
    facts: Facts = field(default=())
    url: str = ""
    button: str = ""
    lead_to: str = ""


def is_due(kind: Kind, order: OrderView) -> bool:
    """Whether this mail still makes sense for the order as it is now."""
    return order.state not in SPENT[kind]


def write_letter(kind: Kind, order: OrderView, store: StoreInfo) -> Letter:
    """The finished mail."""
    language = order.locale if order.locale in store.languages else store.language
    with override(language):
        page = page_of(WORDS[kind](order, language), order, store, language)
        return letter_of(page, store, to=order.email, mark=f"{kind}.{order.id}")


def letter_of(page: Page, store: StoreInfo, *, to: str, mark: str) -> Letter:
    """A page as text and HTML in one letter; ``mark`` makes its Message-ID."""
    return Letter(
        to=to,
        sender_name=store.name,
        sender=store.email,
        subject=page.subject,
        text=get_template("emails/letter.txt").render({"page": page}),
        html=get_template("emails/letter.html").render({"page": page}),
        message_id=f"{mark}@{host_of(store)}",
        language=page.language,
    )


def page_of(words: Words, order: OrderView, store: StoreInfo, language: str) -> Page:
    """An order as a mail shows it, with what this occasion says."""
    return Page(
        language={"pt-br": "pt-BR"}.get(language, language),
        store_name=store.name,
        store_email=store.email,
        number=order.number,
        subject=words.subject,
        heading=words.heading,
        lead=words.lead,
        facts_title=words.facts_title,
        facts_text=words.facts_text,
        facts=words.facts,
        rows=tuple(_row(line, language, store.time_zone) for line in order.lines),
        sums=fact_rows(order_sums(order, language)),
        total=price_text(order.total, language),
        included=fact_rows(included_sums(order, language)),
        paid=fact_rows(paid_sums(order, language)),
        address=address_rows(order, language),
        shipping=order.rate_name,
        payment=provider_label(order.provider, language),
        status_url=words.url or status_url(order, store, language),
        button=words.button or gettext("See your order"),
        lead_to=words.lead_to or gettext("See where your order is:"),
        lines_title=gettext("Order %(number)s") % {"number": order.number},
        note=order.note,
        gift_message=order.gift_message,
        arrival=order_arrival(order, language),
    )


def fact_rows(sums: tuple[Sum, ...]) -> Facts:
    """Sums as rows of a mail."""
    return tuple((entry.label, entry.amount) for entry in sums)


def _row(line: OrderLineView, language: str, zone: str) -> Row:
    promise = promise_text(line.promised_at, language, zone)
    total = price_text(line.total, language)
    return Row(line.title, line.options, line.quantity, total, promise)


def _confirmation(order: OrderView, language: str) -> Words:
    payment = payment_of(order.id)
    todo = instructions_for(payment, language) if payment else None
    return Words(
        subject=gettext("We have your order %(number)s") % {"number": order.number},
        heading=gettext("Thank you, %(name)s!") % {"name": first_name(order)},
        lead=gettext("Your order is with us and everything in it is set aside for you."),
        facts_title=gettext("How to pay") if todo and todo.text else "",
        facts_text=todo.text if todo else "",
        facts=_to_pay(todo) if todo else (),
    )


def _to_pay(todo: Instructions) -> Facts:
    """What to copy into a bank's app; pictures are on the page of the order."""
    code = ((gettext("Code to copy"), todo.copy),) if todo.copy else ()
    return (*todo.facts, *code)


def _shipping(order: OrderView, _language: str) -> Words:
    parcel = order.parcel
    facts = (
        (gettext("Carrier"), parcel.carrier if parcel else ""),
        (gettext("Tracking number"), parcel.tracking_number if parcel else ""),
    )
    return Words(
        subject=gettext("Your order %(number)s is on its way") % {"number": order.number},
        heading=gettext("On its way to you"),
        lead=gettext("We have packed your order with care and handed it to the carrier."),
        facts_title=gettext("Your parcel"),
        facts_text=_to_have_ready(order),
        facts=tuple((label, text) for label, text in facts if text),
    )


def _to_have_ready(order: OrderView) -> str:
    if not order.pays_on_delivery:
        return ""
    return gettext("You pay when it arrives. Please have the exact amount ready for the courier.")


def _cancellation(order: OrderView, language: str) -> Words:
    payment = payment_of(order.id)
    if payment and payment.captured:
        lead = gettext("Nothing will be sent. We give %(amount)s back the way you paid.") % {
            "amount": price_text(payment.captured, language)
        }
    else:
        lead = gettext("Nothing will be sent and nothing was charged.")
    return Words(
        subject=gettext("Your order %(number)s was cancelled") % {"number": order.number},
        heading=gettext("Your order was cancelled"),
        lead=lead,
    )


def first_name(order: OrderView) -> str:
    """What we call the shopper."""
    return order.address.name.split(" ")[0]


WORDS: Final = {
    Kind.CONFIRMATION: _confirmation,
    Kind.SHIPPING: _shipping,
    Kind.CANCELLATION: _cancellation,
}
