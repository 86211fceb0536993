"""What can be wrong about ordering what is suggested."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid


class NothingToOrder(Conflict):
    """Nothing of this is suggested any more, or nobody sells it to us. Look at the plans again."""

    code = "nothing_to_order"


class BadPastSale(Invalid):
    """A past sale has a day, a SKU of this shop and a number of units."""

    code = "bad_past_sale"
