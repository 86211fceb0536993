"""The demo's orders: bought and worked on by the operations that shoppers and staff use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.queries import products_page
from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.queries import quote
from balcao.domains.checkout.values import PurchaseRequest, WantedLine
from balcao.domains.inventory.queries import availability_of
from balcao.domains.orders.operations import (
    add_note,
    cancel_order,
    confirm_payment,
    deliver_order,
    pack_order,
    ship_order,
)
from balcao.domains.orders.queries import orders_page
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.demo.opening import MAIL_ENDING
from balcao.entrypoints.demo.people import CASH, STORIES, Story

DESK: Final = f"desk{MAIL_ENDING}"
STOCK: Final = f"stock{MAIL_ENDING}"
LEAST_LEFT: Final = 6  # units; what is nearly sold out stays nearly sold out
STRIDE: Final = 7  # so that neighbors on the shelf do not share an order
LINES: Final[dict[str, tuple[str, ...]]] = {
    "placed": (),
    "paid": ("pay",),
    "packed": ("pay", "pack"),
    "shipped": ("pay", "pack", "ship"),
    "delivered": ("pay", "pack", "ship", "deliver"),
    "cancelled": ("cancel",),
    "cancelled_paid": ("pay", "cancel"),
}


@dataclass(frozen=True, slots=True)
class Work:
    """An order and the moment of its next step."""

    order_id: UUID
    story: Story
    at: datetime
    no: int


def sell(store: StoreInfo, now: datetime, progress: Callable[[str], None]) -> None:
    """Place each order that is not there yet and take it as far as its story goes."""
    shelf = _shelf(store.id)
    made = 0
    for no, story in enumerate(STORIES):
        lines = tuple(WantedLine(next(shelf), units) for units in story.units)
        if not orders_page(store.id, text=story.email, limit=1).items:
            _tell(store, story, lines, no, now)
            made += 1
    if made:
        progress(f"{made} orders placed and worked on")


@transaction.atomic
def _tell(
    store: StoreInfo, story: Story, lines: tuple[WantedLine, ...], no: int, now: datetime
) -> None:
    at = now - story.ago
    totals = quote(
        store.id,
        lines=lines,
        currency=store.currency,
        country=story.address.country,
        rate_code=story.rate,
        now=at,
    )
    request = PurchaseRequest(
        store_id=store.id,
        key=f"demo:{story.email}",
        locale=story.locale,
        email=story.email,
        address=story.address,
        rate_code=story.rate,
        provider=story.provider,
        lines=lines,
        expected_total=totals.total,
    )
    made = purchase(request, now=at)
    steps = [step for step in LINES[story.ends] if (step, story.provider) != ("pay", CASH)]
    # The steps of an order share the time since it was placed, the first ones the sooner.
    pause = min(timedelta(days=1.1), story.ago / (len(steps) + 1))
    for place, step in enumerate(steps, start=1):
        STEPS[step](Work(made.order_id, story, at + pause * place, no))
    if story.note and "cancel" not in steps:
        add_note(order_id=made.order_id, text=story.note, by=DESK, now=at + pause / 2)


def _shelf(store_id: int) -> Iterator[UUID]:
    """Variants with enough in stock, endlessly, from all over the shop, always in one order."""
    products = _products(store_id)
    firsts = [variants for _, variants in sorted(products.items()) if variants]
    place = 0
    while firsts:
        variants = firsts[place * STRIDE % len(firsts)]
        yield variants[place % len(variants)]
        place += 1


def _products(store_id: int) -> dict[str, list[UUID]]:
    """The variants that can be sold by product handle."""
    page = products_page(store_id, statuses=["active"], cursor=None, limit=200)
    every = [variant.id for product in page.items for variant in product.variants]
    left = availability_of(store_id, every)
    return {
        product.handle: [v.id for v in product.variants if left.get(v.id, 0) >= LEAST_LEFT]
        for product in page.items
    }


def _pay(work: Work) -> None:
    confirm_payment(order_id=work.order_id, by=DESK, now=work.at)


def _pack(work: Work) -> None:
    pack_order(order_id=work.order_id, by=STOCK, now=work.at)


def _ship(work: Work) -> None:
    home = work.story.address.country == "BR"
    carrier, ending = ("Correios", "BR") if home else ("DHL", "DE")
    number = f"AA{310_540_017 + work.no * 7_919:09d}{ending}"
    ship_order(
        order_id=work.order_id, carrier=carrier, tracking_number=number, by=STOCK, now=work.at
    )


def _deliver(work: Work) -> None:
    deliver_order(order_id=work.order_id, by=DESK, now=work.at)


def _cancel(work: Work) -> None:
    cancel_order(order_id=work.order_id, reason=work.story.note, by=DESK, now=work.at)


STEPS: Final[dict[str, Callable[[Work], None]]] = {
    "pay": _pay,
    "pack": _pack,
    "ship": _ship,
    "deliver": _deliver,
    "cancel": _cancel,
}
