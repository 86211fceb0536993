"""Descriptions: harmless HTML in, harmless HTML out, plain text into paragraphs."""

from __future__ import annotations

import html
import re
from typing import Final

from balcao.kernel.html import clean_html

_TAG: Final = re.compile(r"<[A-Za-z/!][^<>]*>")
_ENTITY: Final = re.compile(r"&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);")
_DANGEROUS: Final = re.compile(
    r"<\s*(script|style|iframe|object|embed|form|svg|math|meta|link|base)\b|\son\w+\s*="
    r"|(?:java|vb)script\s*:|data\s*:\s*text",
    re.IGNORECASE,
)


def description_of(text: str) -> str:
    """Clean HTML from the cell of a description; plain text becomes paragraphs.

    What comes out stays as it is when it is read again.
    """
    return clean_html(text if _TAG.search(text) else _paragraphs(text))


def holds_code(text: str) -> bool:
    """Whether a description carries scripts, forms or the like, which cleaning removes."""
    return _DANGEROUS.search(text) is not None


def _paragraphs(text: str) -> str:
    safe = text if _ENTITY.search(text) else html.escape(text, quote=False)
    blocks = [block.strip() for block in re.split(r"\n\s*\n", safe) if block.strip()]
    return "".join("<p>" + block.replace("\n", "<br>") + "</p>" for block in blocks)
