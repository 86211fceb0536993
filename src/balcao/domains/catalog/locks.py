"""The only row locks of this domain."""

from __future__ import annotations

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
