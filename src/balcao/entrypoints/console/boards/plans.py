"""What should be bought, why, and what may go wrong; from there to purchase orders at one click."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.inventory.queries import default_location, locations
from balcao.domains.replenishment import operations
from balcao.domains.replenishment.errors import NothingToOrder
from balcao.domains.replenishment.queries import latest_run, outlook, planning_rules, plans_page
from balcao.domains.replenishment.queries.plans import SHOWS
from balcao.domains.replenishment.values import Ordered, PlanInfo, RunInfo
from balcao.entrypoints.console.listing import number_of, onward, word_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of
from balcao.entrypoints.jobs.planning import queue_planning
from balcao.kernel.errors import BalcaoError

CLASSES: Final = ("", "A", "B", "C")
WIDTH, HEIGHT = 120, 32
SETTINGS: Final = (
    ("service_a_percent", "Service of A, percent"),
    ("service_b_percent", "Service of B, percent"),
    ("service_c_percent", "Service of C, percent"),
    ("review_days", "Days between two looks"),
    ("cover_days", "Days an order shall last beyond that"),
    ("history_weeks", "Weeks of demand to look at"),
)


@dataclass(frozen=True, slots=True)
class Curve:
    """Past and expected demand as two lines of one small chart."""

    past: str
    ahead: str
    split: float
    says: str


@dataclass(frozen=True, slots=True)
class Line:
    """A plan and its chart."""

    plan: PlanInfo
    curve: Curve


@dataclass(frozen=True, slots=True)
class Setting:
    """One number of how the store plans."""

    name: str
    title: str
    value: int


def plans(request: HttpRequest) -> HttpResponse:
    """Show plans, those with most money at risk first."""
    store = store_of(request)
    shown = word_of(request, "show", SHOWS, "buy")
    cls = word_of(request, "class", CLASSES, "")
    page = plans_page(
        store.id, show=shown, value_class=cls, cursor=request.GET.get("cursor"), limit=40
    )
    return show(
        request,
        "plans.html",
        "What to buy",
        lines=[Line(one, curve_of(one)) for one in page.items],
        more=onward(request, page),
        shown=shown,
        cls=cls,
        outlook=outlook(store.id),
        run=latest_run(store.id),
        places=[place for place in locations(store.id) if place.sells],
        settings=settings_of(store.id),
    )


def progress(request: HttpRequest) -> HttpResponse:
    """How far the look at the store is; the whole page again once it has ended."""
    run = latest_run(store_of(request).id)
    if not is_moving(run):
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return show(request, "partials/planprogress.html", "What to buy", run=run)


def look(request: HttpRequest) -> HttpResponse:
    """Ask for a look at the whole store."""
    began = queue_planning(store_of(request).id, actor_of(request))
    words = "The store is being looked at." if began else "A look is under way already."
    messages.success(request, words)
    return HttpResponseRedirect(link("plans"), status=303)


def order(request: HttpRequest) -> HttpResponse:
    """Write purchase orders for what is ticked, with the quantities typed."""
    try:
        made = write_orders(request)
    except BalcaoError as error:
        messages.error(request, error.message)
        return HttpResponseRedirect(link("plans"), status=303)
    numbers = ", ".join(f"{one.number} to {one.supplier_name}" for one in made)
    messages.success(request, f"Drafts were written: {numbers}. Approve them to buy.")
    one = made[0]
    to = link("purchase", one.order_id) if len(made) == 1 else link("purchases")
    return HttpResponseRedirect(to, status=303)


def write_orders(request: HttpRequest) -> list[Ordered]:
    """The drafts that the form asks for. :raises NothingToOrder: nothing is ticked."""
    store, post = store_of(request), request.POST
    wanted = [UUID(text) for text in post.getlist("variant") if is_id(text)]
    if not wanted:
        raise NothingToOrder("Tick what should be ordered first.")
    typed = {one: number_of(post.get(f"quantity-{one}", "")) for one in wanted}
    place = number_of(post.get("place", "")) or default_location(store.id).id
    return operations.order_suggested(
        store_id=store.id,
        location_id=place,
        variant_ids=wanted,
        author=actor_of(request),
        now=now_of(request),
        quantities={one: units for one, units in typed.items() if units},
    )


def save(request: HttpRequest) -> HttpResponse:
    """Change how the store plans."""
    changes = {name: number_of(request.POST.get(name, ""), -1) for name, _ in SETTINGS}
    do = partial(operations.save_planning_rules, store_id=store_of(request).id, changes=changes)
    return act(request, do, done="Saved; it counts from the next look on.", back=link("plans"))


def settings_of(store_id: int) -> list[Setting]:
    """The numbers of the form."""
    rules = planning_rules(store_id)
    return [Setting(name, title, getattr(rules, name)) for name, title in SETTINGS]


def is_moving(run: RunInfo | None) -> bool:
    """Whether a look has begun and not ended."""
    return run is not None and run.ended_at is None


def is_id(text: str) -> bool:
    """Whether a text is the id of a variant."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def curve_of(plan: PlanInfo) -> Curve:
    """The chart of one plan: weeks sold, then weeks expected, on one scale."""
    past, ahead = list(plan.weekly), list(plan.expected)
    most = max([*past, *ahead, 1])
    step = WIDTH / max(1, len(past) + len(ahead) - 1)
    spots = [
        f"{nr * step:.1f},{HEIGHT - 2 - (HEIGHT - 4) * units / most:.1f}"
        for nr, units in enumerate([*past, *ahead])
    ]
    cut = len(past)
    says = (
        f"{plan.weekly_mean:.1f} units a week are expected; the last four weeks had "
        f"{', '.join(str(units) for units in past[-4:])}."
    )
    return Curve(
        " ".join(spots[:cut]), " ".join(spots[max(0, cut - 1) :]), max(0, cut - 1) * step, says
    )
