"""Running a back-test: some orders at a time, each part in a transaction of its own.

The part that was tried, the sums so far, the limits used and the place to go on from are written
together. Begun twice, or again after a crash, it ends in the same result: every part holds the row
and goes on from what is written there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from django.db import transaction

from balcao.domains.analytics.errors import BackTestOver
from balcao.domains.analytics.locks import lock_back_test
from balcao.domains.analytics.models import BackTest
from balcao.domains.analytics.queries.knowing import Memory, known_about
from balcao.domains.analytics.rules.documents import price_subject, promotion_subject, tax_subject
from balcao.domains.analytics.rules.facts import Known
from balcao.domains.analytics.rules.pricing import Repricing
from balcao.domains.analytics.rules.promoting import Trial, gifts_in, rules_of
from balcao.domains.analytics.rules.tallying import Tally
from balcao.domains.analytics.rules.taxing import Taxing
from balcao.domains.analytics.values import Change, Kind, PromotionSubject, State
from balcao.domains.orders.queries import past_orders
from balcao.domains.orders.values import PastOrder
from balcao.domains.pricing.ports import taxes_of
from balcao.domains.pricing.queries import new_price, unit_price
from balcao.domains.promotions.queries import Preparing, compile_rules, give
from balcao.kernel.errors import BalcaoError

PART: Final = 1000
Told = Callable[[int, int], None]
Clock = Callable[[], datetime]


class Trying(Protocol):
    """A change that can be tried on an order."""

    def try_on(self, order: PastOrder, known: Known) -> Change:
        """What it would have made of the order."""


@dataclass(slots=True)
class _Worker:
    """One process at work on one back-test: rules compiled and facts read stay with it."""

    memory: Memory
    trying: Callable[[BackTest], Trying]


def run_back_test(
    *, back_test_id: UUID, clock: Clock, part: int = PART, on_progress: Told | None = None
) -> State:
    """Go on with a back-test until it is over, and say how it ended.

    A refusal of the rules ends it as failed, with the reason on its row. ``clock`` gives aware UTC.

    :raises NoSuchBackTest: there is none with this id.
    """
    row = _begin(back_test_id, clock())
    worker: _Worker | None = None
    while not State(row.state).is_over:
        try:
            worker = worker or _worker(row)
            row = _go_on(back_test_id, worker, part, clock)
        except BalcaoError as error:
            row = _fail(back_test_id, error, clock())
        if on_progress is not None:
            on_progress(row.done, row.total)
    return State(row.state)


@transaction.atomic
def cancel_back_test(*, store_id: int, back_test_id: UUID, now: datetime) -> None:
    """Stop a back-test; the part that is being tried is finished first.

    :raises NoSuchBackTest: there is none with this id in this store.
    :raises BackTestOver: it has ended already.
    """
    row = lock_back_test(back_test_id, store_id)
    if row.state == State.CANCELLED:
        return
    if State(row.state).is_over:
        raise BackTestOver(state=row.state)
    _end(row, State.CANCELLED, now)


@transaction.atomic
def _begin(back_test_id: UUID, now: datetime) -> BackTest:
    row = lock_back_test(back_test_id)
    if row.state == State.QUEUED:
        row.state, row.started_at = State.RUNNING.value, now
        row.save(update_fields=["state", "started_at"])
    return row


@transaction.atomic
def _go_on(back_test_id: UUID, worker: _Worker, part: int, clock: Clock) -> BackTest:
    row = lock_back_test(back_test_id)
    if State(row.state).is_over:
        return row
    after = (row.after_at, row.after_id) if row.after_at and row.after_id else None
    orders = past_orders(
        row.store_id,
        currency=row.currency,
        since=row.starts_at,
        until=row.ends_at,
        after=after,
        most=part,
    )
    if orders:
        row.moved_at = clock()
        _try_on(row, orders, worker)
    if len(orders) < part:
        _end(row, State.DONE, clock())
    return row


def _try_on(row: BackTest, orders: tuple[PastOrder, ...], worker: _Worker) -> None:
    known = known_about(orders, worker.memory)
    trying, tally = worker.trying(row), Tally(row.tally)
    for order in orders:
        change = trying.try_on(order, known)
        groups = known.groups.get(order.shopper, frozenset())
        tally.add(change, day=known.day_of(order), groups=groups)
    row.tally = tally.document()
    row.after_at, row.after_id = orders[-1].placed_at, orders[-1].id
    # Orders may have become sales since they were counted.
    row.done += len(orders)
    row.total = max(row.total, row.done)
    names = ["tally", "memory", "after_at", "after_id", "moved_at", "done", "total"]
    row.save(update_fields=names)


@transaction.atomic
def _fail(back_test_id: UUID, error: BalcaoError, now: datetime) -> BackTest:
    row = lock_back_test(back_test_id)
    if not State(row.state).is_over:
        row.problem = error.message[:500]
        _end(row, State.FAILED, now)
    return row


def _end(row: BackTest, state: State, now: datetime) -> None:
    row.state, row.ended_at, row.memory = state.value, now, {}
    if state is State.DONE:
        row.total = row.done
    row.save(update_fields=["state", "ended_at", "memory", "problem", "total"])


def _worker(row: BackTest) -> _Worker:
    kind = Kind(row.kind)
    if kind is Kind.PROMOTION:
        return _promotion_worker(row, promotion_subject(row.subject))
    memory = Memory(row.store_id, row.currency)
    if kind is Kind.PRICE:
        repricing = Repricing(price_subject(row.subject), unit_price, new_price)
        return _Worker(memory, lambda _: repricing)
    taxing = Taxing(tax_subject(row.subject), taxes_of)
    return _Worker(memory, lambda _: taxing)


def _promotion_worker(row: BackTest, subject: PromotionSubject) -> _Worker:
    before, after = rules_of(subject)
    compiled = compile_rules(before), compile_rules(after)
    memory = Memory(row.store_id, row.currency, gifts=gifts_in((*before, *after)))
    engine = Preparing(), give
    # The limits used so far are those of the row, which another worker may have moved on.
    return _Worker(memory, lambda held: Trial(subject, engine, compiled, held.memory))
