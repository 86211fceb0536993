"""Writing down what happened. Each verb may be repeated, by several workers at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.values import MovementWorth
from balcao.domains.ledger.locks import lock_story
from balcao.domains.ledger.operations.writing import write
from balcao.domains.ledger.queries.journals import journal_by_source
from balcao.domains.ledger.queries.story import story_of, wallet_fact
from balcao.domains.ledger.rules.posting import journals_of, stock, stored_value
from balcao.domains.ledger.rules.reversing import reversal_of
from balcao.domains.ledger.values import Draft, StockFact
from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_id, order_by_number
from balcao.domains.stores.queries import store_by_id
from balcao.domains.wallet.queries import worth_of_entries

OF_ORDER = "order:"


@transaction.atomic
def post_order(*, order_id: UUID) -> int:
    """Write down whatever of an order is not in the books yet; how many journals were new.

    It does not matter what it was called for: the order, its payments and its stored value are
    read, and what the books lack is written.

    :raises NoSuchOrder: there is none with this id.
    """
    lock_story(order_id)
    store_id = order_by_id(order_id).store_id
    return write(store_id, journals_of(story_of(order_id)))


@transaction.atomic
def post_value(*, entry_id: int) -> int:
    """Write down a change of stored value, with its order where it has one."""
    written = 0
    for entry in worth_of_entries(ids=[entry_id]):
        if entry.order_id is not None:
            try:
                written += post_order(order_id=entry.order_id)
                continue
            except NoSuchOrder:
                lock_story(entry.order_id)
        written += write(entry.store_id, [stored_value(wallet_fact(entry))])
    return written


@transaction.atomic
def post_stock(*, store_id: int, movements: Sequence[MovementWorth]) -> int:
    """Write down what movements of stock were worth; how many journals were new."""
    if not movements:
        return 0
    currency = store_by_id(store_id).currency
    orders = _orders_of(store_id, {one.document for one in movements})
    drafts = [
        stock(
            StockFact(
                id=one.id,
                account=one.account,
                value_minor=one.value_minor,
                currency=currency,
                at=one.at,
                document=one.document,
                sku=one.sku,
                order_id=orders.get(one.document),
                actor=one.actor,
            )
        )
        for one in movements
    ]
    return write(store_id, drafts)


@transaction.atomic
def post_reconciled(*, store_id: int, drafts: Sequence[Draft]) -> int:
    """Write what a provider or bank has told and the books lacked; how many journals were new.

    A source is written once. What belongs to a closed month is booked on the first open day.

    :raises NotBalanced: debits and credits of one differ; nothing is written.
    """
    return write(store_id, drafts)


@transaction.atomic
def post_reversed(
    *, store_id: int, source: str, new_source: str, at: datetime, actor: str, reason: str
) -> int:
    """Turn a journal around, once; 1 if it was written now.

    :raises NoSuchJournal: nothing was booked by this source.
    """
    draft = reversal_of(journal_by_source(store_id, source), new_source, at, actor, reason)
    return write(store_id, [draft])


def _orders_of(store_id: int, documents: set[str]) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    for document in documents:
        if document.startswith(OF_ORDER):
            try:
                number = document.removeprefix(OF_ORDER)
                found[document] = order_by_number(store_id, number).id
            except NoSuchOrder:
                continue
    return found
