"""What can be wrong about shoppers."""

from __future__ import annotations

from balcao.kernel.errors import Invalid


class BadAddress(Invalid):
    """The address is not complete or not valid."""

    code = "bad_address"
