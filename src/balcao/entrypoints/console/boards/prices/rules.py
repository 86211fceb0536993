"""The form of a rule: which prices, how, and how little margin they may leave."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest

from balcao.domains.catalog.models import Product
from balcao.domains.catalog.queries import categories, collections
from balcao.domains.pricing.values.changes import Action, CompareAt, RepriceRule
from balcao.entrypoints.console.boards.prices import typed as t
from balcao.entrypoints.console.pages import store_of
from balcao.entrypoints.console.templatetags.console_words import minor
from balcao.kernel.errors import Invalid

ACTIONS: Final = (
    ("percent", "Raise or lower by percent"),
    ("amount", "Raise or lower by an amount"),
    ("margin", "Reach a margin over cost"),
    ("from_cost", "Cost plus percent"),
)
COMPARE: Final = (
    ("keep", "Keep what they are compared to"),
    ("old", "Compare to the old price (a sale)"),
    ("none", "Compare to nothing (the sale is over)"),
)
BELOW: Final = (
    ("skip", "Leave those prices as they are"),
    ("refuse", "Refuse the whole repricing"),
)
FIELDS: Final = (
    "category", "collection", "brand", "tag", "margin_below", "action", "value", "rounding", "way",
    "compare_at", "guard", "below", "due_at",
)  # fmt: skip


def form_of(request: HttpRequest) -> dict[str, Any]:
    """The form as it was typed, or as it begins, with everything that can be chosen."""
    store, post = store_of(request), request.POST
    form = {name: post.get(name, "") for name in FIELDS}
    form["action"] = form["action"] or "percent"
    rounding = form["rounding"] + (form["way"] if form["rounding"] else "")
    vendors = Product.objects.filter(store_id=store.id).exclude(vendor="").order_by("vendor")
    return {
        "form": form,
        "actions": ACTIONS,
        "compares": COMPARE,
        "belows": BELOW,
        "round": t.rounding_parts(rounding),
        "shelves": [(str(one.id), one.name) for one in categories(store.id, store.language)],
        "sets": [(str(one.id), one.name) for one in collections(store.id)],
        "brands": list(vendors.values_list("vendor", flat=True).distinct()[:200]),
    }


def rule_of(request: HttpRequest) -> RepriceRule:
    """The rule that was typed. :raises Invalid: a field cannot be read."""
    post, currency = request.POST, store_of(request).currency
    action, compare_at = post.get("action", ""), post.get("compare_at", "") or "keep"
    _check(action, compare_at)
    value = post.get("value", "")
    is_amount = action == Action.AMOUNT
    return RepriceRule(
        category_id=t.uuid_of(post.get("category", ""), "category"),
        collection_id=t.uuid_of(post.get("collection", ""), "collection"),
        brand=post.get("brand", "").strip()[:255],
        tag=post.get("tag", "").strip()[:255],
        margin_below_ppm=t.ppm_if_any(post.get("margin_below", ""), "margin_below"),
        action=Action(action),
        value=t.amount_of(value, currency, "value") if is_amount else t.ppm_of(value, "value"),
        rounding=t.rounding_of(post),
        compare_at=CompareAt(compare_at),
        guard_ppm=t.ppm_if_any(post.get("guard", ""), "guard"),
        skip_below=post.get("below", "") != "refuse",
    )


def _check(action: str, compare_at: str) -> None:
    if action not in set(Action):
        raise Invalid("Choose what is done to the prices.", field="action")
    if compare_at not in set(CompareAt):
        raise Invalid("Choose what becomes of the compare-at price.", field="compare_at")


def words_of(request: HttpRequest, rule: RepriceRule) -> tuple[str, str]:
    """What a rule does, and which prices it is about, in words."""
    store = store_of(request)
    percent = t.percent_text(rule.value)
    sign = "+" if rule.value > 0 else ""
    what = {
        Action.PERCENT: f"{sign}{percent}%",
        Action.AMOUNT: f"{sign}{minor(rule.value, store.currency)}",
        Action.MARGIN: f"Margin of {percent}%",
        Action.FROM_COST: f"Cost plus {percent}%",
    }[rule.action]
    more = [what, t.rounding_words(rule.rounding)]
    if rule.guard_ppm is not None:
        more.append(f"margin at least {t.percent_text(rule.guard_ppm)}%")
    return ", ".join(filter(None, more)), _whom(request, rule)


def _whom(request: HttpRequest, rule: RepriceRule) -> str:
    store = store_of(request)
    shelves = {one.id: one.name for one in categories(store.id, store.language)}
    sets = {one.id: one.name for one in collections(store.id)}
    parts = []
    if rule.category_id:
        parts.append(f"category {shelves.get(rule.category_id, 'that is gone')}")
    if rule.collection_id:
        parts.append(f"collection {sets.get(rule.collection_id, 'that is gone')}")
    if rule.brand:
        parts.append(f"brand {rule.brand}")
    if rule.tag:
        parts.append(f"tag {rule.tag}")
    if rule.product_ids:
        parts.append(f"{len(rule.product_ids)} products")
    if rule.margin_below_ppm is not None:
        parts.append(f"margin below {t.percent_text(rule.margin_below_ppm)}%")
    return ", ".join(parts) or "every product"
