"""What can be wrong about stores."""

from __future__ import annotations

from balcao.kernel.errors import Invalid, NotFound


class NoSuchStore(NotFound):
    """No store answers here. Create one, or add this host name to a store."""

    code = "no_such_store"


class BadStoreSettings(Invalid):
    """A setting of the store cannot be accepted."""

    code = "bad_store_settings"
