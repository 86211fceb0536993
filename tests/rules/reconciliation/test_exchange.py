"""What a line of another currency stands for, and the journal that is booked for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.reconciliation.rules.booking import exchange_entries
from balcao.domains.reconciliation.rules.matching import judge, judge_bank, judge_captures
from balcao.domains.reconciliation.rules.stripe import read_stripe
from balcao.domains.reconciliation.values import Cause, Exchanged, LineKind
from tests.rules.reconciliation.test_matching import PAID, line

USD = {"currency": "USD", "paid_currency": "BRL"}
AMOUNTS = st.integers(-(10**9), 10**9)


class TestWhatItStandsFor:
    @pytest.mark.parametrize(
        ("gross", "paid", "payment", "cause", "fact"),
        [
            (1800, 9300, PAID, Cause.NONE, 9300),
            (800, 4000, PAID, Cause.PARTIAL, 9300),
            (1700, 9000, PAID, Cause.PARTIAL, 9300),
            (1900, 9500, PAID, Cause.CURRENCY, 0),
            (1800, None, PAID, Cause.CURRENCY, 9300),
            (1800, 9300, replace(PAID, reported_minor=9300), Cause.DOUBLE, 0),
            (1800, None, replace(PAID, reported_minor=9300), Cause.CURRENCY, 0),
            (1800, 9300, replace(PAID, captured_minor=0), Cause.CURRENCY, 0),
            (-1800, None, PAID, Cause.CURRENCY, 0),
        ],
    )
    def test_is_what_the_shopper_paid(self, gross, paid, payment, cause, fact):
        (found,) = judge_captures([line(gross, paid_minor=paid, **USD)], payment)
        assert (found.cause, found.fact_minor) == (cause, fact)

    @pytest.mark.parametrize(
        ("refunds", "paid", "cause", "fact"),
        [
            ((1000,), -1000, Cause.NONE, -1000),
            ((1000,), -9300, Cause.CURRENCY, -1000),
            ((1000,), None, Cause.CURRENCY, -1000),
            ((1000, 500), None, Cause.CURRENCY, 0),
            ((), -1000, Cause.CURRENCY, 0),
        ],
    )
    def test_is_the_refund_that_is_left(self, refunds, paid, cause, fact):
        back = line(-200, LineKind.REFUND, paid_minor=paid, **USD)
        found = judge(back, replace(PAID, refunds=refunds))
        assert (found.cause, found.fact_minor) == (cause, fact)

    def test_is_for_a_person_to_say_where_a_bank_names_two(self):
        money = line(1800, LineKind.BANK, currency="USD")
        assert judge_bank(money, [PAID], [], [], 7).fact_minor == 9300
        assert judge_bank(money, [PAID, PAID], [], [], 7).fact_minor == 0

    def test_is_never_an_equal_number_of_another_currency(self):
        money = line(9300, LineKind.BANK, currency="USD")
        assert judge_bank(money, [], [PAID], [], 7).cause is Cause.UNKNOWN


class TestAReport:
    head = (
        "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,"
        "customer_facing_amount,customer_facing_currency\n"
    )

    @pytest.mark.parametrize(
        ("cells", "found"),
        [
            ("usd,18.00,0,18.00,charge,93.00,brl", (9300, "BRL")),
            ("usd,-18.00,0,-18.00,refund,93.00,brl", (-9300, "BRL")),
            ("usd,18.00,0,18.00,charge,2790,jpy", (2790, "JPY")),
            ("usd,18.00,0,18.00,charge,18.00,usd", (None, "")),
            ("usd,18.00,0,18.00,charge,,", (None, "")),
        ],
    )
    def test_says_what_the_shopper_paid_signed_as_the_line(self, cells, found):
        (one,) = read_stripe(f"{self.head}t1,2026-11-24 10:00:00,{cells}\n", "UTC")
        assert (one.paid_minor, one.paid_currency) == found


class TestTheJournal:
    @given(gross=AMOUNTS, fee=AMOUNTS, fact=AMOUNTS, booked=AMOUNTS, settled=AMOUNTS)
    @pytest.mark.parametrize("store", ["BRL", "USD", "EUR"])
    def test_balances_in_each_currency(self, store, gross, fee, fact, booked, settled):
        lines = exchange_entries(
            source="stripe", currency="USD", gross_minor=gross, fee_minor=fee, fact_minor=fact,
            other="", exchanged=Exchanged("BRL", store, booked, settled),
        )  # fmt: skip
        sums: dict[str, int] = {}
        for one in lines:
            sums[one.currency] = sums.get(one.currency, 0) + one.amount_minor
        assert not any(sums.values())
        held = {(one.account, one.currency): one.amount_minor for one in lines}
        assert held.get(("clearing:stripe", "USD"), 0) == gross - fee
        assert held.get(("clearing:stripe", "BRL"), 0) == -fact
        assert held.get(("exchange_difference", store), 0) == booked - settled
