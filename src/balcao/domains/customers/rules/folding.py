"""Texts that people write in different ways, in one form that can be compared. Pure."""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST: Final = 200


def folded(text: str) -> str:
    """A text in lower case, without accents and doubled spaces: ``São Paulo`` is ``sao paulo``."""
    plain = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))[:LONGEST]
