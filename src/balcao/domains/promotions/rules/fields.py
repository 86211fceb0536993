"""The fields of a rule: what each may hold, and what is said when it holds something else. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from balcao.kernel.documents import Check, Findings, below, uuid
from balcao.kernel.documents import one_word as one_of
from balcao.kernel.documents import whole as whole_between

Document = Mapping[str, Any]
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_MINOR: Final = 10**13
MOST_UNITS: Final = 1_000_000
MOST_VALUES: Final = 2_000
LONGEST: Final = 200
CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
COUNTRY: Final = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a document: whether it must be there and what its value must be."""

    check: Check
    needed: bool = True


def optional(check: Check) -> Field:
    """A field that may be left out."""
    return Field(check, needed=False)


def check_fields(
    document: object, fields: Mapping[str, Field], pointer: str, findings: Findings
) -> bool:
    """Check an object key by key; whether nothing was found."""
    before = len(findings.found)
    if not isinstance(document, Mapping):
        findings.add(pointer, "Write an object here, in braces.")
        return False
    for key in document:
        if key not in fields:
            known = ", ".join(sorted(fields)) or "none"
            findings.add(
                below(pointer, key), f"This key is not known here. Take it out; known: {known}."
            )
    for key, one in fields.items():
        if key in document:
            one.check(document[key], below(pointer, key), findings)
        elif one.needed:
            findings.add(below(pointer, key), "This key is missing. Add it.")
    return len(findings.found) == before


def whole(least: int = 1, most: int = MOST_UNITS) -> Check:
    """A whole number within limits; true and false are no numbers."""
    return whole_between(least, most)


MONEY: Final = whole(0, MOST_MINOR)
SOME_MONEY: Final = whole(1, MOST_MINOR)
BASIS_POINTS: Final = whole(1, 10_000)


def flag(value: object, pointer: str, findings: Findings) -> None:
    """True or false."""
    if not isinstance(value, bool):
        findings.add(pointer, "Write true or false.")


def text(value: object, pointer: str, findings: Findings) -> None:
    """A text that says something."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        findings.add(pointer, f"Write a text of 1 to {LONGEST} characters.")


def country(value: object, pointer: str, findings: Findings) -> None:
    """A country, ISO 3166-1 alpha-2."""
    if not isinstance(value, str) or not COUNTRY.fullmatch(value):
        findings.add(pointer, "Write a country as two capital letters, such as BR.")


def clock(value: object, pointer: str, findings: Findings) -> None:
    """A time of day."""
    if not isinstance(value, str) or not CLOCK.fullmatch(value):
        findings.add(pointer, "Write a time of day as HH:MM, from 00:00 to 24:00.")


def many(check_one: Check, most: int = MOST_VALUES) -> Check:
    """A list of at least one, none twice."""

    def check(value: object, pointer: str, findings: Findings) -> None:
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= most:
            findings.add(pointer, f"Write a list of 1 to {most}.")
            return
        seen: list[object] = []
        known: set[object] = set()
        for number, one in enumerate(value):
            before = len(findings.found)
            check_one(one, below(pointer, number), findings)
            hashable = isinstance(one, str | int)
            if len(findings.found) == before and (one in known if hashable else one in seen):
                findings.add(below(pointer, number), "This is in the list twice. Take one out.")
            if hashable:
                known.add(one)
            else:
                seen.append(one)

    return check


def exactly_one(
    keys: tuple[str, ...], document: Document, pointer: str, findings: Findings
) -> None:
    """Of these keys one must be there, and no other."""
    if sum(key in document for key in keys) != 1:
        findings.add(pointer, f"Write exactly one of: {', '.join(keys)}.")


def at_least_one(
    keys: tuple[str, ...], document: Document, pointer: str, findings: Findings
) -> None:
    """Of these keys one must be there, and an upper limit is not below the lower one."""
    if not any(key in document for key in keys):
        findings.add(pointer, f"Write at least one of: {', '.join(keys)}.")
    numbers = [document[key] for key in keys if isinstance(document.get(key), int)]
    if len(numbers) == 2 and numbers[0] > numbers[1]:
        findings.add(below(pointer, keys[1]), f"This is below {keys[0]}. Nothing can be both.")


def rising(key: str, steps: object, pointer: str, findings: Findings) -> None:
    """Steps go up."""
    if isinstance(steps, list | tuple):
        numbers = [one.get(key) for one in steps if isinstance(one, Mapping)]
        whole_ones = [one for one in numbers if isinstance(one, int)]
        if any(a >= b for a, b in pairwise(whole_ones)):
            findings.add(pointer, f"Put the steps in order, each {key} above the one before.")


def amounts_in(document: object, pointer: str = "") -> list[str]:
    """The JSON pointers of all amounts of money in a rule."""
    if isinstance(document, Mapping):
        here = [below(pointer, key) for key in document if str(key).endswith("_minor")]
        deeper = [amounts_in(one, below(pointer, key)) for key, one in document.items()]
        return here + [one for several in deeper for one in several]
    if isinstance(document, list | tuple):
        deeper = [amounts_in(one, below(pointer, at)) for at, one in enumerate(document)]
        return [one for several in deeper for one in several]
    return []


__all__ = [
    "BASIS_POINTS",
    "CLOCK",
    "COUNTRY",
    "DAYS",
    "LONGEST",
    "MONEY",
    "MOST_MINOR",
    "MOST_UNITS",
    "MOST_VALUES",
    "SOME_MONEY",
    "Check",
    "Document",
    "Field",
    "Findings",
    "amounts_in",
    "at_least_one",
    "below",
    "check_fields",
    "clock",
    "country",
    "exactly_one",
    "flag",
    "many",
    "one_of",
    "optional",
    "rising",
    "text",
    "uuid",
    "whole",
]
