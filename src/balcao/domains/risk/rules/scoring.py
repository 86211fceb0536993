"""Each rule that speaks adds its weight; the sum, at most a hundred, is the score. Pure.

The signals are those that card schemes and processors name for payments without a card at hand
(velocity, mismatch, first purchase, unusual amount and quantity, declines before); weights are
ours, and a store changes them by what its own past orders say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from balcao.domains.risk.values import Facts, Reason, Rule, TermsInfo, Verdict

R = Rule
MOST: Final = 100
WEIGHTS: Final[dict[Rule, int]] = {
    R.FIRST_ORDER: 10,
    R.MAIL_OFTEN: 25,
    R.ADDRESS_SHARED: 25,
    R.NETWORK_SHARED: 30,
    R.DEVICE_SHARED: 25,
    R.ABROAD: 15,
    R.COUNTRY_CHANGED: 25,
    R.DISPOSABLE_MAIL: 35,
    R.HIGH_VALUE: 30,
    R.MANY_OF_ONE: 20,
    R.DECLINES: 35,
}
MAIL_OFTEN: Final = 4
MAILS_AT_ADDRESS: Final = 3
MAILS_AT_NETWORK: Final = 4
MAILS_AT_DEVICE: Final = 3
HIGH: Final = 3
MANY: Final = 10
DECLINES: Final = 2


def reasons_of(facts: Facts, weights: Mapping[str, int]) -> tuple[Reason, ...]:
    """The rules that speak, the heaviest first; those a store gave no weight are silent."""
    found = [
        Reason(rule, weight, seen)
        for rule, seen in _spoken(facts)
        if (weight := weights.get(rule.value, WEIGHTS[rule])) > 0
    ]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.rule.value)))


def score_of(reasons: Sequence[Reason]) -> int:
    """The sum of weights, at most a hundred."""
    return min(MOST, sum(one.weight for one in reasons))


def verdict_of(score: int, terms: TermsInfo) -> Verdict:
    """What a store does with a score."""
    if terms.refuse_at is not None and score >= terms.refuse_at:
        return Verdict.REFUSE
    return Verdict.REVIEW if score >= terms.review_at else Verdict.ACCEPT


def _spoken(facts: Facts) -> list[tuple[Rule, int]]:
    times = facts.total_minor // facts.usual_minor if facts.usual_minor else 0
    asked = (
        (R.FIRST_ORDER, not facts.earlier, 0),
        (R.MAIL_OFTEN, facts.mail_today >= MAIL_OFTEN, facts.mail_today),
        (R.ADDRESS_SHARED, facts.mails_at_address >= MAILS_AT_ADDRESS, facts.mails_at_address),
        (R.NETWORK_SHARED, facts.mails_at_network >= MAILS_AT_NETWORK, facts.mails_at_network),
        (R.DEVICE_SHARED, facts.mails_at_device >= MAILS_AT_DEVICE, facts.mails_at_device),
        (R.ABROAD, facts.country != facts.home, 0),
        (R.COUNTRY_CHANGED, facts.has_other_country, 0),
        (R.DISPOSABLE_MAIL, facts.is_disposable, 0),
        (R.HIGH_VALUE, times >= HIGH, times),
        (R.MANY_OF_ONE, facts.most_of_one >= MANY, facts.most_of_one),
        (R.DECLINES, facts.declines >= DECLINES, facts.declines),
    )
    return [(rule, seen) for rule, speaks, seen in asked if speaks]
