"""Rules written as JSON: what each part may hold, and where and how it is wrong.

A rule is a tree. Its leaves have a ``kind`` with fields of their own; they are joined by
``{"kind": "all", "of": […]}``, ``any`` and ``{"kind": "not", "of": …}``. Findings point at what is
wrong by JSON pointer (RFC 6901).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

DEEPEST: Final = 8
MOST_NODES: Final = 200
MOST_VALUES: Final = 500
LONGEST: Final = 200
JOINS: Final = ("all", "any", "not")


@dataclass(slots=True)
class Findings:
    """What is wrong, by JSON pointer."""

    found: list[dict[str, str]] = field(default_factory=list)
    nodes: int = 0

    def add(self, pointer: str, says: str) -> None:
        """Say what is wrong there and what to do."""
        self.found.append({"pointer": pointer, "says": says})


Check = Callable[[object, str, Findings], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of leaf: the fields it has, those it needs, and those of which one must be there."""

    fields: Mapping[str, Check]
    needs: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    rising: tuple[str, str] | None = None


def below(pointer: str, key: object) -> str:
    """The JSON pointer one step down."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def check_tree(document: object, kinds: Mapping[str, Kind]) -> list[dict[str, str]]:
    """What is wrong with a rule; nothing when it can be understood."""
    findings = Findings()
    _check_node(document, kinds, "", 0, findings)
    return findings.found


def _check_node(
    node: object, kinds: Mapping[str, Kind], pointer: str, depth: int, findings: Findings
) -> None:
    findings.nodes += 1
    if depth > DEEPEST or findings.nodes > MOST_NODES:
        findings.add(pointer, "The rule is nested too deep or too long. Make it simpler.")
        return
    kind = node.get("kind") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(kind, str):
        findings.add(pointer, "Write an object with a “kind” here.")
    elif kind in JOINS:
        _check_join(node, kinds, pointer, depth, findings)
    elif kind in kinds:
        _check_leaf(node, kinds[kind], pointer, findings)
    else:
        known = ", ".join(sorted([*kinds, *JOINS]))
        findings.add(below(pointer, "kind"), f"This kind is not known. Write one of: {known}.")


def _check_join(
    node: Mapping[str, Any],
    kinds: Mapping[str, Kind],
    pointer: str,
    depth: int,
    findings: Findings,
) -> None:
    _unknown(node, {"kind", "of"}, pointer, findings)
    inner, here = node.get("of"), below(pointer, "of")
    if node["kind"] == "not":
        _check_node(inner, kinds, here, depth + 1, findings)
    elif not isinstance(inner, list | tuple) or not inner:
        findings.add(here, "Write a list of at least one rule.")
    else:
        for number, one in enumerate(inner):
            _check_node(one, kinds, below(here, number), depth + 1, findings)


def _check_leaf(node: Mapping[str, Any], kind: Kind, pointer: str, findings: Findings) -> None:
    before = len(findings.found)
    _unknown(node, {"kind", *kind.fields}, pointer, findings)
    for name, check in kind.fields.items():
        if name in node:
            check(node[name], below(pointer, name), findings)
        elif name in kind.needs:
            findings.add(below(pointer, name), "This is missing. Add it.")
    if kind.one_of and not any(name in node for name in kind.one_of):
        findings.add(pointer, f"Write at least one of: {', '.join(kind.one_of)}.")
    if kind.rising and len(findings.found) == before:
        low, high = kind.rising
        if low in node and high in node and node[low] > node[high]:
            findings.add(below(pointer, high), f"This is below {low}. Nothing can be both.")


def _unknown(node: Mapping[str, Any], known: set[str], pointer: str, findings: Findings) -> None:
    for key in node:
        if key not in known:
            names = ", ".join(sorted(known))
            findings.add(below(pointer, key), f"This is not known here. Known: {names}.")


def whole(least: int, most: int) -> Check:
    """A whole number within limits; true and false are no numbers."""

    def check(value: object, pointer: str, findings: Findings) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            findings.add(pointer, f"Write a whole number from {least} to {most}.")

    return check


def text(value: object, pointer: str, findings: Findings) -> None:
    """A text that says something and that the database can hold."""
    is_good = isinstance(value, str) and value.strip() == value and 0 < len(value) <= LONGEST
    if not is_good or not str(value).isprintable():
        findings.add(pointer, f"Write a text of 1 to {LONGEST} characters.")


def one_word(*words: str) -> Check:
    """One of a few words."""

    def check(value: object, pointer: str, findings: Findings) -> None:
        if value not in words:
            findings.add(pointer, f"Write one of: {', '.join(words)}.")

    return check


def uuid(value: object, pointer: str, findings: Findings) -> None:
    """A UUID in its usual form."""
    try:
        is_good = isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        is_good = False
    if not is_good:
        findings.add(pointer, "Write a UUID in lower case with hyphens.")


def day(value: object, pointer: str, findings: Findings) -> None:
    """A day, as in ``2026-11-24``."""
    try:
        is_good = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_good = False
    if not is_good:
        findings.add(pointer, "Write a day as YYYY-MM-DD.")


def several(check_one: Check, most: int = MOST_VALUES) -> Check:
    """A list of at least one."""

    def check(value: object, pointer: str, findings: Findings) -> None:
        if not isinstance(value, list | tuple) or not 1 <= len(value) <= most:
            findings.add(pointer, f"Write a list of 1 to {most}.")
            return
        for number, one in enumerate(value):
            check_one(one, below(pointer, number), findings)

    return check
