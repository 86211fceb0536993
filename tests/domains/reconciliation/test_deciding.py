"""What staff decide about lines, what it books, and that it can be undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from balcao.domains.ledger.operations import close_month
from balcao.domains.ledger.queries import books_of, journals_page
from balcao.domains.reconciliation import operations, queries
from balcao.domains.reconciliation.errors import (
    AboveLimit,
    BadBankAccount,
    BadDecision,
    LineNotSettled,
    LineSettled,
    NothingToMatch,
    PayoutPaired,
)
from balcao.domains.reconciliation.values import BookAs, TermsInfo
from tests.domains.ledger.ledgers import balances, paid
from tests.domains.reconciliation.reports import (
    BANK,
    BY,
    bank,
    by_card,
    lines,
    number_of,
    only,
    report,
    row,
)
from tests.shop import NOW

pytestmark = pytest.mark.django_db


def of(shop, line) -> dict:
    return {"store_id": shop.store_id, "line_id": line.id, **BY}


def clearing_of(shop, provider: str = "stripe"):
    found = queries.clearing(shop.store_id, now=BY["now"])
    return next(one for one in found if one.provider == provider)


class TestAccepting:
    def test_books_a_withheld_fee(self, shop):
        by_card(shop)
        report(shop, row("t1", "90.00", "0.00", "charge", "pi_1"))
        operations.accept(**of(shop, only(shop)))
        found = balances(shop)
        assert (found["fees"], found["clearing:stripe"]) == (300, 9000)
        assert not clearing_of(shop).differs

    def test_of_a_part_waits_for_the_rest(self, shop):
        by_card(shop)
        report(shop, row("t1", "40.00", "0.00", "charge", "pi_1"))
        operations.accept(**of(shop, only(shop)))
        assert [(one.code, one.amount_minor) for one in clearing_of(shop).parts] == [
            ("difference", 5300)
        ]
        report(shop, row("t2", "53.00", "0.00", "charge", "pi_1"))
        assert lines(shop, "open") == []
        assert not clearing_of(shop).differs

    def test_writes_small_change_off_and_no_more_than_agreed(self, shop):
        by_card(shop)
        report(shop, row("t1", "110.00", "0.00", "charge", "pi_1"))
        line = only(shop)
        with pytest.raises(AboveLimit):
            operations.accept(**of(shop, line))
        operations.accept(**of(shop, line), may_exceed=True)
        assert balances(shop)["write_off"] == -1700

    @pytest.mark.parametrize("intent", ["pi_9", ""])
    def test_needs_a_suggestion(self, shop, intent):
        report(shop, row("t1", "93.00", "0.00", "charge", intent))
        with pytest.raises(BadDecision):
            operations.accept(**of(shop, only(shop)))

    def test_is_done_once(self, shop):
        by_card(shop)
        report(shop, row("t1", "90.00", "0.00", "charge", "pi_1"))
        line = only(shop)
        operations.accept(**of(shop, line))
        with pytest.raises(LineSettled):
            operations.accept(**of(shop, line))


class TestMatchingByHand:
    def test_takes_the_number_of_an_order(self, shop):
        number = number_of(by_card(shop))
        report(shop, row("t1", "93.00", "4.10", "charge", "other"))
        operations.match_by_hand(**of(shop, only(shop)), target=number)
        assert not clearing_of(shop).differs

    def test_takes_the_id_of_a_payout(self, shop):
        report(shop, row("t1", "-76.40", "0.00", "payout", source="po_1"))
        bank(shop, "20/12/2026;TED;1;76,40")
        operations.match_by_hand(**of(shop, only(shop)), target="po_1")
        found = balances(shop)
        assert found == {"bank:itau": 7640, "clearing:stripe": -7640}
        payout = next(one for one in lines(shop, "matched") if one.kind == "payout")
        with pytest.raises(PayoutPaired):
            operations.undo(**of(shop, payout), reason="wrong")

    @pytest.mark.parametrize("target", ["", "B-9999", "po_9"])
    def test_needs_something_of_that_name(self, shop, target):
        report(shop, row("t1", "93.00", "0.00", "charge", "pi_1"))
        with pytest.raises(NothingToMatch):
            operations.match_by_hand(**of(shop, only(shop)), target=target)


class TestBooking:
    def test_as_a_fee_a_chargeback_or_a_loss(self, shop):
        bank(shop, "27/11/2026;TARIFA;;-12,00")
        operations.book_as(**of(shop, only(shop)), way=BookAs.FEE, note="account")
        assert balances(shop) == {"bank:itau": -1200, "fees": 1200}

    def test_a_loss_has_a_limit_that_a_store_sets(self, shop):
        operations.save_terms(store_id=shop.store_id, terms=TermsInfo(write_off_limit_minor=500))
        bank(shop, "27/11/2026;X;;-12,00")
        with pytest.raises(AboveLimit):
            operations.book_as(**of(shop, only(shop)), way=BookAs.WRITE_OFF, note="lost")

    def test_leaves_a_line_with_a_note(self, shop):
        report(shop, row("t1", "5.00", "0.00", "topup"))
        operations.leave(**of(shop, only(shop)), note="a top-up of ours")
        assert balances(shop) == {}
        assert [(one.code, one.amount_minor) for one in clearing_of(shop).parts] == [
            ("noted", -500)
        ]

    @pytest.mark.parametrize("note", ["", "  ", "x" * 301])
    def test_needs_a_reason(self, shop, note):
        report(shop, row("t1", "5.00", "0.00", "topup"))
        with pytest.raises(BadDecision):
            operations.book_as(**of(shop, only(shop)), way=BookAs.FEE, note=note)


class TestUndoing:
    def test_turns_the_journal_around_and_lets_it_be_decided_again(self, shop):
        by_card(shop)
        report(shop, row("t1", "93.00", "4.10", "charge", "pi_1"))
        (line,) = lines(shop, "matched")
        operations.undo(**of(shop, line), reason="too early")
        assert "fees" not in balances(shop)
        assert operations.look_again(store_id=shop.store_id, now=BY["now"]) == 0
        operations.accept(**of(shop, only(shop)))
        assert balances(shop)["fees"] == 410
        actions = [one.action for one in queries.decisions_of(shop.store_id, line.id)]
        assert actions == ["matched", "undone", "matched"]

    def test_needs_something_to_undo(self, shop):
        report(shop, row("t1", "5.00", "0.00", "topup"))
        with pytest.raises(LineNotSettled):
            operations.undo(**of(shop, only(shop)), reason="x")

    def test_a_note_too(self, shop):
        report(shop, row("t1", "5.00", "0.00", "topup"))
        operations.leave(**of(shop, only(shop)), note="ours")
        operations.undo(**of(shop, only(shop, "noted")), reason="not ours")
        assert only(shop).state == "open"


class TestClosedMonths:
    def test_stay_closed(self, shop):
        report(shop, row("t0", "-1.00", "0.00", "fee", at="2026-10-30 10:00:00"))
        close_month(
            store_id=shop.store_id, month=date(2026, 10, 1),
            expected_version=books_of(shop.store_id).version, actor="ana", now=NOW,
        )  # fmt: skip
        report(shop, row("t1", "-2.00", "0.00", "fee", at="2026-10-31 10:00:00"))
        late = journals_page(shop.store_id).items[0]
        assert (late.day, late.of_day) == (date(2026, 11, 1), date(2026, 10, 31))


class TestWhatReconciles:
    def test_explains_the_balance_to_the_cent(self, shop):
        by_card(shop)
        by_card(shop, ("VASE-S", 1))
        report(
            shop,
            row("t1", "93.00", "4.10", "charge", "pi_1"),
            row("t2", "7.00", "0.00", "topup"),
        )
        found = clearing_of(shop)
        assert found.ledger_minor == 9300 - 410 + 10490
        assert found.reported_minor == 8890 + 700
        assert {one.code: one.amount_minor for one in found.parts} == {
            "timing": 10490, "waiting": -700,
        }  # fmt: skip
        assert found.unexplained_minor == 0

    def test_tells_what_is_missing_in_their_report_after_the_days_agreed(self, shop):
        by_card(shop)
        later = NOW + timedelta(days=6)
        (missing,) = queries.missing_facts(shop.store_id, now=later, provider="stripe")
        assert missing.is_late
        (one,) = queries.clearing(shop.store_id, now=later)
        assert [part.code for part in one.parts] == ["missing"]

    def test_knows_the_balances_of_banks(self, shop):
        number = number_of(paid(shop))
        bank(shop, f"24/11/2026;TRANSF {number};9;93,00")
        ((name, _, booked, told, _),) = queries.banks(shop.store_id)
        assert (name, booked, told) == ("Itaú", 9300, 0)


class TestBankAccounts:
    def test_are_changed_by_their_code(self, shop):
        operations.save_bank_account(store_id=shop.store_id, account=BANK)
        operations.save_bank_account(store_id=shop.store_id, account=BANK)
        assert queries.bank_account(shop.store_id, "itau") == BANK

    @pytest.mark.parametrize("changes", [{"code": "X"}, {"name": ""}, {"currency": "real"}])
    def test_are_described_well(self, shop, changes):
        said = {"code": "b", "name": "B", "currency": "BRL", "format": BANK.format, **changes}
        with pytest.raises(BadBankAccount):
            operations.save_bank_account(store_id=shop.store_id, account=type(BANK)(**said))
