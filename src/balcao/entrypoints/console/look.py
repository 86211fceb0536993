"""How the shell looks, and what its menu holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from balcao.domains.team.values import Capability

C = Capability


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; ``icon`` is a Material symbol."""

    title: str
    icon: str
    route: str
    needs: Capability | None = None


MENU: Final[tuple[tuple[str, tuple[Entry, ...]], ...]] = (
    (
        "",
        (
            Entry("Today", "storefront", "index"),
            Entry("Orders", "receipt_long", "orders", C.VIEW_ORDERS),
            Entry("Drafts and quotes", "edit_note", "drafts", C.VIEW_ORDERS),
            Entry("Risk", "gpp_maybe", "risk", C.VIEW_ORDERS),
            Entry("Products", "sell", "products", C.VIEW_CATALOG),
            Entry("Collections", "category", "collections", C.VIEW_CATALOG),
            Entry("Import", "upload_file", "imports", C.IMPORT_PRODUCTS),
        ),
    ),
    (
        "Stock",
        (
            Entry("Stock", "inventory_2", "stock", C.VIEW_STOCK),
            Entry("On your feet", "barcode_scanner", "floor", C.VIEW_STOCK),
            Entry("Alerts", "notifications", "alerts", C.VIEW_STOCK),
            Entry("Waited for", "mark_email_unread", "wanted", C.VIEW_STOCK),
            Entry("Transfers", "swap_horiz", "transfers", C.VIEW_STOCK),
            Entry("Counts", "checklist", "counts", C.VIEW_STOCK),
            Entry("Adjustments", "rule", "adjustments", C.VIEW_STOCK),
            Entry("Stock value", "account_balance", "valuation", C.VIEW_STOCK),
            Entry("Labels and bins", "label", "labels", C.VIEW_STOCK),
        ),
    ),
    (
        "Buying",
        (
            Entry("What to buy", "shopping_cart_checkout", "plans", C.VIEW_PURCHASES),
            Entry("Purchasing", "shopping_cart", "purchases", C.VIEW_PURCHASES),
            Entry("Suppliers", "factory", "suppliers", C.VIEW_PURCHASES),
        ),
    ),
    (
        "Selling",
        (
            Entry("Customers", "group", "customers", C.VIEW_CUSTOMERS),
            Entry("Segments", "groups", "segments", C.VIEW_CUSTOMERS),
            Entry("Taxes", "percent", "taxes", C.EDIT_TAXES),
            Entry("Tax report", "request_quote", "tax-report", C.EDIT_TAXES),
            Entry("Prices", "price_change", "prices", C.VIEW_CATALOG),
            Entry("Promotions", "local_offer", "promotions", C.VIEW_PROMOTIONS),
            Entry("Cart reminders", "forward_to_inbox", "reminders", C.VIEW_PROMOTIONS),
            Entry("Gift cards and points", "redeem", "wallet", C.VIEW_WALLET),
        ),
    ),
    (
        "Understand",
        (Entry("Back-tests", "science", "back-tests", C.VIEW_ORDERS),),
    ),
    (
        "Money",
        (
            Entry("Books", "menu_book", "ledger", C.VIEW_LEDGER),
            Entry("Reconciliation", "balance", "reconciliation", C.VIEW_LEDGER),
        ),
    ),
    (
        "Shop",
        (
            Entry("Shipping", "local_shipping", "shipping", C.MANAGE_STORE),
            Entry("Places", "warehouse", "places", C.MANAGE_STORE),
            Entry("Store settings", "tune", "store", C.MANAGE_STORE),
            Entry("Legal pages", "gavel", "legal-pages", C.MANAGE_STORE),
            Entry("Staff and roles", "badge", "team", C.MANAGE_TEAM),
        ),
    ),
    (
        "Control",
        (
            Entry("Audit trail", "history", "trail", C.VIEW_AUDIT),
            Entry("Events", "sync_alt", "deliveries", C.MANAGE_STORE),
            Entry("Provider calls", "credit_card_gear", "calls", C.VIEW_ORDERS),
            Entry("Mail outbox", "mail", "mails", C.VIEW_ORDERS),
        ),
    ),
)
GREEN: Final = {
    "50": "oklch(97.5% .018 163)",
    "100": "oklch(94.5% .04 163)",
    "200": "oklch(89% .07 163)",
    "300": "oklch(82% .1 163)",
    "400": "oklch(74% .12 163)",
    "500": "oklch(72% .12 163)",
    "600": "oklch(43% .085 163)",
    "700": "oklch(38% .075 163)",
    "800": "oklch(33% .06 163)",
    "900": "oklch(28% .05 163)",
    "950": "oklch(22% .04 163)",
}
SAND: Final = {
    "50": "oklch(98.4% .004 110)",
    "100": "oklch(96.4% .006 110)",
    "200": "oklch(92.2% .008 115)",
    "300": "oklch(86.5% .01 120)",
    "400": "oklch(70.5% .014 140)",
    "500": "oklch(53% .016 150)",
    "600": "oklch(43.5% .016 155)",
    "700": "oklch(36.5% .016 158)",
    "800": "oklch(27% .016 160)",
    "900": "oklch(20.5% .016 162)",
    "950": "oklch(13% .014 163)",
}


def menu_of(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu as the shell wants it, without what this person may not use."""
    return [
        {"title": title, "separator": bool(title), "items": [_item(e, request) for e in allowed]}
        for title, entries in MENU
        if (allowed := [e for e in entries if e.needs is None or request.user.can(e.needs)])
    ]


def _item(entry: Entry, request: HttpRequest) -> dict[str, Any]:
    link = reverse(f"console:{entry.route}")
    at = request.path == link if entry.route == "index" else request.path.startswith(link)
    return {
        "title": entry.title,
        "icon": entry.icon,
        "link": link,
        "active": at,
        "has_permission": True,
    }


def site_context(request: HttpRequest) -> dict[str, Any]:
    """What the shell's templates ask for."""
    return _SITES[0].each_context(request)


_SITES: list[admin.AdminSite] = []


def use_site(site: admin.AdminSite) -> None:
    """Told by the site itself, so that boards need not import what imports them."""
    _SITES[:] = [site]
