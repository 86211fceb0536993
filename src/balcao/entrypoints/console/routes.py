"""The table of the console: every address, what answers it, and what one must be allowed to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards import (
    alerts,
    books,
    deliveries,
    front,
    imports,
    levels,
    mails,
    order,
    orders,
    product,
    products,
    shipping,
    stock,
    store,
    team,
    trail,
)

View = Callable[..., HttpResponse]
C = Capability


@dataclass(frozen=True, slots=True)
class Route:
    """One address. Without ``needs`` every active member of staff may use it."""

    path: str
    name: str
    view: View
    needs: Capability | None
    method: str = "GET"


def _sees(path: str, name: str, view: View, needs: Capability | None) -> Route:
    return Route(path, name, view, needs, "GET")


def _does(path: str, name: str, view: View, needs: Capability | None) -> Route:
    return Route(path, name, view, needs, "POST")


ROUTES: Final = (
    _sees("", "index", front.front, None),
    _does("books/check/", "check-books", books.check_books, C.VIEW_ORDERS),
    _sees("orders/", "orders", orders.orders, C.VIEW_ORDERS),
    _sees("orders/<uuid:order_id>/", "order", order.order, C.VIEW_ORDERS),
    _sees("orders/number/<str:number>/", "order-number", orders.by_number, C.VIEW_ORDERS),
    _sees("orders/<uuid:order_id>/slip/", "slip", order.slip, C.VIEW_ORDERS),
    _does("orders/<uuid:order_id>/pay/", "order-pay", order.pay, C.HANDLE_ORDERS),
    _does("orders/<uuid:order_id>/pack/", "order-pack", order.pack, C.HANDLE_ORDERS),
    _does("orders/<uuid:order_id>/ship/", "order-ship", order.ship, C.HANDLE_ORDERS),
    _does("orders/<uuid:order_id>/deliver/", "order-deliver", order.deliver, C.HANDLE_ORDERS),
    _does("orders/<uuid:order_id>/cancel/", "order-cancel", order.cancel, C.HANDLE_ORDERS),
    _does("orders/<uuid:order_id>/note/", "order-note", order.note, C.HANDLE_ORDERS),
    _sees("stock/", "stock", stock.stock, C.VIEW_STOCK),
    _sees("stock/<int:place>/<uuid:variant_id>/", "level", levels.level, C.VIEW_STOCK),
    _does(
        "stock/<int:place>/<uuid:variant_id>/receive/", "receive", levels.receive, C.ADJUST_STOCK
    ),
    _does("stock/<int:place>/<uuid:variant_id>/count/", "count", levels.count, C.ADJUST_STOCK),
    _does("stock/<int:place>/<uuid:variant_id>/lose/", "write-off", levels.lose, C.ADJUST_STOCK),
    _sees("alerts/", "alerts", alerts.alerts, C.VIEW_STOCK),
    _does("alerts/refresh/", "alerts-refresh", alerts.refresh, C.ADJUST_STOCK),
    _does("alerts/<int:alert_id>/snooze/", "alert-snooze", alerts.snooze, C.ADJUST_STOCK),
    _sees("products/", "products", products.products, C.VIEW_CATALOG),
    _sees("products/new/", "product-new", products.new, C.EDIT_CATALOG),
    _does("products/create/", "product-create", products.create, C.EDIT_CATALOG),
    _sees("products/<uuid:product_id>/", "product", product.product, C.VIEW_CATALOG),
    _does("products/<uuid:product_id>/save/", "product-save", product.save, C.EDIT_CATALOG),
    _does("products/<uuid:product_id>/variant/", "variant-add", product.add, C.EDIT_CATALOG),
    _sees("imports/", "imports", imports.imports, C.IMPORT_PRODUCTS),
    _does("imports/upload/", "import-upload", imports.upload, C.IMPORT_PRODUCTS),
    _sees("imports/<uuid:run_id>/", "import", imports.run, C.IMPORT_PRODUCTS),
    _sees(
        "imports/<uuid:run_id>/progress/", "import-progress", imports.progress, C.IMPORT_PRODUCTS
    ),
    _does("imports/<uuid:run_id>/plan/", "import-plan", imports.plan, C.IMPORT_PRODUCTS),
    _does("imports/<uuid:run_id>/apply/", "import-apply", imports.apply, C.IMPORT_PRODUCTS),
    _does("imports/<uuid:run_id>/undo/", "import-undo", imports.undo, C.IMPORT_PRODUCTS),
    _sees("team/", "team", team.team, C.MANAGE_TEAM),
    _does("team/add/", "team-add", team.add, C.MANAGE_TEAM),
    _sees("team/<int:member_id>/", "member", team.member, C.MANAGE_TEAM),
    _does("team/<int:member_id>/save/", "member-save", team.save, C.MANAGE_TEAM),
    _does("team/<int:member_id>/password/", "member-password", team.password, C.MANAGE_TEAM),
    _does("team/<int:member_id>/token/", "token-issue", team.issue, C.MANAGE_TEAM),
    _does("team/<int:member_id>/revoke/", "token-revoke", team.revoke, C.MANAGE_TEAM),
    _sees("shipping/", "shipping", shipping.zones, C.MANAGE_STORE),
    _does("shipping/zone/", "zone-save", shipping.zone, C.MANAGE_STORE),
    _does("shipping/rate/", "rate-save", shipping.rate, C.MANAGE_STORE),
    _does("shipping/rate/offer/", "rate-offer", shipping.offer, C.MANAGE_STORE),
    _sees("store/", "store", store.store, C.MANAGE_STORE),
    _does("store/save/", "store-save", store.save, C.MANAGE_STORE),
    _sees("trail/", "trail", trail.trail, C.VIEW_AUDIT),
    _sees("events/", "deliveries", deliveries.deliveries, C.MANAGE_STORE),
    _does("events/retry/", "delivery-retry", deliveries.again, C.MANAGE_STORE),
    _sees("mails/", "mails", mails.mails, C.VIEW_ORDERS),
    _sees("mails/<int:mail_id>/", "mail", mails.mail, C.VIEW_ORDERS),
    _sees("mails/<int:mail_id>/html/", "mail-html", mails.html, C.VIEW_ORDERS),
)
