"""The mail that carries a gift card to who it is for.

It is posted at once and not put into the queue: a job would keep the code in clear, and nothing of
ours does. Who issued the card sees whether it left, and can give it another code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import structlog
from django.template.loader import get_template

from balcao.adapters.mail.letter import Letter, Unmailable
from balcao.adapters.mail.smtp import post
from balcao.domains.stores.queries import store_by_id
from balcao.domains.stores.values import StoreInfo
from balcao.domains.wallet.values import IssuedCard
from balcao.entrypoints.emails.links import host_of, origin_of
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.words import date_text, minor_text

log = structlog.get_logger("balcao.mails")
WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "subject": "A gift card of {amount} from {store}",
        "lead": "Somebody thought of you: this gift card is yours. Type its code at checkout, all "
        "at once or bit by bit.",
        "code": "Code",
        "amount": "Worth",
        "ends": "Valid until",
        "button": "To the shop",
        "balance": "See what is left on it",
        "why": "Keep this mail as you would keep cash: whoever knows the code can pay with it.",
    },
    "pt-br": {
        "subject": "Um vale-presente de {amount} da {store}",
        "lead": "Alguém pensou em você: este vale-presente é seu. Digite o código ao fechar a "
        "compra, de uma vez ou aos poucos.",
        "code": "Código",
        "amount": "Valor",
        "ends": "Válido até",
        "button": "Ir para a loja",
        "balance": "Consultar o saldo",
        "why": "Guarde este e-mail como dinheiro: quem souber o código pode pagar com ele.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the mail shows; what is empty is left out."""

    language: str
    store_name: str
    subject: str
    lead: str
    message: str
    code: str
    facts: tuple[tuple[str, str], ...]
    code_label: str
    button: str
    url: str
    balance: str
    balance_url: str
    why: str


def mail_card(card: IssuedCard, language: str = "", message: str = "") -> bool:
    """Send a new card to its owner; whether a mail server took it. Never raises for a mail."""
    try:
        post(letter_of(card, language, message))
    except (Unmailable, OSError) as error:
        log.warning("gift_card.not_mailed", id=str(card.account.id), why=type(error).__name__)
        return False
    return True


def letter_of(card: IssuedCard, language: str = "", message: str = "") -> Letter:
    """The finished mail, in the language asked for or else the store's."""
    store = store_by_id(card.account.store_id)
    page = _page(card, store, language if language in WORDS else store.language, message)
    shown = {"page": page}
    return Letter(
        to=card.account.owner,
        sender_name=store.name,
        sender=store.email,
        subject=page.subject,
        text=get_template("emails/gift_card.txt").render(shown),
        html=get_template("emails/gift_card.html").render(shown),
        message_id=f"giftcard.{card.account.id}.{card.account.code_end}@{host_of(store)}",
        language=page.language,
    )


def _page(card: IssuedCard, store: StoreInfo, language: str, message: str) -> Page:
    account, words = card.account, WORDS.get(language, WORDS["en"])
    amount = minor_text(account.balance, account.currency, language)
    ends = account.expires_at
    facts = ((words["amount"], amount),)
    if ends:
        facts += ((words["ends"], date_text(ends, language, store.time_zone)),)
    origin = origin_of(store)
    return Page(
        language={"pt-br": "pt-BR"}.get(language, language),
        store_name=store.name,
        subject=words["subject"].format(amount=amount, store=store.name),
        lead=words["lead"],
        message=message.strip()[:500],
        code=card.written,
        code_label=words["code"],
        facts=facts,
        button=words["button"],
        url=origin + links.page_url("home", language),
        balance=words["balance"],
        balance_url=origin + links.page_url("gift-card", language),
        why=words["why"],
    )
