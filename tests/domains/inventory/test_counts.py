"""Counting while selling goes on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from balcao.domains.catalog.models import Variant
from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory import operations
from balcao.domains.inventory.errors import (
    BadLocation,
    BadQuantity,
    CountChanged,
    CountedBefore,
    LotMissing,
    LotUnwanted,
    NeedsApproval,
    NoSuchCount,
    NoSuchLevel,
    NotCountedYet,
    NothingToCount,
    NotInCount,
    PromisedAway,
    WrongCountState,
)
from balcao.domains.inventory.operations import (
    classify_levels,
    create_location,
    make_due_counts,
    road_of,
    save_stock_settings,
    set_tracking,
)
from balcao.domains.inventory.queries import (
    accuracy_by_month,
    accuracy_of,
    count_by_id,
    counts_due,
    counts_page,
    document_movements,
    lots_of,
)
from balcao.domains.inventory.values import (
    CountClass,
    CountScope,
    CountState,
    LotUnits,
    Tracking,
)
from balcao.domains.orders import operations as orders
from tests.domains.inventory.stock import doing, level
from tests.shop import NOW, Shop, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=400)


class Counting:
    """A count and the people who work on it."""

    def __init__(self, shop: Shop, **more: Any) -> None:
        plain = {"scope": CountScope.FULL, "actor": "boss", "now": NOW}
        place = more.pop("location_id", shop.location_id)
        self.shop = shop
        self.id = operations.start_count(
            store_id=shop.store_id, location_id=place, **{**plain, **more}
        )

    def do(self, verb: str, **more: Any) -> Any:
        return getattr(operations, verb)(store_id=self.shop.store_id, count_id=self.id, **more)

    def counts(self, sku: str, units: int, actor: str = "ana", **more: Any) -> bool:
        variant_id = self.shop.variants[sku]
        said = {"now": NOW, **more}
        return self.do("record_count", variant_id=variant_id, counted=units, actor=actor, **said)

    def approve(self, actor: str = "boss", **more: Any) -> None:
        self.do("approve_count", actor=actor, **{"now": NOW, **more})

    @property
    def seen(self):
        return count_by_id(self.shop.store_id, self.id)

    def line(self, sku: str):
        return next(line for line in self.seen.lines if line.sku == sku)


@pytest.fixture
def cups(shop: Shop) -> Counting:
    """A count of the hundred cups only."""
    return Counting(shop, scope=CountScope.LIST, variant_ids=[shop.variants["CUP"]])


class TestStartCount:
    def test_holds_all_that_lies_there(self, shop):
        made = Counting(shop).seen
        assert (made.number[:2], made.state, made.total, made.left) == ("C-", "open", 4, 4)
        assert [line.sku for line in made.lines] == ["CUP", "LAST", "VASE-L", "VASE-S"]

    def test_needs_something_to_count(self, shop):
        empty = create_location(store_id=shop.store_id, code="empty", name="Empty")
        with pytest.raises(NothingToCount):
            Counting(shop, location_id=empty)
        with pytest.raises(NothingToCount):
            Counting(shop, scope=CountScope.CLASS, class_=CountClass.A)

    def test_refuses_the_road_and_what_was_deleted(self, shop):
        with pytest.raises(BadLocation):
            Counting(shop, location_id=road_of(shop.store_id))
        gone = Variant.objects.get(sku="VASE-L").pk
        Variant.objects.filter(pk=gone).delete()
        with pytest.raises(NoSuchLevel):
            Counting(shop, scope=CountScope.LIST, variant_ids=[gone])

    def test_is_not_of_another_store(self, shop, cups):
        with pytest.raises(NoSuchCount):
            count_by_id(shop.store_id + 1, cups.id)


class TestRecordCount:
    def test_is_blind_until_everything_is_counted(self, shop, cups):
        cups.counts("CUP", 98)
        line = cups.line("CUP")
        assert (line.counted, line.expected, line.difference, line.value) == (98, None, None, None)
        cups.do("finish_count")
        assert (cups.line("CUP").expected, cups.line("CUP").difference) == (100, -2)

    @pytest.mark.parametrize("units", [-1, 10_000_001, True])
    def test_refuses_what_is_no_number_of_units(self, cups, units):
        with pytest.raises(BadQuantity):
            cups.counts("CUP", units)

    def test_names_what_it_does_not_hold_until_a_line_is_added(self, shop, cups):
        with pytest.raises(NotInCount):
            cups.counts("LAST", 1)
        cups.do("add_count_line", variant_id=shop.variants["LAST"])
        cups.do("add_count_line", variant_id=shop.variants["LAST"])
        assert cups.counts("LAST", 1) is False
        assert cups.seen.total == 2

    def test_says_that_a_variant_was_deleted_and_goes_on_without_it(self, shop, cups):
        cups.do("add_count_line", variant_id=shop.variants["VASE-L"])
        cups.counts("CUP", 100)
        doing(shop, "write_off", "VASE-L", quantity=5)
        Variant.objects.filter(sku="VASE-L").delete()
        with pytest.raises(NoSuchLevel, match="VASE-L was deleted"):
            cups.counts("VASE-L", 5)
        cups.do("finish_count", leave_out=True)
        cups.approve()
        assert cups.seen.state == "closed"
        assert_books_balance()

    def test_lets_who_counted_correct_a_slip(self, cups):
        cups.counts("CUP", 99)
        cups.counts("CUP", 100)
        assert cups.line("CUP").counted == 100

    def test_asks_another_to_count_again_what_is_far_off(self, cups):
        assert cups.counts("CUP", 80) is True
        assert cups.line("CUP").counted is None
        with pytest.raises(CountedBefore):
            cups.counts("CUP", 100, actor="Ana")
        with pytest.raises(NotCountedYet):
            cups.do("finish_count")
        assert cups.counts("CUP", 81, actor="bia") is False
        cups.do("finish_count")
        line = cups.line("CUP")
        assert (line.first, line.first_by, line.counted, line.counted_by) == (80, "ana", 81, "bia")

    def test_needs_a_count_that_goes_on(self, cups):
        cups.do("cancel_count", now=NOW)
        with pytest.raises(WrongCountState):
            cups.counts("CUP", 100)

    def test_is_assigned_to_people(self, cups):
        assert cups.do("assign_lines", line_nos=[1], email="bia") == 1
        assert cups.line("CUP").assigned_to == "bia"


class TestApproveCount:
    def test_changes_by_the_difference_so_that_sales_in_between_stay_right(self, shop, cups):
        cups.counts("CUP", 97)
        order_id = purchase(
            shop.request(("CUP", 10), provider="cash_on_delivery"), now=NOW
        ).order_id
        orders.pack_order(order_id=order_id, by="d", now=NOW)
        orders.ship_order(order_id=order_id, carrier="C", tracking_number="", by="d", now=NOW)
        doing(shop, "receive_stock", quantity=5)
        cups.do("finish_count")
        cups.approve()
        assert level(shop).on_hand == 100 - 3 - 10 + 5
        (line,) = document_movements(shop.store_id, cups.seen.document)
        assert (line.reason, line.quantity, line.actor) == ("counted", -3, "boss")
        assert_books_balance()

    def test_happens_once(self, cups):
        cups.counts("CUP", 97)
        cups.do("finish_count")
        version = cups.seen.version
        cups.approve(expected_version=version)
        with pytest.raises(CountChanged):
            cups.approve(expected_version=version)
        with pytest.raises(WrongCountState):
            cups.approve()

    def test_of_great_value_needs_somebody_who_did_not_count(self, shop, cups):
        save_stock_settings(store_id=shop.store_id, changes={"approve_above_minor": 1000})
        doing(shop, "receive_stock", quantity=100, value=brl("2000.00"))
        cups.counts("CUP", 199)
        cups.counts("CUP", 198)
        cups.do("finish_count")
        for who, may in (("ana", True), ("boss", False)):
            with pytest.raises(NeedsApproval):
                cups.approve(who, may_approve=may)
        assert cups.seen.state == "review"
        cups.approve("boss", may_approve=True)
        assert cups.line("CUP").value == brl("-20.00")
        assert_books_balance()

    def test_leaves_what_is_promised_and_says_so(self, shop, cups):
        cups.counts("CUP", 90)
        cups.counts("CUP", 90, actor="bia")
        cups.do("finish_count")
        purchase(shop.request(("CUP", 95)), now=NOW)
        with pytest.raises(PromisedAway):
            cups.approve()
        assert (cups.seen.state, level(shop).on_hand) == ("review", 100)

    def test_can_be_put_off_to_count_some_lines_again(self, shop, cups):
        cups.counts("CUP", 97)
        cups.do("finish_count")
        cups.do("send_back", line_nos=[1])
        with pytest.raises(CountedBefore):
            cups.counts("CUP", 98)
        cups.counts("CUP", 98, actor="bia")
        cups.do("finish_count")
        cups.approve()
        assert level(shop).on_hand == 98
        with pytest.raises(WrongCountState):
            cups.do("send_back", line_nos=[1])

    def test_tells_how_right_the_books_were(self, shop, cups):
        doing(shop, "receive_stock", quantity=100, value=brl("2000.00"))
        cups.do("add_count_line", variant_id=shop.variants["LAST"])
        assert accuracy_of(shop.store_id, cups.id) is None
        cups.counts("CUP", 198)
        cups.counts("LAST", 1)
        cups.do("finish_count")
        cups.approve()
        found = accuracy_of(shop.store_id, cups.id)
        assert (found.lines, found.lines_right, found.units, found.units_off) == (2, 1, 201, 2)
        assert (found.value_off, found.value_net) == (brl("20.00"), brl("-20.00"))
        (month,) = accuracy_by_month(shop.store_id, since=NOW, until=LATER)
        assert (month.label, month.counts, month.lines_percent) == ("2026-11", 1, 50.0)
        assert round(month.units_percent, 2) == 99.0


class TestLots:
    @pytest.fixture
    def tracked(self, shop):
        doing(shop, "write_off", quantity=100)
        variant_id = shop.variants["CUP"]
        set_tracking(store_id=shop.store_id, variant_id=variant_id, tracking=Tracking.LOT, now=NOW)
        lots = (LotUnits("OLD", 5, date(2027, 5, 1)), LotUnits("NEW", 5, date(2027, 6, 1)))
        doing(shop, "receive_stock", quantity=10, lots=lots)
        return shop

    def test_are_counted_one_by_one_and_new_ones_are_added(self, tracked):
        cups = Counting(tracked, scope=CountScope.LIST, variant_ids=[tracked.variants["CUP"]])
        assert [line.lot for line in cups.seen.lines] == ["OLD", "NEW"]
        variant_id = tracked.variants["CUP"]
        with pytest.raises(LotMissing):
            cups.do("add_count_line", variant_id=variant_id)
        with pytest.raises(LotUnwanted):
            cups.do("add_count_line", variant_id=tracked.variants["LAST"], lot="X")
        cups.do("add_count_line", variant_id=variant_id, lot="EXTRA", expires_on=date(2027, 7, 1))
        for lot, units in (("OLD", 4), ("NEW", 5), ("EXTRA", 2)):
            for who in ("ana", "bia"):
                try:
                    cups.counts("CUP", units, actor=who, lot=lot)
                except CountedBefore:
                    raise AssertionError from None
                if not next(x for x in cups.seen.lines if x.lot == lot).again:
                    break
        with pytest.raises(NotInCount):
            cups.counts("CUP", 1, lot="UNKNOWN")
        cups.do("finish_count")
        cups.approve()
        found = {x.code: x.quantity for x in lots_of(tracked.store_id, variant_id)}
        assert found == {"OLD": 4, "NEW": 5, "EXTRA": 2}
        assert_books_balance()


class TestRhythm:
    def test_classes_by_what_was_shipped_and_makes_what_is_due_once(self, shop):
        order_id = purchase(
            shop.request(("CUP", 10), ("VASE-S", 1), provider="cash_on_delivery"), now=NOW
        ).order_id
        orders.pack_order(order_id=order_id, by="d", now=NOW)
        orders.ship_order(order_id=order_id, carrier="C", tracking_number="", by="d", now=NOW)
        assert classify_levels(store_id=shop.store_id, now=NOW + timedelta(hours=1)) == 4
        due = counts_due(shop.store_id, now=NOW)
        assert [(one.class_, one.variants, one.never) for one in due] == [
            ("a", 1, 1),
            ("b", 1, 1),
            ("c", 2, 2),
        ]
        made = make_due_counts(store_id=shop.store_id, actor="system", now=NOW)
        assert [count_by_id(shop.store_id, one).class_ for one in made] == ["a", "b", "c"]
        assert make_due_counts(store_id=shop.store_id, actor="system", now=NOW) == []
        with pytest.raises(CountedBefore):
            Counting(shop, scope=CountScope.CLASS, class_=CountClass.A)

    def test_leaves_alone_what_was_counted_lately(self, shop):
        classify_levels(store_id=shop.store_id, now=NOW)
        full = Counting(shop)
        for sku, units in {"CUP": 100, "LAST": 1, "VASE-S": 10, "VASE-L": 5}.items():
            full.counts(sku, units)
        full.do("finish_count")
        full.approve()
        assert not counts_due(shop.store_id, now=NOW + timedelta(days=364))
        (due,) = counts_due(shop.store_id, now=NOW + timedelta(days=366))
        assert (due.class_, due.variants, due.never) == ("c", 4, 0)

    def test_lists_counts_page_by_page(self, shop, cups):
        Counting(shop, now=NOW + timedelta(minutes=1))
        first = counts_page(shop.store_id, limit=1)
        rest = counts_page(shop.store_id, limit=1, cursor=first.next_cursor)
        assert [one.total for one in (*first.items, *rest.items)] == [4, 1]
        assert not counts_page(shop.store_id, states=[CountState.CLOSED]).items
