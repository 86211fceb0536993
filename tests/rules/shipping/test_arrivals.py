"""When a parcel arrives: worked cases, and what holds for every moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balcao.domains.shipping.errors import BadSending
from balcao.domains.shipping.rules import (
    arrival_by,
    arrival_of,
    check_rules,
    handed_over,
    is_working,
    sender_in,
    working_day,
)
from balcao.domains.shipping.values import Arrival, Deliveries, KnownRate, Sender, SendingRules

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
RULES = SendingRules(is_on=True, cutoff=time(14, 0), packing_days=1)
BRAZIL = Sender(RULES, "BR", "America/Sao_Paulo")
# Sends on Sundays, when clocks are changed, and on Mondays.
NIGHTLY = replace(RULES, cutoff=time(2, 30), weekdays=(1, 7))
BERLIN = Sender(NIGHTLY, "DE", "Europe/Berlin")
CHOICES = [("BR", "SP"), ("BR", ""), ("DE", "BY"), ("PT", ""), ("US", "CA"), ("XX", "")]


def local(*when: int) -> datetime:
    return datetime(*when, tzinfo=SAO_PAULO)


def arrives(now: datetime, days: tuple[int, int], country="BR", region="", sender=BRAZIL):
    return arrival_of(sender, days, country=country, region=region, now=now)


class TestWorkedCases:
    def test_before_the_cutoff_it_leaves_on_the_next_sending_day(self):
        assert handed_over(BRAZIL, local(2026, 12, 1, 13, 59)) == date(2026, 12, 2)
        assert arrives(local(2026, 12, 1, 13, 59), (3, 5)) == Arrival(
            date(2026, 12, 7), date(2026, 12, 9)
        )

    def test_at_the_cutoff_it_counts_for_the_day_after(self):
        assert handed_over(BRAZIL, local(2026, 12, 1, 14, 0)) == date(2026, 12, 3)

    def test_a_friday_after_the_cutoff_is_a_monday(self):
        assert handed_over(BRAZIL, local(2026, 12, 4, 15, 0)) == date(2026, 12, 8)
        assert handed_over(BRAZIL, local(2026, 12, 6, 9, 0)) == date(2026, 12, 8)

    def test_without_packing_days_it_leaves_on_the_day_itself(self):
        quick = replace(BRAZIL, rules=replace(RULES, packing_days=0))
        assert handed_over(quick, local(2026, 12, 4, 10, 0)) == date(2026, 12, 4)
        assert handed_over(quick, local(2026, 12, 4, 14, 0)) == date(2026, 12, 7)

    def test_nobody_delivers_at_carnival(self):
        # Friday 13 February 2026 before the cut-off; Monday and Tuesday are carnival.
        assert handed_over(BRAZIL, local(2026, 2, 13, 9, 0)) == date(2026, 2, 13) + timedelta(5)
        assert arrives(local(2026, 2, 12, 9, 0), (1, 2)) == Arrival(
            date(2026, 2, 18), date(2026, 2, 19)
        )

    @pytest.mark.parametrize(
        "day", [(2026, 4, 3), (2026, 4, 21), (2026, 6, 4), (2026, 9, 7), (2026, 11, 20)]
    )
    def test_public_holidays_of_brazil_are_free(self, day):
        assert not is_working(date(*day), "BR")

    def test_a_state_has_holidays_of_its_own(self):
        assert not is_working(date(2026, 7, 9), "BR", "SP")
        assert is_working(date(2026, 7, 9), "BR", "RJ")
        assert is_working(date(2026, 7, 9), "BR", "no such state")

    def test_over_christmas_each_country_keeps_its_own_calendar(self):
        # Sent on Wednesday 23 December. Brazil works on the 24th and 28th; Germany rests on 25, 26.
        now = local(2026, 12, 22, 10, 0)
        assert arrives(now, (1, 2)) == Arrival(date(2026, 12, 24), date(2026, 12, 28))
        assert arrives(now, (2, 7), "DE") == Arrival(date(2026, 12, 28), date(2027, 1, 5))

    def test_a_closed_day_sends_nothing_and_delivers_all_the_same(self):
        closed = replace(BRAZIL, rules=replace(RULES, closed_on=(date(2026, 12, 2),)))
        assert handed_over(closed, local(2026, 12, 1, 9, 0)) == date(2026, 12, 3)
        assert arrives(local(2026, 11, 30, 9, 0), (1, 1), sender=closed) == Arrival(
            date(2026, 12, 2), date(2026, 12, 2)
        )

    def test_a_store_may_send_on_saturdays_while_transit_counts_monday_to_friday(self):
        weekend = replace(BRAZIL, rules=replace(RULES, weekdays=(1, 2, 3, 4, 5, 6)))
        now = local(2026, 12, 4, 9, 0)
        assert handed_over(weekend, now) == date(2026, 12, 5)
        assert arrives(now, (1, 2), sender=weekend).earliest == date(2026, 12, 7)

    def test_a_country_without_a_calendar_has_weekdays_only(self):
        assert is_working(date(2026, 12, 25), "XX")
        assert not is_working(date(2026, 12, 26), "XX")

    def test_the_day_is_that_of_the_store_not_of_the_server(self):
        # 02:30 in UTC on the 2nd is 23:30 on the 1st in São Paulo: after the cut-off of the 1st.
        assert handed_over(BRAZIL, datetime(2026, 12, 2, 2, 30, tzinfo=UTC)) == date(2026, 12, 3)

    def test_an_hour_that_comes_twice_has_one_cutoff(self):
        first, again = (datetime(2026, 10, 25, hour, 40, tzinfo=UTC) for hour in (0, 1))
        assert first.astimezone(ZoneInfo("Europe/Berlin")).hour == 2
        assert again.astimezone(ZoneInfo("Europe/Berlin")).hour == 2
        assert handed_over(BERLIN, again) == handed_over(BERLIN, first) == date(2026, 11, 1)
        earlier = datetime(2026, 10, 25, 0, 20, tzinfo=UTC)
        assert handed_over(BERLIN, earlier) == date(2026, 10, 26)

    def test_a_cutoff_in_an_hour_that_is_left_out_still_parts_the_day(self):
        before = handed_over(BERLIN, datetime(2026, 3, 29, 0, 59, tzinfo=UTC))
        after = handed_over(BERLIN, datetime(2026, 3, 29, 2, 0, tzinfo=UTC))
        assert (before, after) == (date(2026, 3, 30), date(2026, 4, 5))

    def test_nothing_is_promised_without_rules_or_beyond_a_year(self):
        assert arrives(local(2026, 12, 1, 9, 0), (1, 2), sender=None) is None
        assert arrives(local(2026, 12, 1, 9, 0), (1, 366)) is None
        assert arrives(local(2026, 12, 1, 9, 0), (1, 365)).latest.year == 2028

    def test_a_rate_that_is_not_offered_promises_nothing(self):
        rate = KnownRate(
            code="standard", name="Standard", countries=frozenset({"BR"}), currency="BRL",
            amount_minor=1500, days=(3, 5),
        )  # fmt: skip
        kept = Deliveries(BRAZIL, (rate,))
        asked = {"region": "SP", "currency": "BRL", "now": local(2026, 12, 1, 9, 0)}
        assert arrival_by(kept, country="BR", code="standard", **asked) is not None
        assert arrival_by(kept, country="BR", code="other", **asked) is None
        assert arrival_by(kept, country="PT", code="standard", **asked) is None


senders = st.builds(
    Sender,
    st.builds(
        SendingRules,
        is_on=st.just(True),
        cutoff=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        packing_days=st.integers(0, 30),
        weekdays=st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))),
        closed_on=st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=20).map(tuple),
        region=st.sampled_from(["", "SP"]),
    ),
    st.sampled_from(["BR", "DE", "XX"]),
    st.sampled_from(["America/Sao_Paulo", "Europe/Berlin", "Pacific/Auckland", "UTC"]),
)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 2 * 365 * 24 * 60).map(lambda n: BEGIN + timedelta(minutes=n))
spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda two: (min(two), max(two)))


# Making the first calendars of a process takes a moment that says nothing about the rule.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


class TestAlways:
    @unhurried
    @given(senders, moments, spans, st.sampled_from(CHOICES))
    def test_in_order_never_before_today_and_on_working_days(self, sender, now, days, place):
        country, region = place
        found = arrival_of(sender, days, country=country, region=region, now=now)
        today = now.astimezone(ZoneInfo(sender.time_zone)).date()
        assert today <= handed_over(sender, now) <= found.earliest <= found.latest
        assert is_working(found.earliest, country, region)
        assert is_working(found.latest, country, region)

    @unhurried
    @given(senders, moments, st.timedeltas(timedelta(0), timedelta(10)), spans)
    def test_who_orders_later_is_never_promised_earlier(self, sender, now, after, days):
        one = arrival_of(sender, days, country="BR", region="", now=now)
        two = arrival_of(sender, days, country="BR", region="", now=now + after)
        assert one.earliest <= two.earliest
        assert one.latest <= two.latest

    @unhurried
    @given(senders, moments)
    def test_is_handed_over_on_a_day_that_the_store_sends(self, sender, now):
        day, rules = handed_over(sender, now), sender.rules
        assert day.isoweekday() in rules.weekdays
        assert day not in rules.closed_on

    @unhurried
    @given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(1, 100))
    def test_as_many_working_days_lie_between_as_were_counted(self, day, count):
        end = working_day(day, count, "DE", "BY")
        between = (day + timedelta(n) for n in range(1, (end - day).days + 1))
        assert sum(is_working(one, "DE", "BY") for one in between) == count


class TestCheck:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("packing_days", -1),
            ("packing_days", 31),
            ("weekdays", ()),
            ("weekdays", (0, 1)),
            ("weekdays", (8,)),
            ("region", "ZZ"),
            ("cutoff", time(14, 0, tzinfo=UTC)),
            ("closed_on", tuple(date(2026, 1, 1) + timedelta(n) for n in range(101))),
        ],
    )
    def test_names_the_field(self, field, value):
        with pytest.raises(BadSending) as refused:
            check_rules(replace(RULES, **{field: value}), "BR")
        assert refused.value.facts["field"] == field

    def test_puts_days_in_order(self):
        days = (date(2026, 12, 31), date(2026, 12, 24), date(2026, 12, 24))
        checked = check_rules(replace(RULES, weekdays=(5, 1, 5), closed_on=days, region="sp"), "BR")
        assert checked.weekdays == (1, 5)
        assert checked.closed_on == (date(2026, 12, 24), date(2026, 12, 31))
        assert checked.region == "SP"


def test_three_options_take_less_than_50_microseconds():
    text = '["14:00:00",1,[1,2,3,4,5],["2026-12-24"],"SP","BR","America/Sao_Paulo"]'
    now, spans_of_rates = local(2026, 12, 1, 9, 0), ((3, 8), (1, 3), (8, 18))

    def three() -> None:
        for days in spans_of_rates:
            arrival_of(sender_in(text), days, country="BR", region="SP", now=now)

    three()
    best = min(_spent(three) for _ in range(200))
    assert best < 50e-6, f"{best * 1e6:.0f} microseconds"


def _spent(do) -> float:
    began = perf_counter()
    do()
    return perf_counter() - began
