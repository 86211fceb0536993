"""Orders of the past, many at a time, for whoever reckons what would have been."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from balcao.domains.orders.models import Order, OrderDiscount, TaxLine
from balcao.domains.orders.values import PastDiscount, PastLine, PastOrder
from balcao.plumbing.sql import run_sql_dicts, run_sql_rows

NOT_SOLD: Final = ("pending", "voided", "cancelled")
FIRST: Final = UUID(int=0)


def count_past_orders(
    store_id: int, *, currency: str, since: datetime, until: datetime
) -> tuple[int, int]:
    """How many orders of a period count as sales: in this currency, and in others.

    The period is half-open, aware UTC.
    """
    rows = Order.objects.filter(store_id=store_id, placed_at__gte=since, placed_at__lt=until)
    rows = rows.exclude(state__in=NOT_SOLD)
    here = rows.filter(currency=currency).count()
    return here, rows.count() - here


def past_orders(
    store_id: int,
    *,
    currency: str,
    since: datetime,
    until: datetime,
    after: tuple[datetime, UUID] | None,
    most: int,
) -> tuple[PastOrder, ...]:
    """Orders that count as sales in the order of time, from the one after ``after`` on.

    The period is half-open, aware UTC. Held, ended and cancelled orders are left out.
    """
    last_at, last_id = after or (since, FIRST)
    heads = run_sql_dicts(
        "orders/past_orders",
        store_id=store_id,
        currency=currency,
        since=since,
        until=until,
        after_at=last_at,
        after_id=last_id,
        most=most,
    )
    ids = [row["id"] for row in heads]
    discounts, taxes = _discounts(ids), _taxes(ids)
    pairs = zip(heads, _lines(ids), strict=True)
    return tuple(_order(row, lines, discounts, taxes) for row, lines in pairs)


def purchases_before(
    store_id: int, shoppers: Collection[str], *, moment: datetime, order_id: UUID
) -> dict[str, int]:
    """How often these shoppers had bought before an order; those who never had are left out.

    ``shoppers`` are mail addresses in lower case.
    """
    rows = run_sql_dicts(
        "orders/past_purchases",
        store_id=store_id,
        shoppers=list(shoppers),
        before_at=moment,
        before_id=order_id,
    )
    return {row["shopper"]: row["orders"] for row in rows}


def _lines(ids: Sequence[UUID]) -> list[list[PastLine]]:
    found: list[list[PastLine]] = [[] for _ in ids]
    for row in run_sql_rows("orders/past_lines", orders=list(ids)):
        found[row[0] - 1].append(PastLine._make(row[1:]))
    return found


def _discounts(ids: Sequence[UUID]) -> dict[UUID, list[PastDiscount]]:
    found: dict[UUID, list[PastDiscount]] = defaultdict(list)
    rows = OrderDiscount.objects.filter(order_id__in=ids).order_by("order_id", "id")
    names = ("order_id", "promotion_id", "line_no", "code", "amount_minor")
    for order_id, promotion_id, line_no, code, amount in rows.values_list(*names):
        found[order_id].append(PastDiscount(str(promotion_id), line_no, code, amount))
    return found


def _taxes(ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = TaxLine.objects.filter(order_id__in=ids)
    for order_id, name, amount in rows.values_list("order_id", "jurisdiction", "amount_minor"):
        taxes = found[order_id]
        taxes[name] = taxes.get(name, 0) + amount
    return found


def _order(
    row: dict[str, Any],
    lines: Sequence[PastLine],
    discounts: dict[UUID, list[PastDiscount]],
    taxes: dict[UUID, dict[str, int]],
) -> PastOrder:
    shipping = next((line for line in lines if line.line_no is None), None)
    texts = ("country", "region", "postal_code", "city")
    return PastOrder(
        **{**row, **{name: row[name] or "" for name in texts}},
        lines=tuple(line for line in lines if line.line_no is not None),
        shipping_off_minor=shipping.discount_minor if shipping else 0,
        shipping_included_minor=shipping.included_minor if shipping else 0,
        shipping_added_minor=shipping.added_minor if shipping else 0,
        discounts=tuple(discounts.get(row["id"], ())),
        taxes=taxes.get(row["id"], {}),
    )
