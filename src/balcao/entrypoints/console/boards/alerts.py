"""What somebody should look at, with the money that lies in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse

from balcao.domains.inventory.queries import locations
from balcao.domains.replenishment import operations
from balcao.domains.replenishment.queries import alert_counts, alerts_page
from balcao.domains.replenishment.values import AlertInfo, AlertKind
from balcao.entrypoints.console.listing import number_of, onward, word_of
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of

K = AlertKind
TITLES: Final = {
    K.SOLD_OUT: "Sold out",
    K.LOW_STOCK: "Low stock",
    K.NEGATIVE_MARGIN: "Sold below cost",
    K.EXPIRING_LOT: "Expiring",
    K.SLOW_MOVER: "Does not sell",
}
MOST_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of alert and how many of it are open."""

    kind: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """An alert with the sentence that says what is so."""

    alert: AlertInfo
    title: str
    says: str
    link: str


def alerts(request: HttpRequest) -> HttpResponse:
    """Show open alerts, those with most at stake first."""
    store, now = store_of(request), now_of(request)
    kind = word_of(request, "kind", tuple(AlertKind), "")
    page = alerts_page(
        store.id,
        now=now,
        kind=AlertKind(kind) if kind else None,
        snoozed=request.GET.get("snoozed") == "1",
        cursor=request.GET.get("cursor"),
    )
    places = locations(store.id)
    lines = [_line(one, home=places[0].id if places else 0) for one in page.items]
    shown = {"lines": lines, "more": onward(request, page)}
    return show(request, "alerts.html", "Alerts", kind=kind, **_tabs(request), **shown)


def refresh(request: HttpRequest) -> HttpResponse:
    """Look at everything now."""
    do = partial(operations.refresh_alerts, store_id=store_of(request).id, now=now_of(request))
    return act(request, do, done="Everything was looked at.", back=link("alerts"))


def snooze(request: HttpRequest, alert_id: int) -> HttpResponse:
    """Put one off for some days."""
    now = now_of(request)
    days = min(number_of(request.POST.get("days", ""), 7), MOST_DAYS)
    do = partial(
        operations.snooze_alert,
        store_id=store_of(request).id,
        alert_id=alert_id,
        until=now + timedelta(days=days),
        now=now,
    )
    return act(request, do, done=f"Put off for {days} days.", back=link("alerts"))


def _tabs(request: HttpRequest) -> dict[str, object]:
    counts = alert_counts(store_of(request).id, now=now_of(request))
    tabs = [Tab(kind.value, TITLES[kind], counts.by_kind.get(kind, 0)) for kind in AlertKind]
    return {"tabs": tabs, "total": counts.total, "snoozed": request.GET.get("snoozed") == "1"}


def _line(alert: AlertInfo, *, home: int) -> Line:
    to = link("level", alert.location_id or home, alert.variant_id)
    if alert.kind is K.NEGATIVE_MARGIN:
        to = link("product", alert.product_id)
    return Line(alert, TITLES[alert.kind], _says(alert), to)


def _says(alert: AlertInfo) -> str:
    facts = alert.facts
    coming = f", {facts['incoming']} on the way" if facts.get("incoming") else ""
    if alert.kind is K.SOLD_OUT:
        waits = f", {alert.waiting} wait for it" if alert.waiting else ""
        return f"Nothing left to sell{coming}{waits}"
    if alert.kind is K.LOW_STOCK:
        return f"{facts['left']} left to sell{coming}"
    if alert.kind is K.NEGATIVE_MARGIN:
        return "Its units cost more than its price"
    if alert.kind is K.EXPIRING_LOT:
        return f"{facts['units']} good units of lot {alert.lot} expire on {facts['expires_on']}"
    return f"{facts['units']} units, none shipped for {facts['days']} days"
