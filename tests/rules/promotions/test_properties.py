"""What is true of any basket and any promotions."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from balcao.domains.promotions.rules import Preparing, compile_rules, decide, explain, give
from balcao.domains.promotions.rules.best import choose_best
from balcao.domains.promotions.rules.compiled import NO_LIMITS, Candidate
from balcao.domains.promotions.rules.deciding import conflict
from balcao.domains.promotions.rules.facts import Facts
from balcao.domains.promotions.rules.settle import Weighed, settle, total_of, weigh
from balcao.domains.promotions.values import Basket, Left, Promotion
from tests.rules.promotions.guesses import baskets, items, plain, promotions
from tests.rules.promotions.making import basket, promotion, variant

many = settings(max_examples=60, deadline=None)
CHOICES = st.sampled_from(["best", "priority"])


def weighed_of(cart: Basket, made: list[Promotion]) -> tuple[list[Weighed], Facts]:
    facts = Facts(cart)
    stands = [one.stand(facts, NO_LIMITS) for one in compile_rules(made).ready]
    found = [weigh(one, facts) for one in stands if isinstance(one, Candidate)]
    return [one for one in found if one.alone or one.candidate.effect.gifts], facts


def allowed_sets(weighed: list[Weighed]):
    """Every subset that the rules of stacking allow."""
    for size in range(len(weighed) + 1):
        for some in combinations(weighed, size):
            pairs = combinations([one.candidate for one in some], 2)
            if not any(conflict(a, b) for a, b in pairs):
                yield some


class TestDiscounts:
    @many
    @given(baskets(), promotions(), CHOICES)
    def test_never_exceed_what_there_is(self, cart, made, choose):
        outcome = decide(compile_rules(made), cart, choose=choose)
        left: dict[int | None, int] = {
            one.line_no: one.unit_minor * one.quantity for one in cart.items
        }
        left[None] = cart.shipping_minor or 0
        for one in outcome.applied:
            for share in one.shares:
                assert share.amount_minor > 0
                left[share.line_no] -= share.amount_minor
        assert all(rest >= 0 for rest in left.values())

    @many
    @given(baskets(), promotions(), CHOICES)
    def test_are_the_sum_of_their_shares(self, cart, made, choose):
        outcome = decide(compile_rules(made), cart, choose=choose)
        for one in outcome.applied:
            assert sum(share.amount_minor for share in one.shares) == one.amount_minor
            assert one.amount_minor > 0 or one.gifts
        assert sum(one.amount_minor for one in outcome.applied) == outcome.discount_minor

    @many
    @given(baskets(), promotions())
    def test_are_the_same_when_only_the_sums_are_asked_for(self, cart, made):
        outcome = decide(compile_rules(made), cart)
        sums = give(compile_rules(made), Preparing()(cart))
        off: dict[int | None, int] = {}
        for share in (share for one in outcome.applied for share in one.shares):
            off[share.line_no] = off.get(share.line_no, 0) + share.amount_minor
        assert sums.off == off
        assert list(sums.uses) == [(one.promotion_id, one.amount_minor) for one in outcome.applied]
        assert list(sums.gifts) == [gift for one in outcome.applied for gift in one.gifts]

    @many
    @given(baskets(), promotions(), st.integers(0, 3_000))
    def test_stay_within_caps_and_budgets(self, cart, made, budget):
        left = {one.id: Left(budget_minor=budget) for one in made}
        rules = {one.id: one.rule for one in made}
        for one in decide(compile_rules(made), cart, left).applied:
            cap = rules[one.promotion_id].get("at_most_minor", budget)
            assert one.amount_minor <= min(budget, cap)

    @many
    @given(baskets(), promotions(), CHOICES)
    def test_never_mix_currencies(self, cart, made, choose):
        abroad = {one.id for one in made if one.currency != cart.currency}
        amounts = {one.id for one in made if "_minor" in str(one.rule)}
        outcome = decide(compile_rules(made), cart, choose=choose)
        assert not {one.promotion_id for one in outcome.applied} & abroad & amounts

    @many
    @given(baskets(), promotions(), st.randoms(), CHOICES)
    def test_do_not_depend_on_the_order_of_lines_or_promotions(self, cart, made, chance, choose):
        before = decide(compile_rules(made), cart, choose=choose)
        lines, others = list(cart.items), list(made)
        chance.shuffle(lines)
        chance.shuffle(others)
        shuffled = replace(cart, items=tuple(lines))
        assert decide(compile_rules(others), shuffled, choose=choose) == before

    @many
    @given(baskets(lines=items(least=1)), plain, st.data())
    def test_of_lines_never_make_a_unit_dearer_when_one_is_added(self, cart, then, data):
        one = Promotion(id="p0", name="", rule={"then": then}, currency="BRL")
        rules = compile_rules([one])
        at = data.draw(st.integers(0, len(cart.items) - 1))
        more = cart.items[at]._replace(quantity=cart.items[at].quantity + 1)
        fuller = replace(cart, items=(*cart.items[:at], more, *cart.items[at + 1 :]))
        before, after = decide(rules, cart), decide(rules, fuller)
        for item_before, item_after in zip(cart.items, fuller.items, strict=True):
            old = _paid(before, item_before)
            new = _paid(after, item_after)
            # A line is rounded as a whole: half a cent of each.
            slack = item_before.quantity + item_after.quantity
            assert new * item_before.quantity <= old * item_after.quantity + slack


def _paid(outcome, item) -> int:
    shares = [share for one in outcome.applied for share in one.shares]
    off = sum(share.amount_minor for share in shares if share.line_no == item.line_no)
    return item.unit_minor * item.quantity - off


class TestExplain:
    @many
    @given(baskets(), promotions(), CHOICES)
    def test_agrees_with_decide(self, cart, made, choose):
        rules = compile_rules(made)
        quick, full = decide(rules, cart, choose=choose), explain(rules, cart, choose=choose)
        assert quick.applied == full.applied
        assert {one.promotion_id for one in full.verdicts} == {one.id for one in made}
        applied = {one.promotion_id for one in quick.applied}
        assert {one.promotion_id for one in full.verdicts if one.applied} == applied
        told = {one.promotion_id: one for one in full.verdicts}
        assert all(told[one.promotion_id] == one for one in quick.verdicts)

    @many
    @given(baskets(), promotions(), CHOICES)
    def test_names_a_winner_that_applied(self, cart, made, choose):
        outcome = explain(compile_rules(made), cart, choose=choose)
        applied = {one.promotion_id for one in outcome.applied}
        for one in outcome.verdicts:
            if one.reason == "lost_to_another":
                assert one.facts["lost_to"] in applied


class TestBest:
    @settings(max_examples=250, deadline=None)
    @given(baskets(), promotions())
    def test_is_what_trying_every_allowed_set_finds(self, cart, made):
        weighed, facts = weighed_of(cart, made)
        found = min(
            (total_of(some, facts), -sum(one.gift_value for one in some))
            for some in allowed_sets(weighed)
        )
        best = choose_best(weighed, facts)
        assert best.key[:2] == found
        pairs = combinations([one.candidate for one in best.chosen], 2)
        assert not any(conflict(a, b) for a, b in pairs)

    @many
    @given(baskets(), promotions())
    def test_set_that_is_applied_costs_what_was_searched_for(self, cart, made):
        weighed, facts = weighed_of(cart, made)
        best = choose_best(weighed, facts)
        taken = sum(one.amount for one in settle(best.chosen, facts)[0])
        assert facts.subtotal + (cart.shipping_minor or 0) - taken == best.key[0]

    @many
    @given(baskets(), promotions())
    def test_is_not_dearer_than_by_priority(self, cart, made):
        rules = compile_rules(made)
        best, other = decide(rules, cart), decide(rules, cart, choose="priority")
        assert best.discount_minor >= other.discount_minor

    @many
    @given(baskets(), promotions())
    def test_another_promotion_never_raises_the_total(self, cart, made):
        weighed, facts = weighed_of(cart, made)
        for at in range(len(weighed)):
            assert total_of(weighed[: at + 1], facts) <= total_of(weighed[:at], facts)

    def test_looks_at_one_set_when_no_line_is_used_up(self):
        cart = basket(*((10_000, 1) for _ in range(50)))
        made = [
            promotion(
                f"{group}-{member}",
                {
                    "kind": "percent",
                    "basis_points": 10 + member,
                    "on": {"kind": "variant", "in": [variant(1 + (group + member) % 50)]},
                },
                stacking={"group": str(group)},
            )
            for group in range(40)
            for member in range(5)
        ]
        weighed, facts = weighed_of(cart, made)
        assert len(weighed) == 200
        assert choose_best(weighed, facts).evaluated == 1


class TestByPriority:
    @many
    @given(baskets(), promotions())
    def test_takes_only_what_may_go_together(self, cart, made):
        kept = {
            one.promotion_id for one in decide(compile_rules(made), cart, choose="priority").applied
        }
        weighed, _ = weighed_of(cart, made)
        chosen = [one.candidate for one in weighed if one.candidate.ready.id in kept]
        assert not any(conflict(a, b) for a, b in combinations(chosen, 2))

    @many
    @given(baskets(), promotions())
    def test_leaves_out_only_what_lost_or_gives_nothing(self, cart, made):
        outcome = explain(compile_rules(made), cart, choose="priority")
        first = min(
            (one for one in compile_rules(made).ready if _could(one, cart)),
            key=lambda one: one.rank,
            default=None,
        )
        assert first is None or first.id in {one.promotion_id for one in outcome.applied}


def _could(ready, cart) -> bool:
    facts = Facts(cart)
    stand = ready.stand(facts, NO_LIMITS)
    if not isinstance(stand, Candidate):
        return False
    weighed = weigh(stand, facts)
    return bool(weighed.alone or stand.effect.gifts)
