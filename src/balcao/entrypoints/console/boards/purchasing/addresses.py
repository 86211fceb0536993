"""The addresses of buying, what answers them, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.purchasing import (
    drafts,
    order,
    orders,
    pricefiles,
    receipts,
    returns,
    steps,
    suppliers,
)
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_PURCHASES
EDIT: Final = Capability.EDIT_PURCHASES
APPROVE: Final = Capability.APPROVE_PURCHASES
STOCK: Final = Capability.ADJUST_STOCK
ONE: Final = "purchasing/<uuid:purchase_id>/"
SUPPLIER: Final = "suppliers/<uuid:supplier_id>/"
RECEIPT: Final = "purchasing/receipts/<uuid:receipt_id>/"
RETURN: Final = "purchasing/returns/<uuid:return_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees("purchasing/", "purchases", orders.orders, VIEW),
    does("purchasing/policy/", "buying-policy", orders.policy, Capability.MANAGE_STORE),
    sees("purchasing/new/", "purchase-new", drafts.new, EDIT),
    does("purchasing/create/", "purchase-create", drafts.create, EDIT),
    sees("purchasing/returns/", "returns", returns.returns, VIEW),
    sees("purchasing/returns/new/", "return-new", returns.new, EDIT),
    does("purchasing/returns/create/", "return-create", returns.create, EDIT),
    sees(RETURN, "return", returns.one, VIEW),
    does(RETURN + "approve/", "return-approve", returns.approve, APPROVE),
    does(RETURN + "send/", "return-send", returns.send, STOCK),
    does(RETURN + "credit/", "return-credit", returns.credit, EDIT),
    does(RETURN + "cancel/", "return-cancel", returns.cancel, EDIT),
    sees(ONE, "purchase", order.order, VIEW),
    sees(ONE + "pdf/", "purchase-pdf", order.pdf, VIEW),
    sees(ONE + "edit/", "purchase-edit", drafts.edit, EDIT),
    does(ONE + "save/", "purchase-save", drafts.save, EDIT),
    does(ONE + "approve/", "purchase-approve", steps.approve, APPROVE),
    does(ONE + "reopen/", "purchase-reopen", steps.reopen, APPROVE),
    does(ONE + "send/", "purchase-send", steps.send, EDIT),
    does(ONE + "expect/", "purchase-expect", steps.expect, EDIT),
    does(ONE + "close/", "purchase-close", steps.close, EDIT),
    does(ONE + "cancel/", "purchase-cancel", steps.cancel, EDIT),
    does(ONE + "note/", "purchase-note", steps.note, EDIT),
    sees(ONE + "receive/", "purchase-receive", receipts.form, STOCK),
    does(ONE + "received/", "purchase-received", receipts.receive, STOCK),
    does(RECEIPT + "reverse/", "receipt-reverse", receipts.reverse, STOCK),
    does(RECEIPT + "cost/", "receipt-cost", receipts.add_cost, EDIT),
    does("purchasing/costs/<uuid:cost_id>/reverse/", "cost-reverse", receipts.undo_cost, EDIT),
    sees("suppliers/", "suppliers", suppliers.suppliers, VIEW),
    sees("suppliers/new/", "supplier-new", suppliers.new, EDIT),
    does("suppliers/create/", "supplier-create", suppliers.create, EDIT),
    sees(SUPPLIER, "supplier", suppliers.supplier, VIEW),
    does(SUPPLIER + "save/", "supplier-save", suppliers.save, EDIT),
    does(SUPPLIER + "item/", "supplier-item", suppliers.item, EDIT),
    does(SUPPLIER + "prices/", "price-upload", pricefiles.upload, EDIT),
    sees("suppliers/files/<uuid:file_id>/", "price-file", pricefiles.file, VIEW),
    does("suppliers/files/<uuid:file_id>/apply/", "price-apply", pricefiles.apply, EDIT),
)
