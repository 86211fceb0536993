"""The database backend named in the settings; Django asks for ``base.DatabaseWrapper``."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base

__all__ = ["DatabaseWrapper"]


class DatabaseWrapper(base.DatabaseWrapper):
    """Keeps a connection per thread, and notices when the server went away meanwhile.

    Django would ask ``SELECT 1`` before each request. But an idle connection from which there is
    something to read is one the server has closed, or is about to: the system knows that already.
    """

    def is_usable(self) -> bool:
        """Is the connection of this thread still open at the other end?"""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
        return not waiting.poll(0)
