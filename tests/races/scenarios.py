"""The races themselves: each plays one and answers what went wrong, nothing when all is well.

They answer instead of asserting, because ``test_teeth`` plays them against a broken program and
wants to hear a complaint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import cycle, islice

import orjson
from django.db import connection
from django.db.models import Sum

from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.values import Purchase, PurchaseRequest
from balcao.domains.inventory.models import StockMovement
from balcao.kernel.errors import BalcaoError
from balcao.plumbing.truths import TRUTHS
from tests.races.crowd import at_once
from tests.races.history import Client, Order, compare, read_orders, read_sold
from tests.shop import NOW, Shop

BUYERS = 12


def last_unit(shop: Shop, buyers: int = BUYERS) -> list[str]:
    """Everyone wants the one piece that is left."""
    requests = [shop.request(("LAST", 1)) for _ in range(buyers)]
    problems = play(shop, requests)
    if not problems and (sold := units_sold(shop)["LAST"]) != 1:
        problems.append(f"sold {sold} of 1")
    return problems


def opposite_order(shop: Shop, buyers: int = BUYERS, rounds: int = 4) -> list[str]:
    """Half the baskets name the SKUs in one order, half in the other."""
    one, other = (("CUP", 1), ("VASE-S", 1)), (("VASE-S", 1), ("CUP", 1))
    requests = [shop.request(*lines) for lines in islice(cycle([one, other]), buyers * rounds)]
    return play(shop, requests, per_client=rounds)


def same_key(shop: Shop, tries: int = BUYERS) -> list[str]:
    """One client in a hurry sends the same purchase many times."""
    problems = play(shop, [shop.request(("CUP", 2))] * tries)
    if not problems and (sold := units_sold(shop)["CUP"]) != 2:
        problems.append(f"sold {sold} units for one key that wanted 2")
    return problems


def play(shop: Shop, requests: Sequence[PurchaseRequest], per_client: int = 1) -> list[str]:
    """Send purchases at once, so many in a row per client; then compare the two stories."""
    clients = {request.key: client_of(request) for request in requests}
    try:
        at_once(
            [
                partial(_buy_in_turn, clients, requests[nr : nr + per_client])
                for nr in range(0, len(requests), per_client)
            ]
        )
    except AssertionError as crash:
        return [str(crash)]
    return story_problems(clients.values()) + oversold(shop) + breaches()


def client_of(request: PurchaseRequest) -> Client:
    """The client behind a request, before it has heard anything."""
    lines = Counter[str]()
    for line in request.lines:
        lines[str(line.variant_id)] += line.quantity
    return Client(request.key, request.email, lines)


def hear(client: Client, call: Callable[[], Purchase]) -> None:
    """Do what a client does, and remember what it was told."""
    try:
        made = call()
    except BalcaoError as refusal:
        client.refusals.append(refusal.code)
    else:
        client.acknowledged.append(Order(made.number, made.total.minor))


def story_problems(clients: Sequence[Client] | object) -> list[str]:
    """What the clients saw against what is stored."""
    with connection.cursor() as cursor:
        return compare(clients, read_orders(cursor, orjson.loads))  # type: ignore[arg-type]


def units_sold(shop: Shop) -> dict[str, int]:
    """Units in live orders by SKU, none included."""
    with connection.cursor() as cursor:
        sold = read_sold(cursor)
    return {sku: sold.get(str(variant), 0) for sku, variant in shop.variants.items()}


def oversold(shop: Shop) -> list[str]:
    """SKUs of which more was sold than ever came in."""
    came = StockMovement.objects.filter(store_id=shop.store_id, quantity__gt=0)
    had = dict(came.values_list("sku").annotate(units=Sum("quantity")))
    sold = units_sold(shop)
    return [f"{sku}: sold {sold[sku]} of {had[sku]}" for sku in had if sold[sku] > had[sku]]


def breaches() -> list[str]:
    """Every broken invariant of every domain."""
    return [f"{i.name}: {breach}" for i in TRUTHS for breach in i.check()]


def _buy_in_turn(clients: dict[str, Client], requests: Sequence[PurchaseRequest]) -> None:
    for request in requests:
        hear(clients[request.key], partial(purchase, request, now=NOW))
