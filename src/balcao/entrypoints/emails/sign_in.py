"""The mail that lets a shopper in: a code to type and a link to follow.

It is posted at once and not put into the queue: a job would keep the code in clear.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import structlog
from django.template.loader import get_template

from balcao.adapters.mail.letter import Letter, Unmailable
from balcao.adapters.mail.smtp import post
from balcao.domains.customers.values import NewCode
from balcao.domains.stores.queries import store_by_id
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.emails.links import host_of, origin_of
from balcao.entrypoints.storefront import links

log = structlog.get_logger("balcao.mails")
WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "subject": "{code} is your code for {store}",
        "heading": "Your code",
        "lead": "Type this code where you asked for it. It works once, within 15 minutes.",
        "button": "Or sign in with this link",
        "why": "You get this mail because somebody wants to sign in with this address. If it was "
        "not you, do nothing: without the code nobody gets in. We never ask for it by phone.",
    },
    "pt-br": {
        "subject": "{code} é o seu código da {store}",
        "heading": "Seu código",
        "lead": "Digite este código na página em que você o pediu. Ele vale uma vez, por 15 "
        "minutos.",
        "button": "Ou entre por este link",
        "why": "Você recebe este e-mail porque alguém quer entrar com este endereço. Se não foi "
        "você, não faça nada: sem o código ninguém entra. Nunca o pedimos por telefone.",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything the mail shows."""

    language: str
    store_name: str
    subject: str
    heading: str
    lead: str
    code: str
    button: str
    url: str
    why: str


def mail_code(new: NewCode) -> bool:
    """Send a code to its shopper; whether a mail server took it. Never raises for a mail."""
    try:
        post(letter_of(new))
    except (Unmailable, OSError) as error:
        log.warning("sign_in.not_mailed", store=new.store_id, why=type(error).__name__)
        return False
    return True


def letter_of(new: NewCode) -> Letter:
    """The finished mail, in the language asked for or else the store's."""
    store = store_by_id(new.store_id)
    page = _page(new, store, new.language if new.language in WORDS else store.language)
    shown = {"page": page}
    # The same for the same code, and no way back from it to the code.
    mark = sha256(new.link.encode()).hexdigest()[:32]
    return Letter(
        to=new.email,
        sender_name=store.name,
        sender=store.email,
        subject=page.subject,
        text=get_template("emails/sign_in.txt").render(shown),
        html=get_template("emails/sign_in.html").render(shown),
        message_id=f"signin.{mark}@{host_of(store)}",
        language=page.language,
    )


def _page(new: NewCode, store: StoreInfo, language: str) -> Page:
    words = WORDS.get(language, WORDS["en"])
    written = f"{new.code[:4]} {new.code[4:]}"
    return Page(
        language={"pt-br": "pt-BR"}.get(language, language),
        store_name=store.name,
        subject=words["subject"].format(code=written, store=store.name),
        heading=words["heading"],
        lead=words["lead"],
        code=written,
        button=words["button"],
        url=origin_of(store) + links.sign_in_link_url(new.link, language),
        why=words["why"],
    )
