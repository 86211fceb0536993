"""From the form of a rule to its document. Names of fields are JSON pointers below ``rule``."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.http import QueryDict

from balcao.entrypoints.console.boards.promotions.shapes import BENEFITS, CONDITIONS, Kind, Shape
from balcao.kernel.money import Money, NotAnAmount

DEEPEST: Final = 12
PERCENT: Final = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,2})?) ?%?")
WAYS: Final = {"percent": "basis_points", "amount": "amount_minor", "price": "price_minor"}
WAY_OF: Final = {key: way for way, key in WAYS.items()}
# What a benefit of the order or of shipping has no use for.
USELESS: Final = {
    "order": {"on", "at_most_units", "step_units", "pick"},
    "shipping": {"on", "at_most_units", "step_units", "pick"},
    "lines": {"at_most_units", "step_units", "pick"},
}


@dataclass(slots=True)
class Typed:
    """What was typed into a form, and what of it could not be understood, by pointer."""

    post: QueryDict
    currency: str
    findings: dict[str, str] = field(default_factory=dict)

    def text(self, pointer: str) -> str:
        """One field."""
        return str(self.post.get(f"rule{pointer}", "")).strip()[:5000]

    def several(self, pointer: str) -> list[str]:
        """What was ticked, or written one to a line."""
        given = self.post.getlist(f"rule{pointer}")
        lines = [line.strip() for one in given for line in str(one)[:200_000].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def number(self, pointer: str, how: str, text: str) -> int | str:
        """An amount in minor units, basis points, or a whole number; the text where it is none."""
        plain = text.replace(",", ".")
        try:
            if how == "money":
                return Money.parse(plain[:20], self.currency or "XXX").minor
            if how == "percent":
                found = PERCENT.fullmatch(plain)
                if found:
                    return int(Decimal(found[1]) * 100)
            elif plain.isascii() and plain.isdecimal() and len(plain) < 13:
                return int(plain)
        except NotAnAmount:
            pass
        self.findings[pointer] = SAYS[how]
        return text


SAYS: Final = {
    "money": "Write an amount such as 12.50.",
    "percent": "Write a percentage such as 20 or 12.5.",
    "whole": "Write a whole number.",
}


def read_rule(typed: Typed) -> dict[str, Any]:
    """The rule as typed. Groups that are empty at the root are left out; nothing else is."""
    rule: dict[str, Any] = {"then": _benefit(typed)}
    when = _condition(typed, "/when", 0)
    if when is not None and when.get("of") != []:
        rule["when"] = when
    post = typed.post
    stacking: dict[str, Any] = {}
    for key in ("exclusive", "no_other_codes"):
        if post.get(f"rule/stacking/{key}"):
            stacking[key] = True
    if typed.text("/stacking/group"):
        stacking["group"] = typed.text("/stacking/group")
    if stacking:
        rule["stacking"] = stacking
    most = typed.text("/at_most_minor")
    if most:
        rule["at_most_minor"] = typed.number("/at_most_minor", "money", most)
    return rule


def _benefit(typed: Typed) -> Any:
    kind = typed.text("/then/kind")
    known = BENEFITS.get(kind)
    if known is None:
        return _json(typed, "/then", kind)
    then = _fields(typed, "/then", known, {"kind": kind}, 0)
    for key in USELESS.get(str(then.get("per", "")), set()):
        then.pop(key, None)
    return then


def _condition(typed: Typed, pointer: str, depth: int) -> Any:
    kind = typed.text(f"{pointer}/kind")
    if not kind or depth > DEEPEST:
        return None
    if kind in {"all", "any"}:
        of: list[Any] = []
        while (one := _condition(typed, f"{pointer}/of/{len(of)}", depth + 1)) is not None:
            of.append(one)
        return {"kind": kind, "of": of}
    if kind == "not":
        inner = _condition(typed, f"{pointer}/of", depth + 1)
        return {"kind": "not", "of": inner or {"kind": "any", "of": []}}
    known = CONDITIONS.get(kind)
    if known is None:
        return _json(typed, pointer, kind)
    return _fields(typed, pointer, known, {"kind": kind}, depth)


def _json(typed: Typed, pointer: str, kind: str) -> Any:
    text = str(typed.post.get(f"rule{pointer}:json", ""))[:200_000]
    try:
        found = json.loads(text) if text else {"kind": kind}
    except (ValueError, RecursionError) as error:
        typed.findings[pointer] = f"This is not JSON: {error}."[:200]
        return {"kind": kind}
    return found if isinstance(found, Mapping) else {"kind": kind}


def _fields(
    typed: Typed, pointer: str, kind: Kind, document: dict[str, Any], depth: int
) -> dict[str, Any]:
    for shape in kind.fields:
        _read(typed, pointer, shape, document, depth)
    return document


def _read(typed: Typed, pointer: str, shape: Shape, document: dict[str, Any], depth: int) -> None:
    """Put one field into its document; what is empty is left out."""
    if shape.how == "off":
        _off(typed, f"{pointer}/{shape.key}".rstrip("/"), _inner(document, shape.key))
        return
    outer, _, key = shape.key.rpartition("/")
    at, here = f"{pointer}/{shape.key}", _inner(document, outer)
    value = _value(typed, at, shape, depth)
    if value not in (None, "", []):
        here[key] = value


def _inner(document: dict[str, Any], path: str) -> dict[str, Any]:
    if not path:
        return document
    found: dict[str, Any] = document.setdefault(path, {})
    return found


def _value(typed: Typed, at: str, shape: Shape, depth: int) -> Any:
    if shape.how == "tree":
        tree = _condition(typed, at, depth + 1)
        return None if tree is None or tree.get("of") == [] else tree
    if shape.how == "rows":
        return _rows(typed, at, shape, depth)
    if shape.how in {"picks", "lines"}:
        several = typed.several(at)
        is_store = typed.text(f"{at.rpartition('/')[0]}/kind") == "store"
        return [int(one) if is_store and one.isdecimal() else one for one in several]
    text = typed.text(at)
    if shape.how == "flag":
        return True if text else None
    if shape.how in SAYS and text:
        return typed.number(at, shape.how, text)
    return text


def _rows(typed: Typed, at: str, shape: Shape, depth: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    while typed.post.get(f"rule{at}/{len(rows)}:row") and len(rows) < 60:
        row: dict[str, Any] = {}
        for one in shape.of:
            _read(typed, f"{at}/{len(rows)}", one, row, depth)
        rows.append(row)
    return rows


def _off(typed: Typed, at: str, document: dict[str, Any]) -> None:
    text, key = typed.text(f"{at}:off"), WAYS.get(typed.text(f"{at}:way"), "basis_points")
    if text:
        how = "percent" if key == "basis_points" else "money"
        document[key] = typed.number(f"{at}:off", how, text)
