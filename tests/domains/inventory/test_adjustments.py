"""Changes to stock that may have to be approved by somebody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.errors import (
    AdjustmentDecided,
    BadAdjustment,
    BadLocation,
    BadQuantity,
    BadReason,
    BadValue,
    NeedsApproval,
    NoSuchAdjustment,
    OutOfStock,
    PromisedAway,
)
from balcao.domains.inventory.operations import (
    adjust_stock,
    adjust_to_count,
    approve_adjustment,
    reject_adjustment,
    road_of,
    save_stock_settings,
    withdraw_adjustment,
)
from balcao.domains.inventory.queries import (
    adjustment_by_id,
    adjustments_page,
    count_waiting_adjustments,
)
from balcao.domains.inventory.values import AdjustmentState, Reason, Wish
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money
from balcao.plumbing.audit.trail import read_trail
from tests.domains.inventory.stock import doing, ledger, level
from tests.shop import NOW, Shop, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
R = Reason


@pytest.fixture
def priced(shop: Shop) -> Shop:
    """A hundred cups for R$ 10.00 each; above R$ 50.00 somebody else has to approve."""
    doing(shop, "write_off", quantity=100)
    doing(shop, "receive_stock", quantity=100, value=brl("1000.00"))
    save_stock_settings(store_id=shop.store_id, changes={"approve_above_minor": 5000})
    return shop


def ask(shop: Shop, reason: Reason, units: int, damaged: int = 0, sku: str = "CUP", **more):
    said = {"actor": "ana", "now": NOW}
    who = {name: more.pop(name, said[name]) for name in said}
    wish = Wish(shop.location_id, shop.variants[sku], reason, units, damaged, **more)
    return adjust_stock(store_id=shop.store_id, wish=wish, **who)


def decide(shop: Shop, operation, asked, actor="bia", **more):
    operation(store_id=shop.store_id, adjustment_id=asked.id, actor=actor, now=NOW, **more)
    return adjustment_by_id(shop.store_id, asked.id)


class TestAdjustStock:
    @pytest.mark.parametrize(
        ("reason", "units", "damaged", "after"),
        [
            (R.DAMAGED, -3, 3, (97, 3)),
            (R.SCRAPPED, -3, 0, (97, 0)),
            (R.LOST, -3, 0, (97, 0)),
            (R.STOLEN, -3, 0, (97, 0)),
            (R.SAMPLE, -3, 0, (97, 0)),
            (R.EXPIRED, -3, 0, (97, 0)),
            (R.FOUND, 3, 0, (103, 0)),
            (R.FOUND, 0, 3, (100, 3)),
            (R.CORRECTED, 3, 0, (103, 0)),
            (R.CORRECTED, -3, 0, (97, 0)),
            (R.RECEIVED, 2, 1, (102, 1)),
        ],
    )
    def test_posts_what_is_worth_little_at_once(self, priced, reason, units, damaged, after):
        asked = ask(priced, reason, units, damaged)
        assert (asked.state, asked.number[:2], asked.worth) == ("posted", "A-", brl("30.00"))
        now = level(priced)
        assert (now.on_hand, now.damaged) == after
        assert ledger(priced)[-1][0] == reason
        assert_books_balance()

    def test_takes_damaged_units_out_or_back(self, priced):
        ask(priced, R.DAMAGED, -3, 3)
        ask(priced, R.REPAIRED, 1, -1, actor="bia")
        ask(priced, R.SCRAPPED, 0, -2, actor="eva")
        assert (level(priced).on_hand, level(priced).damaged) == (98, 0)
        assert_books_balance()

    @pytest.mark.parametrize(
        ("reason", "units", "damaged"),
        [
            (R.LOST, 3, 0),
            (R.FOUND, -3, 0),
            (R.DAMAGED, 3, -3),
            (R.DAMAGED, -3, 2),
            (R.REPAIRED, -3, 3),
            (R.CORRECTED, 3, -1),
            (R.CORRECTED, 0, 0),
            (R.FOUND, 10_000_001, 0),
        ],
    )
    def test_refuses_the_wrong_way(self, priced, reason, units, damaged):
        with pytest.raises(BadAdjustment):
            ask(priced, reason, units, damaged)

    def test_refuses_reasons_of_others(self, priced):
        with pytest.raises(BadReason):
            ask(priced, R.SHIPPED, -1)

    def test_refuses_the_road(self, priced):
        wish = Wish(road_of(priced.store_id), priced.variants["CUP"], R.FOUND, 1)
        with pytest.raises(BadLocation):
            adjust_stock(store_id=priced.store_id, wish=wish, actor="ana", now=NOW)

    def test_refuses_a_cost_of_what_goes_out_or_in_another_currency(self, priced):
        with pytest.raises(BadAdjustment):
            ask(priced, R.LOST, -1, value=brl("1.00"))
        with pytest.raises(BadValue):
            ask(priced, R.RECEIVED, 1, value=Money(100, "EUR"))

    def test_waits_when_it_is_worth_more(self, priced):
        asked = ask(priced, R.STOLEN, -6)
        assert (asked.state, asked.worth, asked.decided_by) == ("waiting", brl("60.00"), "")
        assert level(priced).on_hand == 100
        assert count_waiting_adjustments(priced.store_id) == 1
        assert_books_balance()

    def test_waits_when_small_ones_of_one_day_add_up(self, priced):
        assert [ask(priced, R.LOST, -2).state for _ in range(3)] == ["posted", "posted", "waiting"]
        assert ask(priced, R.LOST, -2, actor="bia").state == "posted"
        assert ask(priced, R.LOST, -2, now=NOW + timedelta(days=1)).state == "posted"

    def test_waits_for_goods_that_came_in_dear(self, priced):
        asked = ask(priced, R.RECEIVED, 10, value=brl("500.00"), document="NF 7")
        assert asked.state == "waiting"
        decide(priced, approve_adjustment, asked)
        now = level(priced)
        assert (now.on_hand, now.value_minor) == (110, 150_000)
        assert_books_balance()

    def test_that_would_be_refused_later_is_refused_now(self, priced):
        with pytest.raises(OutOfStock):
            ask(priced, R.LOST, -101)
        purchase(priced.request(("CUP", 96)), now=NOW)
        with pytest.raises(PromisedAway):
            ask(priced, R.LOST, -6)
        assert not adjustments_page(priced.store_id).items

    def test_leaves_a_trail(self, priced):
        asked = ask(priced, R.STOLEN, -6)
        decide(priced, approve_adjustment, asked)
        kinds = [(c.what, c.kind) for c in read_trail(object_id=str(asked.id)).items]
        assert kinds == [("update", "adjustment"), ("insert", "adjustment")]


class TestAdjustToCount:
    def count(self, shop, units, actor="ana"):
        return adjust_to_count(
            store_id=shop.store_id,
            location_id=shop.location_id,
            variant_id=shop.variants["CUP"],
            counted=units,
            actor=actor,
            now=NOW,
        )

    def test_sets_on_hand_and_is_silent_when_it_was_right(self, priced):
        assert self.count(priced, 100) is None
        assert self.count(priced, 98).state == "posted"
        assert level(priced).on_hand == 98

    def test_applies_the_difference_when_it_is_approved_later(self, priced):
        asked = self.count(priced, 90)
        assert asked.state == "waiting"
        doing(priced, "receive_stock", quantity=7)
        decide(priced, approve_adjustment, asked)
        assert level(priced).on_hand == 97
        assert_books_balance()

    @pytest.mark.parametrize("units", [-1, 10_000_001])
    def test_refuses_what_is_no_number_of_units(self, priced, units):
        with pytest.raises(BadQuantity):
            self.count(priced, units)


class TestDecisions:
    def test_are_made_by_somebody_else(self, priced):
        asked = ask(priced, R.STOLEN, -6)
        for who in ("ana", "ANA"):
            with pytest.raises(NeedsApproval):
                decide(priced, approve_adjustment, asked, actor=who)
        done = decide(priced, approve_adjustment, asked, answer="seen on camera")
        assert (done.state, done.decided_by, done.answer) == ("posted", "bia", "seen on camera")
        assert level(priced).on_hand == 94
        assert_books_balance()

    def test_are_made_once(self, priced):
        asked = ask(priced, R.STOLEN, -6)
        decide(priced, reject_adjustment, asked)
        for again in (approve_adjustment, reject_adjustment):
            with pytest.raises(AdjustmentDecided):
                decide(priced, again, asked)
        assert level(priced).on_hand == 100

    def test_can_be_to_take_it_back(self, priced):
        asked = ask(priced, R.STOLEN, -6)
        assert decide(priced, withdraw_adjustment, asked, actor="Ana").state == "rejected"

    def test_to_take_it_back_are_of_who_asked(self, priced):
        asked = ask(priced, R.STOLEN, -6)
        with pytest.raises(NeedsApproval):
            decide(priced, withdraw_adjustment, asked)

    def test_wait_on_when_stock_has_gone(self, priced):
        asked = ask(priced, R.STOLEN, -6)
        purchase(priced.request(("CUP", 96)), now=NOW)
        with pytest.raises(PromisedAway):
            decide(priced, approve_adjustment, asked)
        assert adjustment_by_id(priced.store_id, asked.id).state == "waiting"

    def test_are_about_something_that_is_there(self, priced):
        with pytest.raises(NoSuchAdjustment):
            adjustment_by_id(priced.store_id, new_id())
        asked = ask(priced, R.STOLEN, -6)
        with pytest.raises(NoSuchAdjustment):
            adjustment_by_id(priced.store_id + 1, asked.id)

    def test_are_listed_by_what_waits(self, priced):
        ask(priced, R.LOST, -1)
        asked = ask(priced, R.STOLEN, -6)
        waiting = adjustments_page(priced.store_id, state=AdjustmentState.WAITING).items
        assert [one.id for one in waiting] == [asked.id]
        first = adjustments_page(priced.store_id, limit=1)
        rest = adjustments_page(priced.store_id, limit=1, cursor=first.next_cursor)
        assert first.items[0].id != rest.items[0].id
        assert rest.next_cursor is None
