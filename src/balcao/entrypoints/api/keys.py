"""One Idempotency-Key, one effect, for what staff and their programs write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from balcao.entrypoints.api.answers import stored_reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.errors import KeyMissing
from balcao.entrypoints.api.here import moment, store_of
from balcao.plumbing.audit import acting
from balcao.plumbing.idempotency import KeyInvalid, check_key, once

HEADER: Final = "Idempotency-Key"
# The table holds 255 characters; the rest is room for the mark of who uses the key.
LONGEST: Final = 200


def key_of(request: HttpRequest) -> str:
    """The request's idempotency key.

    :raises KeyMissing: there is none.
    :raises KeyInvalid: it cannot be one.
    """
    key = request.headers.get(HEADER)
    if key is None:
        raise KeyMissing
    if len(key) > LONGEST:
        raise KeyInvalid(f"An idempotency key has at most {LONGEST} characters.", field=HEADER)
    return check_key(key)


def write_once(
    request: StaffRequest,
    said: BaseModel | None,
    effect: Callable[[], BaseModel],
    *,
    status: int | Callable[[BaseModel], int] = 200,
) -> HttpResponse:
    """Do something once per key and caller, in one transaction with the key and the audit trail.

    ``status`` may depend on what came of it.

    :raises KeyMissing: there is no key.
    :raises KeyInvalid: it cannot be one.
    :raises KeyReused: this caller used it for another request.
    """
    with acting(request.auth.email, source="api"):
        code, body, is_replay = once(
            store_id=store_of(request).id,
            scope=f"api:{request.auth.mark}",
            key=key_of(request),
            request=_asked(request, said),
            now=moment(),
            effect=lambda: _done(effect(), status),
        )
    return stored_reply(body, code, is_replay=is_replay)


def _done(out: BaseModel, status: int | Callable[[BaseModel], int]) -> tuple[int, dict[str, Any]]:
    code = status if isinstance(status, int) else status(out)
    return code, out.model_dump(mode="json")


def _asked(request: HttpRequest, said: BaseModel | None) -> dict[str, Any]:
    """What makes two requests the same one."""
    return {
        "to": f"{request.method} {request.path}",
        "seen": request.headers.get("If-Match", ""),
        "body": said.model_dump(mode="json") if said else None,
    }
