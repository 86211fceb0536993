"""Zones and their rates: where which tax holds, from when until when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balcao.domains.pricing import operations, queries
from balcao.domains.pricing.errors import NoSuchTaxRow
from balcao.domains.pricing.values import CLASSES, TaxRate, TaxZone
from balcao.entrypoints.console.boards.taxes.shown import rate_row, zone_rows
from balcao.entrypoints.console.boards.taxes.typed import midnight_of, ppm_of, seen_of, text_of
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of


def zones(request: HttpRequest) -> HttpResponse:
    """Show every zone with what holds there now; ``q`` finds countries and names."""
    store_id, text = store_of(request).id, request.GET.get("q", "").strip()[:80]
    found = zone_rows(queries.tax_zones(store_id), queries.tax_rates(store_id), now_of(request))
    wanted = text.casefold()
    rows = [row for row in found if wanted in f"{row.zone.code} {row.zone.name}".casefold()]
    return show(request, "taxes/zones.html", "Taxes", rows=rows, all=len(found), q=text)


def zone(request: HttpRequest, tax_zone: int) -> HttpResponse:
    """Show one zone with all its rates, past and to come."""
    found, now = _mine(request, tax_zone), now_of(request)
    rates = queries.tax_rates(store_of(request).id, zone_id=tax_zone)
    return show(
        request,
        "taxes/zone.html",
        found.name,
        zone=found,
        postal="\n".join(found.postal_codes),
        rows=[rate_row(one, now) for one in rates],
        classes=[name for name in CLASSES if name != "exempt"],
    )


def add_zone(request: HttpRequest) -> HttpResponse:
    """Make a zone."""
    return act(request, lambda: _save_zone(request, None), done="Added.", back=link("taxes"))


def save_zone(request: HttpRequest, tax_zone: int) -> HttpResponse:
    """Change a zone, if nobody else has since it was shown."""
    back = link("tax-zone", tax_zone)
    return act(request, lambda: _save_zone(request, tax_zone), done="Saved.", back=back)


def remove_zone(request: HttpRequest, tax_zone: int) -> HttpResponse:
    """Remove a zone with its rates."""
    store_id, version = store_of(request).id, seen_of(request)
    return act(
        request,
        lambda: operations.delete_tax_zone(store_id=store_id, zone_id=tax_zone, version=version),
        done="Removed. Orders keep the taxes they have.",
        back=link("taxes"),
    )


def save_rate(request: HttpRequest, tax_zone: int) -> HttpResponse:
    """Add a rate to a zone, or change one of it."""
    back = link("tax-zone", tax_zone)
    return act(request, lambda: _save_rate(request, tax_zone), done="Saved.", back=back)


def remove_rate(request: HttpRequest, tax_zone: int) -> HttpResponse:
    """Remove a rate of a zone."""
    store_id, version = store_of(request).id, seen_of(request)
    rate_id = number_of(text_of(request, "rate"))
    return act(
        request,
        lambda: operations.delete_tax_rate(store_id=store_id, rate_id=rate_id, version=version),
        done="Removed.",
        back=link("tax-zone", tax_zone),
    )


def _mine(request: HttpRequest, zone_id: int) -> TaxZone:
    for one in queries.tax_zones(store_of(request).id):
        if one.id == zone_id:
            return one
    raise NoSuchTaxRow(id=zone_id)


def _save_zone(request: HttpRequest, zone_id: int | None) -> TaxZone:
    said = TaxZone(
        code=text_of(request, "code").upper(),
        name=text_of(request, "name"),
        country=text_of(request, "country").upper(),
        region=text_of(request, "region"),
        postal_codes=tuple(filter(None, map(str.strip, text_of(request, "postal").splitlines()))),
        id=zone_id,
        version=seen_of(request),
    )
    return operations.save_tax_zone(store_id=store_of(request).id, zone=said)


def _save_rate(request: HttpRequest, zone_id: int) -> TaxRate:
    said = TaxRate(
        zone_id=zone_id,
        tax_class=text_of(request, "class") or "standard",
        name=text_of(request, "name"),
        rate_ppm=ppm_of(request),
        priority=number_of(text_of(request, "priority"), 1),
        is_compound=bool(request.POST.get("compound")),
        is_inside=bool(request.POST.get("inside")),
        starts_at=midnight_of(request, "first"),
        ends_at=midnight_of(request, "last", after=True),
        source=text_of(request, "source"),
        id=number_of(text_of(request, "rate")) or None,
        version=seen_of(request),
    )
    return operations.save_tax_rate(store_id=store_of(request).id, rate=said)
