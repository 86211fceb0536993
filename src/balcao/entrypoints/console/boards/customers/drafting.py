"""A segment as somebody drafts it: by rule in a form, by rule in JSON, or by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest

from balcao.domains.customers.errors import BadSegmentRule
from balcao.domains.customers.values import SegmentEdit, SegmentInfo
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.boards.customers.ruleform import (
    Box,
    Language,
    RuleForm,
    form_of,
    rule_of,
    typed,
)
from balcao.entrypoints.console.listing import number_of, word_of

LAST: Final = Box("within_days", "In the last days", "whole", "Empty counts all of them.")
COMMAS: Final = "Separated by commas."
MODES: Final = {"rule": "By rule", "hand": "By hand", "json": "By rule, as JSON"}
LANGUAGE: Final = Language(
    kinds={
        "orders": (
            "Number of orders",
            (Box("at_least", "At least", "whole"), Box("at_most", "At most", "whole"), LAST),
        ),
        "spend": (
            "Money spent",
            (
                Box("at_least_minor", "At least", "money"),
                Box("at_most_minor", "At most", "money"),
                LAST,
            ),
        ),
        "last_order": (
            "Last order",
            (
                Box("within_days", "At most days ago", "whole"),
                Box("before_days", "More than days ago", "whole"),
            ),
        ),
        "first_order": (
            "First order",
            (Box("since", "On or after", "day"), Box("until", "Before", "day")),
        ),
        "place": (
            "Lives in",
            (
                Box("countries", "Countries", "words", "Two letters, such as BR."),
                Box("regions", "Regions", "words", "As in addresses, such as SP."),
                Box("cities", "Cities", "words", COMMAS),
            ),
        ),
        "bought": (
            "Bought something",
            (
                Box("products", "Products by handle", "products", COMMAS),
                Box("variants", "Variants by SKU", "variants", COMMAS),
                Box("brands", "Brands", "words", COMMAS),
                LAST,
            ),
        ),
        "tag": ("Has a tag", (Box("any_of", "One of the tags", "words", COMMAS),)),
    },
    refusal=BadSegmentRule,
)
NO_RULE: Final = RuleForm()


@dataclass(frozen=True, slots=True)
class Draft:
    """A segment as typed so far; ``rule_json`` counts in the mode ``json`` only."""

    mode: str = "rule"
    name: str = ""
    description: str = ""
    slug: str = ""
    form: RuleForm = NO_RULE
    rule_json: str = ""
    version: int = 0

    def after(self, step: str, kind: str) -> Draft:
        """The draft with a condition more or less, as the button that was pressed says."""
        return replace(self, form=self.form.after(step, kind, LANGUAGE))


def draft_of(segment: SegmentInfo, store: StoreInfo) -> Draft:
    """A segment as its form begins."""
    form = form_of(segment.rule, LANGUAGE, store) if segment.rule else None
    mode = "hand" if segment.rule is None else "rule" if form else "json"
    return Draft(
        mode=mode,
        name=segment.name,
        description=segment.description,
        slug=segment.slug,
        form=form or NO_RULE,
        rule_json=pretty(segment.rule) if segment.rule else "",
        version=segment.version,
    )


def draft_typed(request: HttpRequest) -> Draft:
    """The draft as it was sent."""
    post = request.POST
    mode = post.get("mode", "rule")
    return Draft(
        mode=mode if mode in MODES else "rule",
        name=post.get("name", ""),
        description=post.get("description", ""),
        slug=post.get("slug", "").strip(),
        form=typed(post, LANGUAGE),
        rule_json=post.get("rule_json", "")[:50_000],
        version=number_of(post.get("version", "")),
    )


def mode_of(request: HttpRequest) -> str:
    """Which of the three ways an address asks for."""
    return word_of(request, "mode", list(MODES), "rule")


def drafted_rule(draft: Draft, store: StoreInfo) -> dict[str, Any] | None:
    """The rule of a draft; None is by hand. :raises BadSegmentRule: it cannot be read."""
    if draft.mode == "hand":
        return None
    return rule_of(draft.form, LANGUAGE, store) if draft.mode == "rule" else read_json(draft)


def read_json(draft: Draft) -> dict[str, Any]:
    """A rule as JSON. :raises BadSegmentRule: it is none."""
    try:
        found = json.loads(draft.rule_json)
    except (ValueError, RecursionError) as error:
        where = f" Line {error.lineno}." if isinstance(error, json.JSONDecodeError) else ""
        raise BadSegmentRule(f"This is not JSON.{where}", field="rule") from None
    if not isinstance(found, dict):
        raise BadSegmentRule("Write an object with a “kind”.", field="rule")
    return found


def edit_of(draft: Draft, store: StoreInfo) -> SegmentEdit:
    """What is to be saved. :raises BadSegmentRule: the rule cannot be read."""
    rule = drafted_rule(draft, store)
    return SegmentEdit(name=draft.name, description=draft.description, rule=rule)


def as_json(draft: Draft, store: StoreInfo) -> Draft:
    """A draft of the form, turned into JSON to go on with; empty if the form cannot be read yet."""
    try:
        text = pretty(rule_of(draft.form, LANGUAGE, store))
    except BadSegmentRule:
        text = ""
    return replace(draft, rule_json=text)


def pretty(rule: object) -> str:
    """A rule as JSON that people can read."""
    return json.dumps(rule, indent=2, ensure_ascii=False)
