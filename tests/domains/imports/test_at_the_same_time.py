"""Imports beside other people: seen while they run, done once, safe while the shop sells."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.db.models import F
from tests.domains.imports.rows import LATER, NOW, every_row

from balcao.domains.catalog.models import Product
from balcao.domains.imports.errors import (
    AlreadyApplied,
    BeingApplied,
    CannotUndo,
    FileHasProblems,
    PlanIsStale,
    WrongState,
)
from balcao.domains.imports.operations import apply_import, plan_import, undo_import
from balcao.domains.imports.queries import run_by_id
from balcao.domains.imports.values.runs import RunInfo
from balcao.domains.inventory.invariants import never_oversold, on_hand_is_its_movements
from balcao.domains.inventory.models import Commitment, StockLevel
from balcao.kernel.ids import new_id

Bring = Callable[..., UUID]
pytestmark = pytest.mark.django_db(transaction=True)


def products(count: int, *, quantity: int = 10) -> str:
    rows = (f"cup-{n},Cup {n},CUP-{n},10,{quantity}\n" for n in range(count))
    return "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\n" + "".join(rows)


def planned(upload: Bring, content: str) -> UUID:
    run_id = upload(content)
    plan_import(run_id=run_id, now=NOW)
    return run_id


def elsewhere(work: Callable[[], object]) -> threading.Thread:
    """Start work on another connection."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


class TestProgress:
    def test_is_seen_by_others_before_the_work_is_committed(self, upload: Bring) -> None:
        run_id = planned(upload, products(1200))
        seen: list[tuple[RunInfo, int]] = []
        told: list[tuple[int, int]] = []

        def look() -> None:
            seen.append((run_by_id(run_id), Product.objects.count()))

        def on_progress(done: int, total: int) -> None:
            told.append((done, total))
            elsewhere(look).join()

        apply_import(run_id=run_id, actor="", now=NOW, on_progress=on_progress)
        assert told[0][0] == 0
        assert told[-1][0] == told[-1][1]
        assert all(count == 0 for _, count in seen)
        assert {info.state for info, _ in seen} == {"applying"}
        assert any(info.total > 0 for info, _ in seen)
        assert run_by_id(run_id).percent == 100


class TestTwoAtOnce:
    def test_have_one_effect(self, upload: Bring) -> None:
        run_id = planned(upload, products(300))
        results: list[object] = []
        start = threading.Barrier(4)

        def work() -> None:
            start.wait()
            try:
                results.append(apply_import(run_id=run_id, actor="", now=NOW).state)
            except (AlreadyApplied, BeingApplied) as refusal:
                results.append(refusal.code)

        threads = [elsewhere(work) for _ in range(4)]
        for thread in threads:
            thread.join()
        assert len(results) == 4
        assert results.count("applied") == 1
        assert run_by_id(run_id).state == "applied"
        assert Product.objects.count() == 300
        assert on_hand_is_its_movements() == []

    def test_of_the_same_file_uploaded_twice_make_no_duplicates(self, upload: Bring) -> None:
        runs = [planned(upload, products(50)), planned(upload, products(50))]
        outcomes: list[str] = []
        start = threading.Barrier(2)

        def work(run_id: UUID) -> None:
            start.wait()
            try:
                outcomes.append(str(apply_import(run_id=run_id, actor="", now=NOW).state))
            except PlanIsStale:
                outcomes.append("stale")

        threads = [elsewhere(lambda run_id=run_id: work(run_id)) for run_id in runs]  # type: ignore[misc]
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["applied", "stale"]
        assert Product.objects.count() == 50
        assert on_hand_is_its_movements() == []


class TestBreakingOff:
    def test_leaves_nothing_behind_and_can_be_applied_again(self, upload: Bring) -> None:
        empty = every_row()
        run_id = planned(upload, products(1200))

        def pull_the_plug(done: int, total: int) -> None:
            if done > total // 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            apply_import(run_id=run_id, actor="", now=NOW, on_progress=pull_the_plug)
        assert every_row() == empty
        broken = run_by_id(run_id)
        assert (broken.state, broken.can_apply) == ("applying", True)
        apply_import(run_id=run_id, actor="", now=LATER)
        assert Product.objects.count() == 1200

    def test_by_an_error_says_why(self, upload: Bring) -> None:
        run_id = planned(upload, products(2))

        def fail(*_: int) -> None:
            raise ValueError("the disk is full")

        with pytest.raises(ValueError, match="disk"):
            apply_import(run_id=run_id, actor="", now=NOW, on_progress=fail)
        assert (run_by_id(run_id).state, run_by_id(run_id).note) == ("failed", "the disk is full")
        plan_import(run_id=run_id, now=NOW)
        assert apply_import(run_id=run_id, actor="", now=NOW).state == "applied"


class TestWhileSelling:
    def test_loses_no_promise_and_never_sells_too_much(
        self, bring_in: Bring, upload: Bring
    ) -> None:
        bring_in(products(40, quantity=50))
        stop = threading.Event()
        sold: list[int] = []
        refused = 0

        def sell() -> None:
            while not stop.is_set():
                levels = StockLevel.objects.order_by("pk").values_list("pk", flat=True)
                sold.extend(buy(level_id) for level_id in levels)

        shoppers = [elsewhere(sell) for _ in range(3)]
        try:
            for turn in range(6):
                run_id = upload(products(40, quantity=60 - turn))
                plan_import(run_id=run_id, now=LATER)
                try:
                    apply_import(run_id=run_id, actor="", now=LATER)
                except FileHasProblems:
                    refused += 1
                if turn % 2:
                    try:
                        undo_import(run_id=run_id, actor="", now=LATER)
                    except (CannotUndo, WrongState):
                        refused += 1
        finally:
            stop.set()
            for shopper in shoppers:
                shopper.join()
        assert sum(sold) > 0
        assert refused < 9
        promised = sum(StockLevel.objects.values_list("allocated", flat=True))
        assert promised == sum(sold) == Commitment.objects.count()
        assert on_hand_is_its_movements() == []
        assert never_oversold() == []


def buy(level_id: int) -> int:
    """Allocate one unit as the purchase does: the check and the change in one statement."""
    with transaction.atomic():
        free = StockLevel.objects.filter(pk=level_id, on_hand__gt=F("reserved") + F("allocated"))
        bought = free.update(allocated=F("allocated") + 1)
        if bought:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO inventory_commitment "
                    "(store_id, order_id, line_no, level_id, quantity, state) "
                    "SELECT store_id, %s, 1, id, 1, 'allocated' FROM inventory_stocklevel "
                    "WHERE id = %s",
                    [new_id(), level_id],
                )
    return bought
