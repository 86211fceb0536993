"""The list of promotions, and where to begin a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

from balcao.domains.checkout.queries import names_in
from balcao.domains.promotions.queries import in_words, promotions_page
from balcao.domains.promotions.values import PromotionInfo, PromotionState
from balcao.entrypoints.console.listing import PAGE, onward, word_of
from balcao.entrypoints.console.pages import show, store_of
from balcao.kernel.money import Money

TABS: Final = {
    "": "All",
    "active": "On",
    "draft": "Drafts",
    "paused": "Paused",
    "ended": "Ended",
}
BEGIN: Final = (
    ("percent", "percent", "Percent off", "20% off shoes"),
    ("amount", "payments", "Amount off", "R$ 15 off the order"),
    ("buy_get", "add_shopping_cart", "Buy X, get Y", "Three for two"),
    ("free_shipping", "local_shipping", "Free shipping", "From an amount on"),
    ("gift", "redeem", "A gift", "While there are some"),
    ("tiered", "stairs", "Tiered", "More off for more units"),
    ("bundle_price", "inventory_2", "Bundle", "A price for a set"),
)


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """A promotion of the list; shares are percent of a limit, None without one."""

    info: PromotionInfo
    words: str
    used_share: int | None
    spent: Money | None
    budget: Money | None
    spent_share: int | None


def promotions(request: HttpRequest) -> HttpResponse:
    """Show promotions, the latest first, with what was used of their limits."""
    store_id = store_of(request).id
    tab = word_of(request, "state", list(TABS), "")
    text = request.GET.get("q", "").strip()[:100]
    states, cursor = [PromotionState(tab)] if tab else (), request.GET.get("cursor")
    page = promotions_page(store_id, states=states, search=text, cursor=cursor, limit=PAGE)
    return show(
        request,
        "promotions/list.html",
        "Promotions",
        rows=_rows(store_id, page.items),
        tabs=[(code, title, code == tab) for code, title in TABS.items()],
        begin=BEGIN,
        q=text,
        tab=tab,
        more=onward(request, page),
    )


def _rows(store_id: int, found: Sequence[PromotionInfo]) -> list[PromotionRow]:
    names = names_in(store_id, [one.rule for one in found], "en")
    return [row_of(one, names) for one in found]


def row_of(info: PromotionInfo, names: object) -> PromotionRow:
    """A promotion with its words and the shares of its limits."""
    known = names if isinstance(names, dict) else {}
    try:
        words = in_words(info.rule, language="en", currency=info.currency, names=known)
    except KeyError:
        words = "Its rule uses a kind that is not installed."
    has_money = bool(info.currency)
    budget = info.budget_minor
    return PromotionRow(
        info=info,
        words=words,
        used_share=_share(info.used, info.uses_limit),
        spent=Money(info.spent_minor, info.currency) if has_money else None,
        budget=None if budget is None else Money(budget, info.currency),
        spent_share=_share(info.spent_minor, budget),
    )


def _share(part: int, whole: int | None) -> int | None:
    if whole is None:
        return None
    return min(100, 100 * part // whole) if whole else 100
