"""Orders are scored when they are placed; what is risky waits for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from balcao.domains.checkout.operations import capture_payment
from balcao.domains.orders.errors import OnHold
from balcao.domains.orders.operations import confirm_payment, hold_order, pack_order, release_hold
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.queries import payments_of
from balcao.domains.risk import operations, queries
from balcao.domains.risk.errors import BadRiskTerms, NoSuchScore, NotInReview, RiskTermsChanged
from balcao.domains.risk.values import Rule, ScoreState, TermsInfo, Visitor
from balcao.kernel.ids import new_id
from tests.domains.ledger.ledgers import told
from tests.domains.risk.visits import BY, buy, in_review, pay
from tests.shop import NOW

pytestmark = pytest.mark.django_db
DESK = {"by": "ana", "now": NOW}


def scored(shop, order_id):
    told()
    return queries.score_by_order(shop.store_id, order_id)


def rules_of(shop, order_id) -> set[Rule]:
    return {one.rule for one in scored(shop, order_id).reasons}


class TestScores:
    def test_are_kept_with_each_order_and_say_why(self, shop):
        found = scored(shop, buy(shop, email="eve@mailinator.com").order_id)
        assert {one.rule for one in found.reasons} == {Rule.FIRST_ORDER, Rule.DISPOSABLE_MAIL}
        assert (found.score, found.state) == (45, ScoreState.ACCEPTED)

    def test_know_a_shopper_who_was_here_before(self, shop):
        buy(shop, now=NOW - timedelta(days=3))
        second = buy(shop).order_id
        assert rules_of(shop, second) == set()

    def test_count_mail_addresses_at_one_place_and_network(self, shop):
        ids = [
            buy(
                shop, email=f"{nr}@example.com", cart_id=None, provider="card",
                visitor=Visitor("net", f"d{nr}"), now=NOW + timedelta(minutes=nr),
            ).order_id
            for nr in range(4)
        ]  # fmt: skip
        assert {Rule.ADDRESS_SHARED, Rule.NETWORK_SHARED} <= rules_of(shop, ids[-1])
        assert not {Rule.ADDRESS_SHARED, Rule.NETWORK_SHARED} & rules_of(shop, ids[0])

    def test_know_countries_and_quantities(self, shop):
        order_id = buy(shop, ("CUP", 10)).order_id
        assert Rule.MANY_OF_ONE in rules_of(shop, order_id)

    def test_know_what_is_usual(self, shop):
        for nr in range(20):
            buy(shop, email=f"{nr}@example.com", now=NOW - timedelta(days=nr + 2))
        order_id = buy(shop, ("VASE-L", 4), email="x@example.com").order_id
        assert Rule.HIGH_VALUE in rules_of(shop, order_id)

    def test_know_of_declines_before(self, shop, card):
        card.says = card.says.DECLINED
        pay(shop)
        pay(shop)
        card.says = card.says.CAPTURED
        card.known.clear()
        order_id = buy(shop, provider="card", now=NOW + timedelta(minutes=5)).order_id
        assert Rule.DECLINES in rules_of(shop, order_id)

    def test_are_made_once(self, shop):
        order_id = buy(shop).order_id
        told()
        assert not operations.score_order(order_id=order_id, now=NOW)

    def test_of_unknown_orders_are_not_there(self, shop):
        assert not operations.score_order(order_id=new_id(), now=NOW)
        with pytest.raises(NoSuchScore):
            queries.score_by_order(shop.store_id, new_id())


class TestReview:
    def test_holds_an_order_before_it_is_packed(self, shop):
        order_id = in_review(shop)
        confirm_payment(order_id=order_id, **DESK)
        with pytest.raises(OnHold):
            pack_order(order_id=order_id, **DESK)
        operations.release(store_id=shop.store_id, order_id=order_id, note="known", **BY)
        pack_order(order_id=order_id, **DESK)
        assert order_by_id(order_id).state == "packed"

    def test_holds_what_was_set_aside(self, shop):
        order_id = in_review(shop, provider="card")
        (payment,) = payments_of(order_id)
        said = {"payment_id": payment.id, "amount": payment.amount, "key": "k", **DESK}
        with pytest.raises(OnHold):
            capture_payment(**said)
        operations.release(store_id=shop.store_id, order_id=order_id, note="", **BY)
        assert capture_payment(**said).captured == payment.amount

    def test_can_end_in_a_cancelled_order(self, shop):
        order_id = in_review(shop)
        operations.cancel(store_id=shop.store_id, order_id=order_id, note="stolen", **BY)
        assert order_by_id(order_id).state == "cancelled"
        with pytest.raises(NotInReview):
            operations.release(store_id=shop.store_id, order_id=order_id, note="", **BY)

    def test_leaves_an_order_alone_that_has_left(self, shop):
        operations.save_terms(store_id=shop.store_id, terms=TermsInfo(review_at=1))
        order_id = buy(shop).order_id
        order_by_id(order_id)
        from_desk = {"order_id": order_id, **DESK}
        confirm_payment(**from_desk)
        pack_order(**from_desk)
        assert scored(shop, order_id).state is ScoreState.REVIEW

    def test_can_refuse_where_a_store_says_so(self, shop):
        operations.save_terms(store_id=shop.store_id, terms=TermsInfo(review_at=10, refuse_at=40))
        order_id = buy(shop, email="eve@mailinator.com").order_id
        assert scored(shop, order_id).state is ScoreState.REFUSED
        assert order_by_id(order_id).state == "cancelled"


class TestHolds:
    def test_are_put_and_taken_away_once(self, shop):
        order_id = buy(shop).order_id
        assert hold_order(order_id=order_id, reason="ask", **DESK)
        assert not hold_order(order_id=order_id, reason="ask", **DESK)
        assert release_hold(order_id=order_id, **DESK)
        assert not release_hold(order_id=order_id, **DESK)
        kinds = [one.kind for one in order_by_id(order_id).timeline]
        assert kinds[-2:] == ["held", "released"]


class TestTerms:
    def test_are_tried_on_past_orders(self, shop):
        buy(shop, email="eve@mailinator.com")
        buy(shop)
        later = NOW + timedelta(days=1)
        tried = queries.try_terms(shop.store_id, TermsInfo(review_at=40), now=later)
        assert (tried.orders, tried.review, tried.refuse) == (2, 1, 0)
        assert sum(tried.spread) == 2
        assert tried.held[0][0].email == "eve@mailinator.com"
        loose = replace(TermsInfo(review_at=40), weights={"disposable_mail": 0})
        assert queries.try_terms(shop.store_id, loose, now=later).review == 0

    def test_are_saved_on_top_of_what_was_seen(self, shop):
        operations.save_terms(store_id=shop.store_id, terms=TermsInfo())
        with pytest.raises(RiskTermsChanged):
            operations.save_terms(store_id=shop.store_id, terms=TermsInfo())
        seen = queries.terms_of(shop.store_id)
        operations.save_terms(store_id=shop.store_id, terms=replace(seen, review_at=70))
        assert queries.terms_of(shop.store_id).version == 2

    @pytest.mark.parametrize(
        ("terms", "field"),
        [
            (TermsInfo(review_at=0), "review_at"),
            (TermsInfo(review_at=102), "review_at"),
            (TermsInfo(refuse_at=59), "refuse_at"),
            (TermsInfo(refuse_at=101), "refuse_at"),
            (TermsInfo(weights={"abroad": 101}), "abroad"),
            (TermsInfo(weights={"what": 1}), "what"),
        ],
    )
    def test_have_bounds(self, shop, terms, field):
        with pytest.raises(BadRiskTerms) as refusal:
            operations.save_terms(store_id=shop.store_id, terms=terms)
        assert refusal.value.facts["field"] == field
