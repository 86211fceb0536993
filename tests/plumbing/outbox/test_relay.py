from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import transaction

from balcao.kernel.events import Event
from balcao.plumbing.models import OutboxDelivery, OutboxEvent
from balcao.plumbing.outbox import emit, on, registry
from balcao.plumbing.outbox.emit import NotInTransaction
from balcao.plumbing.outbox.relay import BATCH, GIVE_UP_AFTER, deliver_all, deliver_waiting, retry
from tests.shop import NOW

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class Rang(Event):
    """A bell rang."""

    name: ClassVar[str] = "test.rang"
    times: int


@pytest.fixture
def heard():
    seen: list[int] = []

    @on(Rang)
    def listen(fact: Rang) -> None:
        seen.append(fact.times)
        if fact.times < 0:
            raise ValueError("cannot ring less than once")

    yield seen
    del registry.SUBSCRIBERS[Rang.name]
    del registry.EVENTS[Rang.name]


def ring(times: int) -> None:
    emit(Rang(store_id=1, at=NOW, times=times))


class TestRelay:
    def test_tells_each_event_once_however_often_it_runs(self, heard):
        ring(3)
        for _ in range(3):
            deliver_all(now=NOW)
        assert heard == [3]
        assert OutboxEvent.objects.filter(done_at__isnull=False).count() == 1

    def test_tells_nothing_of_a_transaction_that_failed(self, heard):
        with pytest.raises(RuntimeError), transaction.atomic():
            ring(1)
            raise RuntimeError
        deliver_all(now=NOW)
        assert heard == []

    def test_is_not_held_up_by_a_subscriber_that_fails(self, heard):
        ring(-1)
        ring(2)
        deliver_waiting(now=NOW)
        assert heard == [-1, 2]

    def test_is_not_held_up_by_more_failures_than_fit_into_a_batch(self, heard):
        for _ in range(BATCH):
            ring(-1)
        ring(2)
        deliver_waiting(now=NOW)
        deliver_waiting(now=NOW)
        assert heard[-1] == 2

    def test_waits_longer_after_each_failure_and_gives_up_in_the_end(self, heard):
        ring(-1)
        deliver_waiting(now=NOW)
        deliver_waiting(now=NOW + timedelta(seconds=1))
        assert heard == [-1]
        for round_ in range(GIVE_UP_AFTER + 3):
            deliver_waiting(now=NOW + timedelta(hours=round_ + 1))
        assert len(heard) == GIVE_UP_AFTER
        row = OutboxDelivery.objects.get()
        assert (row.done_at, row.last_error) == (None, "ValueError: cannot ring less than once")

    def test_tries_again_when_a_person_says_so(self, heard):
        ring(-1)
        for round_ in range(GIVE_UP_AFTER):
            deliver_waiting(now=NOW + timedelta(hours=round_))
        retry(OutboxDelivery.objects.get().pk, now=NOW + timedelta(days=1))
        deliver_waiting(now=NOW + timedelta(days=1))
        assert len(heard) == GIVE_UP_AFTER + 1


@pytest.mark.django_db(transaction=True)
def test_refuses_to_emit_outside_a_transaction():
    with pytest.raises(NotInTransaction):
        ring(1)
