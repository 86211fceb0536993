"""Card testing is stopped: by cart, device, network, card and mail address, and shop-wide."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.payments.ports import Outcome
from balcao.domains.risk import operations, queries
from balcao.domains.risk.errors import TooManyPayments
from balcao.domains.risk.models import PaymentAttempt
from balcao.domains.risk.operations.buying import ALARMS
from balcao.domains.risk.rules.limits import ATTEMPTS, DECLINES
from balcao.domains.risk.values import Visitor
from balcao.plumbing.limits import forget_tries
from balcao.plumbing.models import TryCount
from tests.domains.risk.visits import buy, pay
from tests.shop import NOW

pytestmark = pytest.mark.django_db


class TestDeclines:
    def test_stop_further_attempts_before_the_provider_is_asked(self, shop, card):
        card.says = Outcome.DECLINED
        outcomes = [pay(shop) for _ in range(DECLINES["device"] + 3)]
        assert outcomes == ["declined"] * DECLINES["device"] + ["stopped"] * 3
        assert len(card.known) == DECLINES["device"]

    def test_say_how_long_to_wait(self, shop, card):
        card.says = Outcome.DECLINED
        for _ in range(DECLINES["device"]):
            pay(shop)
        with pytest.raises(TooManyPayments) as refusal:
            buy(shop, provider="card", email="eve@example.com")
        assert 0 < refusal.value.facts["retry_after_seconds"] <= 3600

    def test_are_forgotten_after_an_hour(self, shop, card):
        card.says = Outcome.DECLINED
        for _ in range(DECLINES["device"] + 1):
            pay(shop)
        card.says = Outcome.CAPTURED
        ALARMS.forget()
        assert pay(shop, now=NOW + timedelta(hours=1)) == "paid"

    def test_of_one_card_stop_it_from_other_places(self, shop, card):
        card.says = Outcome.DECLINED
        tries = [
            pay(shop, Visitor(f"n{nr}", f"d{nr}"), email=f"{nr}@example.com", payment_token="pm_1")
            for nr in range(DECLINES["card"] + 1)
        ]
        assert tries[-1] == "stopped"


class TestAttempts:
    def test_are_limited_even_when_they_succeed(self, shop, card):
        card.says = Outcome.CAPTURED
        outcomes = [pay(shop) for _ in range(ATTEMPTS["device"] + 1)]
        assert outcomes[-2:] == ["paid", "stopped"]

    def test_of_others_go_on(self, shop, card):
        card.says = Outcome.CAPTURED
        for _ in range(ATTEMPTS["device"] + 1):
            pay(shop)
        assert pay(shop, Visitor("network-2", "device-2"), email="ana@example.com") == "paid"

    def test_that_ask_nobody_are_not_counted(self, shop):
        for _ in range(ATTEMPTS["device"] + 5):
            buy(shop)
        assert TryCount.objects.count() == 0

    def test_asked_again_by_the_same_key_are_one(self, shop, card):
        card.says = Outcome.CAPTURED
        request = shop.request(("CUP", 1), provider="card", key="once", payment_token="pm_1")
        who = Visitor("network", "device")
        made = [
            operations.purchase(request, visitor=who, now=NOW)
            for _ in range(2 * ATTEMPTS["device"])
        ]
        assert len({one.number for one in made}) == 1
        assert set(TryCount.objects.values_list("tries", flat=True)) == {1}


class TestAnAttack:
    def test_of_two_hundred_attempts_reaches_the_provider_a_few_times(self, shop, card):
        card.says = Outcome.DECLINED
        outcomes = [
            pay(
                shop,
                Visitor(f"net-{nr % 4}", f"dev-{nr % 16}"),
                email=f"eve{nr}@example.com",
                payment_token=f"pm_{nr}",
                now=NOW + timedelta(seconds=nr),
            )
            for nr in range(200)
        ]
        # Four networks, and fewer still once the alarm is known.
        assert len(card.known) == outcomes.count("declined") <= 4 * DECLINES["network"]
        assert outcomes.count("stopped") >= 200 - 4 * DECLINES["network"]
        later = NOW + timedelta(seconds=200)
        assert queries.decline_alarm(shop.store_id, now=later)
        (hour,) = queries.attempts_by_hour(shop.store_id, since=NOW - timedelta(hours=1))
        assert hour.attempts == 200
        assert hour.declined + hour.stopped == 200

    def test_makes_limits_tighter_for_everybody(self, shop, card):
        card.says = Outcome.DECLINED
        for nr in range(12):
            pay(shop, Visitor(f"n{nr}", f"d{nr}"), email=f"{nr}@example.com")
        ALARMS.forget()
        tries = [pay(shop, Visitor("x", "x"), email="x@example.com") for _ in range(3)]
        assert tries == ["declined", "stopped", "stopped"]


class TestPrivacy:
    def test_keeps_digests_for_thirty_days(self, shop, card):
        card.says = Outcome.CAPTURED
        pay(shop)
        kept = PaymentAttempt.objects.get()
        assert "eve" not in kept.mail
        assert operations.forget_visitors(now=NOW + timedelta(days=29)) == 0
        assert operations.forget_visitors(now=NOW + timedelta(days=31)) == 1
        assert forget_tries(now=NOW + timedelta(days=2)) > 0
        assert TryCount.objects.count() == 0
