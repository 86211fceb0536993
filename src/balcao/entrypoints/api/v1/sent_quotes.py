"""Quotes as their customers see them, and links to pay by: who has the secret may."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from balcao.domains.checkout import errors as checkout_errors
from balcao.domains.checkout.operations import accept_quote, link_to_pay, pay_by_link
from balcao.domains.checkout.queries import method_of, option_of, quote_draft
from balcao.domains.drafts.errors import NoSuchDraft
from balcao.domains.drafts.queries import draft_by_token
from balcao.domains.drafts.values import DraftState, DraftView
from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments import errors
from balcao.domains.payments.operations import revoke_payment_link
from balcao.domains.payments.queries import (
    instructions_for,
    link_by_id,
    link_by_token,
    links_of,
    owed_of,
    payment_choices,
    payment_of,
)
from balcao.domains.payments.values import LinkInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import public, staff
from balcao.entrypoints.api.here import language_of, moment, store_of
from balcao.entrypoints.api.keys import key_of, write_once
from balcao.entrypoints.api.shapes import AddressOut, Language, MoneyOut, Secret
from balcao.entrypoints.api.v1.draft_shapes import (
    AcceptIn,
    OwedOut,
    PaymentLinkIn,
    PaymentLinkOut,
    PaymentLinksOut,
    QuoteSumsOut,
    SentQuoteOut,
)
from balcao.entrypoints.api.v1.legal_shapes import shown_of
from balcao.entrypoints.api.v1.payment_shapes import PaidOut, PayIn
from balcao.entrypoints.api.v1.purchases import REFUSALS, PurchaseOut, made_reply
from balcao.entrypoints.api.v1.selling import PaymentChoiceOut
from balcao.entrypoints.emails.links import pay_url

router = Router()


@router.get("/sent-quotes/{token}", response=SentQuoteOut, **public(NoSuchDraft))
def get_sent_quote(request: HttpRequest, token: Secret, language: Language = None) -> HttpResponse:
    """A quote that was sent, at its fixed prices; one that is being changed is not shown."""
    draft, now = _draft_here(request, token), moment()
    quote = quote_draft(draft, now=now)
    tongue = language_of(store_of(request), language or draft.said.locale)
    option = option_of(draft, quote, now=now)
    shown = SentQuoteOut(
        number=draft.number,
        state=draft.state_at(now),
        note=draft.said.note,
        address=AddressOut.model_validate(draft.said.address) if draft.said.address else None,
        method=method_of(draft, quote, now=now),
        earliest=option.earliest if option else None,
        latest=option.latest if option else None,
        quote=QuoteSumsOut.model_validate(quote),
        payments=_payments(draft, tongue),
        expires_at=draft.expires_at,
        version=draft.version,
    )
    return reply(shown)


@router.post(
    "/sent-quotes/{token}/accept",
    response={201: PurchaseOut},
    **public(
        NoSuchDraft, checkout_errors.QuoteOver, checkout_errors.QuoteMoved,
        errors.PaymentDeclined, *REFUSALS, key=True,
    ),
)  # fmt: skip
def accept_sent_quote(request: HttpRequest, token: Secret, said: AcceptIn) -> HttpResponse:
    """Order what was quoted, at its fixed prices. It is ordered once, whatever the keys."""
    draft = _draft_here(request, token)
    made = accept_quote(
        draft_id=draft.id,
        version=said.version,
        provider=said.payment,
        # Knowing a quote makes its customer, so keys of different quotes are different keys.
        key=f"{draft.id}:{key_of(request)}",
        payment_token=said.payment_token,
        agreed=shown_of(said.agreed),
        now=moment(),
    )
    return made_reply(made)


@router.get(
    "/orders/{order_id}/payment-links",
    response=PaymentLinksOut,
    **staff(Capability.VIEW_ORDERS, NoSuchOrder),
)
def list_payment_links(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The links that were made to pay an order, the ended ones too."""
    _order_here(request, order_id)
    return reply(PaymentLinksOut(items=[_link(request, one) for one in links_of(order_id)]))


@router.post(
    "/orders/{order_id}/payment-links",
    response={201: PaymentLinkOut},
    **staff(
        Capability.HANDLE_ORDERS, NoSuchOrder, errors.NothingOwed, errors.BadLinkLife, key=True
    ),
)
def make_payment_link(request: StaffRequest, order_id: UUID, said: PaymentLinkIn) -> HttpResponse:
    """Make a link to pay what an order owes."""
    _order_here(request, order_id)

    def make() -> PaymentLinkOut:
        made = link_to_pay(
            order_id=order_id,
            expires_at=said.expires_at,
            is_mailed=said.is_mailed,
            by=request.auth.email,
            now=moment(),
        )
        return _link(request, link_by_id(made))

    return write_once(request, said, make, status=201)


@router.post(
    "/payment-links/{link_id}/revoke",
    response=PaymentLinkOut,
    **staff(Capability.HANDLE_ORDERS, errors.NoSuchPaymentLink, key=True),
)
def revoke_link(request: StaffRequest, link_id: UUID) -> HttpResponse:
    """End a link. Repeating changes nothing."""
    if link_by_id(link_id).store_id != store_of(request).id:
        raise errors.NoSuchPaymentLink

    def revoke() -> PaymentLinkOut:
        revoke_payment_link(link_id=link_id, by=request.auth.email, now=moment())
        return _link(request, link_by_id(link_id))

    return write_once(request, None, revoke)


@router.get("/pay/{token}", response=OwedOut, **public(errors.NoSuchPaymentLink))
def get_owed(request: HttpRequest, token: Secret, language: Language = None) -> HttpResponse:
    """What is owed, and how to pay it; nothing else of the order."""
    link = _link_here(request, token)
    return reply(_owed(request, link, language))


@router.post(
    "/pay/{token}",
    response=PaidOut,
    **public(
        errors.NoSuchPaymentLink, errors.LinkOver, errors.NotPayable, errors.NoSuchProvider,
        errors.ProviderSilent, errors.ProviderSaidNo,
    ),
)  # fmt: skip
def pay_owed(request: HttpRequest, token: Secret, said: PayIn) -> HttpResponse:
    """Ask for what is owed by a way to pay. Asking for the same again changes nothing."""
    link = _link_here(request, token)
    answer = pay_by_link(
        token=link.token, provider=said.payment, payment_token=said.payment_token, now=moment()
    )
    action = dict(answer.action) if answer.action else None
    return reply(PaidOut(outcome=answer.outcome.value, action=action))


def _owed(request: HttpRequest, link: LinkInfo, language: str | None) -> OwedOut:
    order, payment = order_by_id(link.order_id), payment_of(link.order_id)
    tongue = language_of(store_of(request), language or order.locale)
    owed = owed_of(link.order_id) if link.is_live(moment()) else None
    todo = instructions_for(payment, tongue) if owed and payment else None
    return OwedOut(
        number=order.number,
        owed=MoneyOut.model_validate(payment.amount) if owed and payment else None,
        payment=payment.provider if payment else "",
        to_do=todo.text if todo else "",
        code=todo.copy if todo else "",
        payments=[PaymentChoiceOut.model_validate(one) for one in payment_choices(tongue)],
    )


def _link(request: HttpRequest, link: LinkInfo) -> PaymentLinkOut:
    return PaymentLinkOut(
        id=link.id,
        order_id=link.order_id,
        url=pay_url(link.token, store_of(request), order_by_id(link.order_id).locale),
        created_at=link.created_at,
        created_by=link.created_by,
        expires_at=link.expires_at,
        revoked_at=link.revoked_at,
        sent_to=link.sent_to,
    )


def _order_here(request: HttpRequest, order_id: UUID) -> None:
    if order_by_id(order_id).store_id != store_of(request).id:
        raise NoSuchOrder(id=str(order_id))


def _link_here(request: HttpRequest, token: str) -> LinkInfo:
    link = link_by_token(token)
    if link.store_id != store_of(request).id:
        raise errors.NoSuchPaymentLink
    return link


def _payments(draft: DraftView, language: str) -> list[PaymentChoiceOut]:
    """The ways to pay that the quote allows."""
    allowed = draft.said.providers
    return [
        PaymentChoiceOut.model_validate(one)
        for one in payment_choices(language)
        if not allowed or one.code in allowed
    ]


def _draft_here(request: HttpRequest, token: str) -> DraftView:
    draft = draft_by_token(token)
    if draft.store_id != store_of(request).id or draft.state == DraftState.DRAFT:
        raise NoSuchDraft
    return draft
