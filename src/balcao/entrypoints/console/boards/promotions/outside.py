"""What a promotion says beside its rule, as typed: name, period, limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict

from balcao.domains.promotions.values import PromotionDraft
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.boards.promotions.reading import Typed, read_rule
from balcao.kernel.money import Money

NUMBERS: Final = ("uses_limit", "per_shopper_limit", "per_day_limit")
NAMES: Final = ("name", "currency", "priority", "starts_at", "ends_at", "budget", *NUMBERS)
WHEN: Final = "%Y-%m-%dT%H:%M"


@dataclass(slots=True)
class Form:
    """The whole form: texts as typed, the rule as a document, what is wrong by field or pointer."""

    texts: dict[str, str]
    rule: Any
    needs_code: bool = False
    document: str = ""
    findings: dict[str, str] = field(default_factory=dict)
    draft: PromotionDraft | None = None


def form_of(draft: PromotionDraft, store: StoreInfo) -> Form:
    """The form of what is stored."""
    zone = ZoneInfo(store.time_zone)
    texts = {name: _plain(getattr(draft, name, None)) for name in ("name", "priority", *NUMBERS)}
    for name in ("starts_at", "ends_at"):
        at: datetime | None = getattr(draft, name)
        texts[name] = at.astimezone(zone).strftime(WHEN) if at else ""
    texts["currency"] = draft.currency
    budget = draft.budget_minor
    texts["budget"] = "" if budget is None else str(Money(budget, draft.currency).major)
    return Form(texts=texts, rule=draft.rule, needs_code=draft.needs_code)


def typed_form(request: HttpRequest, store: StoreInfo) -> Form:
    """The form as it was sent; ``draft`` is there when every field could be understood."""
    post: QueryDict = request.POST
    texts = {name: str(post.get(name, ""))[:200].strip() for name in NAMES}
    currency = texts["currency"].upper()
    is_iso = len(currency) == 3 and currency.isascii() and currency.isalpha()
    texts["currency"] = currency if is_iso else "" if not currency else store.currency
    typed = Typed(post, texts["currency"])
    if "document" in post:
        form = Form(texts=texts, rule={}, document=str(post["document"])[:200_000])
        form.rule = _loaded(form)
    else:
        form = Form(texts=texts, rule=read_rule(typed), findings=typed.findings)
    form.needs_code = bool(post.get("needs_code"))
    form.draft = _draft(form, typed, store)
    return form


def _draft(form: Form, typed: Typed, store: StoreInfo) -> PromotionDraft | None:
    texts = form.texts
    numbers = {name: _number(form, name, texts[name]) for name in NUMBERS}
    budget = typed.number("budget", "money", texts["budget"]) if texts["budget"] else None
    if "budget" in typed.findings:
        form.findings["budget"] = typed.findings["budget"]
    moments = {name: _moment(form, store, name) for name in ("starts_at", "ends_at")}
    priority = _number(form, "priority", texts["priority"]) or 0
    if form.findings:
        return None
    return PromotionDraft(
        name=texts["name"],
        rule=form.rule if isinstance(form.rule, Mapping) else {},
        currency=texts["currency"],
        needs_code=form.needs_code,
        priority=priority,
        budget_minor=budget if isinstance(budget, int) else None,
        **numbers,
        **moments,
    )


def _loaded(form: Form) -> Any:
    try:
        found = json.loads(form.document or "{}")
    except (ValueError, RecursionError) as error:
        form.findings["document"] = f"This is not JSON: {error}."[:200]
        return {}
    if not isinstance(found, dict):
        form.findings["document"] = "Write an object, in braces."
        return {}
    return found


def _number(form: Form, name: str, text: str) -> int | None:
    if not text:
        return None
    plain = text.removeprefix("-") if name == "priority" else text
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 11):
        form.findings[name] = "Write a whole number, or leave it empty."
        return None
    return int(text)


def _moment(form: Form, store: StoreInfo, name: str) -> datetime | None:
    text = form.texts[name]
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(store.time_zone))
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        form.findings[name] = "This is not a date and a time."
        return None


def _plain(value: Any) -> str:
    return "" if value is None else str(value)
