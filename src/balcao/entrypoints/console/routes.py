"""The table of the console: every address, what answers it, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards import (
    alerts,
    books,
    deliveries,
    front,
    imports,
    legal,
    levels,
    mails,
    order,
    orders,
    plans,
    product,
    products,
    reminders,
    selling,
    shipping,
    stock,
    store,
    team,
    trail,
    wanted,
)
from balcao.entrypoints.console.boards.backtests.addresses import ROUTES as TRYING
from balcao.entrypoints.console.boards.collections.addresses import ROUTES as COLLECTIONS
from balcao.entrypoints.console.boards.customers.addresses import ROUTES as CUSTOMERS
from balcao.entrypoints.console.boards.drafts.addresses import ROUTES as DRAFTS
from balcao.entrypoints.console.boards.floor.addresses import ROUTES as FLOOR
from balcao.entrypoints.console.boards.ledger.addresses import ROUTES as LEDGER
from balcao.entrypoints.console.boards.moving.addresses import ROUTES as MOVING
from balcao.entrypoints.console.boards.payments.addresses import ROUTES as PAYMENTS
from balcao.entrypoints.console.boards.prices.addresses import ROUTES as PRICES
from balcao.entrypoints.console.boards.promotions.addresses import ROUTES as PROMOTIONS
from balcao.entrypoints.console.boards.purchasing.addresses import ROUTES as BUYING
from balcao.entrypoints.console.boards.reconciliation.addresses import ROUTES as RECONCILIATION
from balcao.entrypoints.console.boards.risk.addresses import ROUTES as RISK
from balcao.entrypoints.console.boards.taxes.addresses import ROUTES as TAXES
from balcao.entrypoints.console.boards.wallet.addresses import ROUTES as WALLET
from balcao.entrypoints.console.routing import Route, does, sees

C = Capability
ROUTES: Final = (
    sees("", "index", front.front, None),
    does("books/check/", "check-books", books.check_books, C.VIEW_ORDERS),
    sees("orders/", "orders", orders.orders, C.VIEW_ORDERS),
    sees("orders/<uuid:order_id>/", "order", order.order, C.VIEW_ORDERS),
    sees("orders/number/<str:number>/", "order-number", orders.by_number, C.VIEW_ORDERS),
    sees("orders/<uuid:order_id>/slip/", "slip", order.slip, C.VIEW_ORDERS),
    sees("orders/<uuid:order_id>/slip/pdf/", "slip-pdf", order.slip_pdf, C.VIEW_ORDERS),
    does("orders/<uuid:order_id>/pay/", "order-pay", order.pay, C.HANDLE_ORDERS),
    does("orders/<uuid:order_id>/pack/", "order-pack", order.pack, C.HANDLE_ORDERS),
    does("orders/<uuid:order_id>/ship/", "order-ship", order.ship, C.HANDLE_ORDERS),
    does("orders/<uuid:order_id>/deliver/", "order-deliver", order.deliver, C.HANDLE_ORDERS),
    does("orders/<uuid:order_id>/cancel/", "order-cancel", order.cancel, C.HANDLE_ORDERS),
    does("orders/<uuid:order_id>/note/", "order-note", order.note, C.HANDLE_ORDERS),
    sees("stock/", "stock", stock.stock, C.VIEW_STOCK),
    sees("stock/<int:place>/<uuid:variant_id>/", "level", levels.level, C.VIEW_STOCK),
    sees("plans/", "plans", plans.plans, C.VIEW_PURCHASES),
    sees("plans/progress/", "plans-progress", plans.progress, C.VIEW_PURCHASES),
    does("plans/look/", "plans-look", plans.look, C.EDIT_PURCHASES),
    does("plans/order/", "plans-order", plans.order, C.EDIT_PURCHASES),
    does("plans/save/", "plans-save", plans.save, C.MANAGE_STORE),
    sees("alerts/", "alerts", alerts.alerts, C.VIEW_STOCK),
    does("alerts/refresh/", "alerts-refresh", alerts.refresh, C.ADJUST_STOCK),
    does("alerts/<int:alert_id>/snooze/", "alert-snooze", alerts.snooze, C.ADJUST_STOCK),
    sees("selling/<uuid:variant_id>/", "selling", selling.selling, C.VIEW_STOCK),
    does(
        "selling/<uuid:variant_id>/policy/", "selling-policy", selling.save_policy, C.ADJUST_STOCK
    ),
    does("selling/<uuid:variant_id>/kit/", "selling-kit", selling.save_kit, C.EDIT_CATALOG),
    does(
        "selling/<uuid:variant_id>/buffer/", "selling-buffer", selling.save_buffer, C.ADJUST_STOCK
    ),
    sees("reminders/", "reminders", reminders.reminders, C.VIEW_PROMOTIONS),
    does("reminders/save/", "reminders-save", reminders.save, C.EDIT_PROMOTIONS),
    sees("wanted/", "wanted", wanted.wanted, C.VIEW_STOCK),
    sees("wanted/<uuid:variant_id>/", "waiting", wanted.waiting, C.VIEW_ORDERS),
    sees("products/", "products", products.products, C.VIEW_CATALOG),
    sees("products/new/", "product-new", products.new, C.EDIT_CATALOG),
    does("products/create/", "product-create", products.create, C.EDIT_CATALOG),
    sees("products/<uuid:product_id>/", "product", product.product, C.VIEW_CATALOG),
    does("products/<uuid:product_id>/save/", "product-save", product.save, C.EDIT_CATALOG),
    does("products/<uuid:product_id>/variant/", "variant-add", product.add, C.EDIT_CATALOG),
    sees("imports/", "imports", imports.imports, C.IMPORT_PRODUCTS),
    does("imports/upload/", "import-upload", imports.upload, C.IMPORT_PRODUCTS),
    sees("imports/<uuid:run_id>/", "import", imports.run, C.IMPORT_PRODUCTS),
    sees("imports/<uuid:run_id>/progress/", "import-progress", imports.progress, C.IMPORT_PRODUCTS),
    does("imports/<uuid:run_id>/plan/", "import-plan", imports.plan, C.IMPORT_PRODUCTS),
    does("imports/<uuid:run_id>/apply/", "import-apply", imports.apply, C.IMPORT_PRODUCTS),
    does("imports/<uuid:run_id>/undo/", "import-undo", imports.undo, C.IMPORT_PRODUCTS),
    sees("team/", "team", team.team, C.MANAGE_TEAM),
    does("team/add/", "team-add", team.add, C.MANAGE_TEAM),
    sees("team/<int:member_id>/", "member", team.member, C.MANAGE_TEAM),
    does("team/<int:member_id>/save/", "member-save", team.save, C.MANAGE_TEAM),
    does("team/<int:member_id>/password/", "member-password", team.password, C.MANAGE_TEAM),
    does("team/<int:member_id>/token/", "token-issue", team.issue, C.MANAGE_TEAM),
    does("team/<int:member_id>/revoke/", "token-revoke", team.revoke, C.MANAGE_TEAM),
    sees("shipping/", "shipping", shipping.zones, C.MANAGE_STORE),
    does("shipping/zone/", "zone-save", shipping.zone, C.MANAGE_STORE),
    does("shipping/rate/", "rate-save", shipping.rate, C.MANAGE_STORE),
    does("shipping/rate/offer/", "rate-offer", shipping.offer, C.MANAGE_STORE),
    does("shipping/sending/", "sending-save", shipping.sending, C.MANAGE_STORE),
    sees("store/", "store", store.store, C.MANAGE_STORE),
    does("store/save/", "store-save", store.save, C.MANAGE_STORE),
    sees("legal/", "legal-pages", legal.pages, C.MANAGE_STORE),
    sees("legal/<slug:page_kind>/", "legal-page", legal.page, C.MANAGE_STORE),
    does("legal/<slug:page_kind>/save/", "legal-page-save", legal.save, C.MANAGE_STORE),
    sees("trail/", "trail", trail.trail, C.VIEW_AUDIT),
    sees("events/", "deliveries", deliveries.deliveries, C.MANAGE_STORE),
    does("events/retry/", "delivery-retry", deliveries.again, C.MANAGE_STORE),
    sees("mails/", "mails", mails.mails, C.VIEW_ORDERS),
    sees("mails/<int:mail_id>/", "mail", mails.mail, C.VIEW_ORDERS),
    sees("mails/<int:mail_id>/html/", "mail-html", mails.html, C.VIEW_ORDERS),
    *FLOOR,
    *MOVING,
    *BUYING,
    *PROMOTIONS,
    *WALLET,
    *PAYMENTS,
    *DRAFTS,
    *TRYING,
    *CUSTOMERS,
    *COLLECTIONS,
    *LEDGER,
    *RECONCILIATION,
    *RISK,
    *TAXES,
    *PRICES,
)

__all__ = ["ROUTES", "Route"]
