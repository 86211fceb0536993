from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.checkout.rules.quoting import credits_of
from balcao.domains.checkout.values import Account
from balcao.kernel.money import Money

ACCOUNTS = st.lists(
    st.builds(
        Account,
        id=st.uuids(),
        kind=st.sampled_from(["gift_card", "points"]),
        ends_with=st.just("1234"),
        balance=st.integers(0, 10_000),
        worth_ppm=st.sampled_from([1_000_000, 2_500_000, 100_000]),
    ),
    max_size=5,
    unique_by=lambda account: account.id,
)


class TestCredits:
    @given(ACCOUNTS, st.integers(0, 20_000))
    def test_never_pay_more_than_the_total_or_take_more_than_is_there(self, accounts, total):
        paid = credits_of(accounts, Money(total, "BRL"))
        balances = {account.id: account for account in accounts}
        assert sum(one.worth.minor for one in paid) <= total
        assert all(0 < one.units <= balances[one.account_id].balance for one in paid)
        assert all(one.worth.minor > 0 for one in paid)

    @given(ACCOUNTS, st.integers(0, 20_000))
    def test_pay_all_that_the_accounts_are_worth(self, accounts, total):
        worth = sum(one.balance * one.worth_ppm // 1_000_000 for one in accounts)
        paid = credits_of(accounts, Money(total, "BRL"))
        assert sum(one.worth.minor for one in paid) == min(worth, total)

    def test_take_whole_points_for_the_last_cents(self):
        points = Account(
            id=UUID(int=1), kind="points", ends_with="", balance=10, worth_ppm=2_500_000
        )
        (paid,) = credits_of([points], Money(6, "BRL"))
        assert (paid.units, paid.worth) == (3, Money(6, "BRL"))
