"""Prices of a product's variants. Their ETag is a digest, because prices have no version."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.catalog.errors import NoSuchProduct, NoSuchVariant
from balcao.domains.catalog.operations import hold_products
from balcao.domains.catalog.queries import product_by_id
from balcao.domains.catalog.values import ProductInfo
from balcao.domains.pricing.errors import BadPrice
from balcao.domains.pricing.operations import hold_prices, set_prices
from balcao.domains.pricing.queries import prices_of
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply, seen_version
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.errors import Stale
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.shapes import MOST_MINOR, In, MoneyOut, Out
from balcao.kernel.money import Money
from balcao.plumbing.audit import acting

router = Router()


class PriceIn(In):
    """What a variant costs, in minor units of the shop's currency, tax included."""

    variant_id: UUID
    amount_minor: int = Field(ge=0, le=MOST_MINOR)
    compare_at_minor: int | None = Field(None, ge=0, le=MOST_MINOR)
    cost_minor: int | None = Field(None, ge=0, le=MOST_MINOR)


class PricesIn(In):
    """Prices of some variants; the others keep theirs."""

    items: list[PriceIn] = Field(min_length=1, max_length=250)


class PriceOut(Out):
    """What a variant costs the shopper, what it is compared to, and what it cost us."""

    variant_id: UUID
    amount: MoneyOut
    compare_at: MoneyOut | None
    cost: MoneyOut | None


class PricesOut(Out):
    """The prices of a product's variants; a variant without one is not for sale."""

    items: list[PriceOut]


@router.get(
    "/products/{product_id}/prices",
    response=PricesOut,
    **staff(Capability.VIEW_CATALOG, NoSuchProduct, versioned=True),
)
def get_prices(request: StaffRequest, product_id: UUID) -> HttpResponse:
    """The prices of a product's variants in the shop's currency, costs included."""
    return _reply(_prices(request, product_by_id(product_id)))


@router.put(
    "/products/{product_id}/prices",
    response=PricesOut,
    **staff(Capability.EDIT_PRICES, NoSuchProduct, NoSuchVariant, BadPrice, if_match="required"),
)
def put_prices(request: StaffRequest, product_id: UUID, said: PricesIn) -> HttpResponse:
    """Set prices, if nobody else has changed one since you looked."""
    seen, store, product = seen_version(request), store_of(request), product_by_id(product_id)
    _check_variants(product, said)
    wanted = [_wanted(price, store.currency) for price in said.items]
    with acting(request.auth.email, source="api"), transaction.atomic():
        hold_products(store_id=store.id, handles=[product.handle])
        hold_prices(
            store_id=store.id,
            currency=store.currency,
            variant_ids=[variant.id for variant in product.variants],
        )
        if _digest(_prices(request, product)) != seen:
            raise Stale
        set_prices(store_id=store.id, prices=wanted, now=moment())
    return _reply(_prices(request, product))


def _check_variants(product: ProductInfo, said: PricesIn) -> None:
    known = {variant.id for variant in product.variants}
    strange = [str(price.variant_id) for price in said.items if price.variant_id not in known]
    if strange:
        raise NoSuchVariant("These are not variants of this product.", variants=strange)
    if len({price.variant_id for price in said.items}) != len(said.items):
        raise BadPrice("A variant has one price.", field="items")


def _wanted(price: PriceIn, currency: str) -> VariantPrice:
    def money(minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, currency)

    amount = Money(price.amount_minor, currency)
    compare_at, cost = money(price.compare_at_minor), money(price.cost_minor)
    return VariantPrice(price.variant_id, amount, compare_at, cost)


def _prices(request: StaffRequest, product: ProductInfo) -> list[VariantPrice]:
    found = prices_of([variant.id for variant in product.variants], store_of(request).currency)
    return [found[variant.id] for variant in product.variants if variant.id in found]


def _digest(prices: list[VariantPrice]) -> str:
    return sha256(repr(prices).encode()).hexdigest()[:32]


def _reply(prices: list[VariantPrice]) -> HttpResponse:
    shape = PricesOut(items=[PriceOut.model_validate(price) for price in prices])
    return reply(shape, version=_digest(prices))
