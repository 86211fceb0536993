"""What can be wrong about stores."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchStore(NotFound):
    """No store answers here. Create one, or add this host name to a store."""

    code = "no_such_store"


class BadStoreSettings(Invalid):
    """A setting of the store cannot be accepted."""

    code = "bad_store_settings"


class NoSuchLegalPage(NotFound):
    """There is no such legal page, or not in this version."""

    code = "no_such_legal_page"


class BadLegalPage(Invalid):
    """A legal page has a text or an https address for each language, and not too long."""

    code = "bad_legal_page"


class LegalPageChanged(Conflict):
    """Someone else published this page in the meantime. Load it again and repeat."""

    code = "legal_page_changed"
