"""Saying who is acting, so that the trail can name them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import orjson
from django.db import connection
from structlog.contextvars import get_contextvars

from balcao.kernel.ids import new_id

# The triggers of the trail read these two. They are set for the session and not, as
# pghistory.context does it, put in front of every statement: that changes the parameters of each
# and breaks statements whose text holds a percent sign.
SAY: Final = """
SELECT set_config('pghistory.context_id', %s, false),
       set_config('pghistory.context_metadata', %s, false)
"""
_BUSY: ContextVar[bool] = ContextVar("balcao_acting", default=False)


@contextmanager
def acting(actor: str, *, source: str, request_id: str = "") -> Iterator[None]:
    """Everything changed inside is written down as done by ``actor``.

    ``source`` is ``console``, ``api``, ``cli``, ``job`` or ``webhook``. Inside another ``acting``
    this does nothing: the first one to speak is the one who acts. The request id is taken from the
    log's context when it is not given.
    """
    if _BUSY.get():
        yield
        return
    known = request_id or str(get_contextvars().get("request_id", ""))
    said = orjson.dumps({"actor": actor, "source": source, "request_id": known}).decode()
    mark = _BUSY.set(True)
    try:
        _say(str(new_id()), said)
        yield
    finally:
        _BUSY.reset(mark)
        _fall_silent()


def is_acting() -> bool:
    """Whether somebody acts: what is changed now is written down under a name."""
    return _BUSY.get()


def _fall_silent() -> None:
    # In a transaction that failed, rolling back undoes what was set in it.
    if connection.connection is not None and not connection.needs_rollback:
        _say("", "")


def _say(context_id: str, said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SAY, [context_id, said])
