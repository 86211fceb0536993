"""Reports and statements matched to payments: what is booked, what waits and why."""

from __future__ import annotations

import pytest

from balcao.domains.orders.queries import order_by_id
from balcao.domains.reconciliation import operations, queries
from balcao.domains.reconciliation.errors import BadStatement, NoSuchBankAccount
from balcao.domains.reconciliation.values import Cause, StatementState
from tests.domains.ledger.ledgers import balances, bought, give_back, paid, told
from tests.domains.reconciliation.reports import (
    BY,
    DATA,
    bank,
    by_card,
    lines,
    number_of,
    only,
    report,
    row,
    taken,
    with_bank,
)

pytestmark = pytest.mark.django_db


class TestAReport:
    def test_books_fees_refunds_and_the_payout_until_nothing_is_left(self, shop):
        give_back(by_card(shop), "10.00")
        with_bank(shop)
        taken(shop, "stripe", (DATA / "stripe_payout_reconciliation.csv").read_bytes())
        assert lines(shop, "open") == []
        found = balances(shop)
        assert found["fees"] == 660
        assert found["in_transit:stripe"] == 7640
        assert "clearing:stripe" not in found
        bank(shop, "26/11/2026;TED STRIPE;1;76,40")
        found = balances(shop)
        assert found["bank:itau"] == 7640
        assert "in_transit:stripe" not in found

    def test_taken_in_again_changes_nothing(self, shop):
        by_card(shop)
        rows = [row("t1", "93.00", "4.10", "charge", "pi_1")]
        first = report(shop, *rows)
        before = balances(shop)
        assert report(shop, *rows) == first
        longer = report(shop, *rows, row("t2", "-1.00", "0.00", "fee"))
        assert queries.statement_by_id(shop.store_id, longer).fresh == 1
        assert len(lines(shop)) == 2
        assert balances(shop)["fees"] == before["fees"] + 100

    def test_with_a_bad_row_is_refused_as_a_whole(self, shop):
        by_card(shop)
        bad = "t2,2026-11-24 10:00:00,brl,abc,0.00,0.00,fee,,x,,,\n"
        refused = report(shop, row("t1", "93.00", "4.10", "charge", "pi_1"), bad)
        found = queries.statement_by_id(shop.store_id, refused)
        assert found.state is StatementState.REFUSED
        assert (found.findings[0]["row"], found.findings[0]["column"]) == (3, "gross")
        assert lines(shop) == []

    def test_matches_a_partial_capture_with_its_reversal(self, shop):
        by_card(shop)
        report(
            shop,
            row("t1", "100.00", "4.00", "charge", "pi_1"),
            row("t2", "-7.00", "0.00", "partial_capture_reversal", "pi_1"),
        )
        assert lines(shop, "open") == []

    def test_lets_a_dispute_lower_what_the_provider_holds_and_tells_the_order(self, shop):
        order_id = by_card(shop)
        report(
            shop,
            row("t1", "93.00", "0.00", "charge", "pi_1"),
            row("t2", "-93.00", "15.00", "dispute", "pi_1"),
        )
        found = balances(shop)
        assert found["chargebacks"] == 9300
        assert found["clearing:stripe"] == -1500
        assert "Chargeback of 93.00 BRL" in str(order_by_id(order_id).timeline)
        report(shop, row("t3", "93.00", "0.00", "dispute_reversal", "pi_1"))
        assert "chargebacks" not in balances(shop)

    @pytest.mark.parametrize(
        ("rows", "cause"),
        [
            ([row("t1", "93.00", "0.00", "charge", "pi_9")], Cause.UNKNOWN),
            ([row("t1", "90.00", "0.00", "charge", "pi_1")], Cause.FEE),
            ([row("t1", "40.00", "0.00", "charge", "pi_1")], Cause.PARTIAL),
            ([row("t1", "99.00", "0.00", "charge", "pi_1")], Cause.AMOUNT),
            ([row("t1", "-9.00", "0.00", "refund", "pi_1")], Cause.UNPAID),
            ([row("t1", "93.00", "0.00", "charge", "pi_1", currency="eur")], Cause.CURRENCY),
            ([row("t1", "5.00", "0.00", "topup")], Cause.UNEXPLAINED),
        ],
    )
    def test_says_why_a_line_waits(self, shop, rows, cause):
        by_card(shop)
        report(shop, *rows)
        found = only(shop)
        assert found.cause is cause
        assert found.says.endswith(".")

    def test_tells_the_second_of_two_lines_for_one_payment(self, shop):
        by_card(shop)
        report(shop, row("t1", "93.00", "0.00", "charge", "pi_1"))
        report(shop, row("t2", "93.00", "0.00", "charge", "pi_1"))
        assert only(shop).cause is Cause.DOUBLE

    def test_that_came_before_the_payment_matches_when_looked_at_again(self, shop):
        report(shop, row("t1", "93.00", "4.10", "charge", "pi_1"))
        assert only(shop).cause is Cause.UNKNOWN
        by_card(shop)
        assert operations.look_again(store_id=shop.store_id, now=BY["now"]) == 1
        assert operations.look_again(store_id=shop.store_id, now=BY["now"]) == 0
        assert balances(shop)["fees"] == 410

    def test_is_of_a_provider_or_account_that_is_known(self, shop):
        with pytest.raises(BadStatement):
            taken(shop, "paypal", b"a")
        with pytest.raises(NoSuchBankAccount):
            taken(shop, "bank:none", b"a")


class TestABankStatement:
    def test_matches_a_transfer_by_the_number_of_its_order(self, shop):
        number = number_of(paid(shop))
        bank(shop, f"24/11/2026;TRANSF {number} ANA;9;93,00")
        assert lines(shop, "open") == []
        found = balances(shop)
        assert found["bank:itau"] == 9300
        assert "clearing:bank_transfer" not in found

    def test_matches_a_number_without_its_hyphen(self, shop):
        number = number_of(paid(shop)).replace("-", "")
        bank(shop, f"24/11/2026;PIX {number};9;93,00")
        assert lines(shop, "open") == []

    def test_suggests_to_confirm_an_order_that_waits(self, shop):
        order_id = bought(shop)
        bank(shop, f"24/11/2026;TRANSF {number_of(order_id)};9;93,00")
        found = only(shop)
        assert found.cause is Cause.UNPAID
        operations.accept(store_id=shop.store_id, line_id=found.id, **BY)
        assert order_by_id(order_id).state == "paid"
        told(BY["now"])
        assert "clearing:bank_transfer" not in balances(shop)

    def test_suggests_by_amount_alone(self, shop):
        paid(shop)
        bank(shop, "24/11/2026;DEPOSITO;;93,00")
        assert only(shop).cause is Cause.LIKELY

    def test_knows_the_same_fee_of_one_day_twice(self, shop):
        bank(shop, "27/11/2026;TARIFA;;-12,00", "27/11/2026;TARIFA;;-12,00")
        bank(shop, "27/11/2026;TARIFA;;-12,00", "27/11/2026;TARIFA;;-12,00", "28/11/2026;X;;1,00")
        assert sorted(one.net_minor for one in lines(shop)) == [-1200, -1200, 100]
