from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from balcao.domains.wallet import errors, queries
from balcao.domains.wallet import operations as wallet
from balcao.domains.wallet.models import Account, Attempts, Entry
from balcao.domains.wallet.values import AccountKind, AccountState, EntryKind
from tests.domains.wallet.conftest import STORE
from tests.shop import NOW, brl

WHO = {"store_id": STORE, "actor": "ana@example.com", "now": NOW}


def issued(amount: str = "50.00", **more):
    return wallet.issue_gift_card(amount=brl(amount), **WHO, **more)


class TestIssue:
    def test_makes_a_card_with_one_entry(self):
        card = issued(owner="Bia@Example.com", note="Birthday")
        assert card.account.balance == 5000
        assert card.account.owner == "bia@example.com"
        assert card.account.code_end == card.code[-4:]
        [line] = queries.entries_page(STORE, card.account.id).items
        assert (line.turn, line.kind, line.amount, line.balance) == (1, "issued", 5000, 5000)
        assert (line.actor, line.note) == ("ana@example.com", "Birthday")

    def test_keeps_the_code_nowhere(self):
        card = issued()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT string_agg(a::text, '') FROM wallet_account a) "
                "|| (SELECT string_agg(e::text, '') FROM wallet_entry e)"
            )
            assert card.code not in cursor.fetchone()[0].upper()

    @pytest.mark.parametrize(
        "amount,more,field",
        [
            ("0.00", {}, "amount"),
            ("1.00", {"expires_at": NOW}, "expires_at"),
            ("1.00", {"owner": "nobody"}, "email"),
        ],
    )
    def test_refuses_what_cannot_be(self, amount, more, field):
        with pytest.raises(errors.BadStoredValue) as refusal:
            issued(amount, **more)
        assert refusal.value.facts["field"] == field
        assert not Account.objects.exists()


class TestLookUp:
    def find(self, code: str, who: str = "10.0.0.1", now=NOW):
        return wallet.look_up_card(store_id=STORE, code=code, who=who, now=now)

    def test_finds_a_code_however_it_is_typed(self):
        card = issued()
        assert self.find(card.written.lower()).id == card.account.id
        assert Attempts.objects.get().failed == 0

    def test_finds_no_card_of_another_store(self):
        card = issued()
        with pytest.raises(errors.NoSuchCard):
            wallet.look_up_card(store_id=2, code=card.code, who="a", now=NOW)

    def test_refuses_even_the_right_code_after_ten_wrong_ones(self):
        card = issued()
        for _ in range(10):
            with pytest.raises(errors.NoSuchCard):
                self.find("WRONG")
        with pytest.raises(errors.TooManyCardAttempts) as refusal:
            self.find(card.code)
        assert 0 < refusal.value.facts["retry_after_seconds"] <= 900
        assert self.find(card.code, who="10.0.0.2").id == card.account.id
        assert self.find(card.code, now=NOW + timedelta(minutes=15)).id == card.account.id

    def test_forgets_attempts_after_a_day(self):
        with pytest.raises(errors.NoSuchCard):
            self.find("WRONG")
        assert wallet.forget_attempts(now=NOW + timedelta(hours=1)) == 0
        assert wallet.forget_attempts(now=NOW + timedelta(days=2)) == 1

    def test_keeps_no_address_of_who_tried(self):
        with pytest.raises(errors.NoSuchCard):
            self.find("WRONG", who="203.0.113.7")
        assert "203.0.113.7" not in Attempts.objects.get().who


class TestReplaceCode:
    def test_ends_the_old_code(self):
        card = issued()
        new = wallet.replace_code(store_id=STORE, account_id=card.account.id)
        assert queries.card_by_code(STORE, card.code) is None
        assert queries.card_by_code(STORE, new.code).id == card.account.id

    def test_is_for_cards_only(self):
        credit = wallet.grant_credit(
            shopper="ana@example.com", amount=brl("1.00"), reason="Sorry", **WHO
        )
        with pytest.raises(errors.NoSuchAccount):
            wallet.replace_code(store_id=STORE, account_id=credit.id)


class TestDisable:
    def test_can_be_repeated_and_undone(self):
        card = issued()
        for _ in range(2):
            done = wallet.disable(store_id=STORE, account_id=card.account.id, now=NOW)
            assert done.state(NOW) == AccountState.DISABLED
        done = wallet.enable(store_id=STORE, account_id=card.account.id)
        assert done.state(NOW) == AccountState.LIVE

    def test_reaches_no_account_of_another_store(self):
        with pytest.raises(errors.NoSuchAccount):
            wallet.disable(store_id=2, account_id=issued().account.id, now=NOW)


class TestAdjust:
    def test_never_tops_a_card_up(self):
        with pytest.raises(errors.BadStoredValue):
            wallet.adjust(account_id=issued().account.id, amount=1, reason="More", **WHO)

    def test_takes_off_with_a_reason(self):
        card = issued()
        done = wallet.adjust(account_id=card.account.id, amount=-1000, reason="Typed wrong", **WHO)
        assert done.balance == 4000

    def test_never_goes_below_zero(self):
        with pytest.raises(errors.BalanceTooLow) as refusal:
            wallet.adjust(account_id=issued().account.id, amount=-5001, reason="No", **WHO)
        assert refusal.value.facts["left"] == 5000

    def test_asks_for_a_reason(self):
        with pytest.raises(errors.BadStoredValue):
            wallet.adjust(account_id=issued().account.id, amount=-1, reason=" ", **WHO)


class TestExpire:
    def test_writes_off_what_is_left_at_the_moment_itself(self):
        end = NOW + timedelta(days=1)
        card = issued(expires_at=end)
        assert wallet.expire_due(now=end - timedelta(microseconds=1)) == 0
        assert wallet.expire_due(now=end) == 1
        assert wallet.expire_due(now=end) == 0
        line = queries.entries_page(STORE, card.account.id).items[0]
        assert (line.kind, line.amount, line.balance) == (EntryKind.EXPIRED, -5000, 0)

    def test_leaves_alone_what_has_no_end(self):
        issued()
        assert wallet.expire_due(now=NOW + timedelta(days=9999)) == 0


class TestCredit:
    def test_is_one_account_per_shopper_and_currency(self):
        for email in ("Ana@Example.com", "ana@example.com "):
            done = wallet.grant_credit(shopper=email, amount=brl("5.00"), reason="Sorry", **WHO)
        assert (done.balance, done.turn) == (1000, 2)
        assert Account.objects.filter(kind=AccountKind.STORE_CREDIT).count() == 1

    def test_asks_for_a_reason(self):
        with pytest.raises(errors.BadStoredValue):
            wallet.grant_credit(shopper="a@b.co", amount=brl("5.00"), reason="", **WHO)


class TestTheDatabase:
    @pytest.mark.parametrize(
        "change", ["UPDATE wallet_entry SET note = ''", "DELETE FROM wallet_entry"]
    )
    def test_never_lets_an_entry_change(self, change):
        issued()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)

    def test_never_lets_a_balance_go_below_zero(self):
        issued()
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.update(balance=-1)

    def test_numbers_each_turn_once(self):
        card = issued()
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.create(
                account_id=card.account.id,
                store_id=STORE,
                turn=1,
                at=NOW,
                kind="granted",
                amount=1,
                balance=1,
            )

    def test_knows_the_sign_of_each_kind(self):
        card = issued()
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.create(
                account_id=card.account.id,
                store_id=STORE,
                turn=2,
                at=NOW,
                kind="spent",
                amount=1,
                balance=1,
            )


class TestReads:
    def test_find_cards_by_their_last_four_characters(self):
        card, _ = issued(), issued()
        found = queries.accounts_page(STORE, text=card.account.code_end.lower()).items
        assert card.account.id in [one.id for one in found]
        assert [one.id for one in queries.accounts_page(STORE, text=card.code).items] == [
            card.account.id
        ]

    def test_page_through_accounts_and_entries(self):
        cards = [issued().account for _ in range(5)]
        seen, cursor = [], None
        while True:
            page = queries.accounts_page(STORE, limit=2, cursor=cursor)
            seen += [one.id for one in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert sorted(seen) == sorted(card.id for card in cards)

    def test_list_what_a_shopper_has(self):
        issued(owner="ana@example.com")
        wallet.grant_credit(shopper="ana@example.com", amount=brl("1.00"), reason="Sorry", **WHO)
        kinds = {one.kind for one in queries.accounts_of(STORE, "ANA@example.com")}
        assert kinds == {AccountKind.GIFT_CARD, AccountKind.STORE_CREDIT}
        assert queries.accounts_of(STORE, "") == []

    def test_add_up_what_is_owed(self, program):
        issued()
        off = issued("10.00")
        wallet.disable(store_id=STORE, account_id=off.account.id, now=NOW)
        wallet.earn_points(
            store_id=STORE, order_id=off.account.id, shopper="a@b.co", paid=brl("100.00"), now=NOW
        )
        owed = {one.kind: one for one in queries.liability(STORE, now=NOW)}
        card, points = owed[AccountKind.GIFT_CARD], owed[AccountKind.POINTS]
        assert (card.accounts, card.balance, card.spendable) == (2, 6000, 5000)
        assert (points.balance, points.worth_minor) == (200, 1000)
        [day, _] = queries.liability_days(STORE, since=NOW - timedelta(days=1))
        assert (day.came_in, day.went_out) == (6000, 0)
