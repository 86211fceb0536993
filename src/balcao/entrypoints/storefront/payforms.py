"""Paying for an order that waits for its money: how it stands, and how it can be paid.

Whatever page has the secret of an order may show this: the checkout sends shoppers here, and so
does a link to pay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext

from balcao.domains.checkout.operations import check_payment
from balcao.domains.checkout.queries import ways_open
from balcao.domains.customers.values import Shopper
from balcao.domains.orders.queries import order_by_id
from balcao.domains.orders.values import OrderView
from balcao.domains.payments.errors import NoSuchProvider, ProviderSilent
from balcao.domains.payments.ports import (
    Answer,
    FormProvider,
    Outcome,
    PaymentProvider,
    SavingProvider,
    offered,
)
from balcao.domains.payments.queries import (
    has_consent,
    instructions_for,
    payment_choices,
    payment_of,
    provider_label,
    saved_cards,
)
from balcao.domains.payments.values import PaymentInfo
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.declines import decline_text, decline_texts
from balcao.entrypoints.storefront.paycodes import pay_code
from balcao.entrypoints.storefront.savedcards import saved_card_row
from balcao.entrypoints.storefront.viewmodels import Pick, Sum
from balcao.entrypoints.storefront.viewmodels.paying import CardForm, PayPanel
from balcao.entrypoints.storefront.words import price_text
from balcao.kernel.ids import new_secret
from balcao.plumbing.web.headers import CSP, policy

PAYABLE = ("pending", "placed")
WAITING = ("intent", "pending")
STEPS = {"stripe_card": "card", "stripe_confirm": "confirm"}
LANGUAGES = {"pt-br": "pt-BR", "en": "en"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What an order still waits for; ``answer`` is None when its provider does not answer."""

    payment: PaymentInfo
    provider: PaymentProvider | None
    answer: Answer | None
    shopper: Shopper | None = None


def open_payment(order: OrderView) -> PaymentInfo | None:
    """What an order waits for; None when it is paid, set aside, or over."""
    payment = payment_of(order.id)
    is_open = payment is not None and payment.state in WAITING and order.state in PAYABLE
    return payment if is_open else None


def needs_form(order: OrderView) -> bool:
    """Whether the shopper still has to pay by a form of a provider."""
    payment = open_payment(order)
    return payment is not None and isinstance(_offered(payment.provider), FormProvider)


def standing_of(order: OrderView, now: datetime, shopper: Shopper | None = None) -> Standing | None:
    """Ask the provider how an order stands; None when there is nothing left to pay.

    ``shopper`` is who is signed in, if anybody is: their saved cards can be used.
    """
    payment = open_payment(order)
    if payment is None:
        return None
    provider = _offered(payment.provider)
    if provider is None or provider.is_offline:
        return Standing(payment, provider, Answer(Outcome.PENDING), shopper)
    try:
        answer = check_payment(payment_id=payment.id, now=now)
    except (ProviderSilent, NoSuchProvider):
        return Standing(payment, provider, None, shopper)
    payment = open_payment(order_by_id(order.id))
    return Standing(payment, provider, answer, shopper) if payment else None


def pay_panel(
    order: OrderView,
    standing: Standing,
    language: str,
    *,
    now: datetime,
    ways_error: str = "",
    message: str = "",
) -> PayPanel:
    """How what is open of an order can be paid."""
    payment, answer = standing.payment, standing.answer
    todo = instructions_for(payment, language)
    if answer is None:
        message = message or gettext(
            "We do not know yet how your payment stands. Please load this page again in a moment; "
            "nothing is charged twice."
        )
    return PayPanel(
        url=links.pay_url(order.token, language),
        back_url=links.pay_url(order.token, language),
        amount=price_text(payment.amount, language),
        label=provider_label(payment.provider, language),
        language=LANGUAGES.get(language, language),
        card=_card_form(standing, now),
        instructions=todo.text,
        facts=tuple(Sum(label, text) for label, text in todo.facts),
        code=pay_code(todo),
        ways=_ways(order, standing, language),
        ways_error=ways_error,
        message=message,
    )


def allow_forms(response: HttpResponse, providers: Sequence[object]) -> HttpResponse:
    """Let this page, and no other, load what the forms on it need."""
    directives = dict(settings.CONTENT_POLICY)
    for provider in providers:
        if isinstance(provider, FormProvider):
            for name, sources in provider.form_policy.items():
                directives[name] = f"{directives.get(name, '')} {sources}".strip()
    response[CSP] = policy(directives)
    return response


def _offered(code: str) -> PaymentProvider | None:
    return next((one for one in offered() if one.code == code), None)


def _card_form(standing: Standing, now: datetime) -> CardForm | None:
    provider, answer = standing.provider, standing.answer
    if not isinstance(provider, FormProvider) or answer is None:
        return None
    action = answer.action or {}
    form = CardForm(
        kind=provider.form,
        script=provider.form_script,
        step=STEPS.get(action.get("type", ""), ""),
        secret=action.get("client_secret", ""),
        public_key=action.get("publishable_key", ""),
        redirect_url=action.get("redirect_url", ""),
        error=decline_text(answer.declined),
        declines=decline_texts(provider.form_declines),
    )
    is_known = standing.shopper is not None and isinstance(provider, SavingProvider)
    return _with_saved_cards(form, standing, now) if is_known and form.step == "card" else form


def _with_saved_cards(form: CardForm, standing: Standing, now: datetime) -> CardForm:
    """After a decline the form is shown first: the card that was declined is not picked again."""
    shopper, payment = standing.shopper, standing.payment
    assert shopper is not None, "asked only for who is signed in"
    known = saved_cards(shopper.store_id, shopper.customer_id)
    rows = [saved_card_row(one, now) for one in known if one.holder.provider == payment.provider]
    good = [row.id for row in rows if not row.is_over]
    return replace(
        form,
        saved=tuple(rows),
        chosen=good[0] if good and not form.error else "",
        can_keep=True,
        is_kept=has_consent(payment.id),
        nonce=new_secret(),
    )


def _ways(order: OrderView, standing: Standing, language: str) -> tuple[Pick, ...]:
    """The other ways, and the same one once its attempt has ended, which takes a new one.

    None whose price would have been another: a promotion may ask for a way to pay.
    """
    answer = standing.answer
    has_ended = answer is not None and answer.outcome is Outcome.DECLINED
    choices = payment_choices(language)
    fits = ways_open(order, [one.code for one in choices])
    return tuple(
        Pick(one.code, one.label, one.explanation, "", is_selected=False)
        for one in choices
        if (has_ended if one.code == standing.payment.provider else one.code in fits)
    )
