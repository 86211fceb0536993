"""A small shop for tests, made by the same operations that merchants use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from balcao.domains.catalog.operations import create_product, save_category
from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.catalog.values import NewProduct, NewVariant
from balcao.domains.checkout.values import PurchaseRequest, WantedLine
from balcao.domains.customers.values import Address
from balcao.domains.inventory.operations import create_location, set_on_hand
from balcao.domains.inventory.values import Count
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.shipping.operations import save_rate, save_zone
from balcao.domains.stores.operations import create_store
from balcao.kernel.ids import new_id
from balcao.kernel.money import Money

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ADDRESS = Address(
    name="Ana Souza",
    line1="Rua Augusta, 100",
    city="São Paulo",
    region="SP",
    postal_code="01310-100",
    country="BR",
)


def brl(text: str) -> Money:
    """Brazilian reais, as in ``brl("12.50")``."""
    return Money.parse(text, "BRL")


@dataclass(frozen=True)
class Shop:
    """A store with one location, one flat rate (R$ 15.00) and some variants by SKU."""

    store_id: int
    location_id: int
    variants: dict[str, UUID]

    def request(self, *lines: tuple[str, int], **changes: object) -> PurchaseRequest:
        """A purchase of these (SKU, quantity) by bank transfer; the total is right."""
        wanted = tuple(WantedLine(self.variants[sku], units) for sku, units in lines)
        prices = {sku: price for sku, (price, _) in STOCK.items()}
        total = sum((brl(prices[sku]) * units for sku, units in lines), brl("15.00"))
        plain = PurchaseRequest(
            store_id=self.store_id,
            key=str(new_id()),
            locale="pt-br",
            email="ana@example.com",
            address=ADDRESS,
            rate_code="standard",
            provider="bank_transfer",
            lines=wanted,
            expected_total=total,
        )
        return replace(plain, **changes)  # type: ignore[arg-type]


# SKU to price in BRL and units in stock.
STOCK = {
    "VASE-S": ("89.90", 10),
    "VASE-L": ("149.90", 5),
    "CUP": ("39.00", 100),
    "LAST": ("500.00", 1),
}


def open_shop(now: datetime = NOW, slug: str = "test") -> Shop:
    """Make the shop."""
    store_id = create_store(
        slug=slug,
        name="Loja de Teste",
        currency="BRL",
        language="pt-br",
        languages=["pt-br", "en"],
        country="BR",
        time_zone="America/Sao_Paulo",
        email="loja@example.com",
        now=now,
    )
    location_id = create_location(store_id=store_id, code="main", name="Depósito")
    zone = save_zone(store_id=store_id, name="Brasil", countries=["BR"])
    save_rate(
        store_id=store_id,
        zone_id=zone,
        code="standard",
        name="Entrega padrão",
        price=brl("15.00"),
        days=(3, 7),
        translations={"en": "Standard delivery"},
    )
    variants = _stock_shelves(store_id, location_id, now)
    return Shop(store_id, location_id, variants)


def _stock_shelves(store_id: int, location_id: int, now: datetime) -> dict[str, UUID]:
    save_category(store_id=store_id, slug="ceramica", name="Cerâmica")
    vases = (
        NewVariant(sku="VASE-S", option_values=("P",)),
        NewVariant(sku="VASE-L", option_values=("G",)),
    )
    _product(store_id, "vaso-lua", "Vaso Lua", vases, now, options=("Tamanho",))
    _product(store_id, "xicara", "Xícara Serra", (NewVariant(sku="CUP"),), now)
    _product(store_id, "ultimo", "Último exemplar", (NewVariant(sku="LAST"),), now)
    variants = dict(variants_by_sku(store_id, list(STOCK)))
    prices = [VariantPrice(variants[sku], brl(price)) for sku, (price, _) in STOCK.items()]
    set_prices(store_id=store_id, prices=prices, now=now)
    set_on_hand(
        store_id=store_id,
        location_id=location_id,
        counts=[Count(variants[sku], units) for sku, (_, units) in STOCK.items()],
        reason="received",
        document="",
        actor="test",
        now=now,
    )
    return variants


def _product(
    store_id: int,
    handle: str,
    title: str,
    variants: tuple[NewVariant, ...],
    now: datetime,
    options: tuple[str, ...] = (),
) -> None:
    product = NewProduct(
        handle=handle,
        title=title,
        variants=variants,
        description_html=f"<p>{title} feito à mão.</p>",
        status="active",
        category_slug="ceramica",
        option_names=options,
        vendor="Oficina Teste",
        translations={"en": {"title": f"{title} (en)", "terms": {"Tamanho": "Size", "P": "S"}}},
    )
    create_product(store_id=store_id, product=product, now=now)
