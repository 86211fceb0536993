"""The form of a price list: as the list is, as somebody typed it, and what can be chosen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from balcao.domains.customers.queries import segments
from balcao.domains.pricing.values.lists import ListKind, PriceListDraft, PriceListInfo
from balcao.entrypoints.console.boards.prices import typed as t
from balcao.entrypoints.console.pages import now_of, store_of
from balcao.kernel.errors import Invalid

KINDS = (
    ("fixed", "Prices of its own"),
    ("percent", "Percent off the base price"),
    ("derived", "Worked out from another currency"),
)
FIELDS = (
    "name", "currency", "starts_at", "ends_at", "priority", "kind", "off", "min_quantity",
    "rounding", "way", "source_currency", "is_active", "version",
)  # fmt: skip


def choices_of(request: HttpRequest, form: dict[str, str], groups: list[str]) -> dict[str, Any]:
    """The form with everything that can be chosen in it."""
    known = [(one.slug, one.name) for one in segments(store_of(request).id)]
    gone = [(slug, f"{slug} (no longer there)") for slug in groups if slug not in dict(known)]
    rounding = form.get("rounding", "") + (form.get("way", "") if form.get("rounding") else "")
    return {
        "form": form,
        "kinds": KINDS,
        "groups": [(slug, name, slug in groups) for slug, name in [*known, *gone]],
        "round": t.rounding_parts(rounding),
    }


def blank(request: HttpRequest) -> dict[str, str]:
    """The form of a list that is not there yet."""
    store = store_of(request)
    return {
        **dict.fromkeys(FIELDS, ""),
        "currency": store.currency,
        "starts_at": t.moment_text(now_of(request), store.time_zone),
        "priority": "0",
        "min_quantity": "1",
        "kind": "fixed",
        "is_active": "1",
    }


def form_of(request: HttpRequest, info: PriceListInfo) -> dict[str, str]:
    """The form as the list is."""
    zone = store_of(request).time_zone
    parts = t.rounding_parts(info.rounding)
    return {
        "name": info.name,
        "currency": info.currency,
        "starts_at": t.moment_text(info.starts_at, zone),
        "ends_at": t.moment_text(info.ends_at, zone),
        "priority": str(info.priority),
        "kind": info.kind.value,
        "off": t.percent_text(info.off_ppm) if info.off_ppm else "",
        "min_quantity": str(info.min_quantity),
        "rounding": parts["rounding"],
        "way": parts["way"],
        "source_currency": info.source_currency,
        "is_active": "1" if info.is_active else "",
        "version": str(info.version),
    }


def as_typed(request: HttpRequest) -> dict[str, str]:
    """The form as it was typed."""
    return {name: request.POST.get(name, "") for name in FIELDS}


def draft_of(request: HttpRequest) -> PriceListDraft:
    """The list that was typed. :raises Invalid: a field cannot be read."""
    post, starts_at = request.POST, t.moment_of(request, "starts_at")
    _check(post.get("kind", ""), starts_at)
    return PriceListDraft(
        name=post.get("name", ""),
        currency=post.get("currency", "").strip().upper(),
        groups=tuple(slug[:80] for slug in post.getlist("groups") if slug)[:50],
        starts_at=starts_at or now_of(request),
        ends_at=t.moment_of(request, "ends_at"),
        priority=t.whole_of(post.get("priority", ""), "priority", usual=0),
        kind=ListKind(post["kind"]),
        off_ppm=t.ppm_if_any(post.get("off", ""), "off") or 0,
        min_quantity=t.whole_of(post.get("min_quantity", ""), "min_quantity", usual=1),
        rounding=t.rounding_of(post),
        source_currency=post.get("source_currency", "").strip().upper(),
        is_active=bool(post.get("is_active")),
    )


def _check(kind: str, starts_at: datetime | None) -> None:
    if starts_at is None:
        raise Invalid("Say when the list begins.", field="starts_at")
    if kind not in set(ListKind):
        raise Invalid("Choose how the list says its prices.", field="kind")
