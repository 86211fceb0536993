"""Promotions: written down, changed, switched on and off, ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from balcao.domains.pricing.queries import revision_of
from balcao.domains.promotions.errors import (
    BadPromotion,
    BadRule,
    LimitBelowUses,
    NoSuchPromotion,
    PromotionChanged,
    WrongPromotionState,
)
from balcao.domains.promotions.models import Promotion, Use
from balcao.domains.promotions.operations import (
    activate_promotion,
    change_promotion,
    create_promotion,
    end_promotion,
    give_back,
    pause_promotion,
)
from balcao.domains.promotions.queries import active_promotions, promotion_by_id, promotions_page
from balcao.domains.promotions.values import PromotionState
from tests.domains.promotions.offers import draft, offer, use
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
STORE = 1
DAY = timedelta(days=1)


def change(promotion_id, **changes):
    change_promotion(store_id=STORE, promotion_id=promotion_id, draft=draft(**changes), now=NOW)


class TestCreating:
    def test_begins_with_a_draft_that_applies_to_nothing(self):
        made = create_promotion(store_id=STORE, draft=draft(name=" Ten off "), now=NOW)
        found = promotion_by_id(STORE, made)
        assert (found.status, found.name, found.version) == ("draft", "Ten off", 1)
        assert active_promotions(STORE, NOW) == ()

    @pytest.mark.parametrize(
        ("field", "changes"),
        [
            ("name", {"name": "  "}),
            ("currency", {"currency": "brl"}),
            ("currency", {"currency": "", "budget_minor": 5}),
            ("priority", {"priority": 10**9}),
            ("ends_at", {"starts_at": NOW, "ends_at": NOW}),
            ("uses_limit", {"uses_limit": -1}),
            ("per_shopper_limit", {"per_shopper_limit": 0}),
            ("budget_minor", {"budget_minor": 10**14}),
        ],
    )
    def test_names_the_field_that_cannot_be(self, field, changes):
        with pytest.raises(BadPromotion) as error:
            create_promotion(store_id=STORE, draft=draft(**changes), now=NOW)
        assert error.value.facts["field"] == field
        assert not Promotion.objects.exists()

    def test_points_at_what_is_wrong_with_a_rule(self):
        with pytest.raises(BadRule) as error:
            create_promotion(store_id=STORE, draft=draft(rule={"then": {"kind": "no"}}), now=NOW)
        assert [one["pointer"] for one in error.value.facts["findings"]] == ["/then/kind"]


class TestChanging:
    def test_is_seen_by_whoever_keeps_rules_in_memory(self):
        made = offer(STORE)
        before = revision_of(STORE)
        change(made, name="Changed", priority=5)
        assert revision_of(STORE) == before + 1
        (rule,) = active_promotions(STORE, NOW)
        assert (rule.name, rule.priority) == ("Changed", 5)

    def test_refuses_a_version_that_is_not_the_last(self):
        made = offer(STORE)
        with pytest.raises(PromotionChanged):
            change_promotion(
                store_id=STORE, promotion_id=made, draft=draft(), now=NOW, expected_version=1
            )

    def test_leaves_counters_alone(self):
        made = offer(STORE)
        use(STORE, made)
        change(made, name="Changed")
        found = promotion_by_id(STORE, made)
        assert (found.used, found.spent_minor) == (1, 500)

    @pytest.mark.parametrize(
        ("field", "limit", "least"),
        [
            ("uses_limit", 2, 3),
            ("per_shopper_limit", 1, 2),
            ("per_day_limit", 2, 3),
            ("budget_minor", 1499, 1500),
        ],
    )
    def test_refuses_a_limit_below_what_was_used(self, field, limit, least):
        made = offer(STORE)
        for shopper in ("ana@example.com", "ana@example.com", "bia@example.com"):
            use(STORE, made, shopper=shopper)
        with pytest.raises(LimitBelowUses) as error:
            change(made, **{field: limit})
        assert (error.value.facts["field"], error.value.facts["least"]) == (field, least)
        change(made, **{field: least})
        assert_books_balance()

    def test_numbers_earlier_uses_when_a_limit_per_shopper_comes(self):
        made = offer(STORE)
        first, _ = use(STORE, made), use(STORE, made)
        change(made, per_shopper_limit=2)
        assert list(Use.objects.order_by("id").values_list("slot", flat=True)) == [1, 2]
        with pytest.raises(Exception, match="promotion_gone"):
            use(STORE, made)
        give_back(order_id=first, now=NOW)
        use(STORE, made)
        assert_books_balance()

    def test_keeps_the_currency_of_what_was_spent(self):
        made = offer(STORE)
        use(STORE, made)
        with pytest.raises(BadPromotion):
            change(made, currency="USD")

    def test_knows_nothing_of_other_stores(self):
        made = offer(2)
        with pytest.raises(NoSuchPromotion):
            change(made)


class TestLife:
    def test_goes_on_off_on_and_ends(self):
        made = offer(STORE)
        which = {"store_id": STORE, "promotion_id": made, "now": NOW}
        pause_promotion(**which)
        assert active_promotions(STORE, NOW) == ()
        activate_promotion(**which)
        end_promotion(**which)
        assert promotion_by_id(STORE, made).status == "ended"
        for step in (activate_promotion, pause_promotion, end_promotion):
            with pytest.raises(WrongPromotionState):
                step(**which)
        with pytest.raises(WrongPromotionState):
            change(made)

    def test_does_not_begin_after_its_end(self):
        made = create_promotion(store_id=STORE, draft=draft(ends_at=NOW), now=NOW - DAY)
        with pytest.raises(BadPromotion):
            activate_promotion(store_id=STORE, promotion_id=made, now=NOW)


class TestActivePromotions:
    def test_are_those_of_the_day_to_come(self):
        for name, days in (
            ("soon", (0.5, 9)),
            ("later", (2, 9)),
            ("over", (-9, 0)),
            ("on", (-9, 9)),
        ):
            starts_at, ends_at = (NOW + DAY * n for n in days)
            offer(STORE, now=NOW - 10 * DAY, name=name, starts_at=starts_at, ends_at=ends_at)
        assert {one.name for one in active_promotions(STORE, NOW)} == {"soon", "on"}


class TestPages:
    def test_go_on_where_they_ended(self):
        made = [offer(STORE, now=NOW + n * DAY) for n in range(5)]
        first = promotions_page(STORE, limit=3)
        rest = promotions_page(STORE, limit=3, cursor=first.next_cursor)
        assert [one.id for one in (*first.items, *rest.items)] == made[::-1]

    def test_show_one_state_and_words_of_a_name(self):
        offer(STORE, name="Winter")
        create_promotion(store_id=STORE, draft=draft(name="Winter draft"), now=NOW)
        drafts = promotions_page(STORE, states=[PromotionState.DRAFT], search="winter")
        assert [one.name for one in drafts.items] == ["Winter draft"]


class TestConstraints:
    @pytest.mark.parametrize(
        "changes", [{"used": 2}, {"spent_minor": 101}, {"status": "on"}, {"used": -1}]
    )
    def test_stand_behind_the_code(self, changes):
        made = offer(STORE, uses_limit=1, budget_minor=100)
        with pytest.raises(IntegrityError), transaction.atomic():
            Promotion.objects.filter(pk=made).update(**changes)
