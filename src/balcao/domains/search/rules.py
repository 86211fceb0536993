"""Folding words so that accents and case do not hide anything. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

WORD: Final = re.compile(r"[a-z0-9]+")
TAG: Final = re.compile(r"<[^>]+>")
MOST_WORDS: Final = 12


def fold(text: str) -> str:
    """Lower case without accents: “Café” and “cafe” are the same word."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return WORD.findall(fold(text))


def plain(html: str) -> str:
    """A description without its tags."""
    return TAG.sub(" ", html)


def prefix_query(text: str) -> str:
    """A PostgreSQL tsquery that wants every word, each as the beginning of one; may be empty."""
    return " & ".join(f"{word}:*" for word in words_of(text)[:MOST_WORDS])
