"""The storm of ``make storm``, made small; and that its verdict can be guilty.

``BALCAO_STORM_SEED`` makes it another one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from random import Random

import pytest
from django.db import connection

from balcao.domains.checkout.operations import purchase
from tests.adapters.stripe_proxy import GOOD, complete, localstripe, made, serving
from tests.cards import offering
from tests.races import money_weather
from tests.races.crowd import at_once, granted
from tests.races.money_audit import (
    Charge,
    Paid,
    charges_of,
    differences,
    read_clearing,
    read_payments,
)
from tests.races.money_storm import Plan, storm
from tests.races.money_weather import StormyProxy, Weather
from tests.races.settled import let_settle
from tests.shop import NOW, Shop

pytestmark = pytest.mark.race
SEED = int(os.environ.get("BALCAO_STORM_SEED", "20261130"))
ORDERS = 16
SMALL = Plan(SEED, purchases=40, clients=8, kills=1, kills_database=False)


@pytest.mark.long
def test_every_order_is_charged_once_and_the_books_say_so() -> None:
    with storm(SMALL) as raging:
        outcome = raging.run()
    sys.stdout.write(f"seed {SEED}: {outcome.figures}\n")
    assert outcome.problems == []
    # It was a storm: money came and went, things fell, somebody was killed.
    assert outcome.figures["of which took money"] > 10
    assert outcome.figures["refunds"] > 0
    assert len(raging.weather.fell) > 3
    assert raging.killed


@contextmanager
def answers_lost(monkeypatch: pytest.MonkeyPatch, *, forgets: bool) -> Iterator[Weather]:
    """A provider whose answers get lost half of the time, with or without idempotency."""
    monkeypatch.setattr(money_weather, "FALLS", {"answer lost": 500})
    with localstripe() as upstream:
        weather = Weather(upstream, random=Random(SEED), forgets=forgets)
        with serving(weather, StormyProxy), offering(made(weather)):
            yield weather


def audit(weather: Weather) -> list[str]:
    intents = weather.direct("GET", "/v1/payment_intents?limit=1000")["data"]
    refunds = weather.direct("GET", "/v1/refunds?limit=1000")["data"]
    charges = charges_of(map(complete, intents), [one for one in refunds if one["payment_intent"]])
    with connection.cursor() as cursor:
        return differences(charges, read_payments(cursor), read_clearing(cursor))


@pytest.mark.django_db(transaction=True)
class TestTheTeeth:
    """The guard is Stripe's idempotency, which our keys rely on."""

    def buy(self, shop: Shop, weather: Weather) -> int:
        asked = [
            shop.request(("CUP", 1), provider="stripe", payment_token=weather.card(GOOD))
            for _ in range(ORDERS)
        ]
        bought = []
        for _ in range(6):  # who gets no certain answer asks again
            bought += granted(at_once([partial(purchase, one, now=NOW) for one in asked]))
        weather.is_calm = True
        let_settle(shop)
        return len({one.order_id for one in bought})

    def test_a_provider_that_remembers_charges_once(self, shop, monkeypatch):
        with answers_lost(monkeypatch, forgets=False) as weather:
            assert self.buy(shop, weather) == ORDERS
            assert weather.fell["answer lost"] > 5
            assert audit(weather) == []

    def test_a_provider_that_forgets_charges_twice_and_is_found_out(self, shop, monkeypatch):
        with answers_lost(monkeypatch, forgets=True) as weather:
            self.buy(shop, weather)
            assert weather.fell["answer lost"] > 5
            problems = audit(weather)
        assert any("charged 2 times" in one or "charged 3 times" in one for one in problems)


CHARGE = Charge("pi_1", "pay:1", "B-1", "succeeded", 5400, 1000)
PAID = Paid("pay:1", "pi_1", "B-1", "paid", "captured", 5400, 5400, 1000)


class TestTheAudit:
    def test_says_nothing_of_what_is_one(self):
        assert differences([CHARGE], [PAID], 4400) == []

    @pytest.mark.parametrize(
        ("charges", "paid", "clearing", "complaint"),
        [
            ([CHARGE], PAID, 5400, "the books say"),
            ([replace(CHARGE, taken=0, status="canceled")], PAID, -1000, "the provider took 0"),
            ([replace(CHARGE, given_back=0)], PAID, 5400, "the provider gave back 0"),
            ([replace(CHARGE, given_back=5401)], PAID, -1, "gave back 5401 of 5400"),
            ([CHARGE, replace(CHARGE, id="pi_2")], PAID, 8800, "charged 2 times"),
            ([CHARGE, replace(CHARGE, id="pi_2", key="")], PAID, 8800, "is nobody's"),
            ([CHARGE], replace(PAID, order_state="voided"), 4400, "4400 is kept"),
            ([CHARGE], replace(PAID, state="authorized"), 4400, "at the provider succeeded"),
            ([], PAID, 0, "the provider took 0"),
        ],
    )
    def test_names(self, charges, paid, clearing, complaint):
        assert any(complaint in one for one in differences(charges, [paid], clearing))
