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
        # Its value is not told: it may be a key.
        raise ImproperlyConfigured(f"{name} has to be Label=Value;Label=Value.")
    return {label.strip(): text.strip() for label, _, text in parts}


def fields(
    name: str, default: str = "", *, must: tuple[str, ...] = (), may: tuple[str, ...] = ()
) -> dict[str, str]:
    """Named settings, as in ``key=a;city=b``; nothing when the variable is empty.

    :raises ImproperlyConfigured: one is missing, or has a name that is not known.
    """
    said = pairs(name, default)
    missing = [one for one in must if one not in said]
    unknown = sorted(set(said) - {*must, *may})
    if said and (missing or unknown):
        raise ImproperlyConfigured(
            f"{name} has to name {', '.join(must)}"
            + (f" and may name {', '.join(may)}" if may else "")
            + (f"; {', '.join(missing)} is missing" if missing else "")
            + (f"; {', '.join(unknown)} is not known" if unknown else "")
            + "."
        )
    return said
