"""Pages by key: a cursor says where the last page ended, so deep pages cost what the first does."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import orjson

from balcao.kernel.errors import Invalid

Item = TypeVar("Item")
Row = TypeVar("Row")
MAX_PAGE = 200


class BadCursor(Invalid):
    """The page cursor is not one of ours. Begin again without it."""

    code = "bad_cursor"


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items and where to go on; ``next_cursor`` is None on the last page."""

    items: Sequence[Item]
    next_cursor: str | None


def within_page(limit: int) -> int:
    """How many items a page may have: what was asked for, at least 1 and at most 200."""
    return max(1, min(limit, MAX_PAGE))


def cut_page(
    rows: Sequence[Row],
    limit: int,
    *,
    key: Callable[[Row], tuple[Any, ...]],
    show: Callable[[Row], Item],
) -> Page[Item]:
    """A page of ``limit`` items out of rows that were read with one to spare.

    ``key`` is the sort key of a row, which the cursor of the next page begins behind.
    """
    onward = encode_cursor(*key(rows[limit - 1])) if len(rows) > limit else None
    return Page([show(row) for row in rows[:limit]], onward)


def encode_cursor(*key: Any) -> str:
    """Turn the sort key of a page's last item into opaque text."""
    return base64.urlsafe_b64encode(orjson.dumps(key, default=str)).decode().rstrip("=")


def decode_cursor(cursor: str | None, *kinds: Callable[[str], Any]) -> list[Any] | None:
    """Read a cursor back, each part by its kind (such as ``UUID``); None stays None.

    :raises BadCursor: it was not made by :func:`encode_cursor` from such parts.
    """
    if not cursor:
        return None
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        # PostgreSQL holds no NUL in any text, so no cursor of ours has one.
        if not isinstance(key, list) or any("\0" in str(part) for part in key):
            raise BadCursor(field="cursor")
        parts = [kind(str(part)) for kind, part in zip(kinds, key, strict=True)]
        # PostgreSQL cannot read a moment that has no equal in UTC; asking for it overflows here.
        return [part.astimezone(UTC) if isinstance(part, datetime) else part for part in parts]
    except (ValueError, binascii.Error, OverflowError):
        raise BadCursor(field="cursor") from None
