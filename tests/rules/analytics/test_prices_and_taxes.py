"""Other prices and other taxes tried on past orders."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from balcao.domains.analytics.rules.documents import (
    price_document,
    price_subject,
    promotion_document,
    promotion_subject,
    tax_document,
    tax_subject,
)
from balcao.domains.analytics.rules.pricing import Repricing
from balcao.domains.analytics.rules.taxing import Taxing
from balcao.domains.analytics.values import Beside, PriceSubject, PromotionSubject, TaxSubject
from balcao.domains.analytics.values.subjects import Limits
from balcao.domains.checkout.values import VariantFacts
from balcao.domains.pricing.rules.lists import unit_price
from balcao.domains.pricing.rules.repricing import new_price
from balcao.domains.pricing.rules.taxes import tax_of
from balcao.domains.pricing.values import TaxRateRule, TaxRules
from balcao.domains.pricing.values.changes import Action, RepriceRule
from balcao.domains.pricing.values.lists import ListKind, PriceListHead, Tier
from balcao.kernel.window import Window
from tests.rules.analytics.making import CUP, START, VASE, known, past, percent_off

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HEAD = PriceListHead(id=UUID(int=9), name="List", currency="BRL", window=Window(NOW))
VAT = TaxRateRule(id=1, jurisdiction="BR", name="VAT", rate_ppm=100_000, country="BR")


def facts_of(variant: UUID, category: str = "") -> VariantFacts:
    return VariantFacts(
        variant_id=variant,
        product_id=variant,
        base_minor=1,
        compare_at_minor=None,
        category=category,
        brand="",
        tags=frozenset(),
        attributes={},
        weight_grams=0,
        tax_class="standard",
    )


def repricing(**what):
    subject = price_subject(json.loads(json.dumps(price_document(PriceSubject(**what)))))
    return Repricing(subject, unit_price, new_price)


def taxing(**changes):
    rules = TaxRules(store_id=1, rates=(VAT,))
    subject = TaxSubject(rules=replace(rules, **changes), as_of=NOW)
    return Taxing(tax_subject(json.loads(json.dumps(tax_document(subject)))), tax_of)


class TestOtherPrices:
    def test_of_some_variants_leave_the_others(self):
        order = past(1, (CUP, 2, 1000), (VASE, 1, 5000))
        change = repricing(prices={CUP: 1200}).try_on(order, known())
        assert (change.before.lines_minor, change.after.lines_minor) == (7000, 7400)
        assert change.is_touched

    def test_that_are_the_old_ones_change_nothing(self):
        order = past(1, (CUP, 2, 1000), off={1: 333, None: 20}, tax_percent=19)
        change = repricing(prices={CUP: 1000}).try_on(order, known())
        assert change.before == change.after
        assert not change.is_touched

    def test_keep_the_share_of_the_discount(self):
        order = past(1, (CUP, 2, 1000), off={1: 500})
        change = repricing(prices={CUP: 2000}).try_on(order, known())
        assert change.after.discount_minor == 1000

    def test_by_rule_are_of_the_category_only(self):
        category = UUID(int=77)
        rule = RepriceRule(action=Action.PERCENT, value=100_000, category_id=category)
        order = past(1, (CUP, 1, 1000), (VASE, 1, 1000))
        facts = known(variants={CUP: facts_of(CUP, str(category)), VASE: facts_of(VASE)})
        assert repricing(rule=rule).try_on(order, facts).after.lines_minor == 2100

    def test_from_cost_leave_what_has_none(self):
        rule = RepriceRule(action=Action.FROM_COST, value=1_000_000)
        order = past(1, (CUP, 1, 1000), (VASE, 1, 1000))
        change = repricing(rule=rule).try_on(order, known(unit_costs={CUP: (900, 2)}))
        assert change.after.lines_minor == 900 + 1000

    def test_of_a_list_go_by_quantity(self):
        tiers = {CUP: (Tier(1, 900), Tier(10, 800))}
        order = past(1, (CUP, 10, 1000))
        change = repricing(head=HEAD, tiers=tiers).try_on(order, known())
        assert change.after.lines_minor == 8000

    def test_of_a_list_for_a_segment_are_for_its_members(self):
        head = replace(HEAD, kind=ListKind.PERCENT, off_ppm=100_000, groups=frozenset({"vip"}))
        tried, order = repricing(head=head), past(1, (CUP, 1, 1000))
        inside = known(groups={order.shopper: frozenset({"vip"})})
        assert tried.try_on(order, inside).after.lines_minor == 900
        assert not tried.try_on(order, known()).is_touched


class TestOtherTaxes:
    def test_that_are_the_same_change_nothing(self):
        order = past(1, (CUP, 1, 11000), tax_percent=10, shipping_minor=0)
        order = replace(order, taxes={"BR": 1000})
        change = taxing().try_on(order, known())
        assert change.before == change.after
        assert not change.is_touched

    def test_are_reckoned_after_discounts_with_shipping(self):
        order = past(1, (CUP, 1, 11000), off={1: 5500}, shipping_minor=1100)
        change = taxing().try_on(order, known())
        assert change.after.included_minor == 600
        assert change.taxes_after == {"BR": 600}
        assert change.after.paid_minor == change.before.paid_minor

    def test_on_top_make_it_dearer(self):
        order = past(1, (CUP, 1, 11000), tax_percent=10, shipping_minor=0)
        change = taxing(prices_include_tax=False).try_on(order, known())
        assert (change.before.paid_minor, change.after.paid_minor) == (11000, 12100)
        assert change.after.revenue_minor == 11000

    def test_go_by_the_moment_asked_for(self):
        rates = (replace(VAT, ends_at=START), replace(VAT, rate_ppm=200_000, starts_at=START))
        late = replace(VAT, starts_at=NOW.replace(year=2030))
        order = past(1, (CUP, 1, 12000), shipping_minor=0)
        assert taxing(rates=rates).try_on(order, known()).after.included_minor == 2000
        assert taxing(rates=(late,)).try_on(order, known()).after.included_minor == 0


class TestDocuments:
    def test_of_a_promotion_come_back_as_they_were(self):
        subject = PromotionSubject(
            promotion=percent_off(1_000, needs_code=True),
            beside=Beside.WITH_ACTIVE,
            others=(percent_off(500, "old"),),
            limits={"new": Limits(uses=3)},
        )
        kept = json.loads(json.dumps(promotion_document(subject)))
        assert promotion_subject(kept) == subject
