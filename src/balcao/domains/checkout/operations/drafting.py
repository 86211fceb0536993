"""From a draft to a quote, and from a quote to an order: the same three phases as a cart."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from balcao.domains.catalog.queries import variant_cards
from balcao.domains.checkout.errors import (
    DraftOrdered,
    Incomplete,
    PurchaseRefused,
    QuoteMoved,
    QuoteOver,
    StillBusy,
)
from balcao.domains.checkout.operations.finalize import pay_and_finalize
from balcao.domains.checkout.operations.place import place_order
from balcao.domains.checkout.operations.purchase import made_of
from balcao.domains.checkout.operations.taxids import check_tax_id
from balcao.domains.checkout.queries.drafting import method_of, missing_of, quote_draft
from balcao.domains.checkout.rules import check_request
from balcao.domains.checkout.rules.story import story_of
from balcao.domains.checkout.rules.terms import terms_of
from balcao.domains.checkout.values import Agreed, Purchase, PurchaseRequest, Quote, WantedLine
from balcao.domains.drafts.errors import DraftMoved
from balcao.domains.drafts.operations import fix_terms, take_back
from balcao.domains.drafts.queries import draft_by_id
from balcao.domains.drafts.values import DraftState, DraftView
from balcao.domains.orders.queries import order_of_draft
from balcao.domains.payments.errors import NoSuchProvider
from balcao.domains.payments.ports import provider_by_code
from balcao.domains.stores.queries import check_versions

# A draft that staff complete themselves is a quote for a moment.
MOMENT: Final = timedelta(days=1)


def send_quote(
    *,
    draft_id: UUID,
    expires_at: datetime,
    now: datetime,
    expected_version: int | None = None,
    is_mailed: bool = True,
) -> int:
    """Price a draft for good and send it to its customer; returns the draft's version.

    Nothing is set aside by it: what is sold out when it is accepted is refused then.

    :raises NoSuchDraft: there is none with this id.
    :raises DraftMoved: somebody else changed it since ``expected_version``.
    :raises WrongDraftState: it was sent, ordered or has ended.
    :raises Incomplete: something is missing; ``fields`` says what.
    :raises BadAddress: the tax number cannot be right.
    :raises NoSuchProvider: a way to pay is not offered.
    :raises BadExpiry: in the past, or in more than a year.
    """
    draft = draft_by_id(draft_id)
    if expected_version is not None and draft.version != expected_version:
        raise DraftMoved(version=draft.version)
    quote = quote_draft(draft, now=now)
    _check_sendable(draft, quote)
    return fix_terms(
        draft_id=draft_id,
        terms=terms_of(quote, method_of(draft, quote, now=now)),
        total=quote.total,
        expires_at=expires_at,
        is_mailed=is_mailed,
        now=now,
        expected_version=draft.version,
    )


def accept_quote(
    *,
    draft_id: UUID,
    version: int,
    provider: str,
    key: str,
    now: datetime,
    payment_token: str = "",
    return_url: str = "",
    agreed: tuple[tuple[str, int], ...] = (),
) -> Purchase:
    """Order what was quoted, at what it was quoted at. A quote is ordered once, whatever the keys.

    ``version`` says which quote the customer saw, ``agreed`` which legal pages, in which version.

    :raises NoSuchDraft: there is none with this id.
    :raises QuoteOver: its time is over.
    :raises QuoteMoved: it was taken back, changed or cancelled.
    :raises NoSuchProvider: this way to pay is not offered for it.
    :raises StillBusy: its first order ended while this was asked; ask again.
    :raises PurchaseRefused: one of its other kinds says why; nothing was taken.
    :raises PaymentDeclined: the provider declined; the quote can be accepted again.
    :raises KeyReused: the key was used for another request.
    :raises NoSuchLegalPage: a legal page that it says was shown was never published.
    """
    draft = draft_by_id(draft_id)
    check_versions(draft.store_id, agreed)
    allowed = draft.said.providers
    if allowed and provider not in allowed:
        raise NoSuchProvider(field="payment", known=list(allowed))
    return _order(
        draft,
        version,
        provider,
        key,
        now=now,
        token=payment_token,
        return_url=return_url,
        agreed=agreed,
    )


def complete_draft(
    *,
    draft_id: UUID,
    provider: str,
    key: str,
    by: str,
    now: datetime,
    expected_version: int | None = None,
) -> Purchase:
    """Order a draft or an open quote for its customer, by any way to pay that the shop offers.

    :raises NoSuchDraft: there is none with this id.
    :raises DraftMoved: somebody else changed it since ``expected_version``.
    :raises WrongDraftState: it has ended.
    :raises Incomplete: something is missing; ``fields`` says what.
    :raises NoSuchProvider: this way to pay is not offered.
    :raises PurchaseRefused: one of its kinds says why; nothing was taken.
    :raises PaymentDeclined: the provider declined.
    """
    provider_by_code(provider)
    draft = draft_by_id(draft_id)
    if draft.state != DraftState.DRAFT:
        return _order(draft, expected_version or draft.version, provider, key, now=now, by=by)
    send_quote(
        draft_id=draft_id,
        expires_at=now + MOMENT,
        now=now,
        expected_version=expected_version,
        is_mailed=False,
    )
    quoted = draft_by_id(draft_id)
    try:
        return _order(quoted, quoted.version, provider, key, now=now, by=by)
    except PurchaseRefused:
        take_back(draft_id=draft_id, now=now)
        raise


def _check_sendable(draft: DraftView, quote: Quote) -> None:
    lacks = missing_of(draft, quote)
    if lacks:
        raise Incomplete(fields=lacks)
    assert draft.said.address is not None
    check_tax_id(draft.said.tax_id, draft.said.address.country)
    for code in draft.said.providers:
        provider_by_code(code)


def _order(
    draft: DraftView,
    version: int,
    provider: str,
    key: str,
    *,
    now: datetime,
    token: str = "",
    return_url: str = "",
    by: str = "",
    agreed: tuple[tuple[str, int], ...] = (),
) -> Purchase:
    if draft.state == DraftState.ORDERED:
        return _earlier(draft)
    if draft.state_at(now) == DraftState.EXPIRED:
        raise QuoteOver
    if draft.state != DraftState.QUOTED or draft.version != version:
        raise QuoteMoved
    quote = quote_draft(draft, now=now)
    request = check_request(replace(_request(draft, quote, provider, key), agreed=agreed))
    terms = Agreed(
        draft_id=draft.id,
        version=version,
        quote=quote,
        method=method_of(draft, quote, now=now),
        story=story_of(draft, quote, _skus(draft), by),
    )
    try:
        made = made_of(place_order(request, now=now, agreed=terms), request, now)
    except DraftOrdered:
        return _earlier(draft)
    if made.state != "pending":
        return made
    return pay_and_finalize(made, token=token, return_url=return_url, now=now)


def _request(draft: DraftView, quote: Quote, provider: str, key: str) -> PurchaseRequest:
    said = draft.said
    assert said.address is not None, "a quote was complete when it was sent"
    return PurchaseRequest(
        store_id=draft.store_id,
        key=key,
        locale=said.locale,
        email=said.email,
        address=said.address,
        rate_code=said.rate_code,
        provider=provider,
        lines=tuple(WantedLine(line.variant_id, line.quantity) for line in draft.lines),
        expected_total=quote.total,
        codes=said.codes,
        tax_id=said.tax_id,
    )


def _skus(draft: DraftView) -> dict[UUID, str]:
    cards = variant_cards(draft.store_id, [line.variant_id for line in draft.lines])
    return {key: card.sku for key, card in cards.items()}


def _earlier(draft: DraftView) -> Purchase:
    """A second click, or another device: the order that the first one made."""
    order = order_of_draft(draft.id)
    if order is None:  # its payment was declined in this very moment: the quote is open again
        raise StillBusy
    return Purchase(order.id, order.number, order.token, order.state, order.total, is_replay=True)
