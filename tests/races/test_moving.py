"""Transfers, counts and adjustments: several at once, and against shoppers."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory import operations
from balcao.domains.inventory.operations import create_location, save_stock_settings
from balcao.domains.inventory.queries import (
    adjustment_by_id,
    count_by_id,
    level_of,
    transfer_by_id,
)
from balcao.domains.inventory.values import CountScope, Handed, Reason, TransferWish, Wish
from balcao.kernel.money import Money
from balcao.plumbing.idempotency import once
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW, Shop

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def branch_of(shop: Shop) -> int:
    return create_location(store_id=shop.store_id, code="branch", name="Loja", priority=2)


def drafted(shop: Shop, *lines: tuple[str, int], back: bool = False):
    places = [shop.location_id, branch_of(shop)]
    here, there = places[::-1] if back else places
    return operations.draft_transfer(
        store_id=shop.store_id,
        from_location_id=here,
        to_location_id=there,
        lines=[TransferWish(shop.variants[sku], units) for sku, units in lines],
        actor="ana",
        now=NOW,
    )


def step(shop: Shop, verb: str, transfer_id, **more):
    return partial(
        getattr(operations, verb),
        store_id=shop.store_id,
        transfer_id=transfer_id,
        now=NOW,
        **more,
    )


def sent(shop: Shop, *lines: tuple[str, int]):
    made = drafted(shop, *lines)
    step(shop, "send_transfer", made, actor="ana")()
    return made


def on_hand(shop: Shop, place: int, sku: str = "CUP") -> int:
    return level_of(place, shop.variants[sku]).on_hand


class TestTransfers:
    def test_are_sent_once(self, shop):
        made = drafted(shop, ("CUP", 10))
        answers = at_once([step(shop, "send_transfer", made, actor=a) for a in "abcd"])
        assert refused(answers) == ["wrong_transfer_state"] * 3
        assert on_hand(shop, shop.location_id) == 90
        assert scenarios.breaches() == []

    def test_received_twice_with_one_key_come_in_once(self, shop):
        made, branch = sent(shop, ("CUP", 10)), branch_of(shop)
        receive = step(
            shop, "receive_transfer", made, actor="b", lines=[Handed(shop.variants["CUP"], 5)]
        )
        call = partial(
            once,
            store_id=shop.store_id,
            scope="test",
            key="k",
            request=["receive"],
            now=NOW,
            effect=lambda: (200, receive().value),
        )
        answers = at_once([call] * 6)
        assert sorted(replayed for _, _, replayed in granted(answers)) == [False] + [True] * 5
        assert on_hand(shop, branch) == 5
        assert scenarios.breaches() == []

    def test_received_by_several_never_come_in_more_than_was_sent(self, shop):
        made, branch = sent(shop, ("CUP", 10)), branch_of(shop)
        lines = [Handed(shop.variants["CUP"], 3, damaged=1)]
        calls = [step(shop, "receive_transfer", made, actor=a, lines=lines) for a in "abcdef"]
        answers = at_once(calls)
        assert len(granted(answers)) == 2
        assert set(refused(answers)) == {"over_received"}
        assert on_hand(shop, branch) == 6
        assert transfer_by_id(shop.store_id, made).open == 2
        assert scenarios.breaches() == []

    def test_cancelled_while_being_sent_are_one_or_the_other(self, shop):
        made = drafted(shop, ("CUP", 10))
        send = step(shop, "send_transfer", made, actor="a")
        cancel = step(shop, "cancel_transfer", made)
        answers = at_once([send, cancel, send, cancel])
        assert len(granted(answers)) == 1
        went = transfer_by_id(shop.store_id, made).state == "sent"
        assert on_hand(shop, shop.location_id) == (90 if went else 100)
        assert scenarios.breaches() == []

    def test_taken_back_while_being_received_are_one_or_the_other(self, shop):
        made = sent(shop, ("CUP", 10))
        lines = [Handed(shop.variants["CUP"], 10)]
        calls = [
            step(shop, "receive_transfer", made, actor="a", lines=lines),
            step(shop, "recall_transfer", made, actor="b"),
            step(shop, "close_transfer", made, actor="c"),
        ]
        assert len(granted(at_once(calls))) == 1
        assert scenarios.breaches() == []

    def test_sent_while_shoppers_buy_leave_what_is_promised(self, shop):
        made = [drafted(shop, ("VASE-S", 4)) for _ in range(3)]
        sends = [step(shop, "send_transfer", one, actor="a") for one in made]
        buys = [partial(purchase, shop.request(("VASE-S", 2)), now=NOW) for _ in range(5)]
        answers = at_once([*sends, *buys])
        assert set(refused(answers)) <= {"promised_away", "out_of_stock", "not_enough_on_hand"}
        here = level_of(shop.location_id, shop.variants["VASE-S"])
        assert here.on_hand >= here.allocated + here.reserved
        assert scenarios.breaches() == []

    def test_in_opposite_directions_never_wait_in_a_circle(self, shop):
        made = sent(shop, ("CUP", 40), ("VASE-S", 4))
        lines = [Handed(shop.variants["CUP"], 40), Handed(shop.variants["VASE-S"], 4)]
        step(shop, "receive_transfer", made, actor="a", lines=lines)()
        there = [drafted(shop, ("CUP", 2), ("VASE-S", 1)) for _ in range(4)]
        back = [drafted(shop, ("VASE-S", 1), ("CUP", 3), back=True) for _ in range(4)]
        answers = at_once([step(shop, "send_transfer", one, actor="a") for one in [*there, *back]])
        assert len(granted(answers)) == 8
        assert scenarios.breaches() == []


class TestCounts:
    def counting(self, shop: Shop):
        count_id = operations.start_count(
            store_id=shop.store_id,
            location_id=shop.location_id,
            scope=CountScope.LIST,
            variant_ids=[shop.variants["CUP"], shop.variants["VASE-S"]],
            actor="boss",
            now=NOW,
        )
        return count_id, {"store_id": shop.store_id, "count_id": count_id}

    def test_approved_twice_change_stock_once_while_selling_goes_on(self, shop):
        _, which = self.counting(shop)
        for sku, units in (("CUP", 97), ("VASE-S", 10)):
            operations.record_count(
                variant_id=shop.variants[sku], counted=units, actor="a", now=NOW, **which
            )
        operations.finish_count(**which)
        approve = partial(operations.approve_count, actor="boss", now=NOW, **which)
        buys = [partial(purchase, shop.request(("CUP", 3)), now=NOW) for _ in range(4)]
        answers = at_once([approve, *buys, approve])
        assert refused(answers) == ["wrong_count_state"]
        level = level_of(shop.location_id, shop.variants["CUP"])
        assert (level.on_hand, level.allocated) == (97, 12)
        assert scenarios.breaches() == []

    def test_recorded_while_goods_move_keep_what_the_books_said_then(self, shop):
        count_id, which = self.counting(shop)
        record = partial(operations.record_count, counted=100, now=NOW, **which)
        variant_id = shop.variants["CUP"]
        receive = partial(
            operations.receive_stock,
            store_id=shop.store_id,
            location_id=shop.location_id,
            variant_id=variant_id,
            quantity=2,
            actor="r",
            now=NOW,
        )
        at_once([partial(record, variant_id=variant_id, actor="a"), receive, receive])
        operations.record_count(
            variant_id=shop.variants["VASE-S"], counted=10, actor="a", now=NOW, **which
        )
        operations.finish_count(**which)
        difference = count_by_id(shop.store_id, count_id).lines[0].difference
        assert difference in (0, -2, -4)
        operations.approve_count(actor="boss", now=NOW, **which)
        assert on_hand(shop, shop.location_id) == 104 + difference
        assert scenarios.breaches() == []


class TestAdjustments:
    def test_approved_and_rejected_at_once_are_decided_once(self, shop):
        store_id = shop.store_id
        save_stock_settings(store_id=store_id, changes={"approve_above_minor": 10})
        value = Money(500, "BRL")
        wish = Wish(shop.location_id, shop.variants["CUP"], Reason.FOUND, 5, value=value)
        asked = operations.adjust_stock(store_id=store_id, wish=wish, actor="a", now=NOW)
        which = {"store_id": store_id, "adjustment_id": asked.id, "now": NOW}
        calls = [
            partial(operation, actor=actor, **which)
            for actor in "bcd"
            for operation in (operations.approve_adjustment, operations.reject_adjustment)
        ]
        answers = at_once(calls)
        assert refused(answers) == ["adjustment_decided"] * 5
        posted = adjustment_by_id(store_id, asked.id).state == "posted"
        assert on_hand(shop, shop.location_id) == (105 if posted else 100)
        assert scenarios.breaches() == []

    def test_split_into_small_ones_do_not_slip_below_the_threshold(self, shop):
        store_id = shop.store_id
        operations.receive_stock(
            store_id=store_id,
            location_id=shop.location_id,
            variant_id=shop.variants["CUP"],
            quantity=100,
            value=Money(200_000, "BRL"),
            actor="r",
            now=NOW,
        )
        save_stock_settings(store_id=store_id, changes={"approve_above_minor": 3000})
        wish = Wish(shop.location_id, shop.variants["CUP"], Reason.LOST, -1)
        lose = partial(operations.adjust_stock, store_id=store_id, wish=wish, actor="a", now=NOW)
        answers = granted(at_once([lose] * 6))
        assert sorted(one.state for one in answers) == ["posted"] * 3 + ["waiting"] * 3
        assert scenarios.breaches() == []
