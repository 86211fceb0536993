"""Stored value in any order, beside a model of a few lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import Bundle, invariant, rule

from balcao.domains.wallet import operations as wallet
from balcao.domains.wallet import queries
from balcao.domains.wallet.values import Program, Take
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money
from tests.domains.inventory.machine import Beside, run_beside_the_model
from tests.shop import NOW

pytestmark = pytest.mark.django_db(transaction=True)
TERM = 10
WORTH = 5
UNITS = st.integers(1, 400)
ANA = "ana@example.com"


@dataclass
class Purse:
    """One account: when each of its units ends, and what each order took and got back."""

    kind: str
    units: list[datetime | None] = field(default_factory=list)
    ends: datetime | None = None
    is_off: bool = False
    took: Counter[UUID] = field(default_factory=Counter)
    back: Counter[UUID] = field(default_factory=Counter)

    def put(self, units: int, ends: datetime | None = None) -> None:
        self.units += [ends] * units

    def take(self, units: int) -> None:
        far = datetime.max.replace(tzinfo=NOW.tzinfo)
        self.units = sorted(self.units, key=lambda end: end or far)[units:]

    def pays(self, now: datetime) -> bool:
        return not self.is_off and (self.ends is None or now < self.ends)


class Wallet(Beside):
    """Cards, one shopper's credit and points, and orders that pay by them."""

    accounts = Bundle("accounts")
    orders = Bundle("orders")

    def __init__(self) -> None:
        super().__init__()
        self.purses: dict[UUID, Purse] = {}
        self.earned: Counter[UUID] = Counter()
        self.done: set[UUID] = set()
        wallet.save_program(
            program=Program(
                self.store,
                is_active=True,
                points_per_major=2,
                worth_minor=WORTH,
                minimum_points=1,
                expires_after_days=TERM,
            )
        )

    @property
    def store(self) -> int:
        return self.shop.store_id

    def purse_of(self, kind: str) -> tuple[UUID, Purse]:
        found = [one.id for one in queries.accounts_of(self.store, ANA) if one.kind == kind]
        assert len(found) == 1
        return found[0], self.purses.setdefault(found[0], Purse(kind))

    @rule(target=accounts, units=UNITS, days=st.none() | st.integers(1, 20))
    def issue(self, units: int, days: int | None) -> UUID:
        ends = None if days is None else self.now + timedelta(days=days)
        card = wallet.issue_gift_card(amount=Money(units, "BRL"), expires_at=ends, **self.who)
        self.purses[card.account.id] = purse = Purse("gift_card", ends=ends)
        purse.put(units)
        return card.account.id

    @rule(target=accounts, units=UNITS)
    def grant(self, units: int) -> UUID:
        amount = Money(units, "BRL")
        wallet.grant_credit(shopper=ANA, amount=amount, reason="Sorry", **self.who)
        account_id, purse = self.purse_of("store_credit")
        purse.put(units)
        return account_id

    @rule(target=accounts, major=st.integers(1, 150))
    def earn(self, major: int) -> UUID:
        order = new_id()
        paid = Money(major * 100, "BRL")
        about = {"store_id": self.store, "shopper": ANA, "now": self.now}
        wallet.earn_points(order_id=order, paid=paid, **about)
        assert wallet.earn_points(order_id=order, paid=paid, **about) == 0
        account_id, purse = self.purse_of("points")
        purse.put(2 * major, self.now + timedelta(days=TERM))
        self.earned[order] = 2 * major
        return account_id

    @rule(target=orders, one=accounts, units=UNITS)
    def spend(self, one: UUID, units: int) -> UUID:
        order, purse = new_id(), self.purses[one]
        if purse.kind == "points":
            alive = [end for end in purse.units if end is None or end > self.now]
        else:
            alive = purse.units
        worth = units * (WORTH if purse.kind == "points" else 1)
        paid = self.attempt(
            purse.pays(self.now) and units <= len(alive),
            wallet.spend,
            store_id=self.store,
            order_id=order,
            takes=[Take(one, units, worth)],
            currency="BRL",
            now=self.now,
        )
        if paid:
            if purse.kind == "points":
                purse.units = alive
            purse.take(units)
            purse.took[order] += units
        return order

    @rule(order=orders)
    def give_back(self, order: UUID) -> None:
        lines = wallet.give_back(order_id=order, now=self.now)
        self.came_back({line.account_id: line.amount for line in lines}, order)
        for purse in self.purses.values():
            assert purse.back[order] == purse.took[order]

    @rule(order=orders, units=st.integers(1, 200))
    def refund(self, order: UUID, units: int) -> None:
        paid = [(a, p) for a, p in self.purses.items() if p.took[order] and p.kind != "points"]
        if not paid:
            return
        [(account_id, purse)] = paid
        left = purse.took[order] - purse.back[order]
        done = self.attempt(
            units <= left and not purse.is_off,
            wallet.refund_to,
            store_id=self.store,
            order_id=order,
            amount=Money(units, "BRL"),
            shopper="",
            reference=str(new_id()),
            actor="ana",
            now=self.now,
        )
        if done:
            self.came_back({account_id: units}, order)

    def came_back(self, units: dict[UUID, int], order: UUID) -> None:
        for account_id, many in units.items():
            purse = self.purses[account_id]
            is_points = purse.kind == "points"
            purse.put(many, self.now + timedelta(days=TERM) if is_points else None)
            purse.back[order] += many
            assert purse.back[order] <= purse.took[order]
            if purse.ends is not None:
                purse.ends = max(purse.ends, self.now + timedelta(days=30))

    @rule(one=accounts, off=st.booleans())
    def switch(self, one: UUID, off: bool) -> None:
        if off:
            wallet.disable(store_id=self.store, account_id=one, now=self.now)
        else:
            wallet.enable(store_id=self.store, account_id=one)
        self.purses[one].is_off = off

    @rule(one=accounts, amount=st.integers(-300, 300))
    def adjust(self, one: UUID, amount: int) -> None:
        purse = self.purses[one]
        can = -len(purse.units) <= amount != 0 and (amount < 0 or purse.kind != "gift_card")
        if not self.tried_wallet(can, account_id=one, amount=amount):
            return
        if amount < 0:
            purse.take(-amount)
        else:
            ends = self.now + timedelta(days=TERM) if purse.kind == "points" else None
            purse.put(amount, ends)

    def tried_wallet(self, can: bool, **said: object) -> object:
        return self.attempt(can, wallet.adjust, reason="Test", **self.who, **said)

    @rule(data=st.data())
    def take_points_back(self, data: st.DataObject) -> None:
        left = sorted(set(self.earned) - self.done)
        if not left:
            return
        order = data.draw(st.sampled_from(left))
        _, purse = self.purse_of("points")
        wanted = min(self.earned[order], len(purse.units))
        assert wallet.take_points_back(order_id=order, now=self.now) == wanted
        purse.take(wanted)
        if wanted:
            self.done.add(order)

    @rule(days=st.integers(1, 6))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def expire(self) -> None:
        wallet.expire_due(now=self.now)
        assert wallet.expire_due(now=self.now) == 0
        for purse in self.purses.values():
            if purse.ends is not None and purse.ends <= self.now:
                purse.units = []
            purse.units = [end for end in purse.units if end is None or end > self.now]

    @invariant()
    def balances_agree(self) -> None:
        for account_id, purse in self.purses.items():
            found = queries.account_by_id(self.store, account_id)
            assert found.balance == len(purse.units), purse.kind


@pytest.mark.long
class TestWallet:
    def test_agrees_with_the_model(self):
        run_beside_the_model(Wallet, runs=25, steps=40)
