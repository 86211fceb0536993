"""What orders do to accounts: pay, get back, earn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from balcao.domains.wallet import errors, queries
from balcao.domains.wallet import operations as wallet
from balcao.domains.wallet.models import Entry
from balcao.domains.wallet.values import Account, EntryKind, Program, Take
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money
from tests.domains.wallet.conftest import STORE
from tests.shop import NOW, brl

WHO = {"store_id": STORE, "actor": "ana@example.com", "now": NOW}
ANA = "ana@example.com"
LATER = NOW + timedelta(days=100)


def card(amount: str = "50.00", **more) -> Account:
    return wallet.issue_gift_card(amount=brl(amount), **WHO, **more).account


def credit(amount: str = "20.00", shopper: str = ANA) -> Account:
    return wallet.grant_credit(shopper=shopper, amount=brl(amount), reason="Sorry", **WHO)


def points(paid: str, *, now=NOW, order_id: UUID | None = None) -> Account:
    wallet.earn_points(
        store_id=STORE, order_id=order_id or new_id(), shopper=ANA, paid=brl(paid), now=now
    )
    return next(one for one in queries.accounts_of(STORE, ANA) if one.kind == "points")


def spend(order_id: UUID, *takes: tuple[Account, int], worth: int | None = None, now=NOW):
    wanted = [Take(one.id, units, worth or units) for one, units in takes]
    return wallet.spend(store_id=STORE, order_id=order_id, takes=wanted, currency="BRL", now=now)


def refund(order_id: UUID, amount: str, reference: str = "r1", **more):
    about = {"shopper": ANA, "store_id": STORE, "actor": "ana", "now": NOW, **more}
    return wallet.refund_to(order_id=order_id, amount=brl(amount), reference=reference, **about)


def balance(account: Account) -> int:
    return queries.account_by_id(STORE, account.id).balance


class TestSpend:
    def test_takes_from_all_or_none(self):
        one, two, order = card(), credit(), new_id()
        with pytest.raises(errors.BalanceTooLow):
            spend(order, (one, 5000), (two, 2001))
        assert (balance(one), balance(two)) == (5000, 2000)
        spend(order, (one, 5000), (two, 1500))
        assert (balance(one), balance(two)) == (0, 500)

    def test_answers_again_what_it_took(self):
        one, order = card(), new_id()
        first = spend(order, (one, 1000))
        assert spend(order, (one, 1000)) == first
        assert balance(one) == 4000
        with pytest.raises(errors.SpentOtherwise):
            spend(order, (one, 999))

    def test_refuses_cards_that_pay_nothing(self):
        ended, off = card(expires_at=NOW + timedelta(days=1)), card()
        wallet.disable(store_id=STORE, account_id=off.id, now=NOW)
        with pytest.raises(errors.AccountExpired):
            spend(new_id(), (ended, 1), now=NOW + timedelta(days=1))
        with pytest.raises(errors.AccountDisabled):
            spend(new_id(), (off, 1))

    def test_refuses_another_currency_store_or_worth(self):
        one = card()
        euros = wallet.issue_gift_card(amount=Money(100, "EUR"), **WHO).account
        with pytest.raises(errors.BadStoredValue):
            spend(new_id(), (euros, 1))
        with pytest.raises(errors.BadStoredValue):
            spend(new_id(), (one, 10), worth=11)
        with pytest.raises(errors.BadStoredValue):
            spend(new_id(), (one, 10), (one, 10))
        with pytest.raises(errors.BadStoredValue):
            spend(new_id(), (one, -10))
        with pytest.raises(errors.NoSuchAccount):
            wallet.spend(
                store_id=2, order_id=new_id(), takes=[Take(one.id, 1, 1)], currency="BRL", now=NOW
            )

    def test_redeems_points_by_the_program(self, program):
        one = points("100.00")
        with pytest.raises(errors.TooFewPoints):
            spend(new_id(), (one, 99), worth=495)
        spend(new_id(), (one, 150), worth=750)
        assert balance(one) == 50

    def test_redeems_no_points_of_a_program_that_is_off(self, program):
        one = points("100.00")
        wallet.save_program(program=replace(program, is_active=False))
        with pytest.raises(errors.ProgramOff):
            spend(new_id(), (one, 150), worth=750)

    def test_redeems_no_points_past_their_end(self, program):
        one = points("100.00")
        with pytest.raises(errors.BalanceTooLow):
            spend(new_id(), (one, 150), worth=750, now=LATER)


class TestGiveBack:
    def test_returns_everything_once(self):
        one, two, order = card(), credit(), new_id()
        spend(order, (one, 5000), (two, 1500))
        assert len(wallet.give_back(order_id=order, now=NOW)) == 2
        assert wallet.give_back(order_id=order, now=NOW) == []
        assert (balance(one), balance(two)) == (5000, 2000)

    def test_does_nothing_for_an_order_that_took_nothing(self):
        assert wallet.give_back(order_id=new_id(), now=NOW) == []

    def test_gives_a_card_past_its_end_30_days_more(self):
        one, order = card(expires_at=NOW + timedelta(days=1)), new_id()
        spend(order, (one, 2000))
        wallet.expire_due(now=LATER)
        wallet.give_back(order_id=order, now=LATER)
        again = queries.account_by_id(STORE, one.id)
        assert (again.balance, again.expires_at) == (2000, LATER + timedelta(days=30))
        wallet.expire_due(now=LATER + timedelta(days=30))
        assert balance(one) == 0

    def test_leaves_a_disabled_card_disabled(self):
        one, order = card(), new_id()
        spend(order, (one, 2000))
        wallet.disable(store_id=STORE, account_id=one.id, now=NOW)
        wallet.give_back(order_id=order, now=NOW)
        assert balance(one) == 5000
        with pytest.raises(errors.AccountDisabled):
            spend(new_id(), (one, 1))

    def test_gives_points_a_new_term(self, program):
        one, order = points("100.00"), new_id()
        spend(order, (one, 200), worth=1000)
        wallet.give_back(order_id=order, now=NOW + timedelta(days=29))
        wallet.expire_due(now=NOW + timedelta(days=40))
        assert balance(one) == 200
        wallet.expire_due(now=NOW + timedelta(days=59))
        assert balance(one) == 0

    def test_returns_only_what_was_not_refunded(self):
        one, order = card(), new_id()
        spend(order, (one, 2000))
        refund(order, "5.00")
        [line] = wallet.give_back(order_id=order, now=NOW)
        assert line.amount == 1500
        assert balance(one) == 5000


class TestRefundTo:
    def test_goes_back_where_it_came_from_and_the_rest_to_credit(self):
        one, order = card(), new_id()
        spend(order, (one, 2000))
        lines = refund(order, "30.00")
        assert [line.amount for line in lines] == [2000, 1000]
        assert balance(one) == 5000
        assert [a.balance for a in queries.accounts_of(STORE, ANA)] == [1000]

    def test_is_made_once_per_reference(self):
        one, order = card(), new_id()
        spend(order, (one, 2000))
        assert refund(order, "5.00") == refund(order, "5.00")
        refund(order, "5.00", "r2")
        assert balance(one) == 4000

    def test_never_returns_more_to_an_account_than_it_paid(self):
        one, order = card(), new_id()
        spend(order, (one, 2000))
        refund(order, "15.00")
        refund(order, "15.00", "r2")
        assert balance(one) == 5000
        assert [a.balance for a in queries.accounts_of(STORE, ANA)] == [1000]

    def test_needs_a_shopper_for_what_stored_value_did_not_pay(self):
        one, order = card(), new_id()
        spend(order, (one, 2000))
        with pytest.raises(errors.RefundTooLarge) as refusal:
            refund(order, "20.01", shopper="")
        assert refusal.value.facts["rest_minor"] == 1
        assert len(refund(order, "20.00", shopper="")) == 1

    def test_can_go_to_credit_as_a_whole(self):
        one, mine, order = card(), credit(), new_id()
        spend(order, (one, 2000), (mine, 500))
        refund(order, "30.00", to_credit=True)
        assert (balance(one), balance(mine)) == (3000, 4500)
        assert wallet.give_back(order_id=order, now=NOW) == []

    def test_goes_to_credit_when_the_card_was_disabled(self):
        one, order = card(), new_id()
        spend(order, (one, 2000))
        wallet.disable(store_id=STORE, account_id=one.id, now=NOW)
        refund(order, "20.00")
        assert balance(one) == 3000
        assert [a.balance for a in queries.accounts_of(STORE, ANA)] == [2000]

    def test_gives_whole_points_and_money_for_less_than_one(self, program):
        one, order = points("100.00"), new_id()
        spend(order, (one, 200), worth=1000)
        lines = refund(order, "0.03")
        assert [(line.amount, line.worth_minor) for line in lines] == [(3, 3)]
        assert balance(one) == 0
        assert refund(order, "9.97", "r2")[0].amount == 200
        assert balance(one) == 200

    @pytest.mark.parametrize("amount,reference", [("0.00", "r"), ("1.00", ""), ("1.00", "r" * 81)])
    def test_refuses_what_cannot_be(self, amount, reference):
        with pytest.raises(errors.BadStoredValue):
            refund(new_id(), amount, reference)

    def test_refuses_another_currency(self):
        one, order = card(), new_id()
        spend(order, (one, 2000))
        with pytest.raises(errors.BadStoredValue):
            wallet.refund_to(
                order_id=order, amount=Money(100, "EUR"), reference="r", shopper=ANA, **WHO
            )


class TestPoints:
    def test_are_earned_once_by_each_order(self, program):
        order = new_id()
        for _ in range(2):
            one = points("100.99", order_id=order)
        assert one.balance == 200

    def test_are_not_earned_without_a_program(self):
        assert (
            wallet.earn_points(
                store_id=STORE, order_id=new_id(), shopper=ANA, paid=brl("100.00"), now=NOW
            )
            == 0
        )
        assert queries.accounts_of(STORE, ANA) == []

    def test_expire_first_in_first_out(self, program):
        points("100.00")
        one = points("50.00", now=NOW + timedelta(days=10))
        spend(new_id(), (one, 120), worth=600, now=NOW + timedelta(days=11))
        wallet.expire_due(now=NOW + timedelta(days=30))
        assert balance(one) == 100
        assert wallet.expire_due(now=NOW + timedelta(days=39)) == 0
        wallet.expire_due(now=NOW + timedelta(days=40))
        assert balance(one) == 0
        assert [e.amount for e in Entry.objects.filter(kind=EntryKind.EXPIRED)] == [-80, -100]

    def test_are_taken_back_once_and_never_below_zero(self, program):
        order = new_id()
        one = points("100.00", order_id=order)
        spend(new_id(), (one, 150), worth=750)
        assert wallet.take_points_back(order_id=order, now=NOW) == 50
        assert wallet.take_points_back(order_id=order, now=NOW) == 0
        assert balance(one) == 0
        line = queries.entries_page(STORE, one.id).items[0]
        assert line.note.startswith("150 points")

    def test_can_be_corrected_both_ways(self, program):
        one = points("100.00")
        wallet.adjust(account_id=one.id, amount=50, reason="Goodwill", **WHO)
        wallet.adjust(account_id=one.id, amount=-20, reason="Typed wrong", **WHO)
        assert balance(one) == 230
        wallet.expire_due(now=NOW + timedelta(days=30))
        assert balance(one) == 0


class TestProgram:
    def test_is_off_until_somebody_makes_one(self):
        assert queries.program_of(STORE) == Program(STORE)
        assert not queries.program_of(STORE).is_active

    def test_refuses_whoever_has_not_seen_the_last_change(self, program):
        with pytest.raises(errors.ProgramChanged):
            wallet.save_program(program=replace(program, version=0))
        assert wallet.save_program(program=program).version == program.version + 1

    def test_refuses_numbers_out_of_range(self, program):
        with pytest.raises(errors.BadProgram):
            wallet.save_program(program=replace(program, worth_minor=0))
        assert queries.program_of(STORE) == program
