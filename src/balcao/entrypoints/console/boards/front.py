"""The front page: today, what waits, and whether everything is in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from balcao.domains.inventory.queries import count_waiting_adjustments
from balcao.domains.orders.queries import daily_sales
from balcao.domains.orders.values import DaySales
from balcao.domains.replenishment.queries import alert_counts
from balcao.domains.stores.values import StoreInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.books import last_check
from balcao.entrypoints.console.boards.deliveries import delivery_state
from balcao.entrypoints.console.boards.legal import missing_pages
from balcao.entrypoints.console.boards.orders import count_work, latest_orders
from balcao.entrypoints.console.pages import link, now_of, show, store_of
from balcao.kernel.money import Money

DAYS: Final = 14
LATEST: Final = 8
HEIGHT: Final = 100  # of the best day's bar, in units of its own viewBox


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of the chart: where its bar begins, from above, and how high it is."""

    day: date
    sales: DaySales
    y: int
    height: int
    is_today: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that waits, and the list that shows it."""

    title: str
    count: int
    link: str
    icon: str
    is_urgent: bool = False


def front(request: HttpRequest) -> HttpResponse:
    """Show the day."""
    store, now = store_of(request), now_of(request)
    bars = chart(store, now)
    return show(
        request,
        "front.html",
        "Today",
        today=bars[-1].sales,
        yesterday=bars[-2].sales,
        change=change_of(bars[-1].sales, bars[-2].sales),
        bars=bars,
        chart_height=HEIGHT,
        period=sum((bar.sales.revenue for bar in bars), Money.zero(store.currency)),
        waiting=waiting(store, now),
        latest=latest_orders(store.id, LATEST),
        books=last_check(),
        events=delivery_state(),
        may_retry=request.user.can(Capability.MANAGE_STORE),
        lacks=missing_pages(store.id) if request.user.can(Capability.MANAGE_STORE) else (),
    )


def chart(store: StoreInfo, now: datetime) -> list[Bar]:
    """The last two weeks of the store's calendar, today included."""
    today = now.astimezone(ZoneInfo(store.time_zone)).date()
    first = today - timedelta(days=DAYS - 1)
    sales = daily_sales(
        store.id,
        since=first,
        until=today + timedelta(days=1),
        time_zone=store.time_zone,
        currency=store.currency,
    )
    return bars_of(sales, first, store.currency)


def bars_of(sales: Mapping[date, DaySales], first: date, currency: str) -> list[Bar]:
    """Bars scaled to the best day; a day without orders has none."""
    nothing = DaySales(0, Money.zero(currency))
    days = [first + timedelta(days=n) for n in range(DAYS)]
    best = max((sale.revenue.minor for sale in sales.values()), default=0) or 1
    bars = []
    for place, day in enumerate(days):
        sale = sales.get(day, nothing)
        height = round(HEIGHT * sale.revenue.minor / best)
        bars.append(Bar(day, sale, HEIGHT - height, height, place == DAYS - 1))
    return bars


def change_of(today: DaySales, yesterday: DaySales) -> str:
    """Today's revenue against yesterday's whole day, in words."""
    if not yesterday.revenue:
        return "No sales yesterday"
    percent = round(100 * today.revenue.minor / yesterday.revenue.minor)
    return f"{percent}% of yesterday so far"


def waiting(store: StoreInfo, now: datetime) -> tuple[Waiting, ...]:
    """Everything that somebody should do next."""
    work = count_work(store.id)
    wait = count_waiting_adjustments(store.id)
    orders, alerts = link("orders"), alert_counts(store.id, now=now).total
    return (
        Waiting("Payments to confirm", work["confirm"], f"{orders}?work=confirm", "payments"),
        Waiting("Orders to pack", work["pack"], f"{orders}?work=pack", "package_2"),
        Waiting("Parcels to ship", work["ship"], f"{orders}?work=ship", "local_shipping"),
        Waiting("Adjustments to decide", wait, link("adjustments"), "rule"),
        Waiting("Alerts", alerts, link("alerts"), "notifications", is_urgent=True),
    )
