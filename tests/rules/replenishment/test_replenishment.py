"""When to buy and how much."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from balcao.domains.replenishment.errors import BadPolicy
from balcao.domains.replenishment.rules.replenishment import (
    demand_over,
    factor_for_cycle,
    factor_for_fill,
    levels_of,
    loss,
    order_quantity,
    rounded,
)
from balcao.domains.replenishment.values.replenishment import (
    Demand,
    Goal,
    LeadTime,
    Policy,
    Position,
)

amounts = st.floats(0, 1000, allow_subnormal=False)
demands = st.builds(Demand, amounts, amounts)
leads = st.builds(LeadTime, st.floats(0, 30), st.floats(0, 10))
policies = st.builds(
    Policy,
    goal=st.sampled_from(Goal),
    service=st.floats(0.5, 0.9999),
    review=st.floats(0, 8),
    cover=st.floats(0, 12),
    minimum=st.integers(1, 500),
    multiple=st.integers(1, 144),
)
positions = st.builds(
    Position, st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 5000)
)


class TestDemandOverLeadTime:
    def test_adds_the_variance_of_demand_and_of_the_lead_time(self):
        # 4 periods of 10 ± 3, and a lead time that is off by 2: 4 x 9 + 100 x 4 = 436.
        over = demand_over(Demand(10, 3), LeadTime(4, 2))
        assert over.mean == 40
        assert over.spread == pytest.approx(436**0.5)

    def test_counts_the_review_as_more_to_wait(self):
        assert demand_over(Demand(10, 3), LeadTime(4), review=1) == demand_over(
            Demand(10, 3), LeadTime(5)
        )

    @pytest.mark.parametrize("bad", [-1.0, float("nan"), float("inf")])
    def test_refuses_what_is_not_a_number_of_units(self, bad):
        with pytest.raises(BadPolicy, match="demand"):
            demand_over(Demand(bad, 1), LeadTime(1))


class TestSafetyFactor:
    # Tables of the standard normal distribution.
    @pytest.mark.parametrize(("k", "g"), [(0, 0.3989), (1, 0.0833), (1.65, 0.0206), (2, 0.0085)])
    def test_agrees_with_the_printed_loss_function(self, k, g):
        assert loss(k) == pytest.approx(g, abs=6e-5)

    def test_loses_the_whole_shortage_far_below(self):
        assert loss(-6) == pytest.approx(6, abs=1e-6)

    @pytest.mark.parametrize(("service", "k"), [(0.5, 0), (0.95, 1.6449), (0.99, 2.3263)])
    def test_agrees_with_the_printed_quantiles(self, service, k):
        assert factor_for_cycle(service) == pytest.approx(k, abs=1e-4)

    @given(st.floats(0.5, 0.9999), st.floats(0.1, 1000), st.floats(1, 10_000))
    def test_for_a_fill_rate_leaves_the_shortage_that_it_allows(self, service, spread, order):
        k = factor_for_fill(service, spread=spread, order=order)
        allowed = order * (1 - service)
        assert spread * loss(k) <= allowed * (1 + 1e-6)
        if k > 0:
            assert spread * loss(k) == pytest.approx(allowed, rel=1e-6)


class TestLevels:
    def test_are_those_of_the_textbook(self):
        # 95 % of cycles, 100 ± 30 a week, lead time 3 weeks, looked at weekly:
        # 400 expected, 60 spread, 1.645 x 60 = 98.7.
        levels = levels_of(Demand(100, 30), LeadTime(3), Policy(service=0.95, review=1, cover=2))
        assert (levels.expected, levels.spread) == (400, 60)
        assert levels.safety_stock == 99
        assert levels.reorder_point == 499
        assert levels.order_up_to == 699

    @given(demands, leads, policies, st.floats(0.5, 0.9999))
    def test_rise_with_the_service_level(self, demand, lead, policy, service):
        other = Policy(policy.goal, service, policy.review, policy.cover, policy.minimum)
        policy = Policy(policy.goal, policy.service, policy.review, policy.cover, policy.minimum)
        low, high = sorted([policy, other], key=lambda one: one.service)
        below, above = levels_of(demand, lead, low), levels_of(demand, lead, high)
        assert below.safety_stock <= above.safety_stock
        assert below.reorder_point <= above.reorder_point

    @given(demands, leads, policies, amounts)
    def test_rise_with_uncertainty(self, demand, lead, policy, more):
        wilder = Demand(demand.mean, demand.spread + more)
        before, after = levels_of(demand, lead, policy), levels_of(wilder, lead, policy)
        assert before.safety_stock <= after.safety_stock

    @given(demands, leads, policies)
    def test_stand_above_each_other(self, demand, lead, policy):
        levels = levels_of(demand, lead, policy)
        assert 0 <= levels.safety_stock <= levels.reorder_point <= levels.order_up_to

    @given(leads, policies, amounts)
    def test_are_zero_where_nothing_is_expected(self, lead, policy, spread):
        levels = levels_of(Demand(0, spread), lead, policy)
        assert (levels.safety_stock, levels.reorder_point, levels.order_up_to) == (0, 0, 0)

    @pytest.mark.parametrize(
        ("policy", "field"),
        [
            (Policy(service=1.0), "service"),
            (Policy(service=float("nan")), "service"),
            (Policy(review=-1), "review"),
            (Policy(cover=float("inf")), "cover"),
            (Policy(minimum=0), "minimum"),
            (Policy(multiple=0), "multiple"),
        ],
    )
    def test_refuse_a_policy_that_makes_no_sense(self, policy, field):
        with pytest.raises(BadPolicy) as refusal:
            levels_of(Demand(1, 1), LeadTime(1), policy)
        assert refusal.value.facts["field"] == field


class TestOrderQuantity:
    @given(demands, leads, policies, positions)
    def test_keeps_minimum_and_multiple(self, demand, lead, policy, position):
        quantity = order_quantity(levels_of(demand, lead, policy), position, policy)
        assert quantity == 0 or quantity >= policy.minimum
        assert quantity % policy.multiple == 0

    @given(demands, leads, policies, positions)
    def test_reaches_the_level_with_less_than_a_pack_too_much(self, demand, lead, policy, position):
        levels = levels_of(demand, lead, policy)
        quantity = order_quantity(levels, position, policy)
        assume(quantity > 0)
        assert position.available + quantity >= levels.order_up_to
        smallest = rounded(1, policy)
        assert quantity == smallest or (
            position.available + quantity - policy.multiple < levels.order_up_to
        )

    @given(demands, leads, policies, positions)
    def test_has_nothing_more_to_do_once_it_is_ordered(self, demand, lead, policy, position):
        levels = levels_of(demand, lead, policy)
        quantity = order_quantity(levels, position, policy)
        after = Position(position.on_hand, position.incoming + quantity, position.promised)
        assert order_quantity(levels, after, policy) == 0

    @given(leads, policies, st.integers(0, 100), st.integers(0, 100))
    def test_is_zero_where_nothing_is_expected_or_owed(self, lead, policy, on_hand, incoming):
        levels = levels_of(Demand(0, 0), lead, policy)
        assert order_quantity(levels, Position(on_hand, incoming), policy) == 0

    def test_covers_what_is_owed_even_when_nothing_more_is_expected(self):
        levels = levels_of(Demand(0, 0), LeadTime(1), Policy())
        assert order_quantity(levels, Position(0, promised=3), Policy(multiple=2)) == 4


class TestPractice:
    """Years of normal demand, week by week: what is promised is what is kept."""

    @pytest.mark.parametrize("goal", list(Goal))
    @pytest.mark.parametrize("service", [0.80, 0.95])
    def test_keeps_the_service_level(self, goal, service):
        policy = Policy(goal=goal, service=service, review=1, cover=0)
        demand, lead = Demand(100, 30), LeadTime(2)
        levels = levels_of(demand, lead, policy)
        random = Random(20260105)
        on_hand, pipeline = levels.order_up_to, [0, 0]
        cycles = short = wanted = served = 0
        for _ in range(20_000):
            # The week begins: goods ordered two looks ago arrive, then it is looked and ordered.
            on_hand += pipeline.pop(0)
            position = Position(max(on_hand, 0), sum(pipeline), max(-on_hand, 0))
            pipeline.append(order_quantity(levels, position, policy))
            units = max(0, round(random.gauss(demand.mean, demand.spread)))
            from_shelf = min(units, max(0, on_hand))
            wanted, served = wanted + units, served + from_shelf
            cycles, short = cycles + 1, short + (from_shelf < units)
            on_hand -= units
        kept = 1 - short / cycles if goal is Goal.CYCLE else served / wanted
        assert kept == pytest.approx(service, abs=0.02)
