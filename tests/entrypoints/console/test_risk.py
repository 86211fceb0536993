"""Risk in the console: orders in review, thresholds tried while they are changed."""

from __future__ import annotations

import pytest
from django.test import Client

from balcao.domains.orders.queries import order_by_id
from balcao.domains.risk import queries
from balcao.domains.risk.operations.buying import ALARMS
from balcao.domains.risk.values import Rule
from balcao.entrypoints.jobs.risk import forget_who_paid, look_for_attacks
from tests.domains.risk.visits import in_review
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def truths(shop):
    ALARMS.forget()
    yield
    assert_books_balance()


def typed(**changes: str) -> dict[str, str]:
    usual = {rule.value: str(weight) for rule, (_, weight) in queries.rules_and_weights().items()}
    return {"review_at": "60", "refuse_at": "", "version": "0", **usual, **changes}


class TestTheQueue:
    def test_says_why_an_order_waits_and_lets_it_go_on(self, shop, owner: Client):
        order_id = in_review(shop)
        text = owner.get("/console/risk/").content.decode()
        assert "The mail address is a disposable one" in text
        owner.post(f"/console/risk/{order_id}/release/", {"note": "rang up"})
        assert "rang up" in owner.get("/console/risk/?state=released").content.decode()

    def test_cancels_an_order(self, shop, owner: Client):
        order_id = in_review(shop)
        owner.post(f"/console/risk/{order_id}/cancel/", follow=True)
        assert order_by_id(order_id).state == "cancelled"
        again = owner.post(f"/console/risk/{order_id}/release/", follow=True)
        assert "has decided" in again.content.decode()

    def test_is_empty_at_first(self, owner: Client):
        assert "No order to review" in owner.get("/console/risk/").content.decode()


class TestSettings:
    def test_are_tried_while_they_are_changed(self, shop, owner: Client):
        in_review(shop)
        part = owner.get(
            "/console/risk/settings/", typed(review_at="40"), headers={"HX-Request": "true"}
        )
        assert "would have been held" in part.content.decode()
        assert "<html" not in part.content.decode()
        whole = owner.get("/console/risk/settings/", typed(review_at="40"))
        assert 'name="review_at"' in whole.content.decode()

    def test_are_saved(self, shop, owner: Client):
        answer = owner.post("/console/risk/settings/save/", typed(review_at="70", abroad="0"))
        assert answer.status_code == 303
        found = queries.terms_of(shop.store_id)
        assert (found.review_at, found.weights) == (70, {Rule.ABROAD.value: 0})

    @pytest.mark.parametrize("wrong", [{"review_at": "x"}, {"abroad": "-1"}, {"refuse_at": "5"}])
    def test_that_cannot_be_keep_what_was_typed(self, owner: Client, wrong):
        answer = owner.post("/console/risk/settings/save/", typed(**wrong))
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.content.decode()


def test_schedules_run(shop):
    look_for_attacks(timestamp=0)
    forget_who_paid(timestamp=0)
