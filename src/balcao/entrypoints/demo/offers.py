"""The demo's offers: segments, collections, promotions and codes, and orders that used them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.operations import create_collection, set_collection_products
from balcao.domains.catalog.queries import category_by_slug, products_page
from balcao.domains.catalog.values import CollectionEdit, ProductInfo
from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.queries import quote_wish
from balcao.domains.checkout.values import PurchaseRequest, WantedLine, Wish
from balcao.domains.customers.operations import create_segment, refresh_segment
from balcao.domains.customers.values import Address, SegmentEdit
from balcao.domains.inventory.queries import availability_of
from balcao.domains.orders.operations import confirm_payment
from balcao.domains.promotions.operations import (
    activate_promotion,
    add_code,
    create_promotion,
    make_codes,
    order_batch,
)
from balcao.domains.promotions.queries import promotions_page
from balcao.domains.promotions.values import PromotionDraft
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.demo.opening import MAIL_ENDING
from balcao.entrypoints.demo.people import STORIES, TRANSFER
from balcao.entrypoints.demo.pricing import price
from balcao.plumbing.outbox.relay import deliver_all

MARKETING: Final = f"marketing{MAIL_ENDING}"
DESK: Final = f"desk{MAIL_ENDING}"
DAY: Final = timedelta(days=1)
PLENTY: Final = 12  # units; the offers sell what there is enough of
CODE: Final = "BEMVINDO10"
SEGMENTS: Final = (
    ("clientes-que-voltam", "Clientes que voltam", {"kind": "orders", "at_least": 2}),
    (
        "grandes-clientes",
        "Grandes clientes",
        {"kind": "spend", "currency": "BRL", "at_least_minor": 50_000},
    ),
    ("sumidos", "Sumidos há três meses", {"kind": "last_order", "before_days": 90}),
)
Rule = dict[str, Any]
OFF_ORDER: Final[Rule] = {"kind": "percent", "per": "order", "basis_points": 1_000}
SPEND_AND_SAVE: Final[Rule] = {
    "kind": "spend_save",
    "steps": [
        {"at_least_minor": 50_000, "amount_minor": 4_000},
        {"at_least_minor": 100_000, "amount_minor": 12_000},
    ],
}
AT_HOME: Final[tuple[Rule, ...]] = (
    {"kind": "country", "in": ["BR"]},
    {"kind": "shipping", "in": ["standard"]},
)
WEEKEND: Final[tuple[Rule, ...]] = (
    {"kind": "weekday", "in": ["sat", "sun"]},
    {"kind": "group", "in": ["clientes-que-voltam"]},
)


def offer(store: StoreInfo, now: datetime, progress: Callable[[str], None]) -> None:
    """Make the offers and sell a little by them, once; nothing is changed that is there."""
    if promotions_page(store.id, limit=1).items:
        return
    deliver_all(now=now)  # so that segments know who has bought
    with transaction.atomic():
        _segments(store, now)
        goods = products_page(store.id, statuses=["active"], cursor=None, limit=200).items
        _collections(store, goods, now)
        made = _promotions(store, now)
        card = price(store, goods, now)
        _sell(store, goods, card, now)
    progress(f"{made} promotions, codes, gift cards and price lists made")


def _segments(store: StoreInfo, now: datetime) -> None:
    for slug, name, rule in SEGMENTS:
        edit = SegmentEdit(name=name, rule=rule)
        made = create_segment(
            store_id=store.id, edit=edit, currency=store.currency, now=now, slug=slug
        )
        refresh_segment(store_id=store.id, segment_id=made, now=now)


def _collections(store: StoreInfo, goods: Sequence[ProductInfo], now: datetime) -> None:
    by_hand = CollectionEdit(
        name="Para presentear",
        description="Escolhidos um a um.",
        translations={"en": {"name": "Gifts", "description": "Chosen one by one."}},
    )
    made = create_collection(store_id=store.id, edit=by_hand, now=now, slug="para-presentear")
    gifts = [one.id for one in goods[::11]]
    set_collection_products(
        store_id=store.id, collection_id=made, expected_version=1, product_ids=gifts, now=now
    )
    shelves = [str(_shelf(store, slug)) for slug in ("ceramica", "luminarias")]
    by_rule = CollectionEdit(
        name="Barro e luz",
        description="Toda a cerâmica e todas as luminárias.",
        translations={
            "en": {"name": "Clay and light", "description": "All ceramics and all lamps."}
        },
        rule={"kind": "category", "any_of": shelves},
    )
    create_collection(store_id=store.id, edit=by_rule, now=now, slug="barro-e-luz")


def _promotions(store: StoreInfo, now: datetime) -> int:
    """Each kind of offer once; all of them run, but the one that is a draft. Their number."""
    drafts = _drafts(store, now)
    ids = [create_promotion(store_id=store.id, draft=draft, now=now) for draft in drafts]
    for promotion_id in ids[:-1]:
        activate_promotion(store_id=store.id, promotion_id=promotion_id, now=now)
    by_code = [one for one, draft in zip(ids, drafts, strict=True) if draft.needs_code]
    add_code(store_id=store.id, promotion_id=by_code[0], text=CODE, now=now)
    add_code(store_id=store.id, promotion_id=by_code[1], text="FEIRA25", now=now, uses_limit=40)
    batch = order_batch(
        store_id=store.id,
        promotion_id=by_code[1],
        name="Cartões da feira",
        size=50,
        by=MARKETING,
        now=now,
        prefix="FEIRA",
        expires_at=now + 90 * DAY,
    )
    make_codes(batch_id=batch, now=now)
    return len(ids)


def _drafts(store: StoreInfo, now: datetime) -> tuple[PromotionDraft, ...]:
    """The offers; the last one stays a draft."""

    def draft(name: str, then: Rule, *when: Rule, **more: Any) -> PromotionDraft:
        rule = {"when": {"kind": "all", "of": list(when)}, "then": then} if when else {"then": then}
        about = {"currency": store.currency, "starts_at": now - DAY, **more}
        return PromotionDraft(name=name, rule=rule, **about)

    textiles, paper = (
        {"kind": "category", "in": [str(_shelf(store, slug))]} for slug in ("texteis", "papelaria")
    )
    off_textiles = {"kind": "percent", "basis_points": 1_500, "on": textiles}
    third_free = {
        "kind": "buy_get",
        "buy": {"quantity": 2, "on": paper},
        "get": {"quantity": 1, "basis_points": 10_000},
        "pick": "each_set",
    }
    return (
        draft("Têxteis com 15 %", off_textiles, ends_at=now + 21 * DAY),
        draft("Papelaria: leve 3, pague 2", third_free),
        draft(
            "Frete grátis a partir de R$ 199",
            {"kind": "free_shipping"},
            {"kind": "subtotal", "at_least_minor": 19_900},
            *AT_HOME,
        ),
        draft(
            "Boas-vindas: 10 % no primeiro pedido",
            OFF_ORDER,
            {"kind": "first_order"},
            needs_code=True,
            per_shopper_limit=1,
        ),
        draft("Fim de semana de quem volta", OFF_ORDER, *WEEKEND),
        draft(
            "Feira: R$ 25 de desconto",
            {"kind": "amount", "per": "order", "amount_minor": 2_500},
            {"kind": "subtotal", "at_least_minor": 15_000},
            needs_code=True,
            budget_minor=200_000,
        ),
        draft("Gaste mais, pague menos", SPEND_AND_SAVE),
        draft("Natal (rascunho)", OFF_ORDER, starts_at=now + 14 * DAY),
    )


def _sell(store: StoreInfo, goods: Sequence[ProductInfo], card: UUID, now: datetime) -> None:
    """Three orders of the last quarter of an hour: by a code, by the offers, with a gift card."""
    textile, paper, lamp = (
        _in_stock(store, goods, slug) for slug in ("texteis", "papelaria", "luminarias")
    )
    first = replace(STORIES[0].address, name="Lívia Campos", phone="")
    known = STORIES[0]
    orders = (
        ("livia.campos@example.com", first, (WantedLine(textile, 1),), (CODE,), ()),
        (known.email, known.address, (WantedLine(paper, 3), WantedLine(lamp, 2)), (), ()),
        ("nelson.prado@example.com", first, (WantedLine(lamp, 1),), (), (card,)),
    )
    for no, (email, address, lines, codes, accounts) in enumerate(orders):
        at = now - timedelta(minutes=15 - 4 * no)
        wish = Wish(
            store_id=store.id,
            currency=store.currency,
            lines=lines,
            country=address.country,
            region=address.region,
            city=address.city,
            postal_code=address.postal_code,
            rate_code="standard",
            provider=TRANSFER,
            email=email,
            codes=codes,
            accounts=accounts,
        )
        made = purchase(_agreed(store, wish, address, at), now=at)
        if codes:
            confirm_payment(order_id=made.order_id, by=DESK, now=at + timedelta(minutes=2))


def _agreed(store: StoreInfo, wish: Wish, address: Address, now: datetime) -> PurchaseRequest:
    """The purchase of a wish at what it costs now."""
    quote = quote_wish(wish, now=now)
    return PurchaseRequest(
        store_id=store.id,
        key=f"demo:offer:{wish.email}",
        locale=store.language,
        email=wish.email,
        address=address,
        rate_code=wish.rate_code,
        provider=wish.provider,
        lines=wish.lines,
        expected_total=quote.total,
        codes=wish.codes,
        accounts=wish.accounts,
        expected_credit=quote.credit,
    )


def _in_stock(store: StoreInfo, goods: Sequence[ProductInfo], slug: str) -> UUID:
    """A variant of a shelf that there is plenty of."""
    ids = [v.id for one in goods if one.category == slug for v in one.variants]
    left = availability_of(store.id, ids)
    return next(one for one in ids if left.get(one, 0) >= PLENTY)


def _shelf(store: StoreInfo, slug: str) -> UUID:
    return category_by_slug(store.id, slug, store.language).id
