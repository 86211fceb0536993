"""A collection as somebody drafts it: by rule or by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest

from balcao.domains.catalog.errors import BadCollectionRule
from balcao.domains.catalog.values import CollectionEdit, CollectionInfo
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.boards.customers.ruleform import (
    Box,
    Language,
    RuleForm,
    form_of,
    rule_of,
    typed,
)
from balcao.entrypoints.console.listing import number_of

COMMAS: Final = "Separated by commas."
MODES: Final = {"hand": "By hand", "rule": "By rule", "json": "By rule, as JSON"}
LANGUAGE: Final = Language(
    kinds={
        "tag": ("Has a tag", (Box("any_of", "One of the tags", "words", COMMAS),)),
        "brand": ("Is of a brand", (Box("any_of", "One of the brands", "words", COMMAS),)),
        "category": (
            "Is in a category",
            (Box("any_of", "One of the categories, by slug", "categories", COMMAS),),
        ),
        "attribute": (
            "Has an attribute",
            (
                Box("name", "Attribute", "line", "Such as Material."),
                Box("any_of", "One of the values", "words", COMMAS),
            ),
        ),
    },
    refusal=BadCollectionRule,
)
NO_RULE: Final = RuleForm()


@dataclass(frozen=True, slots=True)
class Draft:
    """A collection as typed so far."""

    mode: str = "hand"
    name: str = ""
    description: str = ""
    slug: str = ""
    is_listed: bool = True
    form: RuleForm = NO_RULE
    rule_json: str = ""
    version: int = 0

    def after(self, step: str, kind: str) -> Draft:
        """The draft with a condition more or less, as the button that was pressed says."""
        return replace(self, form=self.form.after(step, kind, LANGUAGE))


def draft_of(found: CollectionInfo, store: StoreInfo) -> Draft:
    """A collection as its form begins."""
    form = form_of(found.rule, LANGUAGE, store) if found.rule else None
    return Draft(
        mode="hand" if found.rule is None else "rule" if form else "json",
        name=found.name,
        description=found.description,
        slug=found.slug,
        is_listed=found.is_listed,
        form=form or NO_RULE,
        rule_json=json.dumps(found.rule, indent=2, ensure_ascii=False) if found.rule else "",
        version=found.version,
    )


def draft_typed(request: HttpRequest) -> Draft:
    """The draft as it was sent."""
    post = request.POST
    mode = post.get("mode", "hand")
    return Draft(
        mode=mode if mode in MODES else "hand",
        name=post.get("name", ""),
        description=post.get("description", ""),
        slug=post.get("slug", "").strip(),
        is_listed=bool(post.get("is_listed")),
        form=typed(post, LANGUAGE),
        rule_json=post.get("rule_json", "")[:50_000],
        version=number_of(post.get("version", "")),
    )


def edit_of(draft: Draft, store: StoreInfo, known: CollectionInfo | None) -> CollectionEdit:
    """What is to be saved; translations stay. :raises BadCollectionRule: it cannot be read."""
    return CollectionEdit(
        name=draft.name,
        description=draft.description,
        translations=known.translations if known else {},
        rule=_rule(draft, store),
        is_listed=draft.is_listed,
    )


def _rule(draft: Draft, store: StoreInfo) -> dict[str, Any] | None:
    if draft.mode == "hand":
        return None
    if draft.mode == "rule":
        return rule_of(draft.form, LANGUAGE, store)
    try:
        found = json.loads(draft.rule_json)
    except (ValueError, RecursionError):
        raise BadCollectionRule("This is not JSON.", field="rule") from None
    if not isinstance(found, dict):
        raise BadCollectionRule("Write an object with a “kind”.", field="rule")
    return found
