"""Markdown to harmless HTML, for pages that merchants write."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt

from balcao.kernel.html import clean_html

# CommonMark and tables. HTML inside is shown as text: what cannot be parsed cannot run.
PARSER: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
LOWEST: Final = 6


@lru_cache(maxsize=64)
def html_of(text: str) -> str:
    """A text as HTML; its headings begin at h2, because the page has an h1 of its own."""
    tokens = PARSER.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + 1, LOWEST)}"
    return clean_html(str(PARSER.renderer.render(tokens, PARSER.options, {})))
