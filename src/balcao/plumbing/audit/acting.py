"""Saying who is acting, so that the trail can name them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pghistory
from structlog.contextvars import get_contextvars

_BUSY: ContextVar[bool] = ContextVar("balcao_acting", default=False)


@contextmanager
def acting(actor: str, *, source: str, request_id: str = "") -> Iterator[None]:
    """Everything changed inside is written down as done by ``actor``.

    ``source`` is ``console``, ``api``, ``cli`` or ``job``. Inside another ``acting`` this does
    nothing: the first one to speak is the one who acts. The request id is taken from the log's
    context when it is not given.
    """
    if _BUSY.get():
        yield
        return
    known = request_id or str(get_contextvars().get("request_id", ""))
    mark = _BUSY.set(True)
    try:
        with pghistory.context(actor=actor, source=source, request_id=known):
            yield
    finally:
        _BUSY.reset(mark)
