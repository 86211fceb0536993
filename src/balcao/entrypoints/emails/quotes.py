"""The mails that ask for something: a quote to accept, an order to pay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, override

from balcao.adapters.mail.letter import Letter
from balcao.domains.checkout.queries import method_of, quote_draft
from balcao.domains.drafts.queries import draft_by_id
from balcao.domains.drafts.values import DraftView
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.queries import link_by_id, owed_of, payment_of
from balcao.domains.payments.values import LinkInfo
from balcao.domains.stores.queries import store_by_id
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.emails.letters import Page, Row, Words, fact_rows, letter_of, page_of
from balcao.entrypoints.emails.links import pay_url, quote_url
from balcao.entrypoints.emails.sending import send_letter_once
from balcao.entrypoints.storefront.parcels import address_lines
from balcao.entrypoints.storefront.quotelines import quote_lines
from balcao.entrypoints.storefront.savings import quote_sums
from balcao.entrypoints.storefront.sums import tax_sums
from balcao.entrypoints.storefront.words import moment_text, price_text


def send_quote_mail(*, draft_id: UUID, version: int, now: datetime) -> bool:
    """Mail a quote once for each time it was sent; whether it was mailed now.

    One that was taken back or has ended meanwhile is not mailed.

    :raises NoSuchDraft: there is none with this id.
    :raises BeingSent: somebody else is sending it.
    :raises Unmailable: no mail can reach the address.
    :raises OSError: the mail server is away or refuses for now; call again.
    """
    draft = draft_by_id(draft_id)
    if draft.version != version or not draft.is_open(now):
        return False
    return send_letter_once(
        f"quote.{version}", draft.store_id, draft.id, lambda: quote_letter(draft, now), now=now
    )


def send_link_mail(*, link_id: UUID, now: datetime) -> bool:
    """Mail a payment link once; whether it was mailed now. One that is of no use is not mailed.

    :raises NoSuchPaymentLink: there is none with this id.
    :raises BeingSent: somebody else is sending it.
    :raises Unmailable: no mail can reach the address.
    :raises OSError: the mail server is away or refuses for now; call again.
    """
    link = link_by_id(link_id)
    if not link.sent_to or not link.is_live(now) or not owed_of(link.order_id):
        return False
    return send_letter_once(
        "payment_link", link.store_id, link.id, lambda: link_letter(link), now=now
    )


def quote_letter(draft: DraftView, now: datetime) -> Letter:
    """The finished mail of a quote, in its customer's language."""
    store = store_by_id(draft.store_id)
    language = draft.said.locale if draft.said.locale in store.languages else store.language
    with override(language):
        page = _quote_page(draft, store, language, now)
        return letter_of(page, store, to=draft.said.email, mark=f"quote.{draft.id}.{draft.version}")


def link_letter(link: LinkInfo) -> Letter:
    """The finished mail of a payment link, in the language of the order."""
    order, store = order_by_id(link.order_id), store_by_id(link.store_id)
    language = order.locale if order.locale in store.languages else store.language
    payment = payment_of(order.id)
    with override(language):
        owed = price_text(payment.amount, language) if payment else ""
        until = moment_text(link.expires_at, language, store.time_zone)
        words = Words(
            subject=gettext("Please pay your order %(number)s") % {"number": order.number},
            heading=gettext("Your order waits for its payment"),
            lead=gettext(
                "Choose on our page how you want to pay %(owed)s. The link is good until %(until)s."
            )
            % {"owed": owed, "until": until},
            url=pay_url(link.token, store, language),
            button=gettext("Pay now"),
            lead_to=gettext("Pay here:"),
        )
        page = page_of(words, order, store, language)
        return letter_of(page, store, to=link.sent_to, mark=f"payment_link.{link.id}")


def _quote_page(draft: DraftView, store: StoreInfo, language: str, now: datetime) -> Page:
    quote, address = quote_draft(draft, now=now), draft.said.address
    until = moment_text(draft.expires_at or now, language, store.time_zone)
    lead = gettext(
        "Here is what you asked us for. The prices are yours until %(until)s; nothing is ordered "
        "before you accept."
    )
    number = {"number": draft.number}
    return Page(
        language={"pt-br": "pt-BR"}.get(language, language),
        store_name=store.name,
        store_email=store.email,
        number=draft.number,
        subject=gettext("Your quote %(number)s") % number,
        heading=gettext("Your quote"),
        lead=lead % {"until": until},
        facts_title=gettext("A word from us") if draft.said.note else "",
        facts_text=draft.said.note,
        rows=tuple(
            Row(line.title, line.options, line.quantity, line.total)
            for line in quote_lines(store.id, quote, language)
        ),
        sums=fact_rows(quote_sums(quote, language)),
        total=price_text(quote.total, language),
        included=fact_rows(tax_sums(quote.taxes, language, are_included=True)),
        paid=(),
        address=address_lines(address, language) if address else (),
        shipping=method_of(draft, quote, now=now),
        payment="",
        status_url=quote_url(draft.token, store, language),
        button=gettext("Look at it and accept"),
        lead_to=gettext("Look at it and accept it here:"),
        lines_title=gettext("Quote %(number)s") % number,
    )
