from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from balcao.domains.purchasing import operations, queries
from balcao.domains.purchasing.errors import (
    AlreadyReceiving,
    BadExchangeRate,
    BadPurchaseOrder,
    BelowSupplierMinimum,
    NoMailForSupplier,
    NotADraft,
    PurchaseOrderChanged,
    SomebodyElseMustApprove,
    SupplierInactive,
    WrongPurchaseState,
)
from balcao.domains.purchasing.models import PurchaseEntry, PurchaseLine
from balcao.domains.purchasing.queries import purchase_by_id
from balcao.domains.purchasing.values.orders import WantedLine
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money
from tests.domains.purchasing.buying import ACME, receive
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
BY = {"by": "bob", "now": NOW}


def supplier(buying, **changes):
    operations.change_supplier(
        store_id=buying.store_id, supplier_id=buying.supplier_id, edit=replace(ACME, **changes)
    )


class TestCreatePurchase:
    def test_asks_what_the_supplier_asks_now(self, buying):
        order = purchase_by_id(buying.draft(("CUP", 10), ("VASE-S", 3)))
        assert [(line.cost.minor, line.per_units, line.total.minor) for line in order.lines] == [
            (2000, 1, 20000),
            (5000, 2, 7500),
        ]
        assert order.total == brl("275.00")
        assert order.number.startswith("PO-")

    def test_warns_of_broken_packs_and_small_orders(self, buying):
        supplier(buying, minimum_minor=100_000)
        order = purchase_by_id(buying.draft(("VASE-S", 3)))
        says = queries.purchase_warnings(order, now=NOW)
        assert len(says) == 3
        assert "whole packs of 2" in says[0]

    @pytest.mark.parametrize("units", [0, -1, 10_000_001])
    def test_refuses_a_quantity_that_cannot_be(self, buying, units):
        with pytest.raises(BadPurchaseOrder):
            buying.draft(("CUP", units))

    def test_refuses_a_variant_twice(self, buying):
        with pytest.raises(BadPurchaseOrder):
            buying.draft(("CUP", 1), ("CUP", 2))

    def test_names_the_line_that_has_no_price(self, buying):
        with pytest.raises(BadPurchaseOrder) as refusal:
            buying.draft(("CUP", 1), ("LAST", 2))
        assert refusal.value.facts["line"] == 2

    def test_names_the_line_whose_variant_is_gone(self, buying):
        buying.shop.variants["GONE"] = new_id()
        with pytest.raises(BadPurchaseOrder) as refusal:
            buying.draft(("CUP", 1), ("GONE", 2))
        assert refusal.value.facts["line"] == 2

    def test_orders_nothing_where_nothing_is_bought_any_more(self, buying):
        supplier(buying, is_active=False)
        with pytest.raises(SupplierInactive):
            buying.draft(("CUP", 1))


class TestChangePurchase:
    def change(self, order_id, buying, version=None, units=4):
        operations.change_purchase(
            order_id=order_id,
            lines=[WantedLine(buying.variant("CUP"), units, 1900)],
            expected_version=version,
            **BY,
        )

    def test_writes_the_lines_anew(self, buying):
        order_id = buying.draft(("CUP", 10), ("VASE-S", 4))
        self.change(order_id, buying, 1)
        order = purchase_by_id(order_id)
        assert (len(order.lines), order.total, order.version) == (1, brl("76.00"), 2)

    def test_does_not_overwrite_what_was_not_seen(self, buying):
        order_id = buying.draft(("CUP", 10))
        self.change(order_id, buying, 1)
        with pytest.raises(PurchaseOrderChanged):
            self.change(order_id, buying, 1, units=5)

    def test_leaves_alone_what_was_approved(self, buying):
        order_id = buying.approved(("CUP", 10))
        with pytest.raises(NotADraft):
            self.change(order_id, buying)


class TestApprove:
    def test_needs_a_second_person_above_the_threshold(self, buying):
        order_id = buying.draft(("CUP", 10))
        with pytest.raises(SomebodyElseMustApprove):
            operations.approve_purchase(order_id=order_id, by="Ana", now=NOW)
        operations.approve_purchase(order_id=order_id, by="bob", now=NOW)
        assert purchase_by_id(order_id).approved_by == "bob"

    def test_lets_the_author_approve_up_to_the_threshold(self, buying):
        operations.set_buying_policy(
            store_id=buying.store_id, self_approval_minor=20_000, tolerance_percent=0
        )
        operations.approve_purchase(order_id=buying.draft(("CUP", 10)), by="ana", now=NOW)
        with pytest.raises(SomebodyElseMustApprove):
            operations.approve_purchase(order_id=buying.draft(("CUP", 11)), by="ana", now=NOW)

    def test_expects_the_units_on_the_day_of_the_lead_time(self, buying):
        order = purchase_by_id(buying.approved(("CUP", 10)))
        assert order.expected_at == NOW + timedelta(days=10)
        assert buying.level("CUP").incoming == 10
        assert_books_balance()

    def test_twice_is_refused(self, buying):
        order_id = buying.approved(("CUP", 10))
        with pytest.raises(WrongPurchaseState):
            operations.approve_purchase(order_id=order_id, **BY)

    def test_below_the_minimum_is_said_out_loud(self, buying):
        supplier(buying, minimum_minor=100_000)
        order_id = buying.draft(("CUP", 1))
        with pytest.raises(BelowSupplierMinimum):
            operations.approve_purchase(order_id=order_id, **BY)
        operations.approve_purchase(order_id=order_id, below_minimum=True, **BY)

    def test_fixes_the_rate_of_another_currency(self, buying):
        supplier(buying, currency="EUR")
        buying.offer("CUP", (1, 333, 1))
        order_id = buying.draft(("CUP", 7))
        with pytest.raises(BadExchangeRate):
            operations.approve_purchase(order_id=order_id, **BY)
        operations.approve_purchase(order_id=order_id, rate="6.2145", **BY)
        order = purchase_by_id(order_id)
        assert order.rate == Decimal("6.2145")
        assert order.total == Money(2331, "EUR")
        assert order.in_store == brl("144.86")  # 23.31 x 6.2145 = 144.859995

    def test_can_be_taken_back(self, buying):
        order_id = buying.approved(("CUP", 10))
        operations.reopen_purchase(order_id=order_id, **BY)
        assert purchase_by_id(order_id).state == "draft"
        assert buying.level("CUP").incoming == 0
        assert_books_balance()


class TestSend:
    def test_by_mail_needs_an_address(self, buying):
        supplier(buying, email="")
        with pytest.raises(NoMailForSupplier):
            operations.send_purchase(order_id=buying.approved(("CUP", 1)), **BY)

    def test_waits_for_the_job_and_is_sent_once(self, buying):
        order_id = buying.approved(("CUP", 1))
        dispatch = operations.send_purchase(order_id=order_id, **BY)
        assert purchase_by_id(order_id).dispatches[0].sent_at is None
        assert operations.claim_dispatch(dispatch_id=dispatch, now=NOW)
        assert not operations.claim_dispatch(dispatch_id=dispatch, now=NOW)
        assert operations.claim_dispatch(dispatch_id=dispatch, now=NOW + timedelta(hours=1))
        operations.settle_dispatch(dispatch_id=dispatch, now=NOW)
        assert not operations.claim_dispatch(dispatch_id=dispatch, now=NOW + timedelta(hours=2))
        kinds = [entry.kind for entry in purchase_by_id(order_id).timeline]
        assert kinds == ["written", "approved", "sent", "mailed"]

    def test_can_be_repeated(self, buying):
        order_id = buying.sent(("CUP", 1))
        operations.send_purchase(order_id=order_id, **BY)
        assert [one.channel for one in purchase_by_id(order_id).dispatches] == ["phone", "mail"]
        assert purchase_by_id(order_id).state == "sent"

    def test_refuses_a_draft(self, buying):
        with pytest.raises(WrongPurchaseState):
            operations.send_purchase(order_id=buying.draft(("CUP", 1)), **BY)

    def test_refuses_what_is_closed(self, buying):
        order_id = buying.sent(("CUP", 10))
        operations.close_purchase(order_id=order_id, reason="late", by="bob", now=NOW)
        with pytest.raises(WrongPurchaseState):
            operations.send_purchase(order_id=order_id, by="bob", now=NOW, channel="phone")
        assert purchase_by_id(order_id).state == "closed"

    def test_refuses_an_unknown_channel(self, buying):
        with pytest.raises(BadPurchaseOrder):
            operations.send_purchase(order_id=buying.approved(("CUP", 1)), channel="pigeon", **BY)

    def test_another_day_moves_what_is_expected(self, buying):
        order_id = buying.sent(("CUP", 3))
        day = NOW + timedelta(days=30)
        operations.confirm_expected(order_id=order_id, expected_at=day, **BY)
        assert purchase_by_id(order_id).expected_at == day
        assert_books_balance()


class TestEndings:
    def test_cancelling_expects_nothing_any_more(self, buying):
        order_id = buying.sent(("CUP", 10))
        operations.cancel_purchase(order_id=order_id, reason="too late", **BY)
        assert buying.level("CUP").incoming == 0
        assert_books_balance()

    def test_what_has_begun_to_come_is_closed_short(self, buying):
        order_id = buying.sent(("CUP", 10))
        receive(order_id, (1, 4, 0))
        with pytest.raises(AlreadyReceiving):
            operations.cancel_purchase(order_id=order_id, reason="", **BY)
        operations.close_purchase(order_id=order_id, reason="sold out", **BY)
        order = purchase_by_id(order_id)
        assert (order.state, order.lines[0].cancelled, order.lines[0].open) == ("closed", 6, 0)
        assert buying.level("CUP").incoming == 0
        assert_books_balance()

    def test_notes_are_kept(self, buying):
        order_id = buying.draft(("CUP", 1))
        operations.note_on_purchase(order_id=order_id, text=" call them ", **BY)
        assert purchase_by_id(order_id).timeline[-1].detail == {"text": "call them"}
        with pytest.raises(BadPurchaseOrder):
            operations.note_on_purchase(order_id=order_id, text=" ", **BY)


class TestTables:
    def test_the_timeline_cannot_be_rewritten(self, buying):
        buying.draft(("CUP", 1))
        with pytest.raises(Exception, match="Cannot update or delete"):
            PurchaseEntry.objects.update(actor="nobody")

    def test_more_than_tolerated_never_fits(self, buying):
        order_id = buying.sent(("CUP", 10))
        with pytest.raises(Exception, match="purchase_never_over_received"):
            PurchaseLine.objects.filter(order=order_id).update(received=11)


class TestPages:
    def test_find_by_state_supplier_and_text(self, buying):
        draft, sent = buying.draft(("CUP", 1)), buying.sent(("CUP", 2))
        page = queries.purchases_page(buying.store_id, now=NOW, states=["sent"])
        assert [row.id for row in page.items] == [sent]
        page = queries.purchases_page(buying.store_id, now=NOW, text="acme", limit=1)
        assert page.next_cursor
        number = purchase_by_id(draft).number
        found = queries.purchases_page(buying.store_id, now=NOW, text=number.lower())
        assert [row.id for row in found.items] == [draft]

    def test_count_what_is_late(self, buying):
        buying.sent(("CUP", 2))
        later = NOW + timedelta(days=11)
        assert queries.count_purchases(buying.store_id, now=NOW)["late"] == 0
        assert queries.count_purchases(buying.store_id, now=later) == {"sent": 1, "late": 1}
