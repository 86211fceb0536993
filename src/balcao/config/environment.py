"""Reading settings from the environment: each has a type, and a wrong value is refused by name."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured


def words(name: str, default: str = "") -> list[str]:
    """A list, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def flag(name: str, *, default: bool = False) -> bool:
    """``1`` or ``0``."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1", ""}:
        raise ImproperlyConfigured(f"{name} is {value!r}; it has to be 1 or 0.")
    return value == "1"


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; it has to be a whole number.") from None


def pairs(name: str, default: str = "") -> dict[str, str]:
    """Labels and values, as in ``Bank=Example;Account=123``."""
    value = os.environ.get(name, default)
    parts = [part.partition("=") for part in value.split(";") if part.strip()]
    if any(not (label.strip() and sign and text.strip()) for label, sign, text in parts):
        raise ImproperlyConfigured(f"{name} is {value!r}; it has to be Label=Value;Label=Value.")
    return {label.strip(): text.strip() for label, _, text in parts}
