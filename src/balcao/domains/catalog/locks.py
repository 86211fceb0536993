"""The only row locks of this domain."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from balcao.domains.catalog.errors import NoSuchProduct
from balcao.domains.catalog.models import Product


def lock_product(product_id: UUID) -> Product:
    """Hold one product until commit.

    :raises NoSuchProduct: there is none with this id.
    """
    row = Product.objects.select_for_update().filter(pk=product_id).first()
    if row is None:
        raise NoSuchProduct(id=str(product_id))
    return row


def lock_products(store_id: int, handles: Collection[str]) -> None:
    """Hold the products with these handles until commit, in the order of their ids."""
    rows = Product.objects.filter(store_id=store_id, handle__in=list(handles))
    list(rows.order_by("id").select_for_update().values_list("id"))
