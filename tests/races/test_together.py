"""Shoppers whose purchases are placed together: one statement for all who wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import orjson
import pytest
from django.db import DataError, OperationalError, connection, transaction

from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.operations.place import placing
from balcao.domains.inventory.operations import set_on_hand
from balcao.domains.inventory.values import Count
from balcao.domains.orders.queries import order_by_number
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import acting
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, Shop, brl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PATIENCE_SECONDS = 20


class Rounds:
    """Stands between the purchases and the statement; may break things before or after it."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.before: Callable[[Sequence[bytes]], None] = lambda documents: None
        self.after: Callable[[Sequence[bytes]], None] = lambda documents: None
        self.work = placing._work
        self.hold = threading.Event()
        self.hold.set()

    def __call__(self, documents: Sequence[bytes]) -> Sequence[dict[str, Any]]:
        assert self.hold.wait(PATIENCE_SECONDS)
        self.sizes.append(len(documents))
        self.before(documents)
        answers = self.work(documents)
        self.after(documents)
        return answers

    def gather(self, calls: Sequence[Callable[[], Any]]) -> list[Any]:
        """Make the calls so that one goes alone and those who want the same go together."""
        self.hold.clear()

        def let_go() -> None:
            end = time.monotonic() + PATIENCE_SECONDS
            while _present() < len(calls):
                assert time.monotonic() < end
                time.sleep(0.001)
            self.hold.set()

        return at_once([*calls, let_go])[:-1]


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rounds]:
    between = Rounds()
    monkeypatch.setattr(placing, "_work", between)
    yield between
    assert (list(placing._waiting), placing._running) == ([], [])


def buys(shop: Shop, number: int, *lines: tuple[str, int]) -> list[Callable[[], Any]]:
    wanted = lines or (("CUP", 1),)
    return [partial(purchase, shop.request(*wanted), now=NOW) for _ in range(number)]


class TestWaitingPurchases:
    def test_go_in_one_statement(self, shop, rounds):
        made = rounds.gather(buys(shop, 12))
        assert rounds.sizes == [1, 11]
        assert len({one.number for one in granted(made)}) == 12
        assert scenarios.breaches() == []

    def test_of_the_last_units_are_served_in_order_of_arrival(self, shop, rounds):
        """Nine of the ten vases go to those who came first, wherever they stand in the set."""
        order: list[str] = []
        rounds.before = lambda documents: order.extend(_mail(text) for text in documents)
        requests = [shop.request(("VASE-S", 1), email=f"b{nr}@example.com") for nr in range(16)]
        answers = rounds.gather([partial(purchase, r, now=NOW) for r in requests])
        by_mail = {r.email: a for r, a in zip(requests, answers, strict=True)}
        assert rounds.sizes == [1, 15]
        assert granted([by_mail[mail] for mail in order[:10]]) == [by_mail[m] for m in order[:10]]
        assert refused([by_mail[mail] for mail in order[10:]]) == ["out_of_stock"] * 6
        assert scenarios.breaches() == []

    def test_of_different_kinds_each_get_their_own_answer(self, shop, rounds):
        wrong = partial(purchase, shop.request(("CUP", 1), expected_total=brl("1.00")), now=NOW)
        calls = [*buys(shop, 3), wrong, *buys(shop, 2, ("LAST", 1)), *buys(shop, 2, ("VASE-L", 2))]
        answers = rounds.gather(calls)
        assert sorted(refused(answers)) == ["out_of_stock", "total_changed"]
        assert scenarios.units_sold(shop) == {"CUP": 3, "LAST": 1, "VASE-L": 4, "VASE-S": 0}
        assert scenarios.breaches() == []

    def test_with_one_key_get_one_order_and_with_one_refused_key_its_own_reason(self, shop, rounds):
        same, wrong = shop.request(("CUP", 1)), shop.request(("CUP", 1), expected_total=brl("1.00"))
        again = [partial(purchase, same, now=NOW)] * 4 + [partial(purchase, wrong, now=NOW)] * 4
        answers = rounds.gather([*buys(shop, 1), *again])
        assert len({one.number for one in granted(answers)}) == 2
        assert refused(answers) == ["total_changed"] * 4
        assert scenarios.units_sold(shop)["CUP"] == 2

    def test_who_want_400_of_200_get_200(self, shop, rounds):
        set_on_hand(
            store_id=shop.store_id,
            location_id=shop.location_id,
            counts=[Count(shop.variants["CUP"], 200)],
            reason="received",
            document="",
            actor="test",
            now=NOW,
        )
        requests = [shop.request(("CUP", 1)) for _ in range(400)]
        assert scenarios.play(shop, requests, per_client=25) == []
        assert scenarios.units_sold(shop)["CUP"] == 200
        assert max(rounds.sizes) > 1


class TestAFailingRound:
    """Whatever happens to the leader, each buyer gets an answer of its own, and one order."""

    def test_before_the_commit_is_asked_again_one_by_one(self, shop, rounds):
        rounds.before = _once(_kill_my_connection)
        self._all_are_served_once(shop, rounds)

    def test_after_the_commit_finds_its_orders_by_their_keys(self, shop, rounds):
        """The connection is lost after COMMIT: nobody knows, and nobody guesses."""
        rounds.after = _once(_raise(OperationalError("connection lost")))
        self._all_are_served_once(shop, rounds)

    def test_because_of_a_deadlock_is_asked_again_one_by_one(self, shop, rounds):
        rounds.before = _once(_raise(OperationalError("deadlock detected")))
        self._all_are_served_once(shop, rounds)

    def test_over_a_row_that_somebody_holds_too_long_gives_each_its_own_error(self, shop, rounds):
        """A statement timeout: who wanted the row is told so, the others are served."""
        rounds.before = lambda _documents: _hurry("100ms")
        calls = [*buys(shop, 1, ("LAST", 1)), *buys(shop, 3), *buys(shop, 3, ("VASE-L", 1))]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM inventory_stocklevel WHERE variant_id = %s FOR UPDATE",
                [shop.variants["CUP"]],
            )
            answers = rounds.gather([partial(_or_error, call) for call in calls])
        errors = [a for a in answers if isinstance(a, OperationalError)]
        assert len(errors) == 3
        assert all("timeout" in str(error) for error in errors)
        assert scenarios.units_sold(shop) == {"CUP": 0, "LAST": 1, "VASE-L": 3, "VASE-S": 0}
        assert scenarios.breaches() == []

    def test_whose_leader_was_ended_is_asked_again_one_by_one(self, shop, rounds):
        rounds.before = _once(_raise(SystemExit("ended")))
        calls = [partial(_or_error, call) for call in buys(shop, 9)]
        answers = rounds.gather(calls)
        assert [type(a) for a in answers if isinstance(a, BaseException)] == [SystemExit]
        assert scenarios.units_sold(shop)["CUP"] == 8
        assert scenarios.breaches() == []

    def test_fails_nobody_for_one_that_the_database_cannot_take(self, shop, rounds):
        bad = shop.request(("CUP", 1), locale="a locale that is much longer than its column")
        calls = [*buys(shop, 4), partial(purchase, bad, now=NOW), *buys(shop, 4)]
        answers = rounds.gather([partial(_or_error, call) for call in calls])
        assert len([a for a in answers if isinstance(a, Exception)]) == 1
        assert scenarios.units_sold(shop)["CUP"] == 8
        assert scenarios.breaches() == []

    def _all_are_served_once(self, shop, rounds):
        requests = [shop.request(("CUP", 1)) for _ in range(9)]
        answers = rounds.gather([partial(purchase, r, now=NOW) for r in requests])
        assert rounds.sizes[:2] == [1, 8]
        assert len({made.number for made in granted(answers)}) == 9
        assert scenarios.units_sold(shop)["CUP"] == 9
        for made in answers:
            assert order_by_number(shop.store_id, made.number).id == made.order_id
        assert scenarios.breaches() == []


class TestACallerOfItsOwn:
    def test_in_a_transaction_is_placed_in_it_and_taken_back_with_it(self, shop, rounds):
        def and_back():
            with transaction.atomic():
                purchase(shop.request(("LAST", 1)), now=NOW)
                transaction.set_rollback(True)

        at_once([and_back, *buys(shop, 3)])
        assert scenarios.units_sold(shop) == {"CUP": 3, "LAST": 0, "VASE-L": 0, "VASE-S": 0}

    def test_who_acts_under_a_name_is_placed_alone(self, shop, rounds):
        with acting("ana", source="console"):
            purchase(shop.request(("CUP", 1)), now=NOW)
        assert rounds.sizes == []


class TestTheTeeth:
    def test_an_answer_given_to_the_wrong_buyer_is_heard_of(self, shop, rounds, monkeypatch):
        work = rounds.work
        monkeypatch.setattr(rounds, "work", lambda documents: work(documents)[::-1])
        requests = [shop.request(("CUP", 1)) for _ in range(60)]
        said = " | ".join(scenarios.play(shop, requests, per_client=5))
        assert ", stored B-" in said

    def test_a_failed_round_that_is_answered_by_guessing_is_heard_of(self, shop, rounds):
        """Whoever believes that an error means "nothing happened" makes an order twice."""
        rounds.after = _once(_raise(OperationalError("connection lost")))
        work = rounds.work
        rounds.work = lambda documents: work([_with_new_key(text) for text in documents])
        requests = [shop.request(("CUP", 1)) for _ in range(9)]
        rounds.gather([partial(purchase, r, now=NOW) for r in requests])
        assert scenarios.units_sold(shop)["CUP"] == 9 + 8


def _present() -> int:
    """How many are at work or wait."""
    return len(placing._waiting) + sum(len(its.seats) for its in placing._running)


def _once(do: Callable[[Sequence[bytes]], None]) -> Callable[[Sequence[bytes]], None]:
    """Only in the first round that has several members."""
    done: list[bool] = []

    def act(documents: Sequence[bytes]) -> None:
        if len(documents) > 1 and not done:
            done.append(True)
            do(documents)

    return act


def _raise(error: BaseException) -> Callable[[Sequence[bytes]], None]:
    def act(_documents: Sequence[bytes]) -> None:
        raise error

    return act


def _kill_my_connection(_documents: Sequence[bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (victim,) = cursor.fetchone()
    with connection.copy().cursor() as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [victim])


def _hurry(how: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [how])


def _or_error(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except (OperationalError, DataError, SystemExit) as error:
        return error


def _mail(document: bytes) -> str:
    return str(orjson.loads(document)["email"])


def _with_new_key(document: bytes) -> bytes:
    fresh = {"key": str(new_id()), "id": new_id(), "payment_id": new_id(), "token": str(new_id())}
    return orjson.dumps(orjson.loads(document) | fresh)
