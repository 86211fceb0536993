"""Paying for an order that waits for its money: how it stands, and how it can be paid.

Whatever page has the secret of an order may show this: the checkout sends shoppers here, and so
does a link to pay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext

from balcao.domains.checkout.operations import check_payment
from balcao.domains.orders.queries import order_by_id
from balcao.domains.orders.values import OrderView
from balcao.domains.payments.errors import NoSuchProvider, ProviderSilent
from balcao.domains.payments.ports import Answer, FormProvider, Outcome, PaymentProvider, offered
from balcao.domains.payments.queries import (
    instructions_for,
    payment_choices,
    payment_of,
    provider_label,
)
from balcao.domains.payments.values import PaymentInfo
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.declines import decline_text, decline_texts
from balcao.entrypoints.storefront.paycodes import pay_code
from balcao.entrypoints.storefront.viewmodels import Pick, Sum
from balcao.entrypoints.storefront.viewmodels.paying import CardForm, PayPanel
from balcao.entrypoints.storefront.words import price_text
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


def open_payment(order: OrderView) -> PaymentInfo | None:
    """What an order waits for; None when it is paid, set aside, or over."""
    payment = payment_of(order.id)
    is_open = payment is not None and payment.state in WAITING and order.state in PAYABLE
    return payment if is_open else None


def needs_form(order: OrderView) -> bool:
    """Whether the shopper still has to pay by a form of a provider."""
    payment = open_payment(order)
    return payment is not None and isinstance(_offered(payment.provider), FormProvider)


def standing_of(order: OrderView, now: datetime) -> Standing | None:
    """Ask the provider how an order stands; None when there is nothing left to pay."""
    payment = open_payment(order)
    if payment is None:
        return None
    provider = _offered(payment.provider)
    if provider is None or provider.is_offline:
        return Standing(payment, provider, Answer(Outcome.PENDING))
    try:
        answer = check_payment(payment_id=payment.id, now=now)
    except (ProviderSilent, NoSuchProvider):
        return Standing(payment, provider, None)
    payment = open_payment(order_by_id(order.id))
    return Standing(payment, provider, answer) if payment else None


def pay_panel(
    order: OrderView, standing: Standing, language: str, *, ways_error: str = "", message: str = ""
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
        card=_card_form(standing),
        instructions=todo.text,
        facts=tuple(Sum(label, text) for label, text in todo.facts),
        code=pay_code(todo),
        ways=_ways(standing, language),
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


def _card_form(standing: Standing) -> CardForm | None:
    provider, answer = standing.provider, standing.answer
    if not isinstance(provider, FormProvider) or answer is None:
        return None
    action = answer.action or {}
    return CardForm(
        kind=provider.form,
        script=provider.form_script,
        step=STEPS.get(action.get("type", ""), ""),
        secret=action.get("client_secret", ""),
        public_key=action.get("publishable_key", ""),
        redirect_url=action.get("redirect_url", ""),
        error=decline_text(answer.declined),
        declines=decline_texts(provider.form_declines),
    )


def _ways(standing: Standing, language: str) -> tuple[Pick, ...]:
    """The other ways; the same one too once its attempt has ended, which takes a new one."""
    answer = standing.answer
    has_ended = answer is not None and answer.outcome is Outcome.DECLINED
    return tuple(
        Pick(one.code, one.label, one.explanation, "", is_selected=False)
        for one in payment_choices(language)
        if has_ended or one.code != standing.payment.provider
    )
