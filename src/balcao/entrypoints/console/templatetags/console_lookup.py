"""Looking something up by a key that the template has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(things: Mapping[Any, Any], key: Any) -> Any:
    """What belongs to a key; nothing when there is nothing."""
    return things.get(key)
