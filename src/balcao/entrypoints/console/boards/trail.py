"""Who changed what, when, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.models import Variant
from balcao.entrypoints.console.listing import onward, word_of
from balcao.entrypoints.console.pages import link, show
from balcao.plumbing.audit.trail import KINDS, Change, read_trail

SHOWN: Final = 50
PAGES: Final = {"product": "product", "order": "order", "staffmember": "member"}
VERBS: Final = {"insert": "Made", "update": "Changed", "delete": "Removed"}


@dataclass(frozen=True, slots=True)
class Line:
    """One change with what it is called and where it can be looked at."""

    change: Change
    name: str
    verb: str
    link: str


def trail(request: HttpRequest) -> HttpResponse:
    """Show the trail, all of it or of one person, kind or object."""
    actor = request.GET.get("actor", "").strip()
    kind = word_of(request, "kind", list(KINDS), "")
    thing = request.GET.get("object", "").strip()
    page = read_trail(
        actor=actor, kind=kind, object_id=thing, cursor=request.GET.get("cursor"), limit=SHOWN
    )
    return show(
        request,
        "trail.html",
        "Audit trail",
        lines=lines_of(page.items),
        more=onward(request, page),
        actor=actor,
        kind=kind,
        thing=thing,
        kinds=KINDS,
    )


def lines_of(changes: Sequence[Change]) -> list[Line]:
    """Changes with names; a price is called by the SKU it is for."""
    variants = {c.row["variant_id"] for c in changes if c.kind == "price"}
    skus = {
        str(key): sku
        for key, sku in Variant.objects.filter(pk__in=variants).values_list("pk", "sku")
    }
    return [_line(change, skus) for change in changes]


def _line(change: Change, skus: dict[str, str]) -> Line:
    name = change.name or skus.get(str(change.row.get("variant_id")), change.object_id)
    route = PAGES.get(change.kind, "")
    at = link(route, change.object_id) if route and change.what != "delete" else ""
    if change.kind == "variant":
        at = link("product", change.row["product_id"])
    return Line(change, name, VERBS.get(change.what, change.what), at)
