"""What a shopper has with the store: store credit, points, and the gift cards sent to them."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.wallet import errors, queries
from balcao.domains.wallet.values import Account
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import ShopperRequest
from balcao.entrypoints.api.contract import shopper
from balcao.entrypoints.api.here import moment
from balcao.entrypoints.api.shapes import Cursor, Limit, Moment, Out, Paged

router = Router()


class OwnValueOut(Out):
    """One account of stored value. `balance` is minor units of `currency`, or points."""

    id: UUID
    kind: Literal["gift_card", "store_credit", "points"]
    currency: str
    code_end: str = Field(description="The last four characters of a gift card's code.")
    balance: int
    state: Literal["live", "expired", "disabled"]
    expires_at: Moment | None
    created_at: Moment


class OwnValuesOut(Out):
    """Everything a shopper has, the newest account first."""

    items: list[OwnValueOut]


class OwnEntryOut(Out):
    """One change of a balance. `amount` is signed, `worth_minor` the money it stood for."""

    turn: int
    at: Moment
    kind: str
    amount: int
    balance: int
    worth_minor: int
    order_id: UUID | None
    expires_at: Moment | None


class OwnEntriesOut(Paged):
    """A page of changes, the latest first."""

    items: list[OwnEntryOut]


@router.get("/shopper/stored-value", response=OwnValuesOut, **shopper())
def list_shopper_stored_value(request: ShopperRequest) -> HttpResponse:
    """Store credit, points, and gift cards that were sent to this address; codes are not told."""
    who, now = request.auth.shopper, moment()
    found = queries.accounts_of(who.store_id, who.email)
    return reply(OwnValuesOut(items=[_out(one, one.state(now).value) for one in found]))


@router.get(
    "/shopper/stored-value/{account_id}/entries",
    response=OwnEntriesOut,
    **shopper(errors.NoSuchAccount),
)
def list_shopper_entries(
    request: ShopperRequest, account_id: UUID, cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """Why a balance is what it is. Who on the staff did it, and their notes, are not told."""
    who = request.auth.shopper
    account = queries.account_by_id(who.store_id, account_id)
    if account.owner != who.email:
        raise errors.NoSuchAccount(id=str(account_id))
    page = queries.entries_page(who.store_id, account_id, cursor=cursor, limit=limit)
    return paged(request, page, OwnEntryOut.model_validate)


def _out(account: Account, state: Literal["live", "expired", "disabled"]) -> OwnValueOut:
    told = ("id", "kind", "currency", "code_end", "balance", "expires_at", "created_at")
    return OwnValueOut(**{name: getattr(account, name) for name in told}, state=state)
