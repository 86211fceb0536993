"""Risk by the API, and card testing answered with 429."""

from __future__ import annotations

import pytest

from balcao.domains.payments.ports import Outcome
from balcao.domains.risk.operations.buying import ALARMS
from balcao.domains.risk.rules.limits import DECLINES
from tests.cards import Card, offering
from tests.domains.risk.visits import in_review
from tests.shop import ADDRESS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calm():
    ALARMS.forget()


def wanted(shop, nr: int) -> dict:
    return {
        "lines": [{"variant_id": str(shop.variants["CUP"]), "quantity": 1}],
        "email": f"eve{nr}@example.com",
        "address": ADDRESS.as_json(),
        "shipping": "standard",
        "payment": "card",
        "expected_total": {"amount_minor": 5400, "currency": "BRL"},
        "payment_token": f"pm_{nr}",
    }


class TestReview:
    def test_is_listed_and_decided(self, shop, owner):
        order_id = in_review(shop)
        (found,) = owner.get("/risk/orders").json()["items"]
        assert found["reasons"][0]["pt_br"] == "O e-mail é descartável"
        path = f"/risk/orders/{order_id}"
        assert owner.get(path).json()["state"] == "review"
        assert owner.post(f"{path}/release", {"note": "ok"}).json()["state"] == "released"
        assert owner.post(f"{path}/cancel", {}).status_code == 409


class TestTerms:
    def test_are_tried_and_put(self, owner):
        said = {"review_at": 50, "weights": {"abroad": 5}}
        assert owner.post("/risk/trial", said).json()["orders"] == 0
        assert owner.call("PUT", "/risk/terms", said).json()["weights"]["abroad"] == 5
        assert owner.call("PUT", "/risk/terms", said).status_code == 412
        assert owner.get("/risk/terms").json()["version"] == 1
        wrong = {"review_at": 50, "refuse_at": 40, "version": 1}
        assert owner.call("PUT", "/risk/terms", wrong).status_code == 422


class TestCardTesting:
    def test_is_answered_with_429_and_when_to_come_back(self, shop, anybody, owner):
        with offering(Card()) as card:
            card.says = Outcome.DECLINED
            answers = [
                anybody.post("/purchases", wanted(shop, nr)) for nr in range(DECLINES["device"] + 1)
            ]
        assert [one.status_code for one in answers] == [402] * DECLINES["device"] + [429]
        assert 0 < int(answers[-1]["Retry-After"]) <= 3600
        tried = owner.get("/risk/payments").json()
        assert tried["items"][0]["stopped"] == 1
