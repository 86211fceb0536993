"""Tags of shoppers. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from balcao.domains.customers.errors import BadCustomer

LONGEST: Final = 60
MOST: Final = 50


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Tags in lower case, each once, in order.

    :raises BadCustomer: there are too many, or one is too long.
    """
    clean = sorted({" ".join(tag.split()).lower() for tag in tags} - {""})
    if len(clean) > MOST or any(len(tag) > LONGEST or not tag.isprintable() for tag in clean):
        raise BadCustomer(
            f"Keep at most {MOST} tags of at most {LONGEST} characters each.", field="tags"
        )
    return clean
