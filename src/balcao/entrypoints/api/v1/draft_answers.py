"""A draft with what it costs, as it is answered."""

from __future__ import annotations

from balcao.domains.checkout.queries import Margin, margins_of, missing_of, option_of, quote_draft
from balcao.domains.checkout.values import Quote, QuoteLine
from balcao.domains.drafts.values import DraftLineView, DraftView
from balcao.domains.orders.queries import order_of_draft
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.api.here import moment
from balcao.entrypoints.api.shapes import AddressOut, MoneyOut
from balcao.entrypoints.api.v1.draft_shapes import (
    DraftLineOut,
    DraftOrderOut,
    GivenOut,
    QuoteSumsOut,
)
from balcao.entrypoints.emails.links import quote_url
from balcao.kernel.money import Money


def draft_out(draft: DraftView, store: StoreInfo) -> DraftOrderOut:
    """One draft, by the rules of this moment or by its terms."""
    now, said = moment(), draft.said
    quote, order = quote_draft(draft, now=now), order_of_draft(draft.id)
    option = option_of(draft, quote, now=now)
    return DraftOrderOut(
        id=draft.id,
        number=draft.number,
        state=draft.state_at(now),
        currency=draft.currency,
        email=said.email,
        language=said.locale,
        address=AddressOut.model_validate(said.address) if said.address else None,
        shipping=said.rate_code,
        codes=list(said.codes),
        payments=list(said.providers),
        tax_id=said.tax_id,
        note=said.note,
        lines=_lines(draft, quote),
        by_hand=GivenOut.model_validate(draft.by_hand),
        quote=QuoteSumsOut.model_validate(quote),
        earliest=option.earliest if option else None,
        latest=option.latest if option else None,
        missing={} if draft.terms else missing_of(draft, quote),
        author=draft.author,
        url=quote_url(draft.token, store, said.locale),
        order_id=order.id if order else None,
        created_at=draft.created_at,
        updated_at=draft.updated_at,
        sent_at=draft.sent_at,
        expires_at=draft.expires_at,
        version=draft.version,
    )


def _lines(draft: DraftView, quote: Quote) -> list[DraftLineOut]:
    margins = margins_of(draft, quote)
    priced = {line.variant_id: line for line in quote.lines if not line.is_gift}
    return [
        _line(one, priced.get(one.variant_id), margins.get(one.variant_id)) for one in draft.lines
    ]


def _line(line: DraftLineView, priced: QuoteLine | None, margin: Margin | None) -> DraftLineOut:
    return DraftLineOut(
        variant_id=line.variant_id,
        quantity=line.quantity,
        unit=_money(line.unit),
        listed=_money(priced.listed if priced else None),
        reason=line.reason,
        by=line.by,
        cost=_money(margin.cost if margin else None),
        margin_ppm=margin.share_ppm if margin else None,
    )


def _money(amount: Money | None) -> MoneyOut | None:
    return MoneyOut.model_validate(amount) if amount is not None else None
