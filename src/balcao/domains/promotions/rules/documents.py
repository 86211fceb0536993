"""A rule as JSON: checked, with a finding for everything that is wrong. Pure.

``{"when": condition, "then": benefit, "stacking": {...}, "at_most_minor": 5000}``; all but ``then``
may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from balcao.domains.promotions.errors import BadRule
from balcao.domains.promotions.rules import (
    around,
    benefits,
    bundles,
    carts,
    lines,
    nesting,
    orders,
    sets,
)
from balcao.domains.promotions.rules.fields import (
    SOME_MONEY,
    Field,
    Findings,
    amounts_in,
    check_fields,
    flag,
    optional,
    text,
)
from balcao.domains.promotions.rules.kinds import (
    BENEFITS,
    CONDITIONS,
    check_benefit,
    check_condition,
)

CONDITIONS.update({**lines.KINDS, **carts.KINDS, **around.KINDS, **nesting.KINDS})
BENEFITS.update({**benefits.KINDS, **orders.KINDS, **sets.KINDS, **bundles.KINDS})

BUILT_IN: Final = frozenset(CONDITIONS) | frozenset(BENEFITS)
MOST_SAID: Final = 3


def _stacking(value: object, pointer: str, findings: Findings) -> None:
    fields = {
        "exclusive": optional(flag),
        "no_other_codes": optional(flag),
        "group": optional(text),
    }
    good = check_fields(value, fields, pointer, findings)
    if good and isinstance(value, Mapping) and value.get("exclusive") and len(value) > 1:
        findings.add(pointer, "An exclusive promotion is alone. Take the other keys out.")


FIELDS: Final = {
    "when": optional(check_condition),
    "then": Field(check_benefit),
    "stacking": optional(_stacking),
    "at_most_minor": optional(SOME_MONEY),
}


def findings_in(document: object, *, currency: str | None = None) -> list[dict[str, str]]:
    """All that is wrong with a rule, as JSON pointers and sentences.

    :param currency: of the promotion; with an empty one the rule may have no amounts. None leaves
        that question.
    """
    findings = Findings()
    check_fields(document, FIELDS, "", findings)
    amounts = amounts_in(document) if currency == "" else []
    for pointer in amounts:
        findings.add(pointer, "An amount needs a currency. Choose one for this promotion.")
    return findings.found


def check_rule(document: object, *, currency: str | None = None) -> dict[str, Any]:
    """Take a rule as it came; a copy of its own comes back.

    :raises BadRule: with every finding.
    """
    found = findings_in(document, currency=currency)
    if found or not isinstance(document, Mapping):
        said = "; ".join(f"{one['pointer'] or '/'}: {one['says']}" for one in found[:MOST_SAID])
        more = f" And {len(found) - MOST_SAID} more." if len(found) > MOST_SAID else ""
        raise BadRule(f"This rule cannot be used. {said}{more}", field="rule", findings=found)
    return dict(deepcopy(document))


def has_amounts(document: object) -> bool:
    """Whether a rule names amounts of money, and so is for one currency only."""
    return bool(amounts_in(document))
