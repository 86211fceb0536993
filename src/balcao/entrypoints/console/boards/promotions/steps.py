"""Changing the document of a rule by one click: a condition more or less, a row more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from balcao.entrypoints.console.boards.promotions.shapes import BENEFITS, CONDITIONS, GROUPS


def shaped(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule in which every tree of conditions begins with a group, as the form shows it."""
    found = dict(rule)
    found["when"] = group_of(rule.get("when"))
    then = found.get("then")
    if isinstance(then, Mapping):
        found["then"] = _with_groups(then, BENEFITS)
    return found


def group_of(condition: Any) -> dict[str, Any]:
    """A condition as a group; none is an empty one."""
    if not isinstance(condition, Mapping):
        return {"kind": "all", "of": []}
    if condition.get("kind") in {"all", "any"}:
        of = condition.get("of", [])
        return {**condition, "of": [_one(each) for each in of]}
    return {"kind": "all", "of": [_one(condition)]}


def _one(condition: Any) -> Any:
    if not isinstance(condition, Mapping):
        return condition
    if condition.get("kind") in {"all", "any"}:
        return group_of(condition)
    if condition.get("kind") == "not":
        inner = condition.get("of")
        is_group = isinstance(inner, Mapping) and inner.get("kind") in {"all", "any"}
        return {
            **condition,
            "of": group_of(inner) if is_group else {"kind": "any", "of": [_one(inner)]},
        }
    return _with_groups(condition, CONDITIONS)


def _with_groups(document: Mapping[str, Any], kinds: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(document)
    if found.get("kind") not in kinds:
        return found
    for key, value in found.items():
        if key == "on":
            found[key] = group_of(value)
        elif key in {"buy", "get"} and isinstance(value, Mapping) and "on" in value:
            found[key] = {**value, "on": group_of(value["on"])}
        elif key == "parts" and isinstance(value, list):
            found[key] = [
                {**one, "on": group_of(one["on"])}
                if isinstance(one, Mapping) and "on" in one
                else one
                for one in value
            ]
    return found


def add_chosen(rule: dict[str, Any], post: QueryDict) -> str:
    """Add every condition that was chosen to its group; the pointer of the last one added."""
    added = ""
    for name, kind in post.items():
        if not name.startswith("add/") or not kind:
            continue
        pointer = name.removeprefix("add")
        if str(kind) not in CONDITIONS and str(kind) not in GROUPS:
            continue
        group = _at(rule, pointer)
        if not isinstance(group, dict):
            group = _make(rule, pointer)
        if group is not None and isinstance(group.get("of"), list):
            group["of"].append(_fresh(str(kind)))
            added = f"{pointer}/of/{len(group['of']) - 1}"
    return added


def add_row(rule: dict[str, Any], pointer: str) -> None:
    """Add an empty row to a list."""
    rows = _at(rule, pointer)
    if not isinstance(rows, list):
        outer, _, key = pointer.rpartition("/")
        parent = _at(rule, outer)
        if not isinstance(parent, dict):
            return
        rows = parent[key] = []
    rows.append({})


def drop(rule: dict[str, Any], pointer: str) -> None:
    """Take out what a pointer names in a list, if it is there."""
    outer, _, key = pointer.rpartition("/")
    parent = _at(rule, outer)
    if isinstance(parent, list) and key.isdecimal() and len(key) < 5 and int(key) < len(parent):
        del parent[int(key)]


def _fresh(kind: str) -> dict[str, Any]:
    if kind == "not":
        return {"kind": "not", "of": {"kind": "any", "of": []}}
    return {"kind": kind, "of": []} if kind in GROUPS else {"kind": kind}


def _make(rule: dict[str, Any], pointer: str) -> dict[str, Any] | None:
    """The group of a tree that was empty, and so was left out."""
    outer, _, key = pointer.rpartition("/")
    parent = _at(rule, outer) if outer else rule
    if not isinstance(parent, dict) or key not in {"when", "on"}:
        return None
    group: dict[str, Any] = {"kind": "all", "of": []}
    parent[key] = group
    return group


def _at(rule: Any, pointer: str) -> Any:
    here = rule
    for part in pointer.strip("/").split("/") if pointer.strip("/") else ():
        if isinstance(here, dict):
            here = here.get(part)
        elif (
            isinstance(here, list) and part.isdecimal() and len(part) < 5 and int(part) < len(here)
        ):
            here = here[int(part)]
        else:
            return None
    return here
