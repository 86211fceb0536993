"""Saved addresses, and what shoppers agree to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from balcao.domains.customers import errors, operations, queries
from balcao.domains.customers.models import Consent
from balcao.domains.customers.values import ConsentKind, ConsentWords
from tests.shop import ADDRESS, NOW

pytestmark = pytest.mark.django_db
STORE = 1
OTHER = replace(ADDRESS, line1="Rua Direita, 7")


@pytest.fixture
def ana() -> int:
    return operations.add_customer(
        store_id=STORE, email="ana@example.com", name="Ana", locale="pt-br", now=NOW
    )


def save(ana: int, address=ADDRESS, **more):
    return operations.save_address(
        store_id=STORE, customer_id=ana, address=address, now=NOW, **more
    )


def kept(ana: int):
    return [(one.id, one.is_default) for one in queries.saved_addresses(STORE, ana)]


class TestAddresses:
    def test_the_first_is_the_default_and_each_is_there_once(self, ana):
        first = save(ana)
        assert save(ana, replace(ADDRESS, city="são paulo ")) == first
        second = save(ana, OTHER)
        assert kept(ana) == [(first, True), (second, False)]

    def test_another_can_become_the_default(self, ana):
        first, second = save(ana), save(ana, OTHER)
        operations.prefer_address(store_id=STORE, customer_id=ana, address_id=second, now=NOW)
        assert kept(ana) == [(second, True), (first, False)]

    def test_removing_the_default_makes_another_one_it(self, ana):
        first, second = save(ana), save(ana, OTHER)
        operations.remove_address(store_id=STORE, customer_id=ana, address_id=first, now=NOW)
        assert kept(ana) == [(second, True)]

    def test_made_equal_to_another_it_takes_its_place(self, ana):
        first, second = save(ana), save(ana, OTHER)
        operations.change_address(
            store_id=STORE, customer_id=ana, address_id=second, address=ADDRESS, now=NOW
        )
        assert kept(ana) == [(second, True)]
        assert first != second

    def test_what_cannot_be_an_address_is_refused_by_field(self, ana):
        with pytest.raises(errors.BadAddress) as refused:
            save(ana, replace(ADDRESS, postal_code="99"))
        assert "postal_code" in refused.value.facts["fields"]

    def test_of_others_are_not_there(self, ana):
        mine = save(ana)
        bia = operations.add_customer(
            store_id=STORE, email="bia@example.com", name="Bia", locale="pt-br", now=NOW
        )
        for verb in (operations.remove_address, operations.prefer_address):
            with pytest.raises(errors.NoSuchSavedAddress):
                verb(store_id=STORE, customer_id=bia, address_id=mine, now=NOW)
        with pytest.raises(errors.NoSuchSavedAddress):
            queries.saved_address(STORE, ana, uuid4())

    def test_twenty_are_enough(self, ana):
        for number in range(20):
            save(ana, replace(ADDRESS, line1=f"Rua {number}"))
        with pytest.raises(errors.TooManySavedAddresses):
            save(ana, OTHER)
        assert save(ana, replace(ADDRESS, line1="Rua 3"))


class TestConsents:
    def say(self, *, is_given: bool, now=NOW, email: str = "ana@example.com") -> bool:
        return operations.record_consent(
            store_id=STORE,
            email=email,
            kind=ConsentKind.MARKETING,
            is_given=is_given,
            words=ConsentWords(version="1", text="Write to me", locale="en"),
            source="checkout",
            now=now,
        )

    def test_nobody_has_agreed_before_they_said_so(self):
        assert not queries.has_consented(STORE, "ana@example.com", ConsentKind.MARKETING)
        assert self.say(is_given=False) is False
        assert not Consent.objects.exists()

    def test_the_last_word_counts_and_none_is_lost(self):
        self.say(is_given=True)
        assert queries.has_consented(STORE, "Ana@example.com", ConsentKind.MARKETING)
        self.say(is_given=False, now=NOW + timedelta(days=1))
        assert not queries.has_consented(STORE, "ana@example.com", ConsentKind.MARKETING)
        told = queries.consents_of(STORE, "ana@example.com")
        assert [(one.is_given, one.text, one.source) for one in told] == [
            (False, "Write to me", "checkout"),
            (True, "Write to me", "checkout"),
        ]

    def test_saying_it_twice_is_one(self):
        assert self.say(is_given=True)
        assert not self.say(is_given=True)
        assert Consent.objects.count() == 1

    def test_is_of_one_store(self):
        self.say(is_given=True)
        assert not queries.has_consented(2, "ana@example.com", ConsentKind.MARKETING)
