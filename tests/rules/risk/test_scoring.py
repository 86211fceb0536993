"""What speaks against an order, how much it weighs, and what a store does with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from balcao.domains.risk.rules.limits import is_alarm, tightened
from balcao.domains.risk.rules.mail import is_disposable
from balcao.domains.risk.rules.scoring import WEIGHTS, reasons_of, score_of, verdict_of
from balcao.domains.risk.rules.words import ENGLISH, PORTUGUESE, said
from balcao.domains.risk.values import Facts, Reason, Rule, TermsInfo, Verdict
from balcao.kernel.ids import new_id
from tests.shop import NOW

PLAIN = Facts(
    order_id=new_id(), store_id=1, email="ana@example.com", country="BR", home="BR",
    total_minor=9300, earlier=3, mail_today=1, mails_at_address=1, mails_at_network=1,
    mails_at_device=1, has_other_country=False, most_of_one=2, declines=0, placed_at=NOW,
    usual_minor=10000,
)  # fmt: skip


def rules(**changes) -> list[Rule]:
    return [one.rule for one in reasons_of(replace(PLAIN, **changes), {})]


class TestRules:
    def test_are_silent_about_a_plain_order(self):
        assert rules() == []

    @pytest.mark.parametrize(
        ("changes", "rule"),
        [
            ({"earlier": 0}, Rule.FIRST_ORDER),
            ({"mail_today": 4}, Rule.MAIL_OFTEN),
            ({"mails_at_address": 3}, Rule.ADDRESS_SHARED),
            ({"mails_at_network": 4}, Rule.NETWORK_SHARED),
            ({"mails_at_device": 3}, Rule.DEVICE_SHARED),
            ({"country": "US"}, Rule.ABROAD),
            ({"has_other_country": True}, Rule.COUNTRY_CHANGED),
            ({"is_disposable": True}, Rule.DISPOSABLE_MAIL),
            ({"total_minor": 30000}, Rule.HIGH_VALUE),
            ({"most_of_one": 10}, Rule.MANY_OF_ONE),
            ({"declines": 2}, Rule.DECLINES),
        ],
    )
    def test_speak_one_by_one(self, changes, rule):
        assert rules(**changes) == [rule]

    @pytest.mark.parametrize(
        "changes",
        [
            {"mail_today": 3}, {"mails_at_address": 2}, {"mails_at_network": 3},
            {"mails_at_device": 2}, {"total_minor": 29999}, {"most_of_one": 9}, {"declines": 1},
            {"total_minor": 10**9, "usual_minor": None},
        ],
    )  # fmt: skip
    def test_are_silent_just_below(self, changes):
        assert rules(**changes) == []

    def test_come_with_the_heaviest_first_and_no_more_than_a_hundred(self):
        found = reasons_of(
            replace(PLAIN, earlier=0, is_disposable=True, declines=9, total_minor=90000), {}
        )
        assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
        assert score_of(found) == 100
        assert score_of(found[:2]) == 70

    def test_weigh_what_a_store_says(self):
        abroad = replace(PLAIN, country="US")
        assert score_of(reasons_of(abroad, {"abroad": 80})) == 80
        assert reasons_of(abroad, {"abroad": 0}) == ()


@pytest.mark.parametrize(
    ("score", "refuse_at", "verdict"),
    [
        (59, None, Verdict.ACCEPT), (60, None, Verdict.REVIEW), (100, None, Verdict.REVIEW),
        (89, 90, Verdict.REVIEW), (90, 90, Verdict.REFUSE),
    ],
)  # fmt: skip
def test_thresholds_decide(score, refuse_at, verdict):
    assert verdict_of(score, TermsInfo(refuse_at=refuse_at)) is verdict


class TestWords:
    @pytest.mark.parametrize("rule", list(Rule))
    def test_are_there_in_both_languages(self, rule):
        reason = Reason(rule, WEIGHTS[rule], 7)
        assert said(reason, "en") != said(reason, "pt-br")
        assert ("7" in said(reason, "en")) == ("7" in said(reason, "pt-br"))

    def test_cover_the_same_rules(self):
        assert set(ENGLISH) == set(PORTUGUESE) == set(WEIGHTS) == set(Rule)


class TestMail:
    @pytest.mark.parametrize(
        "email", ["a@mailinator.com", "a@x.mailinator.com", "A@MAILINATOR.COM"]
    )
    def test_that_is_thrown_away_is_known(self, email):
        assert is_disposable(email)

    @pytest.mark.parametrize("email", ["ana@example.com", "a@gmail.com", "", "a@", "com"])
    def test_that_is_kept_is_not(self, email):
        assert not is_disposable(email)


class TestLimits:
    @pytest.mark.parametrize(
        ("attempts", "declined", "alarm"),
        [(0, 0, False), (9, 9, False), (10, 10, True), (20, 10, True), (21, 10, False)],
    )
    def test_are_tighter_when_most_are_declined(self, attempts, declined, alarm):
        assert is_alarm(attempts, declined) is alarm

    def test_are_a_third_then_and_one_at_least(self):
        assert [tightened(9, alarm=True), tightened(2, alarm=True)] == [3, 1]
        assert tightened(9, alarm=False) == 9
