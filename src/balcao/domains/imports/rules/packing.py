"""Plans and rows as compressed JSON, and back again."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID

import orjson

T = TypeVar("T")


def pack(value: Any) -> bytes:
    """A frozen value, or a tuple of them, as compressed JSON."""
    return zlib.compress(orjson.dumps(value, default=_plain), 6)


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot be packed")


def unpack(packed: bytes | memoryview, kind: Any) -> Any:
    """The value again; ``kind`` is its type, such as ``tuple[Problem, ...]``.

    Nothing packed yet reads as an empty tuple.
    """
    data = bytes(packed)
    return _typed(orjson.loads(zlib.decompress(data)), kind) if data else ()


def _typed(value: Any, kind: Any) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        inner = get_args(kind)[0]
        return tuple(_typed(item, inner) for item in value)
    if value is None or origin is not None:
        return value
    if isinstance(kind, type) and is_dataclass(kind):
        return _built(value, kind)
    if kind is UUID:
        return UUID(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value


_HINTS: dict[type, dict[str, Any]] = {}


def _built(value: dict[str, Any], kind: type) -> Any:
    hints = _HINTS.get(kind)
    if hints is None:
        known = get_type_hints(kind)
        hints = _HINTS[kind] = {field.name: known[field.name] for field in fields(kind)}
    return kind(**{name: _typed(value[name], _bare(hint)) for name, hint in hints.items()})


def _bare(hint: Any) -> Any:
    """The type of an optional field without its None."""
    parts = [part for part in get_args(hint) if part is not type(None)]
    optional = type(None) in get_args(hint)
    return parts[0] if optional and len(parts) == 1 else hint
