"""How the store reckons its taxes."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

from balcao.domains.pricing.errors import BadTax
from balcao.domains.pricing.operations import save_tax_settings
from balcao.domains.pricing.ports import calculators
from balcao.domains.pricing.queries import tax_settings
from balcao.domains.pricing.values import CLASSES, Elsewhere, RoundBy, RoundMode, TaxSettings
from balcao.entrypoints.console.boards.taxes.typed import seen_of, text_of
from balcao.entrypoints.console.pages import act, link, show, store_of

ROUNDS: Final = (("line", "Each line by itself"), ("total", "Once for each rate of the order"))
MODES: Final = (
    ("half_up", "To the nearest, half up"),
    ("half_even", "To the nearest, half to the even"),
    ("down", "Always down"),
    ("up", "Always up"),
)
PLACES: Final = (
    ("keep_gross", "Shoppers everywhere pay the same price"),
    ("from_net", "The tax of the place is put on the net price"),
)


def settings(request: HttpRequest) -> HttpResponse:
    """Show them."""
    return show(
        request,
        "taxes/settings.html",
        "Tax settings",
        found=tax_settings(store_of(request).id),
        rounds=ROUNDS,
        modes=MODES,
        places=PLACES,
        classes=CLASSES,
        calculators=[(one.code, one.label()) for one in calculators()],
    )


def save(request: HttpRequest) -> HttpResponse:
    """Change them, if nobody else has since they were shown."""
    return act(
        request,
        lambda: save_tax_settings(store_id=store_of(request).id, settings=_typed(request)),
        done="Saved. Orders that were placed keep their taxes.",
        back=link("tax-settings"),
    )


def _typed(request: HttpRequest) -> TaxSettings:
    try:
        by = RoundBy(text_of(request, "round_by"))
        mode = RoundMode(text_of(request, "round_mode"))
        elsewhere = Elsewhere(text_of(request, "elsewhere"))
    except ValueError:
        raise BadTax("Choose how taxes are rounded.", field="round_by") from None
    return TaxSettings(
        prices_include_tax=text_of(request, "prices") != "exclude",
        round_by=by,
        round_mode=mode,
        elsewhere=elsewhere,
        shipping_class=text_of(request, "shipping_class"),
        calculator=text_of(request, "calculator") or "tables",
        origin_country=text_of(request, "country").upper(),
        origin_region=text_of(request, "region"),
        origin_postal_code=text_of(request, "postal_code"),
        reverse_charge=bool(request.POST.get("reverse_charge")),
        version=seen_of(request),
    )
