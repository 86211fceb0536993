"""Turning values into responses: JSON, ETags, pages and replays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import orjson
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from balcao.entrypoints.api.errors import Stale, VersionMissing
from balcao.plumbing.keyset import Page

JSON: Final = "application/json"
REPLAYED: Final = "Idempotency-Replayed"
Item = TypeVar("Item")


def etag(version: int | str) -> str:
    """A version as an entity tag."""
    return f'"{version}"'


def reply(
    shape: BaseModel, *, status: int = 200, version: int | str | None = None, **headers: str
) -> HttpResponse:
    """A value as JSON; with a version it carries its ETag."""
    return raw_reply(shape.__pydantic_serializer__.to_json(shape), status, version, **headers)


def raw_reply(
    body: bytes, status: int, version: int | str | None = None, **headers: str
) -> HttpResponse:
    """JSON that is ready as JSON."""
    response = HttpResponse(body, status=status, content_type=JSON)
    response["Cache-Control"] = "no-store"
    if version is not None:
        response["ETag"] = etag(version)
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def stored_reply(body: Any, status: int, *, is_replay: bool) -> HttpResponse:
    """What was answered to an idempotency key, now or before."""
    version = body.get("version") if isinstance(body, dict) else None
    response = raw_reply(orjson.dumps(body), status, version)
    if is_replay:
        response[REPLAYED] = "true"
    return response


def paged(
    request: HttpRequest, page: Page[Item], shape: Callable[[Item], BaseModel]
) -> HttpResponse:
    """A page of items; the next one is in ``next_cursor`` and in the Link header."""
    items: Sequence[Any] = [shape(item).model_dump(mode="json") for item in page.items]
    response = raw_reply(orjson.dumps({"items": items, "next_cursor": page.next_cursor}), 200)
    if page.next_cursor:
        query = request.GET.copy()
        query["cursor"] = page.next_cursor
        address = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
        response["Link"] = f'<{address}>; rel="next"'
    return response


def seen_version(request: HttpRequest) -> str:
    """The version in If-Match, without quotes; a version of ours never has a comma or a star.

    :raises VersionMissing: there is no If-Match.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header:
        raise VersionMissing
    return header.removeprefix("W/").strip('"')


def seen_number(request: HttpRequest) -> int:
    """The version in If-Match, where versions are numbers.

    :raises VersionMissing: there is no If-Match.
    :raises Stale: it is not a version that can ever have been.
    """
    text = seen_version(request)
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Stale
    return int(text)


def seen_number_if_any(request: HttpRequest) -> int | None:
    """As :func:`seen_number`, but None when there is no If-Match.

    :raises Stale: it is not a version that can ever have been.
    """
    return seen_number(request) if request.headers.get("If-Match", "").strip() else None
