"""The mails about a cart that was left: at most once for each step."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.template.loader import get_template
from django.utils.translation import override

from balcao.adapters.mail.letter import Letter, Unmailable
from balcao.adapters.mail.smtp import post
from balcao.domains.cart.queries import view_cart
from balcao.domains.cart.values import CartView
from balcao.domains.checkout.operations import claim_reminder, release_reminder, settle_reminder
from balcao.domains.checkout.queries import reminder_by_id, store_of_reminder
from balcao.domains.checkout.values import ReminderInfo
from balcao.domains.stores.queries import store_by_id
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.emails.links import host_of, origin_of
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.remindertokens import back_token, leave_token
from balcao.entrypoints.storefront.words import price_text

# Of these one knows that no server took the mail; of all else nobody knows.
SURELY_NOT_SENT: Final = (
    Unmailable,
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    ConnectionRefusedError,
)
WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "subject_1": "You left something in your cart",
        "subject_2": "Your cart is still here",
        "subject_3": "Last note about your cart",
        "lead": "This is what you had chosen at {store}. One click brings it back, on any device. "
        "Nothing is set aside: prices and stock may change.",
        "button": "Back to my cart",
        "why": "You get this mail because you agreed to be written to about news, offers and carts "
        "you left.",
        "end": "Write no more of these",
    },
    "pt-br": {
        "subject_1": "Você deixou algo no carrinho",
        "subject_2": "Seu carrinho continua aqui",
        "subject_3": "Último aviso sobre o seu carrinho",
        "lead": "Isto é o que você escolheu em {store}. Um clique traz tudo de volta, em qualquer "
        "aparelho. Nada está reservado: preços e estoque podem mudar.",
        "button": "Voltar ao meu carrinho",
        "why": "Você recebe este e-mail porque aceitou receber novidades, ofertas e avisos de "
        "carrinhos deixados.",
        "end": "Não receber mais estes e-mails",
    },
}


@dataclass(frozen=True, slots=True)
class LeftLine:
    """One line of the mail."""

    title: str
    options: str
    quantity: int
    price: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftPage:
    """Everything the mail shows."""

    language: str
    store_name: str
    subject: str
    lead: str
    lines: tuple[LeftLine, ...]
    button: str
    url: str
    why: str
    end: str
    end_url: str


def remind_shopper(*, reminder_id: UUID, now: datetime) -> bool:
    """Send one reminder if it still has a reason; whether it was sent now.

    At most once: when it is not known whether a server took it, it is not sent again.

    :raises Unmailable: no mail can reach the address.
    :raises OSError: the mail server is away or refuses for now; call again.
    """
    store_id = store_of_reminder(reminder_id)
    found = reminder_by_id(store_id, reminder_id) if store_id is not None else None
    if found is None or not claim_reminder(reminder_id=reminder_id, now=now):
        return False
    try:
        post(letter_of(found))
    except SURELY_NOT_SENT:
        release_reminder(reminder_id=reminder_id)
        raise
    settle_reminder(reminder_id=reminder_id, now=now)
    return True


def letter_of(found: ReminderInfo) -> Letter:
    """The finished mail in the language of the cart.

    :raises NoSuchCart: it is gone.
    """
    store = store_by_id(found.store_id)
    language = found.locale if found.locale in WORDS else store.language
    with override(language):
        page = _page(found, view_cart(found.cart_id, language), store, language)
    shown = {"page": page}
    return Letter(
        to=found.email,
        sender_name=store.name,
        sender=store.email,
        subject=page.subject,
        text=get_template("emails/left_cart.txt").render(shown),
        html=get_template("emails/left_cart.html").render(shown),
        message_id=f"reminder.{found.id}@{host_of(store)}",
        language=page.language,
        leave_url=page.end_url,
    )


def _page(found: ReminderInfo, cart: CartView, store: StoreInfo, language: str) -> LeftPage:
    words, origin = WORDS.get(language, WORDS["en"]), origin_of(store)
    lines = tuple(
        LeftLine(line.title, line.options, line.quantity, price_text(line.unit, language))
        for line in cart.lines
        if line.unit is not None and line.sellable > 0
    )
    return LeftPage(
        language={"pt-br": "pt-BR"}.get(language, language),
        store_name=store.name,
        subject=words[f"subject_{found.step}"],
        lead=words["lead"].format(store=store.name),
        lines=lines,
        button=words["button"],
        url=origin + links.reminder_url(back_token(found.id), language),
        why=words["why"],
        end=words["end"],
        end_url=origin + links.reminder_end_url(leave_token(found.id), language),
    )
