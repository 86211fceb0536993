"""Accounts of stored value: what a shopper has, why, and what the store owes."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_id
from balcao.domains.team.values import Capability
from balcao.domains.wallet import errors, operations, queries
from balcao.domains.wallet.values import Account, AccountKind
from balcao.entrypoints.api.answers import paged, reply, seen_number
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import key_of, write_once
from balcao.entrypoints.api.shapes import Cursor, Limit, Search
from balcao.entrypoints.api.v1.wallet_shapes import (
    AdjustIn,
    EntriesOut,
    EntryOut,
    GrantIn,
    LiabilitiesOut,
    ProgramIn,
    ProgramOut,
    RefundIn,
    RefundOut,
    ShopperOut,
    StoredAccountOut,
    StoredAccountsOut,
)
from balcao.plumbing.audit import acting

router = Router()
C = Capability
NONE = errors.NoSuchAccount


@router.get("/store-credits", response=StoredAccountsOut, **staff(C.VIEW_WALLET))
def list_store_credits(
    request: StaffRequest, q: Search = "", cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """Store credit of shoppers, the newest account first; `q` is the beginning of an address."""
    return accounts(request, AccountKind.STORE_CREDIT, q, cursor, limit)


@router.post(
    "/store-credits",
    response={201: StoredAccountOut},
    **staff(C.EDIT_WALLET, errors.BadStoredValue, key=True),
)
def grant_store_credit(request: StaffRequest, said: GrantIn) -> HttpResponse:
    """Give a shopper credit; the account is made when there is none yet."""

    def grant() -> StoredAccountOut:
        granted = operations.grant_credit(
            store_id=store_of(request).id,
            shopper=said.email,
            amount=said.amount.money(),
            reason=said.reason,
            actor=request.auth.email,
            now=moment(),
        )
        return StoredAccountOut.of(granted, moment())

    return write_once(request, said, grant, status=201)


@router.get("/points", response=StoredAccountsOut, **staff(C.VIEW_WALLET))
def list_points(
    request: StaffRequest, q: Search = "", cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """Points of shoppers, the newest account first; `q` is the beginning of an address."""
    return accounts(request, AccountKind.POINTS, q, cursor, limit)


@router.get("/points/program", response=ProgramOut, **staff(C.VIEW_WALLET, versioned=True))
def get_points_program(request: StaffRequest) -> HttpResponse:
    """How points are earned and what they are worth."""
    return _program(request)


@router.put(
    "/points/program",
    response=ProgramOut,
    **staff(C.EDIT_WALLET, errors.BadProgram, errors.ProgramChanged, if_match="required"),
)
def put_points_program(request: StaffRequest, said: ProgramIn) -> HttpResponse:
    """Change the program, if nobody else has since you looked. Points keep the end they have."""
    program = said.program(store_of(request).id, seen_number(request))
    with acting(request.auth.email, source="api"):
        operations.save_program(program=program)
    return _program(request)


@router.get("/stored-value", response=ShopperOut, **staff(C.VIEW_WALLET))
def list_stored_value(
    request: StaffRequest, email: Annotated[str, Query(max_length=254)]
) -> HttpResponse:
    """Everything one shopper has: cards that were sent to them, credit and points."""
    found = queries.accounts_of(store_of(request).id, email)
    return reply(ShopperOut(items=[StoredAccountOut.of(one, moment()) for one in found]))


@router.get("/stored-value/owed", response=LiabilitiesOut, **staff(C.VIEW_WALLET))
def get_owed(request: StaffRequest) -> HttpResponse:
    """What the store owes by kind of account and currency."""
    return reply(LiabilitiesOut.of(queries.liability(store_of(request).id, now=moment())))


@router.post(
    "/stored-value/orders/{order_id}/refund",
    response=RefundOut,
    **staff(C.EDIT_WALLET, NoSuchOrder, errors.BadStoredValue, errors.RefundTooLarge, key=True),
)
def refund_stored_value(request: StaffRequest, order_id: UUID, said: RefundIn) -> HttpResponse:
    """Return a part of what an order paid by stored value, the latest account first."""
    if order_by_id(order_id).store_id != store_of(request).id:
        raise NoSuchOrder(id=str(order_id))

    def refund() -> RefundOut:
        lines = operations.refund_to(
            store_id=store_of(request).id,
            order_id=order_id,
            amount=said.amount.money(),
            shopper=said.email,
            reference=f"api:{key_of(request)}"[:80],
            actor=request.auth.email,
            now=moment(),
            to_credit=said.to_credit,
            note=said.note,
        )
        return RefundOut.of(lines)

    return write_once(request, said, refund)


@router.get("/stored-value/{account_id}", response=StoredAccountOut, **staff(C.VIEW_WALLET, NONE))
def get_account(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """One account."""
    found = queries.account_by_id(store_of(request).id, account_id)
    return reply(StoredAccountOut.of(found, moment()))


@router.get("/stored-value/{account_id}/entries", response=EntriesOut, **staff(C.VIEW_WALLET, NONE))
def list_entries(
    request: StaffRequest, account_id: UUID, cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """Why the balance is what it is, the latest entry first."""
    store_id = store_of(request).id
    queries.account_by_id(store_id, account_id)
    page = queries.entries_page(store_id, account_id, cursor=cursor, limit=limit)
    return paged(request, page, EntryOut.model_validate)


@router.post(
    "/stored-value/{account_id}/disable",
    response=StoredAccountOut,
    **staff(C.EDIT_WALLET, NONE, key=True),
)
def disable_account(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Let it pay nothing until it is enabled again; its balance stays."""
    return _change(request, None, partial(operations.disable, now=moment()), account_id)


@router.post(
    "/stored-value/{account_id}/enable",
    response=StoredAccountOut,
    **staff(C.EDIT_WALLET, NONE, key=True),
)
def enable_account(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Let it pay again."""
    return _change(request, None, operations.enable, account_id)


@router.post(
    "/stored-value/{account_id}/adjust",
    response=StoredAccountOut,
    **staff(C.EDIT_WALLET, NONE, errors.BadStoredValue, errors.BalanceTooLow, key=True),
)
def adjust_account(request: StaffRequest, account_id: UUID, said: AdjustIn) -> HttpResponse:
    """Correct a balance for a reason; a gift card is never topped up."""
    adjust = partial(
        operations.adjust,
        amount=said.amount,
        reason=said.reason,
        actor=request.auth.email,
        now=moment(),
    )
    return _change(request, said, adjust, account_id)


def accounts(
    request: HttpRequest, kind: AccountKind, q: str, cursor: str | None, limit: int
) -> HttpResponse:
    """A page of accounts of one kind."""
    page = queries.accounts_page(
        store_of(request).id, kind=kind, text=q, cursor=cursor, limit=limit
    )
    return paged(request, page, _out)


def _out(account: Account) -> StoredAccountOut:
    return StoredAccountOut.of(account, moment())


def _change(request: StaffRequest, said: Any, operation: Any, account_id: UUID) -> HttpResponse:
    store_id = store_of(request).id
    return write_once(
        request, said, lambda: _out(operation(store_id=store_id, account_id=account_id))
    )


def _program(request: HttpRequest) -> HttpResponse:
    found = queries.program_of(store_of(request).id)
    return reply(ProgramOut.model_validate(found), version=found.version)
