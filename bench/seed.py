"""A shop to measure: 300 products of 7 variants, one category, plenty of stock.

Runs inside the installation (``balcao shell``) and prints what the load needs as JSON.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tests.shop import Shop, open_shop

from balcao.domains.catalog.models import Media
from balcao.domains.catalog.operations import create_product
from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.catalog.values import NewProduct, NewVariant
from balcao.domains.inventory.operations import set_on_hand
from balcao.domains.inventory.values import Count
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.values import VariantPrice
from balcao.kernel.money import Money
from balcao.plumbing.outbox.relay import deliver_all

PRODUCTS, VARIANTS = 300, 7
STOCK = 9_000_000
PRICE = Money(4990, "BRL")
WORDS = "Peça feita à mão em pequena oficina, queimada duas vezes e esmaltada uma a uma. "


def seed() -> dict[str, Any]:
    """Fill the shop; variants by SKU and product handles."""
    now = datetime.now(UTC)
    shop = open_shop(now, slug="demo")
    for nr in range(PRODUCTS):
        product_id = create_product(store_id=shop.store_id, product=_product(nr), now=now)
        _picture(product_id, nr)
    skus = [f"B-{nr:03}-{size}" for nr in range(PRODUCTS) for size in range(VARIANTS)]
    variants = variants_by_sku(shop.store_id, skus)
    prices = [VariantPrice(variant, PRICE) for variant in variants.values()]
    set_prices(store_id=shop.store_id, prices=prices, now=now)
    _stock(shop, list(variants.values()), now)
    deliver_all(now=now)
    return {
        "store_id": shop.store_id,
        "variants": [str(variants[sku]) for sku in skus],
        "handles": [f"peca-{nr:03}" for nr in range(PRODUCTS)],
        "price": PRICE.minor,
    }


def _product(nr: int) -> NewProduct:
    return NewProduct(
        handle=f"peca-{nr:03}",
        title=f"Peça número {nr}",
        status="active",
        description_html=f"<p>{WORDS * 6}</p>",
        vendor="Oficina",
        category_slug="ceramica",
        tags=("mesa", "cerâmica"),
        option_names=("Tamanho",),
        variants=tuple(
            NewVariant(sku=f"B-{nr:03}-{size}", option_values=(f"{size + 1} cm",))
            for size in range(VARIANTS)
        ),
        translations={"en": {"title": f"Piece number {nr}", "terms": {"Tamanho": "Size"}}},
    )


def _picture(product_id: UUID, nr: int) -> None:
    for position in (1, 2):
        Media.objects.create(
            product_id=product_id,
            src=f"bench/{nr}-{position}.svg",
            alt=f"Peça {nr}",
            position=position,
            width=800,
            height=1000,
        )


def _stock(shop: Shop, variants: list[Any], now: datetime) -> None:
    set_on_hand(
        store_id=shop.store_id,
        location_id=shop.location_id,
        counts=[Count(variant, STOCK) for variant in variants],
        reason="received",
        document="",
        actor="bench",
        now=now,
    )


def main() -> None:
    """Print the facts on the last line."""
    print(json.dumps(seed()))
