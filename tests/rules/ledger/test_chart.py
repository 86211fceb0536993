"""The chart of accounts."""

from __future__ import annotations

from datetime import date

import pytest

from balcao.domains.inventory.rules.accounts import ACCOUNT
from balcao.domains.ledger.rules import chart
from balcao.domains.ledger.rules.periods import last_day, month_of, next_month, previous_month
from balcao.domains.ledger.values import AccountType


class TestChart:
    @pytest.mark.parametrize("code", sorted(set(ACCOUNT.values())))
    def test_knows_every_account_that_stock_comes_from_or_goes_to(self, code):
        assert chart.family_of(code) == code

    def test_knows_families_by_their_member(self):
        assert chart.type_of("tax:BR-SP") == AccountType.LIABILITY
        assert chart.title_of("clearing:bank_transfer") == "Held by bank transfer"

    def test_takes_what_it_does_not_know_for_an_expense_to_be_assigned(self):
        assert chart.type_of("moon") == AccountType.EXPENSE
        assert chart.title_of("moon") == "moon"


class TestMonths:
    def test_follow_each_other_over_the_year(self):
        assert next_month(date(2026, 12, 31)) == date(2027, 1, 1)
        assert previous_month(date(2027, 1, 31)) == date(2026, 12, 1)
        assert last_day(date(2028, 2, 1)) == date(2028, 2, 29)
        assert month_of(date(2026, 11, 23)) == date(2026, 11, 1)
