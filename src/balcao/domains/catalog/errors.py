"""What can be wrong about the catalog."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchProduct(NotFound):
    """There is no such product."""

    code = "no_such_product"


class NoSuchVariant(NotFound):
    """There is no such variant."""

    code = "no_such_variant"


class NoSuchCategory(NotFound):
    """There is no such category."""

    code = "no_such_category"


class ProductChanged(Conflict):
    """Somebody changed this product since you opened it. Load it again and repeat your change."""

    code = "product_changed"


class HandleTaken(Conflict):
    """Another product has this handle already."""

    code = "handle_taken"


class SkuTaken(Conflict):
    """Another variant has this SKU already."""

    code = "sku_taken"


class BadProduct(Invalid):
    """The product cannot be saved like this."""

    code = "bad_product"
