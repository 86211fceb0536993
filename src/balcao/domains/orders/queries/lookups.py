"""Reads about orders."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Lower, TruncDate

from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.models import Order
from balcao.domains.orders.queries.reading import ROW_FIELDS, order_row, order_view
from balcao.domains.orders.values import DaySales, OrderRow, OrderView
from balcao.kernel.money import Money
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page

NEVER_PLACED = ("pending", "voided")
WHOLE = Order.objects.select_related("words").prefetch_related(
    "lines", "timeline", "fulfillments", "discounts", "taxes"
)


def order_by_id(order_id: UUID) -> OrderView:
    """One order.

    :raises NoSuchOrder: there is none with this id.
    """
    return _one(Q(pk=order_id))


def order_by_number(store_id: int, number: str) -> OrderView:
    """One order by the number people say.

    :raises NoSuchOrder: there is none with this number.
    """
    return _one(Q(store_id=store_id, number=number))


def order_by_token(token: str) -> OrderView:
    """One order by the shopper's secret link.

    :raises NoSuchOrder: there is none with this token, or it was never placed.
    """
    return _one(Q(token=token) & ~Q(state="voided"))


def order_of_cart(cart_id: UUID) -> OrderView | None:
    """The order a cart has become, if it has."""
    try:
        return _one(Q(cart_id=cart_id) & ~Q(state="voided"))
    except NoSuchOrder:
        return None


def order_of_draft(draft_id: UUID) -> OrderView | None:
    """The order a draft has become, if it has."""
    try:
        return _one(Q(draft_id=draft_id) & ~Q(state="voided"))
    except NoSuchOrder:
        return None


def orders_page(
    store_id: int,
    *,
    states: Collection[str] = (),
    text: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[OrderRow]:
    """Orders, latest first, a page at a time; ``text`` finds numbers, mails and names.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = _matching(store_id, states, text)
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(placed_at__lt=key[0]) | Q(placed_at=key[0], pk__gt=key[1]))
    limit = within_page(limit)
    counted = rows.annotate(units=Sum("lines__quantity")).order_by("-placed_at", "pk")
    found = list(counted.values(*ROW_FIELDS, "units")[: limit + 1])
    return cut_page(
        found, limit, key=lambda row: (row["placed_at"].isoformat(), row["id"]), show=order_row
    )


def orders_of_shopper(
    store_id: int, email: str, *, cursor: str | None = None, limit: int = 10
) -> Page[OrderView]:
    """Everything ordered with a mail address, latest first; whoever asks has proven the address.

    :raises BadCursor: the cursor is not one of ours.
    """
    theirs = WHOLE.alias(mail=Lower("email")).filter(store_id=store_id, mail=email.lower())
    rows = theirs.exclude(state__in=NEVER_PLACED)
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(placed_at__lt=key[0]) | Q(placed_at=key[0], pk__gt=key[1]))
    limit = within_page(limit)
    found = list(rows.order_by("-placed_at", "pk")[: limit + 1])
    return cut_page(
        found, limit, key=lambda row: (row.placed_at.isoformat(), row.pk), show=order_view
    )


def count_by_state(store_id: int) -> dict[str, int]:
    """How many orders are in each state."""
    rows = Order.objects.filter(store_id=store_id).values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows.order_by()}


def sales_of_day(store_id: int, *, now: datetime, time_zone: str, currency: str) -> DaySales:
    """What has been ordered on the day that ``now`` falls into, in the store's time zone."""
    zone = ZoneInfo(time_zone)
    start = datetime.combine(now.astimezone(zone).date(), time.min, zone)
    placed = Order.objects.filter(
        store_id=store_id,
        currency=currency,
        placed_at__gte=start.astimezone(UTC),
        placed_at__lt=(start + timedelta(days=1)).astimezone(UTC),
    ).exclude(state__in=[*NEVER_PLACED, "cancelled"])
    sums = placed.aggregate(n=Count("pk"), minor=Sum("total_minor"))
    return DaySales(sums["n"], Money(sums["minor"] or 0, currency))


def daily_sales(
    store_id: int, *, since: date, until: date, time_zone: str, currency: str
) -> dict[date, DaySales]:
    """What was ordered on each day of the store's calendar from ``since`` to before ``until``.

    Days without an order are not in it; cancelled orders are left out.
    """
    zone = ZoneInfo(time_zone)
    placed = Order.objects.filter(
        store_id=store_id,
        currency=currency,
        placed_at__gte=datetime.combine(since, time.min, zone),
        placed_at__lt=datetime.combine(until, time.min, zone),
    ).exclude(state__in=[*NEVER_PLACED, "cancelled"])
    by_day = placed.annotate(day=TruncDate("placed_at", tzinfo=zone)).values("day").order_by("day")
    sums = by_day.annotate(n=Count("pk"), minor=Sum("total_minor"))
    return {row["day"]: DaySales(row["n"], Money(row["minor"], currency)) for row in sums}


def expired_holds(now: datetime, *, limit: int) -> list[UUID]:
    """Orders whose time to be paid has ended; each is locked later by whoever ends it."""
    rows = Order.objects.filter(state="pending", hold_until__lte=now).order_by("hold_until")
    return list(rows.values_list("id", flat=True)[:limit])


def _matching(store_id: int, states: Collection[str], text: str) -> QuerySet[Order]:
    rows = Order.objects.filter(store_id=store_id)
    rows = rows.filter(state__in=states) if states else rows.exclude(state__in=NEVER_PLACED)
    if text.strip():
        wanted = text.strip()
        rows = rows.filter(
            Q(number__iexact=wanted)
            | Q(email__icontains=wanted)
            | Q(address__name__icontains=wanted)
        )
    return rows


def _one(condition: Q) -> OrderView:
    row = WHOLE.filter(condition).first()
    if row is None:
        raise NoSuchOrder
    return order_view(row)
