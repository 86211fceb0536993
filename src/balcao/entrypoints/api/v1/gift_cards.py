"""Gift cards: issuing one, finding it by its code, and what a shopper may ask about it."""

from __future__ import annotations

from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Router

from balcao.domains.team.values import Capability
from balcao.domains.wallet import errors, operations, queries
from balcao.domains.wallet.ports import mail_card
from balcao.domains.wallet.values import AccountKind, IssuedCard
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import public, staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, Limit, Search
from balcao.entrypoints.api.v1.wallet import accounts
from balcao.entrypoints.api.v1.wallet_shapes import (
    BalanceOut,
    CardCodeIn,
    GiftCardIn,
    IssuedCardOut,
    StoredAccountOut,
    StoredAccountsOut,
)
from balcao.plumbing.web.callers import network_address_of

router = Router()
C = Capability


@router.get("/gift-cards", response=StoredAccountsOut, **staff(C.VIEW_WALLET))
def list_gift_cards(
    request: StaffRequest, q: Search = "", cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """Gift cards, the newest first; `q` is a code, its last four characters, or an address."""
    return accounts(request, AccountKind.GIFT_CARD, q, cursor, limit)


@router.post(
    "/gift-cards",
    response={201: IssuedCardOut},
    **staff(C.EDIT_WALLET, errors.BadStoredValue, key=True),
)
def issue_gift_card(request: StaffRequest, said: GiftCardIn) -> HttpResponse:
    """Make a card. Its code is in this answer and nowhere else: a replay answers an empty one."""
    made: list[IssuedCard] = []
    response = write_once(request, said, lambda: _issue(request, said, made), status=201)
    if made:
        is_mailed = said.mail and mail_card(made[0], said.language, said.message)
        _tell(response, code=made[0].written, is_mailed=is_mailed)
    return response


def _issue(request: StaffRequest, said: GiftCardIn, made: list[IssuedCard]) -> IssuedCardOut:
    if said.mail and not said.email:
        raise errors.BadStoredValue("Say whom to mail the card to.", field="email")
    card = operations.issue_gift_card(
        store_id=store_of(request).id,
        amount=said.amount.money(),
        owner=said.email,
        expires_at=said.expires_at,
        note=said.note,
        actor=request.auth.email,
        now=moment(),
    )
    made.append(card)
    return _issued(card)


@router.post(
    "/gift-cards/{account_id}/code",
    response=IssuedCardOut,
    **staff(C.EDIT_WALLET, errors.NoSuchAccount, key=True),
)
def replace_code(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Give a card another code; the old one pays nothing from now on. It is told once, too."""
    made: list[IssuedCard] = []

    def replace() -> IssuedCardOut:
        card = operations.replace_code(store_id=store_of(request).id, account_id=account_id)
        made.append(card)
        return _issued(card)

    response = write_once(request, None, replace)
    if made:
        _tell(response, code=made[0].written)
    return response


@router.post(
    "/gift-cards/find", response=StoredAccountOut, **staff(C.VIEW_WALLET, errors.NoSuchCard)
)
def find_gift_card(request: StaffRequest, said: CardCodeIn) -> HttpResponse:
    """The card with a code. A POST, so that codes are in no log of addresses."""
    found = queries.card_by_code(store_of(request).id, said.code)
    if found is None:
        raise errors.NoSuchCard(field="code")
    return reply(StoredAccountOut.of(found, moment()))


@router.post(
    "/gift-cards/balance",
    response=BalanceOut,
    **public(errors.NoSuchCard, errors.TooManyCardAttempts),
)
def check_balance(request: HttpRequest, said: CardCodeIn) -> HttpResponse:
    """What is left on a card, for whoever knows its code; ten wrong codes in 15 minutes are too
    many for one network address."""
    now = moment()
    found = operations.look_up_card(
        store_id=store_of(request).id, code=said.code, who=network_address_of(request), now=now
    )
    shown = BalanceOut(
        balance_minor=found.balance,
        currency=found.currency,
        state=found.state(now).value,
        expires_at=found.expires_at,
    )
    return reply(shown)


def _issued(card: IssuedCard) -> IssuedCardOut:
    """What is kept for replays: everything but the code."""
    return IssuedCardOut(**StoredAccountOut.of(card.account, moment()).model_dump(), code="")


def _tell(response: HttpResponse, **secret: object) -> None:
    response.content = orjson.dumps({**orjson.loads(response.content), **secret})
