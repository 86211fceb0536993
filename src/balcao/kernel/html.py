"""Harmless HTML, for the words of products wherever they come from."""

from __future__ import annotations

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


def clean_html(html: str) -> str:
    """Keep the structure, lose everything that could run, load or track. Twice is once."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="noopener nofollow",
    ).strip()
