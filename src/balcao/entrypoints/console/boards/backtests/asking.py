"""The forms that ask for a back-test: of a promotion, of prices, of taxes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.analytics import operations
from balcao.domains.analytics.errors import BadBackTest
from balcao.domains.analytics.values import Beside
from balcao.domains.catalog.queries import categories
from balcao.domains.pricing.queries import all_lists, tax_rates, tax_tables
from balcao.domains.pricing.values import RoundBy
from balcao.domains.pricing.values.changes import Action, RepriceRule
from balcao.domains.promotions.queries import promotions_page
from balcao.entrypoints.console.boards.backtests.typed import (
    ask_once,
    day_of,
    id_of,
    minor_of,
    ppm_of,
    prices_of,
)
from balcao.entrypoints.console.pages import link, now_of, said, show, store_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_secret

DAYS: Final = 90
CHOICES: Final = 200


def promotion(request: HttpRequest) -> HttpResponse:
    """Choose a promotion, what becomes of other discounts, and the days."""
    page = promotions_page(store_of(request).id, limit=CHOICES)
    chosen = request.GET.get("promotion", "")
    rows = [(one.id, one.name, one.status, str(one.id) == chosen) for one in page.items]
    return _form(request, "promotion", "Back-test a promotion", promotions=rows)


def ask_promotion(request: HttpRequest) -> HttpResponse:
    """Have it tried."""

    def ask(**how: Any) -> UUID:
        beside = request.POST.get("beside", "")
        if beside not in set(Beside):
            raise BadBackTest("Say what becomes of other discounts.", field="beside")
        return operations.ask_promotion_test(
            promotion_id=id_of(request, "promotion"), beside=Beside(beside), **how
        )

    return _asked(request, ask, back="back-test-promotion")


def price(request: HttpRequest) -> HttpResponse:
    """Choose a price list, a rule, or new prices, and the days."""
    store = store_of(request)
    chosen = request.GET.get("list", "")
    lists = [(one.id, one.name, one.currency, str(one.id) == chosen) for one in all_lists(store.id)]
    shelves = categories(store.id, "en")
    return _form(request, "price", "Back-test prices", lists=lists, categories=shelves)


def ask_price(request: HttpRequest) -> HttpResponse:
    """Have them tried."""
    asks: dict[str, Callable[..., UUID]] = {
        "list": lambda **how: operations.ask_list_test(list_id=id_of(request, "list"), **how),
        "rule": lambda **how: operations.ask_rule_test(rule=_rule(request), title="", **how),
        "prices": partial(_ask_prices, request),
    }
    ask = asks.get(request.POST.get("what", ""), asks["prices"])
    return _asked(request, ask, back="back-test-price")


def tax(request: HttpRequest) -> HttpResponse:
    """Choose tables, other rates or other settings, and the days."""
    rates = [
        (one.id, one.name, one.tax_class, f"{one.rate_ppm / 10_000:g}")
        for one in tax_rates(store_of(request).id)[:CHOICES]
    ]
    return _form(request, "tax", "Back-test taxes", tables=tax_tables(), rates=rates)


def ask_tax(request: HttpRequest) -> HttpResponse:
    """Have them tried."""

    def ask(**how: Any) -> UUID:
        inside, rounding = request.POST.get("inside", ""), request.POST.get("rounding", "")
        return operations.ask_tax_test(
            tables=request.POST.getlist("table")[:20],
            rates=_rates(request),
            prices_include_tax=None if inside not in {"yes", "no"} else inside == "yes",
            round_by=RoundBy(rounding) if rounding in set(RoundBy) else None,
            as_of=_as_of(request),
            **how,
        )

    return _asked(request, ask, back="back-test-tax")


def _form(request: HttpRequest, name: str, title: str, **more: Any) -> HttpResponse:
    zone = ZoneInfo(store_of(request).time_zone)
    last = now_of(request).astimezone(zone).date() - timedelta(days=1)
    return show(
        request,
        f"backtests/{name}.html",
        title,
        key=new_secret(),
        first=(last - timedelta(days=DAYS - 1)).isoformat(),
        last=last.isoformat(),
        **more,
    )


def _asked(request: HttpRequest, ask: Callable[..., UUID], *, back: str) -> HttpResponse:
    try:
        made = ask_once(request, ask)
    except BalcaoError as error:
        messages.error(request, said(error))
        return HttpResponseRedirect(link(back), status=303)
    return HttpResponseRedirect(link("back-test", made), status=303)


def _ask_prices(request: HttpRequest, **how: Any) -> UUID:
    typed = prices_of(request.POST.get("prices", ""), store_of(request).currency)
    return operations.ask_prices_test(prices=typed, title="", **how)


def _rule(request: HttpRequest) -> RepriceRule:
    post = request.POST
    action = post.get("action", "")
    if action not in set(Action):
        raise BadBackTest("Say what happens to the prices.", field="action")
    value = post.get("value", "")
    is_money = action == Action.AMOUNT
    currency = store_of(request).currency
    return RepriceRule(
        action=Action(action),
        value=minor_of(value, currency, "value") if is_money else ppm_of(value, "value"),
        category_id=id_of(request, "category") if post.get("category") else None,
        brand=post.get("brand", "").strip()[:255].replace("\0", ""),
        tag=post.get("tag", "").strip()[:255].replace("\0", ""),
    )


def _rates(request: HttpRequest) -> dict[int, int]:
    """Those that were typed anew, by id in parts per million."""
    known = {one.id: one.rate_ppm for one in tax_rates(store_of(request).id)}
    found = {}
    for rate_id, ppm in known.items():
        text = request.POST.get(f"rate-{rate_id}", "").strip()
        if text and rate_id is not None and ppm_of(text, f"rate-{rate_id}") != ppm:
            found[rate_id] = ppm_of(text, f"rate-{rate_id}")
    return found


def _as_of(request: HttpRequest) -> datetime | None:
    if not request.POST.get("as_of", "").strip():
        return None
    zone = ZoneInfo(store_of(request).time_zone)
    try:
        return datetime.combine(day_of(request, "as_of"), time(), zone).astimezone(UTC)
    except OverflowError:
        raise BadBackTest("This day is too far away.", field="as_of") from None
