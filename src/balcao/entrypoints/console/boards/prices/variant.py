"""Everything about the price of one variant: now, before, to come, and by which list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import find_variants, product_by_id, variant_card, variant_cards
from balcao.domains.catalog.values import VariantCard
from balcao.domains.pricing import operations, queries
from balcao.domains.pricing.errors import PriceChanged
from balcao.domains.pricing.values import PriceRow, VariantPrice
from balcao.domains.pricing.values.changes import PricePoint
from balcao.entrypoints.console.boards.prices import typed as t
from balcao.entrypoints.console.boards.prices.charts import chart_of
from balcao.entrypoints.console.boards.prices.lists import STATES
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of
from balcao.kernel.errors import Invalid
from balcao.kernel.money import Money

SHOWN = 60


def products(request: HttpRequest) -> HttpResponse:
    """Find variants by SKU or title, or those of one product, with price, cost and margin."""
    store, text = store_of(request), request.GET.get("q", "").strip()[:100]
    chosen = request.GET.get("product", "")
    cards = _of_product(store.id, chosen) if chosen else find_variants(store.id, text, limit=SHOWN)
    rows = queries.price_rows_of(
        store_id=store.id, currency=store.currency, variant_ids=[card.id for card in cards]
    )
    prices = {row.variant_id: row for row in rows}
    return show(
        request,
        "prices/products.html",
        "Prices of products",
        rows=[(card, prices.get(card.id)) for card in cards],
        q=text,
        chosen=bool(chosen),
    )


def price(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """Show the price of one variant, its history, its lists and what is to come."""
    store, now = store_of(request), now_of(request)
    card, row = variant_card(store.id, variant_id), row_of(request, variant_id)
    points = queries.history_of(store.id, variant_id, store.currency)
    lowest = queries.lowest_before([variant_id], store.currency, now).get(variant_id)
    listed = queries.listed_prices(store.id, variant_id, store.currency, now)
    return show(
        request,
        "prices/variant.html",
        f"Price of {card.title}",
        card=card,
        row=row,
        **_form(row, store.currency),
        lowest=lowest,
        chart=chart_of(points, lowest, store.currency, store.time_zone, now),
        history=_named(store.id, points),
        lists=[(one, *STATES[one.state]) for one in listed],
        waiting=queries.schedules_of(store.id, variant_ids=[variant_id])[:SHOWN],
    )


def _named(store_id: int, points: Sequence[PricePoint]) -> list[tuple[PricePoint, str]]:
    names = {one.id: one.name for one in queries.all_lists(store_id)}
    latest = list(reversed(points))[:SHOWN]
    return [(one, names.get(one.list_id, "") if one.list_id else "") for one in latest]


def save(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """Set price, compare-at and cost, if nobody else has since they were shown."""
    variant_card(store_of(request).id, variant_id)
    change = partial(_save, request, variant_id)
    return act(
        request, change, done="Saved. The shop shows it now.", back=link("price", variant_id)
    )


def schedule(request: HttpRequest, variant_id: UUID) -> HttpResponse:
    """Have a price set at a moment to come."""
    variant_card(store_of(request).id, variant_id)
    plan = partial(_schedule, request, variant_id)
    return act(request, plan, done="It will be set then.", back=link("price", variant_id))


def row_of(request: HttpRequest, variant_id: UUID) -> PriceRow | None:
    """The base price in the store's currency."""
    store = store_of(request)
    rows = queries.price_rows_of(
        store_id=store.id, currency=store.currency, variant_ids=[variant_id]
    )
    return rows[0] if rows else None


def seen_of(row: PriceRow | None) -> str:
    """What a form was made from, so that nobody sets a price over one they have not seen."""
    if row is None:
        return "none"
    return f"{row.amount_minor}|{row.compare_at_minor}|{row.cost_minor}"


def _form(row: PriceRow | None, currency: str) -> dict[str, Any]:
    names = ("amount_minor", "compare_at_minor", "cost_minor")
    form = {
        name.removesuffix("_minor"): t.amount_text(getattr(row, name) if row else None, currency)
        for name in names
    }
    return {"form": form, "seen": seen_of(row)}


@transaction.atomic
def _save(request: HttpRequest, variant_id: UUID) -> None:
    store = store_of(request)
    operations.hold_prices(store_id=store.id, currency=store.currency, variant_ids=[variant_id])
    if seen_of(row_of(request, variant_id)) != request.POST.get("seen", ""):
        raise PriceChanged
    wanted = _typed(request, variant_id)
    operations.set_prices(store_id=store.id, prices=[wanted], now=now_of(request))


def _typed(request: HttpRequest, variant_id: UUID) -> VariantPrice:
    post, currency = request.POST, store_of(request).currency

    def money(name: str) -> Money | None:
        minor = t.amount_if_any(post.get(name, ""), currency, name)
        return None if minor is None else Money(minor, currency)

    amount, cost = money("amount"), money("cost")
    if amount is None:
        raise Invalid("Say what it costs.", field="amount")
    if cost is not None and cost.minor < 0:
        raise Invalid("A cost is not negative.", field="cost")
    return VariantPrice(variant_id, amount, money("compare_at"), cost)


def _schedule(request: HttpRequest, variant_id: UUID) -> None:
    due_at = t.moment_of(request, "due_at")
    if due_at is None:
        raise Invalid("Say when it is set.", field="due_at")
    operations.schedule_price(
        store_id=store_of(request).id,
        price=_typed(request, variant_id),
        due_at=due_at,
        actor=actor_of(request),
        now=now_of(request),
    )


def _of_product(store_id: int, text: str) -> list[VariantCard]:
    chosen = t.uuid_of(text, "product")
    if chosen is None:
        raise NoSuchVariant
    found = variant_cards(store_id, {variant.id for variant in product_by_id(chosen).variants})
    return sorted(found.values(), key=lambda card: (card.options, card.sku))
