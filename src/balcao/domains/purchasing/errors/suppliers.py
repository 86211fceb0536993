"""What can be wrong about suppliers and what they offer."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchSupplier(NotFound):
    """There is no such supplier."""

    code = "no_such_supplier"


class BadSupplier(Invalid):
    """A supplier cannot be saved like this; ``field`` says what is wrong."""

    code = "bad_supplier"


class SupplierExists(Conflict):
    """Another supplier has this code already."""

    code = "supplier_exists"


class SupplierChanged(Conflict):
    """Somebody changed this supplier since you looked. Load it again and repeat your change."""

    code = "supplier_changed"


class SupplierInactive(Conflict):
    """Nothing is ordered from this supplier any more. Make it active again first."""

    code = "supplier_inactive"


class NoSuchSupplierItem(NotFound):
    """This supplier does not offer this variant."""

    code = "no_such_supplier_item"


class BadSupplierItem(Invalid):
    """What a supplier offers cannot be saved like this; ``field`` says what is wrong."""

    code = "bad_supplier_item"


class SupplierSkuTaken(Conflict):
    """This supplier uses the same code for another variant already."""

    code = "supplier_sku_taken"


class BadSupplierPrice(Invalid):
    """A price list begins at one unit, its quantities rise, and no price is negative."""

    code = "bad_supplier_price"


class BadBuyingPolicy(Invalid):
    """A tolerance is 0 to 50 percent and a threshold is not negative."""

    code = "bad_buying_policy"
