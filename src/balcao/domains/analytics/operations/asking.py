"""Asking for a back-test: the change is frozen as it is now, and waits for a worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.analytics.errors import BadBackTest
from balcao.domains.analytics.models import BackTest
from balcao.domains.analytics.rules.documents import price_document, promotion_document
from balcao.domains.analytics.values import (
    AskedBackTest,
    Beside,
    Kind,
    PriceSubject,
    PromotionSubject,
)
from balcao.domains.analytics.values.subjects import Limits
from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.orders.queries import count_past_orders
from balcao.domains.pricing.queries import check_rule, entries_of, list_by_id
from balcao.domains.pricing.values.changes import RepriceRule
from balcao.domains.pricing.values.lists import ListEntry, PriceListHead, PriceListInfo, Tier
from balcao.domains.promotions.queries import active_promotions, promotion_by_id, promotions_page
from balcao.domains.promotions.values import Promotion, PromotionInfo, PromotionState
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.window import Window

MOST_PRICES: Final = 50_000
MOST_MINOR: Final = 10**13
PAGE: Final = 1000
SHOWN: Final = 5


@transaction.atomic
def ask_promotion_test(
    *,
    store_id: int,
    promotion_id: UUID,
    beside: Beside,
    starts_at: datetime,
    ends_at: datetime,
    by: str,
    now: datetime,
) -> UUID:
    """Have a promotion tried, whatever state it is in; its period and uses so far do not count.

    :raises NoSuchPromotion: there is none with this id in this store.
    :raises BadBackTest: the period is not one that is over.
    """
    found = promotion_by_id(store_id, promotion_id)
    others = active_promotions(store_id, now) if beside is Beside.WITH_ACTIVE else ()
    subject = PromotionSubject(
        promotion=_promotion(found),
        beside=beside,
        others=others,
        limits={str(found.id): _limits(found), **_limits_of(store_id, len(others))},
    )
    asked = AskedBackTest(
        kind=Kind.PROMOTION,
        title=found.name,
        subject=promotion_document(subject),
        currency=found.currency or store_by_id(store_id).currency,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return ask(store_id, asked, by=by, now=now)


@transaction.atomic
def ask_list_test(
    *, store_id: int, list_id: UUID, starts_at: datetime, ends_at: datetime, by: str, now: datetime
) -> UUID:
    """Have a price list tried, as if it had held all the time for the segments it is for.

    :raises NoSuchPriceList: there is none with this id in this store.
    :raises BadBackTest: it has too many entries, or the period is not one that is over.
    """
    found = list_by_id(store_id, list_id)
    if found.entries > MOST_PRICES:
        raise BadBackTest(f"A list of up to {MOST_PRICES} entries can be tried.", field="list_id")
    subject = PriceSubject(head=_head(found), tiers=_tiers(list_id))
    asked = AskedBackTest(
        kind=Kind.PRICE,
        title=found.name,
        subject=price_document(subject),
        currency=found.currency,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return ask(store_id, asked, by=by, now=now)


@transaction.atomic
def ask_rule_test(
    *,
    store_id: int,
    rule: RepriceRule,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: str,
    now: datetime,
) -> UUID:
    """Have a rule of repricing tried on the prices that were paid; its margin guard does not count.

    :raises BadRepricing: the rule cannot be followed.
    :raises BadRounding: the rounding is none.
    :raises BadBackTest: the period is not one that is over.
    """
    check_rule(rule)
    asked = AskedBackTest(
        kind=Kind.PRICE,
        title=title.strip()[:200] or "Repricing by a rule",
        subject=price_document(PriceSubject(rule=rule)),
        currency=store_by_id(store_id).currency,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return ask(store_id, asked, by=by, now=now)


@transaction.atomic
def ask_prices_test(
    *,
    store_id: int,
    prices: Mapping[str, int],
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: str,
    now: datetime,
) -> UUID:
    """Have new prices tried, by SKU in minor units of the store's currency.

    :raises BadBackTest: no or too many prices, one is negative, a SKU is not known, or the period
        is not one that is over.
    """
    if not 0 < len(prices) <= MOST_PRICES:
        raise BadBackTest(f"Give between 1 and {MOST_PRICES} prices.", field="prices")
    wrong = sorted(sku for sku, price in prices.items() if not 0 <= price <= MOST_MINOR)
    variants = variants_by_sku(store_id, list(prices))
    missing = sorted(prices.keys() - variants.keys())
    if wrong or missing:
        which = (missing or wrong)[:SHOWN]
        why = "No variant has the SKU" if missing else "The price cannot be used of"
        raise BadBackTest(f"{why} {', '.join(which)}.", field="prices", skus=which)
    subject = PriceSubject(prices={variants[sku]: price for sku, price in prices.items()})
    asked = AskedBackTest(
        kind=Kind.PRICE,
        title=title.strip()[:200] or f"{len(prices)} new prices",
        subject=price_document(subject),
        currency=store_by_id(store_id).currency,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return ask(store_id, asked, by=by, now=now)


def ask(store_id: int, asked: AskedBackTest, *, by: str, now: datetime) -> UUID:
    """Write down that a change shall be tried; what is not over yet is left out of the period.

    :raises BadBackTest: nothing of the period is over.
    """
    ends_at = min(asked.ends_at, now)
    if asked.starts_at >= ends_at:
        raise BadBackTest("Choose a period that begins before it ends, and is over.", field="from")
    total, others = count_past_orders(
        store_id, currency=asked.currency, since=asked.starts_at, until=ends_at
    )
    return BackTest.objects.create(
        store_id=store_id,
        kind=asked.kind.value,
        title=asked.title[:200],
        subject=dict(asked.subject),
        currency=asked.currency,
        starts_at=asked.starts_at,
        ends_at=ends_at,
        total=total,
        other_currency=others,
        asked_by=by,
        asked_at=now,
    ).pk


def _promotion(found: PromotionInfo) -> Promotion:
    return Promotion(
        id=str(found.id),
        name=found.name,
        rule=found.rule,
        currency=found.currency,
        priority=found.priority,
        needs_code=found.needs_code,
    )


def _limits(found: PromotionInfo) -> Limits:
    return Limits(
        uses=found.uses_limit,
        shopper_uses=found.per_shopper_limit,
        day_uses=found.per_day_limit,
        budget_minor=found.budget_minor,
    )


def _limits_of(store_id: int, wanted: int) -> dict[str, Limits]:
    """The limits of all active promotions, where any is asked for."""
    found: dict[str, Limits] = {}
    cursor: str | None = None
    while wanted:
        page = promotions_page(store_id, states=[PromotionState.ACTIVE], cursor=cursor, limit=PAGE)
        found |= {str(one.id): _limits(one) for one in page.items}
        cursor = page.next_cursor
        if cursor is None:
            break
    return {one: limit for one, limit in found.items() if not limit.are_none}


def _head(found: PriceListInfo) -> PriceListHead:
    return PriceListHead(
        id=found.id,
        name=found.name,
        currency=found.currency,
        groups=frozenset(found.groups),
        window=Window(found.starts_at, found.ends_at),
        priority=found.priority,
        kind=found.kind,
        off_ppm=found.off_ppm,
        min_quantity=found.min_quantity,
        rounding=found.rounding,
    )


def _tiers(list_id: UUID) -> dict[UUID, tuple[Tier, ...]]:
    tiers: dict[UUID, tuple[Tier, ...]] = {}
    last: ListEntry | None = None
    while True:
        after = None if last is None else (last.variant_id, last.min_quantity)
        page = entries_of(list_id, limit=PAGE, after=after)
        for last in page:
            tier = Tier(last.min_quantity, last.amount_minor)
            tiers[last.variant_id] = (*tiers.get(last.variant_id, ()), tier)
        if len(page) < PAGE:
            return tiers
