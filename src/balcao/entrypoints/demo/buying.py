"""The demo's suppliers: what they offer, what was ordered from them, and what was sold before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from math import cos, pi
from typing import Final
from uuid import UUID
from zlib import crc32

from django.db import transaction

from balcao.domains.catalog.queries import products_page
from balcao.domains.catalog.values import ProductInfo
from balcao.domains.inventory.operations import set_tracking
from balcao.domains.inventory.queries import default_location
from balcao.domains.inventory.values import Tracking
from balcao.domains.pricing.queries import prices_of
from balcao.domains.purchasing.operations import (
    add_landed_cost,
    approve_purchase,
    create_purchase,
    create_supplier,
    receive_purchase,
    save_item,
    send_purchase,
    set_item_prices,
)
from balcao.domains.purchasing.queries import suppliers_page
from balcao.domains.purchasing.values.orders import LotIn, ReceivedLine, WantedLine
from balcao.domains.purchasing.values.suppliers import Break, ItemEdit, SupplierEdit
from balcao.domains.replenishment.operations import SoldThen, bring_past_sales, refresh_alerts
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.demo.opening import MAIL_ENDING
from balcao.entrypoints.jobs.planning import queue_planning
from balcao.kernel.money import Money

BUYER: Final = f"buyer{MAIL_ENDING}"
OWNER: Final = f"owner{MAIL_ENDING}"
WEEKS: Final = 52
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class House:
    """A supplier of the demo: its name is the vendor of what it makes."""

    code: str
    name: str
    lead_days: int
    pack: int
    city: str


HOUSES: Final = (
    House("barro-manso", "Ateliê Barro Manso", 21, 4, "Cunha, SP"),
    House("prelo-voador", "Prelo Voador", 10, 10, "São Paulo, SP"),
    House("folha-larga", "Viveiro Folha Larga", 5, 6, "Holambra, SP"),
    House("bule-azul", "Funilaria Bule Azul", 14, 6, "Pomerode, SC"),
    House("mirante", "Torra do Mirante", 4, 12, "Carmo de Minas, MG"),
    House("lusco-fusco", "Estúdio Lusco-Fusco", 30, 1, "Belo Horizonte, MG"),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """A variant and what the house asks for it."""

    variant_id: UUID
    sku: str
    cost: Money


def buy(store: StoreInfo, now: datetime, progress: Callable[[str], None]) -> None:
    """Make the suppliers, their orders and a year of earlier sales; once."""
    if suppliers_page(store.id, limit=1).items:
        return
    goods = _goods(store)
    suppliers = {house.code: _supplier(store, house, goods[house.name], now) for house in HOUSES}
    _deliveries(store, suppliers, goods, now)
    sold = _past_sales(store, now)
    refresh_alerts(store_id=store.id, now=now)
    queue_planning(store.id, OWNER)
    progress(f"{len(suppliers)} suppliers, {sold} days of earlier sales")


def _goods(store: StoreInfo) -> dict[str, list[Offered]]:
    products = _products(store)
    ids = [variant.id for one in products for variant in one.variants]
    prices = prices_of(ids, store.currency)
    found: dict[str, list[Offered]] = {}
    for product in products:
        for variant in product.variants:
            price = prices.get(variant.id)
            if price is not None:
                cost = price.cost or Money(price.amount.minor // 2, store.currency)
                some = found.setdefault(product.vendor, [])
                some.append(Offered(variant.id, variant.sku, cost))
    return found


def _products(store: StoreInfo) -> list[ProductInfo]:
    found, cursor = list[ProductInfo](), ""
    while cursor or not found:
        page = products_page(store.id, statuses=("active",), cursor=cursor or None, limit=200)
        found += page.items
        cursor = page.next_cursor or ""
    return sorted(found, key=lambda one: one.handle)


@transaction.atomic
def _supplier(store: StoreInfo, house: House, goods: Sequence[Offered], now: datetime) -> UUID:
    supplier_id = create_supplier(
        store_id=store.id,
        edit=SupplierEdit(
            code=house.code,
            name=house.name,
            currency=store.currency,
            email=f"pedidos@{house.code}.example",
            language="pt-br",
            country="BR",
            address=house.city,
            lead_time_days=house.lead_days,
        ),
        now=now - 15 * DAY,
    )
    for one in goods:
        edit = ItemEdit(
            variant_id=one.variant_id,
            supplier_sku=f"{house.code[:3].upper()}-{one.sku}",
            units_per_pack=house.pack,
            minimum_quantity=house.pack,
            is_preferred=True,
        )
        item_id = save_item(store_id=store.id, supplier_id=supplier_id, edit=edit)
        set_item_prices(
            store_id=store.id,
            supplier_id=supplier_id,
            item_id=item_id,
            breaks=[Break(1, one.cost.minor), Break(10 * house.pack, one.cost.minor * 95 // 100)],
            valid_from=now - 15 * DAY,
            source="demo",
            actor=BUYER,
            now=now - 15 * DAY,
        )
    return supplier_id


def _deliveries(
    store: StoreInfo,
    suppliers: dict[str, UUID],
    goods: dict[str, list[Offered]],
    now: datetime,
) -> None:
    """One order that came with its freight, one that came in part, coffee with a day, a draft."""
    came = _order(
        store, suppliers["barro-manso"], goods["Ateliê Barro Manso"][:5], 8, now - 9 * DAY
    )
    receipt = _receive(came, [(nr, 8, int(nr == 2)) for nr in range(1, 6)], now - 2 * DAY)
    add_landed_cost(
        receipt_id=receipt,
        kind="freight",
        basis="value",
        amount=Money(18_500, store.currency),
        by=BUYER,
        now=now - DAY,
        document="CT-e 4471",
    )
    part = _order(store, suppliers["prelo-voador"], goods["Prelo Voador"][:4], 20, now - 8 * DAY)
    _receive(part, [(1, 20, 0), (2, 10, 0)], now - DAY)
    _coffee(store, suppliers["mirante"], goods["Torra do Mirante"], now)
    create_purchase(
        store_id=store.id,
        supplier_id=suppliers["bule-azul"],
        location_id=default_location(store.id).id,
        lines=[WantedLine(one.variant_id, 12) for one in goods["Funilaria Bule Azul"][:3]],
        author=BUYER,
        now=now,
    )


def _coffee(store: StoreInfo, supplier_id: UUID, goods: Sequence[Offered], now: datetime) -> None:
    """Coffee is told apart by roast; one of the two expires soon."""
    some = goods[:2]
    told_apart = partial(set_tracking, store_id=store.id, tracking=Tracking.LOT, now=now - 6 * DAY)
    for one in some:
        told_apart(variant_id=one.variant_id)
    order_id = _order(store, supplier_id, some, 12, now - 5 * DAY)
    days = [(now + timedelta(days=ahead)).date() for ahead in (20, 150)]
    lots = [(LotIn(f"TORRA-{day:%y%m}", 12, day),) for day in days]
    receive_purchase(
        order_id=order_id,
        key="demo-coffee",
        lines=[ReceivedLine(nr, 12, 0, lots[nr - 1]) for nr in (1, 2)],
        by=BUYER,
        now=now - DAY,
    )


def _order(
    store: StoreInfo, supplier_id: UUID, goods: Sequence[Offered], units: int, now: datetime
) -> UUID:
    order_id = create_purchase(
        store_id=store.id,
        supplier_id=supplier_id,
        location_id=default_location(store.id).id,
        lines=[WantedLine(one.variant_id, units) for one in goods],
        author=BUYER,
        now=now,
    )
    approve_purchase(order_id=order_id, by=OWNER, now=now)
    send_purchase(order_id=order_id, by=BUYER, now=now, channel="phone")
    return order_id


def _receive(order_id: UUID, came: Sequence[tuple[int, int, int]], now: datetime) -> UUID:
    return receive_purchase(
        order_id=order_id,
        key=f"demo-{order_id}",
        lines=[ReceivedLine(nr, good - bad, bad) for nr, good, bad in came],
        by=BUYER,
        now=now,
        delivery_note=f"NF {now:%d%m}",
    )


def _past_sales(store: StoreInfo, now: datetime) -> int:
    """A year before the shop opened: steady sellers, seasonal ones, and some that sell rarely."""
    opened = (now - 16 * DAY).date()
    variants = [variant.sku for product in _products(store) for variant in product.variants]
    sales = [
        SoldThen(opened - timedelta(weeks=back, days=nr % 6), sku, units)
        for nr, sku in enumerate(variants)
        for back in range(1, WEEKS + 1)
        if (units := _units(nr, opened - timedelta(weeks=back)))
    ]
    return bring_past_sales(store_id=store.id, sales=sales, now=now)


def _units(nr: int, day: date) -> int:
    """Units of a week: the same for the same variant and week, whenever the demo is loaded."""
    noise = crc32(f"{nr}:{day.toordinal() // 7}".encode()) / 2**32
    season = 1 + 0.5 * cos(2 * pi * (day.timetuple().tm_yday - 350) / 365)
    if nr % 3 == 0:
        return round((1 + nr % 5) * season * (0.6 + 0.8 * noise))
    rarely, units = (0.75, 2) if nr % 3 == 1 else (0.96, 4)
    return units if noise > rarely else 0
