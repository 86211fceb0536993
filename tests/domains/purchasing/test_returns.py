from __future__ import annotations

import pytest

from balcao.domains.inventory.errors import OutOfStock
from balcao.domains.purchasing import operations
from balcao.domains.purchasing.errors import (
    BadSupplierReturn,
    NoSuchSupplierReturn,
    SupplierReturnChanged,
    WrongReturnState,
)
from balcao.domains.purchasing.queries import return_by_id
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money
from tests.domains.purchasing.buying import receive
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
BY = {"by": "bob", "now": NOW}


@pytest.fixture
def approved(buying):
    receive(buying.sent(("CUP", 10)), (1, 8, 2))
    back = buying.to_return(("CUP", 3, 2))
    operations.approve_return(return_id=back, **BY)
    return back


class TestReturn:
    def test_expects_what_was_last_paid(self, buying):
        buying.offer("VASE-S", (1, 9000, 2))
        assert return_by_id(buying.to_return(("VASE-S", 3, 0))).expected == brl("135.00")

    def test_takes_good_and_broken_units_out_of_the_stock(self, buying, approved):
        before = buying.level("CUP")
        operations.send_return(return_id=approved, **BY)
        after = buying.level("CUP")
        assert before.on_hand - after.on_hand == 3
        assert before.damaged - after.damaged == 2
        assert return_by_id(approved).lines[0].cost.currency == "BRL"
        assert_books_balance()

    def test_keeps_what_was_credited_beside_what_was_expected(self, approved):
        operations.send_return(return_id=approved, **BY)
        operations.credit_return(return_id=approved, amount=brl("90.00"), credit_note="C 1", **BY)
        found = return_by_id(approved)
        assert (found.expected, found.credited) == (brl("100.00"), brl("90.00"))
        assert [one.kind for one in found.timeline] == ["written", "approved", "sent", "credited"]

    def test_of_more_than_lies_there_changes_nothing(self, buying):
        back = buying.to_return(("CUP", 0, 1))
        operations.approve_return(return_id=back, **BY)
        with pytest.raises(OutOfStock):
            operations.send_return(return_id=back, **BY)
        assert return_by_id(back).state == "approved"

    def test_is_sent_once(self, approved):
        operations.send_return(return_id=approved, **BY)
        with pytest.raises(WrongReturnState):
            operations.send_return(return_id=approved, **BY)

    def test_cannot_be_cancelled_when_it_has_left(self, buying, approved):
        operations.send_return(return_id=approved, **BY)
        with pytest.raises(WrongReturnState):
            operations.cancel_return(return_id=approved, **BY)
        other = buying.to_return(("CUP", 1, 0))
        operations.cancel_return(return_id=other, **BY)
        assert return_by_id(other).state == "cancelled"

    def test_is_not_changed_by_who_has_not_seen_it(self, approved):
        with pytest.raises(SupplierReturnChanged):
            operations.send_return(return_id=approved, expected_version=1, **BY)

    @pytest.mark.parametrize("lines", [[], [("CUP", 0, 0)], [("CUP", -1, 2)], [("LAST", 1, 0)],
                                       [("CUP", 1, 0), ("CUP", 2, 0)]])  # fmt: skip
    def test_refuses_lines_that_cannot_be(self, buying, lines):
        with pytest.raises(BadSupplierReturn):
            buying.to_return(*lines)

    def test_refuses_a_credit_in_another_currency(self, approved):
        operations.send_return(return_id=approved, **BY)
        with pytest.raises(BadSupplierReturn):
            operations.credit_return(return_id=approved, amount=Money(1, "USD"), **BY)
        assert return_by_id(approved).state == "sent"

    def test_of_nobody_is_refused(self):
        with pytest.raises(NoSuchSupplierReturn):
            operations.send_return(return_id=new_id(), **BY)
