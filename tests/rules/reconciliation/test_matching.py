"""What a line stands for, and what is booked for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from balcao.domains.reconciliation.rules.booking import entries
from balcao.domains.reconciliation.rules.explaining import explain
from balcao.domains.reconciliation.rules.matching import (
    LineSeen,
    judge,
    judge_bank,
    judge_captures,
)
from balcao.domains.reconciliation.values import Cause, LineKind, PaymentSeen, PayoutSeen
from balcao.kernel.ids import new_id

PAID = PaymentSeen(
    id=new_id(), order_id=new_id(), provider="stripe", reference="B-1001",
    provider_reference="pi_1", currency="BRL", state="captured", amount_minor=9300,
    captured_minor=9300, created_at=datetime(2026, 11, 23, tzinfo=UTC),
)  # fmt: skip
PENDING = replace(PAID, state="pending", captured_minor=0, provider="bank_transfer")
PAYOUT = PayoutSeen(new_id(), "stripe", "po_1", "BRL", 7640, date(2026, 11, 25))


def line(gross: int, kind: LineKind = LineKind.CAPTURE, **more) -> LineSeen:
    said = {"currency": "BRL", "day": date(2026, 11, 26), **more}
    return LineSeen(id=new_id(), kind=kind, gross_minor=gross, net_minor=gross, **said)


def cause_of(gross: int, payment: PaymentSeen | None, **more) -> Cause:
    return judge_captures([line(gross, **more)], payment)[0].cause


class TestCaptures:
    @pytest.mark.parametrize(
        ("gross", "payment", "cause"),
        [
            (9300, PAID, Cause.NONE),
            (9300, None, Cause.UNKNOWN),
            (9300, replace(PAID, reported_minor=9300), Cause.DOUBLE),
            (9300, PENDING, Cause.UNPAID),
            (9000, PAID, Cause.FEE),
            (4000, PAID, Cause.PARTIAL),
            (9400, PAID, Cause.AMOUNT),
            (-100, PAID, Cause.AMOUNT),
        ],
    )
    def test_have_a_cause(self, gross, payment, cause):
        assert cause_of(gross, payment) is cause

    def test_in_another_currency_never_match(self):
        assert cause_of(9300, PAID, currency="EUR") is Cause.CURRENCY

    def test_of_a_part_match_with_the_reversal_of_the_rest(self):
        paid = replace(PAID, captured_minor=5000)
        both = judge_captures([line(9300), line(-4300)], paid)
        assert [one.fact_minor for one in both] == [9300, -4300]
        assert all(one.is_exact for one in both)

    def test_twice_in_one_file_match_once(self):
        first, second = judge_captures([line(9300), line(9300)], PAID)
        assert (first.cause, second.cause) == (Cause.NONE, Cause.DOUBLE)


class TestRefunds:
    def test_match_a_refund_that_was_not_told_yet(self):
        paid = replace(PAID, refunds=(1000, 1000), reported_refunds=(1000,))
        assert judge(line(-1000, LineKind.REFUND), paid).is_exact
        paid = replace(paid, reported_refunds=(1000, 1000))
        assert judge(line(-1000, LineKind.REFUND), paid).cause is Cause.DOUBLE

    def test_that_we_do_not_know_wait(self):
        assert judge(line(-1000, LineKind.REFUND), PAID).cause is Cause.UNPAID
        near = replace(PAID, refunds=(900, 5000))
        found = judge(line(-1000, LineKind.REFUND), near)
        assert (found.cause, found.fact_minor, found.off_minor) == (Cause.AMOUNT, -900, -100)


class TestBankLines:
    def test_match_what_they_name_exactly(self):
        done = replace(PAID, provider="pix")
        found = judge_bank(line(9300, LineKind.BANK, text="PIX B1001"), [done], [], [], 7)
        assert found.is_exact and found.payment == done

    def test_match_a_payout_whose_provider_they_name(self):
        said = line(7640, LineKind.BANK, text="TED STRIPE")
        assert judge_bank(said, [], [], [PAYOUT], 7).is_exact
        assert judge_bank(replace(said, text="TED"), [], [], [PAYOUT], 7).cause is Cause.LIKELY

    @pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 12, 3)])
    def test_do_not_match_a_payout_of_other_days(self, day):
        said = line(7640, LineKind.BANK, text="STRIPE", day=day)
        assert judge_bank(said, [], [], [PAYOUT], 7).cause is Cause.UNKNOWN

    def test_suggest_the_one_payment_of_this_amount(self):
        said = line(9300, LineKind.BANK, text="TED")
        assert judge_bank(said, [], [PAID], [], 7).cause is Cause.LIKELY
        assert judge_bank(said, [], [PENDING], [], 7).cause is Cause.UNPAID
        assert judge_bank(said, [], [PAID, replace(PAID, id=new_id())], [], 7).payment is None

    def test_that_fit_two_payments_are_for_a_person(self):
        other = replace(PAID, id=new_id())
        assert judge_bank(line(9300, LineKind.BANK), [PAID, other], [], [], 7).cause is Cause.LIKELY


class TestBooking:
    def test_a_capture_books_its_fee_and_its_difference_only(self):
        said = {"source": "stripe", "currency": "BRL", "fee_minor": 410, "other": ""}
        exact = entries(gross_minor=9300, fact_minor=9300, **said)
        assert {one.account: one.amount_minor for one in exact} == {
            "clearing:stripe": -410, "fees": 410,
        }  # fmt: skip
        less = entries(gross_minor=9000, fact_minor=9300, off_as="fees", **said)
        assert {one.account: one.amount_minor for one in less} == {
            "clearing:stripe": -710, "fees": 710,
        }  # fmt: skip

    def test_a_bank_line_moves_the_whole_amount(self):
        found = entries(
            source="bank:itau", currency="BRL", gross_minor=9000, fee_minor=0, fact_minor=9300,
            other="clearing:pix", off_as="fees",
        )  # fmt: skip
        assert {one.account: one.amount_minor for one in found} == {
            "bank:itau": 9000, "clearing:pix": -9300, "fees": 300,
        }  # fmt: skip

    @pytest.mark.parametrize("gross", [9300, -9300, 1])
    @pytest.mark.parametrize("fee", [0, 410, -410])
    @pytest.mark.parametrize("other", ["", "in_transit:stripe", "fees"])
    @pytest.mark.parametrize("off_as", ["", "write_off"])
    def test_always_balances(self, gross, fee, other, off_as):
        found = entries(
            source="stripe", currency="BRL", gross_minor=gross, fee_minor=fee, fact_minor=9000,
            other=other, off_as=off_as,
        )  # fmt: skip
        assert sum(one.amount_minor for one in found) == 0


@pytest.mark.parametrize("cause", list(Cause))
@pytest.mark.parametrize("kind", list(LineKind))
def test_every_cause_is_said_in_a_sentence(cause, kind):
    said = explain(cause, kind, -300, 100, "BRL")
    assert said.endswith(".")
    assert "{" not in said
