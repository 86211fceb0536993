"""What every request passes before it is routed on: its size, its characters, its media type."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, cast

import orjson
from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser

from balcao.entrypoints.api import errors, problems

MOST_BYTES: Final = 1024 * 1024
# A file of the largest size that the import accepts, and the envelope around it.
MOST_UPLOAD_BYTES: Final = 52 * 1024 * 1024
TAKES_FILE: Final = ("/imports", "/price-files", "/reconciliation/files")
WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})
DEEPEST: Final = 32

View = Callable[..., HttpResponse]


class StrictJson(Parser):
    """Reads JSON that PostgreSQL can store: no NUL characters, no endless nesting."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as Python values.

        :raises MalformedBody: it cannot be read; ninja answers 400 with the text of this error.
        """
        body = request.body
        try:
            said = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise errors.MalformedBody from None
        # Looking at every value costs time, so only when there may be something to find.
        may_hold_nul = b"\\u0000" in body
        if (may_hold_nul or body.count(b"[") + body.count(b"{") > DEEPEST) and _is_unfit(said, 0):
            raise errors.MalformedBody
        return said


def _is_unfit(value: Any, depth: int) -> bool:
    if depth > DEEPEST:
        return True
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any("\0" in key or _is_unfit(part, depth + 1) for key, part in value.items())
    return isinstance(value, list) and any(_is_unfit(part, depth + 1) for part in value)


def gated(view: View) -> View:
    """A view of the API behind the gate; answers in problem details whatever ninja would not."""

    @wraps(view)
    def behind_the_gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refusal = _refusal(request)
        if refusal is not None:
            return problems.answer(refusal)
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            return problems.answer(errors.WrongMethod(), Allow=response["Allow"])
        return response

    return behind_the_gate


def _refusal(request: HttpRequest) -> errors.BalcaoError | None:
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return errors.MalformedAddress()
    if request.method not in WITH_BODY:
        return None
    # Django has set content_type from the header; an empty one means there was none.
    kind = cast("str", request.content_type)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit():
        return errors.BadRequest("Content-Length is not a number.")
    takes_file = request.path.endswith(TAKES_FILE)
    if int(length) > (MOST_UPLOAD_BYTES if takes_file else MOST_BYTES):
        return errors.BodyTooLarge(most_bytes=MOST_UPLOAD_BYTES if takes_file else MOST_BYTES)
    expected = "multipart/form-data" if takes_file else "application/json"
    if int(length) and kind != expected:
        return errors.WrongMediaType(expected=expected)
    return None
