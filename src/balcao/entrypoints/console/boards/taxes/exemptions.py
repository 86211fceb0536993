"""Buyers who pay no tax."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balcao.domains.pricing import operations, queries
from balcao.domains.pricing.values import TaxExemption
from balcao.entrypoints.console.boards.taxes.typed import midnight_of, seen_of, text_of
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of


def exemptions(request: HttpRequest) -> HttpResponse:
    """Show them with the form to grant one; ``q`` finds mail addresses and numbers."""
    text = request.GET.get("q", "").strip()[:254]
    found = queries.tax_exemptions(store_of(request).id)
    rows = [one for one in found if text.casefold() in f"{one.email} {one.tax_id}".casefold()]
    return show(
        request, "taxes/exemptions.html", "Exemptions", rows=rows[:500], q=text, now=now_of(request)
    )


def grant(request: HttpRequest) -> HttpResponse:
    """Tax a buyer no more."""
    return act(request, lambda: _granted(request), done="Granted.", back=link("tax-exemptions"))


def revoke(request: HttpRequest, exemption_id: int) -> HttpResponse:
    """Tax a buyer again."""
    store_id, seen = store_of(request).id, seen_of(request)
    return act(
        request,
        lambda: operations.delete_tax_exemption(
            store_id=store_id, exemption_id=exemption_id, version=seen
        ),
        done="Revoked. They are taxed from their next purchase on.",
        back=link("tax-exemptions"),
    )


def _granted(request: HttpRequest) -> TaxExemption:
    said = TaxExemption(
        email=text_of(request, "email"),
        reason=text_of(request, "reason"),
        tax_id=text_of(request, "tax_id"),
        country=text_of(request, "country").upper(),
        until=midnight_of(request, "last", after=True),
    )
    return operations.save_tax_exemption(store_id=store_of(request).id, exemption=said)
