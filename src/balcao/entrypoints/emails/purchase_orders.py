"""The mail that takes a purchase order to its supplier, with the order as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from babel.dates import format_date
from babel.numbers import format_currency
from django.template.loader import get_template

from balcao.adapters.mail.letter import Attachment, Letter
from balcao.adapters.mail.smtp import post
from balcao.domains.inventory.queries import location_of
from balcao.domains.purchasing import queries
from balcao.domains.purchasing.operations import claim_dispatch, fail_dispatch, settle_dispatch
from balcao.domains.purchasing.values.orders import PurchaseLineView, PurchaseOrderView
from balcao.domains.purchasing.values.suppliers import SupplierInfo
from balcao.domains.stores.queries import store_by_id
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.emails.links import host_of
from balcao.entrypoints.emails.purchase_papers import day_of, language_of, paper_of
from balcao.entrypoints.emails.sending import BeingSent
from balcao.entrypoints.papers.purchase_order import purchase_order
from balcao.kernel.money import Money

# Whole sentences, because suppliers read them; a language we do not write gets English.
WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "subject": "Purchase order {number} from {store}",
        "heading": "Purchase order {number}",
        "lead": "Please deliver what is listed here. The order is attached as PDF.",
        "expected": "We expect it on {day}.",
        "confirm": "Please confirm price and day by answering this mail, and write {number} on "
        "the delivery note.",
        "total": "Total",
        "units": "units",
        "deliver": "Deliver to",
        "terms": "Terms of payment",
    },
    "pt-br": {
        "subject": "Pedido de compra {number} de {store}",
        "heading": "Pedido de compra {number}",
        "lead": "Pedimos a entrega dos itens abaixo. O pedido segue anexo em PDF.",
        "expected": "Esperamos a entrega em {day}.",
        "confirm": "Confirme preço e data respondendo a este e-mail e escreva {number} na nota "
        "de entrega.",
        "total": "Total",
        "units": "unidades",
        "deliver": "Entregar em",
        "terms": "Condições de pagamento",
    },
}


@dataclass(frozen=True, slots=True)
class MailedLine:
    """One line of the order as it is read."""

    title: str
    code: str
    units: str
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the mail shows."""

    language: str
    store_name: str
    subject: str
    heading: str
    lead: str
    expected: str
    confirm: str
    lines: tuple[MailedLine, ...]
    total_label: str
    total: str
    facts: tuple[tuple[str, str], ...]
    note: str


def mail_purchase_order(*, order_id: UUID, dispatch_id: UUID, now: datetime) -> bool:
    """Send one dispatch of an order unless that was done; whether it was sent now.

    :raises NoSuchPurchaseOrder: there is none with this id.
    :raises BeingSent: somebody else is sending it.
    :raises Unmailable: no mail can reach the supplier's address.
    :raises OSError: the mail server is away or refuses for now; call again.
    """
    order = queries.purchase_by_id(order_id)
    dispatch = next(one for one in order.dispatches if one.id == dispatch_id)
    if dispatch.sent_at is not None or order.state == "cancelled":
        return False
    if not claim_dispatch(dispatch_id=dispatch_id, now=now):
        raise BeingSent
    try:
        post(letter_of(order, dispatch_id, dispatch.recipient))
    except Exception as error:
        fail_dispatch(dispatch_id=dispatch_id, problem=f"{type(error).__name__}: {error}")
        raise
    settle_dispatch(dispatch_id=dispatch_id, now=now)
    return True


def letter_of(order: PurchaseOrderView, dispatch_id: UUID, recipient: str) -> Letter:
    """The finished mail."""
    store = store_by_id(order.store_id)
    supplier = queries.supplier_by_id(order.supplier_id)
    page = _page(order, store, supplier)
    shown = {"page": page}
    return Letter(
        to=recipient,
        sender_name=store.name,
        sender=store.email,
        subject=page.subject,
        text=get_template("emails/purchase_order.txt").render(shown),
        html=get_template("emails/purchase_order.html").render(shown),
        message_id=f"purchase.{dispatch_id}@{host_of(store)}",
        language=page.language,
        attachments=(
            Attachment(f"{order.number}.pdf", "application/pdf", purchase_order(paper_of(order))),
        ),
    )


def _page(order: PurchaseOrderView, store: StoreInfo, supplier: SupplierInfo) -> Page:
    language = language_of(supplier)
    words, locale = WORDS[language], {"pt-br": "pt_BR"}.get(language, "en")
    named = {"number": order.number, "store": store.name}
    day = format_date(day_of(order.expected_at, store), "long", locale) if order.expected_at else ""
    place = location_of(order.store_id, order.location_id).name
    facts = ((words["deliver"], f"{store.name}, {place}"), (words["terms"], order.payment_terms))
    return Page(
        language={"pt-br": "pt-BR"}.get(language, language),
        store_name=store.name,
        subject=words["subject"].format(**named),
        heading=words["heading"].format(**named),
        lead=words["lead"],
        expected=words["expected"].format(day=day) if day else "",
        confirm=words["confirm"].format(**named),
        lines=tuple(_mailed(line, words, locale) for line in order.lines),
        total_label=words["total"],
        total=_price(order.total, locale),
        facts=tuple((label, text) for label, text in facts if text),
        note=order.note,
    )


def _mailed(line: PurchaseLineView, words: dict[str, str], locale: str) -> MailedLine:
    code = " · ".join(part for part in (line.supplier_sku, line.sku) if part)
    units = f"{line.quantity} {words['units']}"
    return MailedLine(line.title, code, units, _price(line.total, locale))


def _price(amount: Money, locale: str) -> str:
    return format_currency(amount.major, amount.currency, locale=locale)
