"""Descriptions: harmless HTML in, harmless HTML out, plain text into paragraphs."""

from __future__ import annotations

import html
import re
from typing import Final

import nh3

TAGS: Final = frozenset(
    {"p", "br", "hr", "div", "span", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt",
     "dd", "strong", "b", "em", "i", "u", "s", "small", "sub", "sup", "mark", "blockquote", "q",
     "cite", "code", "pre", "abbr", "a", "img", "figure", "figcaption", "table", "caption",
     "thead", "tbody", "tfoot", "tr", "th", "td"}
)  # fmt: skip
ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "abbr": {"title"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})

_TAG: Final = re.compile(r"<[A-Za-z/!][^<>]*>")
_ENTITY: Final = re.compile(r"&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);")
_DANGEROUS: Final = re.compile(
    r"<\s*(script|style|iframe|object|embed|form|svg|math|meta|link|base)\b|\son\w+\s*="
    r"|(?:java|vb)script\s*:|data\s*:\s*text",
    re.IGNORECASE,
)


def clean_html(text: str) -> str:
    """HTML that cannot run or load code. Cleaning it again changes nothing."""
    if not text:
        return ""
    if not _TAG.search(text):
        text = _paragraphs(text)
    return nh3.clean(
        text,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="noopener nofollow",
    ).strip()


def holds_code(text: str) -> bool:
    """Whether a description carries scripts, forms or the like, which cleaning removes."""
    return _DANGEROUS.search(text) is not None


def _paragraphs(text: str) -> str:
    safe = text if _ENTITY.search(text) else html.escape(text, quote=False)
    blocks = [block.strip() for block in re.split(r"\n\s*\n", safe) if block.strip()]
    return "".join("<p>" + block.replace("\n", "<br>") + "</p>" for block in blocks)
