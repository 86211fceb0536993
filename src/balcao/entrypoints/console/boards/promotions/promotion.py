"""One promotion: what it says, what it did, and the steps of its life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from balcao.domains.checkout.queries import names_in
from balcao.domains.promotions import operations, queries
from balcao.domains.promotions.values import DayOfUses, PromotionDraft, PromotionState
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.boards.promotions.building import create_once, words_of
from balcao.entrypoints.console.boards.promotions.listing import row_of
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, link, now_of, show, store_of
from balcao.kernel.ids import new_secret
from balcao.kernel.money import Money

DAYS: Final = 28
HIGH: Final = 100
STEPS: Final = {
    PromotionState.ACTIVE: ("promotion-activate", "Switch it on"),
    PromotionState.PAUSED: ("promotion-pause", "Pause it"),
    PromotionState.ENDED: ("promotion-end", "End it for good"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """The uses of a day; ``y`` and ``height`` are percent of the frame."""

    day: date
    uses: int
    amount: Money
    y: int
    height: int


def promotion(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """Show one promotion."""
    store, now = store_of(request), now_of(request)
    info = queries.promotion_by_id(store.id, promotion_id)
    uses = queries.uses_page(store.id, promotion_id, limit=10)
    currency = info.currency or store.currency
    return show(
        request,
        "promotions/promotion.html",
        info.name,
        row=row_of(info, names_in(store.id, [info.rule], "en")),
        words=words_of(store.id, info.rule, info.currency),
        steps=_steps(PromotionState(info.status)),
        bars=_bars(store, promotion_id, currency, now),
        uses=[(one, Money(one.amount_minor, currency)) for one in uses.items],
        codes=queries.codes_page(store.id, promotion_id, limit=5).items,
        key=new_secret(),
    )


def _bars(store: StoreInfo, promotion_id: UUID, currency: str, now: datetime) -> list[Bar]:
    today = now.astimezone(ZoneInfo(store.time_zone)).date()
    since = today - timedelta(days=DAYS - 1)
    days = queries.uses_by_day(store.id, promotion_id, since=since)
    return bars_of(days, since, currency)


def _steps(state: PromotionState) -> list[tuple[str, str, str]]:
    following = queries.next_states(state)
    return [(*STEPS[to], to.value) for to in STEPS if to in following]


def bars_of(days: list[DayOfUses], since: date, currency: str) -> list[Bar]:
    """One bar per day of the four weeks."""
    known = {one.day: one for one in days}
    most = max((one.uses for one in days), default=0) or 1
    found = []
    for nr in range(DAYS):
        day = since + timedelta(days=nr)
        one = known.get(day)
        uses, amount = (one.uses, one.amount_minor) if one else (0, 0)
        height = HIGH * uses // most
        found.append(Bar(day, uses, Money(amount, currency), HIGH - height, height))
    return found


def activate(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """Switch it on."""
    return _step(request, promotion_id, operations.activate_promotion, "It is on.")


def pause(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """Switch it off for a while."""
    return _step(request, promotion_id, operations.pause_promotion, "Paused.")


def end(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """Switch it off for good."""
    return _step(request, promotion_id, operations.end_promotion, "Ended.")


def duplicate(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """Make a draft that says the same."""
    store, now = store_of(request), now_of(request)
    info = queries.promotion_by_id(store.id, promotion_id)
    said = {name: getattr(info, name) for name in PromotionDraft.__dataclass_fields__}
    draft = replace(PromotionDraft(**said), name=f"{info.name[:113]} (copy)")
    made: list[UUID] = []

    def copied() -> None:
        key, said = request.POST.get("key", ""), [request.path]
        made.append(create_once(draft, store_id=store.id, key=key, said=said, now=now))

    answer = act(request, copied, done="Copied as a draft.", back=link("promotion", promotion_id))
    if made:
        answer["Location"] = link("promotion", made[0])
    return answer


def _step(
    request: HttpRequest, promotion_id: UUID, step: Callable[..., None], done: str
) -> HttpResponse:
    take = partial(
        step,
        store_id=store_of(request).id,
        promotion_id=promotion_id,
        now=now_of(request),
        expected_version=number_of(request.POST.get("version", "")),
    )
    return act(request, take, done=done, back=link("promotion", promotion_id))
