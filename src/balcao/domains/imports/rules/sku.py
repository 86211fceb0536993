"""SKUs for variants whose file gives none: made of handle and options, the same each time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import Final

from balcao.kernel.slugs import slugify

MAX_READABLE: Final = 60


def make_sku(handle: str, options: Sequence[str], taken: Collection[str]) -> str:
    """A readable SKU such as ``CLAY-POT-LARGE``; a digest is added when that one is taken, too
    long, or lost letters that ASCII lacks.
    """
    readable = readable_sku(handle, options)
    lossless = all(slugify(option) for option in options) and len(readable) <= MAX_READABLE
    if lossless and readable not in taken:
        return readable
    digest = sha256("\x1f".join((handle, *options)).encode()).hexdigest()[:8].upper()
    return f"{readable[:MAX_READABLE].rstrip('-')}-{digest}"


def readable_sku(handle: str, options: Sequence[str]) -> str:
    """Handle and options in ASCII capitals joined by hyphens."""
    parts = (slugify(part) for part in (handle, *options))
    return "-".join(part for part in parts if part).upper()
