"""One draft, made for work: what it costs, what it lacks, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.queries import variant_cards
from balcao.domains.catalog.values import VariantCard
from balcao.domains.checkout.queries import (
    Margin,
    margins_of,
    method_of,
    missing_of,
    option_of,
    quote_draft,
)
from balcao.domains.checkout.values import Quote, QuoteLine
from balcao.domains.drafts.errors import NoSuchDraft
from balcao.domains.drafts.queries import draft_by_id
from balcao.domains.drafts.values import DraftLineView, DraftState, DraftView
from balcao.domains.orders.queries import discount_totals, order_of_draft, tax_totals
from balcao.domains.payments.queries import payment_choices
from balcao.entrypoints.console.pages import now_of, show, store_of
from balcao.entrypoints.console.templatetags.console_words import isoday
from balcao.entrypoints.emails.links import quote_url
from balcao.kernel.ids import new_id

LIVES: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its price, what is left of it, and what stands behind it."""

    line: DraftLineView
    card: VariantCard | None
    priced: QuoteLine | None
    margin: Margin | None


def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show one draft."""
    found, now = mine(request, draft_id), now_of(request)
    quote = quote_draft(found, now=now)
    return show(
        request,
        "drafts/draft.html",
        f"{'Draft' if found.state == DraftState.DRAFT else 'Quote'} {found.number}",
        draft=found,
        state=found.state_at(now),
        rows=_rows(found, quote),
        gifts=_gifts(found, quote),
        missing=missing_of(found, quote) if found.state == DraftState.DRAFT else {},
        method=method_of(found, quote, now=now),
        option=option_of(found, quote, now=now),
        order=order_of_draft(draft_id),
        payments=payment_choices("en"),
        key=str(new_id()),
        **_sums(quote),
        **_sending(request, found, now),
    )


def mine(request: HttpRequest, draft_id: UUID) -> DraftView:
    """The draft, if it is one of this store's.

    :raises NoSuchDraft: it is not.
    """
    found = draft_by_id(draft_id)
    if found.store_id != store_of(request).id:
        raise NoSuchDraft
    return found


def _sums(quote: Quote) -> dict[str, Any]:
    return {
        "quote": quote,
        "discounts": discount_totals(quote.discounts),
        "taxes": tax_totals(quote.taxes),
    }


def _sending(request: HttpRequest, found: DraftView, now: datetime) -> dict[str, Any]:
    store = store_of(request)
    return {
        "expires": isoday(now + LIVES, store.time_zone),
        "today": isoday(now, store.time_zone),
        "url": quote_url(found.token, store, found.said.locale),
    }


def _rows(found: DraftView, quote: Quote) -> list[Row]:
    priced = {line.variant_id: line for line in quote.lines if not line.is_gift}
    cards = variant_cards(found.store_id, [line.variant_id for line in found.lines])
    margins = margins_of(found, quote)
    return [
        Row(
            line,
            cards.get(line.variant_id),
            priced.get(line.variant_id),
            margins.get(line.variant_id),
        )
        for line in found.lines
    ]


def _gifts(found: DraftView, quote: Quote) -> list[tuple[int, str]]:
    given = [line for line in quote.lines if line.is_gift]
    cards = variant_cards(found.store_id, [line.variant_id for line in given])
    return [
        (line.quantity, cards[line.variant_id].title) for line in given if line.variant_id in cards
    ]
