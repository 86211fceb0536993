"""Money that came in another currency: both are booked, and what the exchange cost or brought.

The shop keeps its books in reais. A payment of R$ 93.00 of November 23 is settled in dollars.
"""

from __future__ import annotations

import pytest

from balcao.domains.ledger.queries import trial_balance
from balcao.domains.pricing.errors import NoRate
from balcao.domains.reconciliation import operations, queries
from balcao.domains.reconciliation.errors import AboveLimit, BadDecision
from balcao.domains.reconciliation.values import BankAccountInfo, BookAs, Cause
from tests.domains.ledger.ledgers import LATE, give_back, told
from tests.domains.reconciliation.reports import (
    BANK,
    BY,
    HEADER,
    bank,
    by_card,
    lines,
    only,
    rate,
    report,
    row,
    taken,
)

pytestmark = pytest.mark.django_db
WIDE = HEADER.strip() + ",customer_facing_amount,customer_facing_currency\n"


def wide(name: str, gross: str, fee: str, category: str, paid: str) -> str:
    """A row in dollars that says what the shopper paid in reais."""
    return row(name, gross, fee, category, "pi_1", currency="usd").strip() + f",{paid},brl\n"


def wide_report(shop, *rows: str) -> None:
    taken(shop, "stripe", (WIDE + "".join(rows)).encode())


def books(shop) -> dict[tuple[str, str], int]:
    """What the accounts of money and exchange hold, by code and currency."""
    told()
    shown = ("clearing:stripe", "in_transit:stripe", "bank:itau", "fees", "exchanged",
             "exchange_difference", "bank:usd", "chargebacks")  # fmt: skip
    return {
        (one.code, one.currency): one.balance_minor
        for one in trial_balance(shop.store_id, until=LATE)
        if one.balance_minor and one.code in shown
    }


def of(line) -> dict:
    return {"line_id": line.id, **BY}


class TestAPayment:
    def test_settled_in_another_currency_books_a_loss_at_the_rate_of_the_day(self, shop):
        rate(shop, "5.00")
        by_card(shop)
        wide_report(shop, wide("t1", "18.00", "0.70", "charge", "93.00"))
        # 18.00 dollars at 5.00 are R$ 90.00: R$ 3.00 less than what was booked.
        assert books(shop) == {
            ("clearing:stripe", "USD"): 1730,
            ("fees", "USD"): 70,
            ("exchanged", "USD"): -1800,
            ("exchanged", "BRL"): 9000,
            ("exchange_difference", "BRL"): 300,
        }

    def test_may_bring_a_gain(self, shop):
        rate(shop, "5.2")
        by_card(shop)
        wide_report(shop, wide("t1", "18.00", "0.00", "charge", "93.00"))
        found = books(shop)
        assert found["exchange_difference", "BRL"] == -60
        assert found["exchanged", "BRL"] == 9360

    def test_takes_the_rate_the_other_way_round(self, shop):
        rate(shop, "0.2", base="BRL", quote="USD")
        by_card(shop)
        wide_report(shop, wide("t1", "18.00", "0.00", "charge", "93.00"))
        assert books(shop)["exchange_difference", "BRL"] == 300

    def test_is_explained_to_the_cent_in_both_currencies(self, shop):
        rate(shop, "5.00")
        by_card(shop)
        by_card(shop)
        wide_report(shop, wide("t1", "18.00", "0.70", "charge", "93.00"))
        found = {one.currency: one for one in queries.clearing(shop.store_id, now=BY["now"])}
        assert (found["USD"].ledger_minor, found["USD"].reported_minor) == (1730, 1730)
        assert [(one.code, one.amount_minor) for one in found["BRL"].parts] == [("timing", 9300)]
        assert not found["USD"].differs

    def test_in_two_parts_matches_together(self, shop):
        rate(shop, "5.00")
        by_card(shop)
        wide_report(
            shop,
            wide("t1", "20.00", "0.00", "charge", "100.00"),
            wide("t2", "-1.40", "0.00", "partial_capture_reversal", "7.00"),
        )
        assert lines(shop, "open") == []
        assert "clearing:stripe" not in {code for code, of in books(shop) if of == "BRL"}

    def test_without_a_rate_waits_for_one(self, shop):
        by_card(shop)
        wide_report(shop, wide("t1", "18.00", "0.00", "charge", "93.00"))
        line = only(shop)
        assert (line.cause, line.fact_minor, line.fact_currency) == (Cause.CURRENCY, 9300, "BRL")
        assert "93.00 BRL of ours" in line.says
        with pytest.raises(NoRate):
            operations.accept(store_id=shop.store_id, **of(line))
        rate(shop, "5.00")
        assert operations.look_again(store_id=shop.store_id, now=BY["now"]) == 1
        assert books(shop)["exchange_difference", "BRL"] == 300

    def test_worth_much_less_is_no_exchange_difference(self, shop):
        rate(shop, "4.00")
        by_card(shop)
        wide_report(shop, wide("t1", "18.00", "0.00", "charge", "93.00"))
        line = only(shop)
        with pytest.raises(AboveLimit, match=r"72\.00 BRL, and what we booked 93\.00 BRL"):
            operations.accept(store_id=shop.store_id, **of(line))
        operations.accept(store_id=shop.store_id, may_exceed=True, **of(line))
        assert books(shop)["exchange_difference", "BRL"] == 2100

    def test_that_does_not_say_what_was_paid_is_suggested(self, shop):
        rate(shop, "5.00")
        by_card(shop)
        report(shop, row("t1", "18.00", "0.00", "charge", "pi_1", currency="usd"))
        line = only(shop)
        assert line.can_accept
        operations.accept(store_id=shop.store_id, **of(line))
        assert books(shop)["exchange_difference", "BRL"] == 300

    def test_that_says_another_amount_is_not_accepted(self, shop):
        rate(shop, "5.00")
        by_card(shop)
        wide_report(shop, wide("t1", "19.00", "0.00", "charge", "95.00"))
        line = only(shop)
        assert not line.can_accept
        with pytest.raises(BadDecision):
            operations.accept(store_id=shop.store_id, **of(line))
        operations.book_as(store_id=shop.store_id, way=BookAs.FEE, note="ours not", **of(line))
        assert books(shop)["clearing:stripe", "USD"] == 1900

    def test_of_a_part_leaves_the_rest_open(self, shop):
        rate(shop, "5.00")
        by_card(shop)
        wide_report(shop, wide("t1", "8.00", "0.00", "charge", "40.00"))
        line = only(shop)
        assert (line.cause, line.off_minor) == (Cause.PARTIAL, -5300)
        operations.accept(store_id=shop.store_id, **of(line))
        assert books(shop)["clearing:stripe", "BRL"] == 5300

    def test_is_undone_in_both_currencies(self, shop):
        rate(shop, "5.00")
        by_card(shop)
        wide_report(shop, wide("t1", "18.00", "0.70", "charge", "93.00"))
        operations.undo(store_id=shop.store_id, reason="too early", **of(only(shop, "matched")))
        assert books(shop) == {("clearing:stripe", "BRL"): 9300}
        operations.accept(store_id=shop.store_id, **of(only(shop)))
        assert books(shop)["exchange_difference", "BRL"] == 300


class TestWhatGoesBack:
    def test_books_a_refund_at_the_rate_of_its_day(self, shop):
        rate(shop, "5.00")
        give_back(by_card(shop), "10.00")
        wide_report(
            shop,
            wide("t1", "18.60", "0.00", "charge", "93.00"),
            wide("t2", "-2.10", "0.00", "refund", "10.00"),
        )
        # 2.10 dollars are R$ 10.50: fifty cents more than what was given back.
        found = books(shop)
        assert found["exchange_difference", "BRL"] == 50
        assert found["clearing:stripe", "USD"] == 1650
        assert ("clearing:stripe", "BRL") not in found

    def test_books_a_chargeback_in_the_currency_it_was_taken_in(self, shop):
        rate(shop, "5.00")
        by_card(shop)
        wide_report(
            shop,
            wide("t1", "18.60", "0.00", "charge", "93.00"),
            wide("t2", "-18.60", "15.00", "dispute", ""),
        )
        found = books(shop)
        assert found["chargebacks", "USD"] == 1860
        assert found["clearing:stripe", "USD"] == -1500


class TestAPayout:
    def test_that_arrives_in_another_currency_is_matched_by_hand(self, shop):
        rate(shop, "5.00")
        report(shop, row("t1", "-100.00", "0.00", "payout", source="po_1", currency="usd"))
        bank(shop, "25/11/2026;TED STRIPE;1;490,00")
        operations.match_by_hand(store_id=shop.store_id, target="po_1", **of(only(shop)))
        # 100.00 dollars were worth R$ 500.00 on the day they were sent.
        assert books(shop) == {
            ("clearing:stripe", "USD"): -10000,
            ("exchanged", "USD"): 10000,
            ("bank:itau", "BRL"): 49000,
            ("exchanged", "BRL"): -50000,
            ("exchange_difference", "BRL"): 1000,
        }

    def test_between_two_foreign_currencies_is_valued_in_the_shop_s(self, shop):
        rate(shop, "5.00")
        rate(shop, "6.00", day=25, base="EUR")
        account = BankAccountInfo("usd", "Dollars", "EUR", BANK.format)
        operations.save_bank_account(store_id=shop.store_id, account=account)
        report(shop, row("t1", "-100.00", "0.00", "payout", source="po_1", currency="usd"))
        head = "Data;Histórico;Documento;Valor (R$);Saldo (R$)\n"
        taken(shop, "bank:usd", f"{head}25/11/2026;STRIPE;1;84,00;0,00\n".encode())
        operations.match_by_hand(store_id=shop.store_id, target="po_1", **of(only(shop)))
        # 84.00 euros at 6.00 are R$ 504.00, four more than 100.00 dollars were.
        assert books(shop) == {
            ("clearing:stripe", "USD"): -10000,
            ("exchanged", "USD"): 10000,
            ("bank:usd", "EUR"): 8400,
            ("exchanged", "EUR"): -8400,
            ("exchange_difference", "BRL"): -400,
            ("exchanged", "BRL"): 400,
        }
