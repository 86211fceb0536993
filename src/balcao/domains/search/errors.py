"""What can be wrong about browsing."""

from __future__ import annotations

from balcao.kernel.errors import NotFound


class NoSuchPage(NotFound):
    """There is nothing here (any more)."""

    code = "no_such_page"
