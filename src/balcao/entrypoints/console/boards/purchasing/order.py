"""One purchase order, made for work: what to do next is one button."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from balcao.domains.inventory.queries import location_of
from balcao.domains.purchasing.errors import NoSuchPurchaseOrder
from balcao.domains.purchasing.queries import purchase_by_id, purchase_warnings, supplier_by_id
from balcao.domains.purchasing.values.orders import PurchaseOrderView
from balcao.entrypoints.console.pages import now_of, show, store_of
from balcao.entrypoints.emails.purchase_papers import paper_of
from balcao.entrypoints.papers.purchase_order import purchase_order
from balcao.kernel.ids import new_id


def order(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """Show one purchase order."""
    found, now = mine(request, purchase_id), now_of(request)
    is_draft = found.state == "draft"
    return show(
        request,
        "purchasing/order.html",
        f"Purchase order {found.number}",
        order=found,
        place=location_of(found.store_id, found.location_id),
        warnings=purchase_warnings(found, now=now) if is_draft else (),
        is_below=is_draft and found.total < supplier_by_id(found.supplier_id).minimum,
        is_foreign=found.currency != store_of(request).currency,
        is_late=bool(found.expected_at and found.expected_at < now and found.can_receive),
        timeline=tuple(reversed(found.timeline)),
        percent=100 * found.received // max(1, found.units),
        key=str(new_id()),
    )


def pdf(request: HttpRequest, purchase_id: UUID) -> HttpResponse:
    """The order on paper, as the supplier gets it."""
    found = mine(request, purchase_id)
    response = HttpResponse(purchase_order(paper_of(found)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return response


def mine(request: HttpRequest, purchase_id: UUID) -> PurchaseOrderView:
    """The order, if it is one of this store's.

    :raises NoSuchPurchaseOrder: it is not.
    """
    found = purchase_by_id(purchase_id)
    if found.store_id != store_of(request).id:
        raise NoSuchPurchaseOrder
    return found
