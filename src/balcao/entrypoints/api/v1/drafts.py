"""Draft orders: written, priced, sent as quotes and completed by staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from balcao.domains.checkout import errors as checkout_errors
from balcao.domains.checkout import operations as checkout
from balcao.domains.customers.errors import BadAddress
from balcao.domains.drafts import errors, operations
from balcao.domains.drafts.queries import draft_by_id, drafts_page
from balcao.domains.drafts.values import DraftView
from balcao.domains.payments.errors import NoSuchProvider, PaymentDeclined
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number_if_any
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import language_of, moment, store_of
from balcao.entrypoints.api.keys import key_of, write_once
from balcao.entrypoints.api.shapes import Cursor, In, Limit, Search
from balcao.entrypoints.api.v1.draft_answers import draft_out
from balcao.entrypoints.api.v1.draft_shapes import (
    CompleteDraftIn,
    DraftOrderIn,
    DraftOrderOut,
    DraftOrdersOut,
    DraftRowOut,
    GivenIn,
    OverrideIn,
    SendQuoteIn,
)
from balcao.entrypoints.api.v1.purchases import REFUSALS, PurchaseOut, made_reply
from balcao.kernel.money import Money
from balcao.plumbing.audit import acting

router = Router()
EDIT = Capability.HANDLE_ORDERS
PRICES = Capability.OVERRIDE_PRICES
STEP = (errors.NoSuchDraft, errors.DraftMoved, errors.WrongDraftState)
State = Literal["draft", "quoted", "ordered", "expired", "cancelled"]


@router.get("/drafts", response=DraftOrdersOut, **staff(Capability.VIEW_ORDERS))
def list_drafts(
    request: StaffRequest,
    state: Annotated[tuple[State, ...], Query(description="Repeat it for several.")] = (),
    text: Search = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Drafts, latest touched first; `text` finds numbers, mail addresses and names."""
    page = drafts_page(store_of(request).id, states=state, text=text, cursor=cursor, limit=limit)
    return paged(request, page, DraftRowOut.model_validate)


@router.get(
    "/drafts/{draft_id}",
    response=DraftOrderOut,
    **staff(Capability.VIEW_ORDERS, errors.NoSuchDraft, versioned=True),
)
def get_draft(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """One draft with what it costs and what it still lacks."""
    draft = _mine(request, draft_id)
    return reply(draft_out(draft, store_of(request)), version=draft.version)


@router.post(
    "/drafts",
    response={201: DraftOrderOut},
    **staff(EDIT, errors.BadDraft, BadAddress, key=True, versioned=True),
)
def open_draft(request: StaffRequest, said: DraftOrderIn) -> HttpResponse:
    """Begin a draft, in the store's currency. Nothing is held or sent by it."""
    store = store_of(request)

    def begin() -> DraftOrderOut:
        made = operations.open_draft(
            store_id=store.id,
            currency=store.currency,
            edit=said.edit(language_of(store, said.language)),
            author=request.auth.email,
            now=moment(),
        )
        return draft_out(draft_by_id(made), store)

    return write_once(request, said, begin, status=201)


@router.put(
    "/drafts/{draft_id}",
    response=DraftOrderOut,
    **staff(EDIT, *STEP, errors.BadDraft, BadAddress, key=True, if_match="optional"),
)
def change_draft(request: StaffRequest, draft_id: UUID, said: DraftOrderIn) -> HttpResponse:
    """Write a draft anew. Prices given by hand stay with their variants."""
    edit = said.edit(language_of(store_of(request), said.language))
    return _step(
        request, draft_id, said,
        lambda seen: operations.change_draft(
            draft_id=draft_id, edit=edit, now=moment(), expected_version=seen
        ),
    )  # fmt: skip


@router.put(
    "/drafts/{draft_id}/prices/{variant_id}",
    response=DraftOrderOut,
    **staff(PRICES, *STEP, errors.BadOverride, key=True, if_match="optional"),
)
def override_draft_price(
    request: StaffRequest, draft_id: UUID, variant_id: UUID, said: OverrideIn
) -> HttpResponse:
    """Give a line a price by hand, which stands in the order's story with who gave it and why."""
    return _step(
        request, draft_id, said,
        lambda seen: operations.override_price(
            draft_id=draft_id, variant_id=variant_id, reason=said.reason,
            unit=said.unit.money() if said.unit else None,
            by=request.auth.email, now=moment(), expected_version=seen,
        ),
    )  # fmt: skip


@router.put(
    "/drafts/{draft_id}/given",
    response=DraftOrderOut,
    **staff(PRICES, *STEP, errors.BadOverride, key=True, if_match="optional"),
)
def give_draft_terms(request: StaffRequest, draft_id: UUID, said: GivenIn) -> HttpResponse:
    """Take an amount off the whole, and say what shipping costs."""
    currency = _mine(request, draft_id).currency
    return _step(
        request, draft_id, said,
        lambda seen: operations.give_terms(
            draft_id=draft_id, reason=said.reason,
            discount=said.discount.money() if said.discount else Money.zero(currency),
            shipping=said.shipping.money() if said.shipping else None,
            by=request.auth.email, now=moment(), expected_version=seen,
        ),
    )  # fmt: skip


@router.post(
    "/drafts/{draft_id}/send",
    response=DraftOrderOut,
    **staff(
        EDIT, *STEP, errors.BadExpiry, checkout_errors.Incomplete, BadAddress, NoSuchProvider,
        key=True, if_match="optional",
    ),
)  # fmt: skip
def send_draft(request: StaffRequest, draft_id: UUID, said: SendQuoteIn) -> HttpResponse:
    """Price the draft for good and mail it to its customer. Nothing is set aside by it."""
    return _step(
        request, draft_id, said,
        lambda seen: checkout.send_quote(
            draft_id=draft_id, expires_at=said.expires_at, now=moment(), expected_version=seen
        ),
    )  # fmt: skip


@router.post(
    "/drafts/{draft_id}/take-back",
    response=DraftOrderOut,
    **staff(EDIT, *STEP, key=True, if_match="optional"),
)
def take_draft_back(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Make a quote a draft again; its link says that it is being changed."""
    return _step(
        request, draft_id, None,
        lambda seen: operations.take_back(draft_id=draft_id, now=moment(), expected_version=seen),
    )  # fmt: skip


@router.post(
    "/drafts/{draft_id}/cancel",
    response=DraftOrderOut,
    **staff(EDIT, *STEP, key=True, if_match="optional"),
)
def cancel_draft(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """End a draft for good."""
    return _step(
        request, draft_id, None,
        lambda seen: operations.cancel_draft(
            draft_id=draft_id, now=moment(), expected_version=seen
        ),
    )  # fmt: skip


@router.post(
    "/drafts/{draft_id}/complete",
    response={201: PurchaseOut},
    **staff(
        EDIT, *STEP, checkout_errors.Incomplete, checkout_errors.QuoteOver,
        checkout_errors.QuoteMoved, PaymentDeclined, *REFUSALS, key=True, if_match="optional",
    ),
)  # fmt: skip
def complete_draft(request: StaffRequest, draft_id: UUID, said: CompleteDraftIn) -> HttpResponse:
    """Order the draft for its customer. It is ordered once, whatever the keys."""
    _mine(request, draft_id)
    with acting(request.auth.email, source="api"):
        made = checkout.complete_draft(
            draft_id=draft_id,
            provider=said.payment,
            key=f"{request.auth.mark}:{key_of(request)}",
            by=request.auth.email,
            now=moment(),
            expected_version=seen_number_if_any(request),
        )
    return made_reply(made)


def _step(
    request: StaffRequest, draft_id: UUID, said: In | None, take: Callable[[int | None], object]
) -> HttpResponse:
    _mine(request, draft_id)
    seen = seen_number_if_any(request)

    def effect() -> DraftOrderOut:
        take(seen)
        return draft_out(draft_by_id(draft_id), store_of(request))

    return write_once(request, said, effect)


def _mine(request: StaffRequest, draft_id: UUID) -> DraftView:
    draft = draft_by_id(draft_id)
    if draft.store_id != store_of(request).id:
        raise errors.NoSuchDraft
    return draft
