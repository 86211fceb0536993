"""The one mail that says that something is back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.template.loader import get_template
from django.utils.translation import override

from balcao.adapters.mail.letter import Letter
from balcao.adapters.mail.smtp import post
from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import product_by_id, variant_card
from balcao.domains.replenishment.operations import claim_notice, release_notice, settle_notice
from balcao.domains.replenishment.queries import telling_of
from balcao.domains.replenishment.values import Telling
from balcao.domains.search.errors import NoSuchPage
from balcao.domains.search.queries import product_page
from balcao.domains.search.values import Offer, ProductPage
from balcao.domains.stores.queries import store_by_id
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.emails.links import host_of, origin_of
from balcao.entrypoints.emails.sending import BeingSent
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.buying import chosen_url, has_options
from balcao.entrypoints.storefront.noticetokens import token_of
from balcao.entrypoints.storefront.words import price_text

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "subject": "{title} is back",
        "lead": "You asked us to tell you: {title} can be bought again. There are not many, and "
        "whoever comes first gets it.",
        "button": "See it in the shop",
        "why": "You get this mail because this address was left on our product page. It is the "
        "only one about this.",
        "end": "Write no more mails about sold-out things",
    },
    "pt-br": {
        "subject": "{title} voltou",
        "lead": "Você pediu para avisarmos: {title} está à venda de novo. São poucas unidades, e "
        "leva quem chegar primeiro.",
        "button": "Ver na loja",
        "why": "Você recebe este e-mail porque este endereço foi deixado na página do produto. "
        "É o único sobre este assunto.",
        "end": "Não receber mais avisos de produtos esgotados",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the mail shows."""

    language: str
    store_name: str
    subject: str
    lead: str
    title: str
    options: str
    price: str
    button: str
    url: str
    why: str
    end: str
    end_url: str


def tell_shopper(*, notice_id: UUID, now: datetime) -> bool:
    """Write to a shopper whose turn it is, once; whether it was sent now.

    :raises BeingSent: somebody else is sending it.
    :raises Unmailable: no mail can reach the address.
    :raises OSError: the mail server is away or refuses for now; call again.
    """
    told = telling_of(notice_id)
    if told is None or told.is_done:
        return False
    letter = letter_of(told, now)
    if letter is None:
        return False
    if not claim_notice(notice_id=notice_id, now=now):
        raise BeingSent
    try:
        post(letter)
    except Exception:
        release_notice(notice_id=notice_id)
        raise
    settle_notice(notice_id=notice_id, now=now)
    return True


def letter_of(told: Telling, now: datetime) -> Letter | None:
    """The finished mail; None when the variant is not on sale any more."""
    store = store_by_id(told.store_id)
    language = told.language if told.language in WORDS else store.language
    found = _offer(store, told.variant_id, language, now)
    if found is None:
        return None
    with override(language):
        page = _page(told, store, found[0], found[1], language)
    shown = {"page": page}
    return Letter(
        to=told.email,
        sender_name=store.name,
        sender=store.email,
        subject=page.subject,
        text=get_template("emails/back_in_stock.txt").render(shown),
        html=get_template("emails/back_in_stock.html").render(shown),
        message_id=f"notice.{told.id}@{host_of(store)}",
        language=page.language,
    )


def _offer(
    store: StoreInfo, variant_id: UUID, language: str, now: datetime
) -> tuple[ProductPage, Offer] | None:
    try:
        handle = product_by_id(variant_card(store.id, variant_id).product_id).handle
        page = product_page(store.id, handle, currency=store.currency, language=language, now=now)
    except (NoSuchVariant, NoSuchPage):
        return None
    return next(((page, one) for one in page.offers if one.variant_id == variant_id), None)


def _page(told: Telling, store: StoreInfo, found: ProductPage, offer: Offer, language: str) -> Page:
    words = WORDS.get(language, WORDS["en"])
    origin = origin_of(store)
    return Page(
        language={"pt-br": "pt-BR"}.get(language, language),
        store_name=store.name,
        subject=words["subject"].format(title=found.title),
        lead=words["lead"].format(title=found.title),
        title=found.title,
        options=" / ".join(offer.options) if has_options(found) else "",
        price=price_text(offer.price, language),
        button=words["button"],
        url=origin + chosen_url(found, offer, language),
        why=words["why"],
        end=words["end"],
        end_url=origin + links.notice_end_url(token_of(told.id), language),
    )
