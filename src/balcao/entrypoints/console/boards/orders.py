"""The list of orders, by the work that waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.orders.models import Order
from balcao.domains.orders.queries import order_by_number
from balcao.domains.orders.values import OrderRow
from balcao.domains.payments.queries import provider_label
from balcao.entrypoints.console.listing import onward, page_of, word_of
from balcao.entrypoints.console.pages import link, show, store_of
from balcao.kernel.money import Money

# Cash on delivery is packed before it is paid, so a state alone does not say whose turn it is.
WORK: Final[dict[str, tuple[str, Q]]] = {
    "confirm": ("To confirm", Q(state="placed", pays_on_delivery=False)),
    "pack": ("To pack", Q(state="paid") | Q(state="placed", pays_on_delivery=True)),
    "ship": ("To ship", Q(state="packed")),
    "way": ("On the way", Q(state="shipped")),
    "done": ("Delivered", Q(state="delivered")),
    "cancelled": ("Cancelled", Q(state="cancelled")),
    "all": ("All", ~Q(state__in=["pending", "voided"])),
}
FIELDS: Final = (
    "id", "number", "state", "email", "address__name", "currency", "total_minor", "provider",
    "placed_at", "units",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab above the list."""

    code: str
    title: str
    count: int
    is_open: bool


def orders(request: HttpRequest) -> HttpResponse:
    """Show orders of one kind of work, or those that a text finds."""
    store = store_of(request)
    text = request.GET.get("q", "").strip()
    work = word_of(request, "work", list(WORK), "all")
    page = page_of(
        find(store.id, work, text).annotate(units=Sum("lines__quantity")).values(*FIELDS),
        key=("placed_at", "id"),
        kinds=(datetime.fromisoformat, UUID),
        cursor=request.GET.get("cursor"),
        descending=True,
    )
    counts = count_work(store.id)
    tabs = [Tab(code, title, counts[code], code == work) for code, (title, _) in WORK.items()]
    rows = [row_of(row) for row in page.items]
    more = onward(request, page)
    return show(
        request, "orders.html", "Orders", tabs=tabs, rows=rows, q=text, work=work, more=more
    )


def by_number(request: HttpRequest, number: str) -> HttpResponse:
    """Go to the page of an order by the number people say."""
    order = order_by_number(store_of(request).id, number)
    return HttpResponseRedirect(link("order", order.id))


def find(store_id: int, work: str, text: str) -> Any:
    """The orders of one kind of work whose number, mail or name has this text."""
    rows = Order.objects.filter(WORK[work][1], store_id=store_id)
    if not text:
        return rows
    return rows.filter(
        Q(number__icontains=text) | Q(email__icontains=text) | Q(address__name__icontains=text)
    )


def latest_orders(store_id: int, count: int) -> list[OrderRow]:
    """The orders placed last."""
    rows = find(store_id, "all", "").annotate(units=Sum("lines__quantity"))
    return [row_of(row) for row in rows.order_by("-placed_at", "-id").values(*FIELDS)[:count]]


def count_work(store_id: int) -> dict[str, int]:
    """How many orders there are of each kind of work, in one statement."""
    counts = {code: Count("pk", filter=condition) for code, (_, condition) in WORK.items()}
    return Order.objects.filter(store_id=store_id).aggregate(**counts)


def row_of(row: dict[str, Any]) -> OrderRow:
    """An order as the list shows it."""
    return OrderRow(
        id=row["id"],
        number=row["number"],
        state=row["state"],
        email=row["email"],
        name=row["address__name"] or "",
        total=Money(row["total_minor"], row["currency"]),
        units=row["units"] or 0,
        provider=provider_label(row["provider"], "en"),
        placed_at=row["placed_at"],
    )
