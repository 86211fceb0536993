"""Being told when something sold out is back, and who waits for what."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import variant_card
from balcao.domains.replenishment import errors, operations, queries
from balcao.domains.replenishment.values import NoticeInfo, Wanted
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import public, staff
from balcao.entrypoints.api.here import language_of, moment, store_of
from balcao.entrypoints.api.shapes import Cursor, In, Limit, Moment, MoneyOut, Out, Paged, Tongue

router = Router()


class NoticeIn(In):
    """Who is to be told, and in which language."""

    email: str = Field(max_length=254)
    language: Tongue = ""


class WantedOut(Out):
    """How many wait for a variant; `would_bring` is the price of one unit for each of them."""

    variant_id: UUID
    product_id: UUID
    sku: str
    title: str
    options: str
    waiting: int
    first_at: Moment
    sellable: int
    incoming: int
    would_bring: MoneyOut


class WantedPageOut(Paged):
    """A page of variants, the most wanted first."""

    items: list[WantedOut]


class NoticeOut(Out):
    """One shopper who waits."""

    id: UUID
    email: str
    language: str
    asked_at: Moment


class NoticesOut(Paged):
    """A page of shoppers in the order in which they are told."""

    items: list[NoticeOut]


@router.post(
    "/variants/{variant_id}/notices",
    response={202: None},
    **public(
        errors.NothingToWaitFor, errors.InStockAlready, errors.BadNotice, errors.TooManyNotices
    ),
)
def ask_for_notice(request: HttpRequest, variant_id: UUID, said: NoticeIn) -> HttpResponse:
    """One mail when a sold-out variant can be bought again. Safe to repeat.

    The answer is the same whether the address was known or not.
    """
    store = store_of(request)
    operations.ask_for_notice(
        store_id=store.id,
        variant_id=variant_id,
        email=said.email,
        language=language_of(store, said.language),
        now=moment(),
    )
    return HttpResponse(status=202)


@router.get("/stock/wanted", response=WantedPageOut, **staff(Capability.VIEW_STOCK))
def list_wanted(request: StaffRequest, cursor: Cursor = None, limit: Limit = 50) -> HttpResponse:
    """Variants that shoppers wait for, the most wanted first."""
    page = queries.wanted_page(store_of(request).id, cursor=cursor, limit=limit)
    return paged(request, page, _wanted)


@router.get(
    "/stock/variants/{variant_id}/notices",
    response=NoticesOut,
    **staff(Capability.VIEW_ORDERS, NoSuchVariant),
)
def list_notices(
    request: StaffRequest, variant_id: UUID, cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """Who waits for a variant, in the order in which they are told."""
    store_id = store_of(request).id
    variant_card(store_id, variant_id)
    page = queries.notices_page(store_id, variant_id, cursor=cursor, limit=limit)
    return paged(request, page, _notice)


def _wanted(one: Wanted) -> WantedOut:
    return WantedOut.model_validate(one)


def _notice(one: NoticeInfo) -> NoticeOut:
    return NoticeOut.model_validate(one)
