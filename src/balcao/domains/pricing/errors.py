"""What can be wrong about prices."""

from __future__ import annotations

from balcao.kernel.errors import Invalid


class BadPrice(Invalid):
    """A price is not negative, and a compare-at price is not below it."""

    code = "bad_price"
