"""What can be wrong about shipping."""

from __future__ import annotations

from balcao.kernel.errors import Invalid


class NotShippable(Invalid):
    """We do not ship there by this method. Choose another one."""

    code = "not_shippable"
