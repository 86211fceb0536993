"""The document of a rule as fields of a form, each with what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.http import QueryDict

from balcao.entrypoints.console.boards.promotions.choices import Choices
from balcao.entrypoints.console.boards.promotions.reading import WAY_OF
from balcao.entrypoints.console.boards.promotions.shapes import (
    BENEFITS,
    CONDITIONS,
    GROUPS,
    Kind,
    Shape,
)
from balcao.kernel.money import Money

MISSING: Final = "This key is missing. Add it."
WAYS: Final = (("percent", "Percent off"), ("amount", "Amount off"), ("price", "Down to a price"))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A field. ``options`` are value, name, whether it is chosen; ``name`` a pointer below rule."""

    pointer: str
    name: str
    label: str
    how: str
    hint: str
    value: str
    options: tuple[tuple[str, str, bool], ...]
    finding: str
    find: str = ""
    tree: Node | None = None
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list of fields."""

    pointer: str
    fields: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A condition, or a group of them; ``json`` is the document of a kind the form does not know.

    ``of_lines`` is a group that selects items; ``is_root`` cannot be taken out.
    """

    pointer: str
    kind: str
    title: str
    finding: str
    fields: tuple[Drawn, ...] = ()
    children: tuple[Node, ...] = ()
    is_group: bool = False
    is_root: bool = False
    of_lines: bool = False
    is_fresh: bool = False
    json: str = ""
    addable: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Drawer:
    """Draws one rule; ``findings`` are by pointer, and those that were shown are taken out."""

    choices: Choices
    currency: str
    findings: dict[str, str]
    post: QueryDict
    fresh: str = ""

    def group(self, document: Any, pointer: str, *, of_lines: bool, is_root: bool = True) -> Node:
        """A group and all that is in it."""
        doc = document if isinstance(document, Mapping) else {"kind": "all", "of": []}
        kind = str(doc.get("kind"))
        path, inner = (f"{pointer}/of", doc.get("of", ()))
        if kind == "not":
            of = inner if isinstance(inner, Mapping) else {"kind": "any", "of": []}
            child = self.group(of, path, of_lines=of_lines)
            children: tuple[Node, ...] = (child,)
        else:
            children = tuple(
                self.node(one, f"{path}/{nr}", of_lines=of_lines) for nr, one in enumerate(inner)
            )
        return Node(
            pointer=pointer,
            kind=kind,
            title=GROUPS.get(kind, kind),
            finding=self.said(pointer, path),
            children=children,
            is_group=True,
            is_root=is_root,
            of_lines=of_lines,
            is_fresh=pointer == self.fresh,
            addable=_addable(of_lines=of_lines),
        )

    def node(self, document: Any, pointer: str, *, of_lines: bool) -> Node:
        """One condition."""
        doc = document if isinstance(document, Mapping) else {}
        kind = str(doc.get("kind", ""))
        if kind in GROUPS:
            return self.group(doc, pointer, of_lines=of_lines, is_root=False)
        known = CONDITIONS.get(kind)
        return Node(
            pointer=pointer,
            kind=kind,
            title=known.title if known else f"“{kind}”, as JSON",
            finding=self.said(pointer, f"{pointer}/kind"),
            fields=self.fields(known, doc, pointer) if known else (),
            is_fresh=pointer == self.fresh,
            json="" if known else _text(doc),
        )

    def benefit(self, document: Any) -> Node:
        """What the promotion gives."""
        doc = document if isinstance(document, Mapping) else {}
        kind = str(doc.get("kind", ""))
        known = BENEFITS.get(kind)
        return Node(
            pointer="/then",
            kind=kind,
            title=known.title if known else f"“{kind}”, as JSON",
            finding=self.said("/then", "/then/kind"),
            fields=self.fields(known, doc, "/then") if known else (),
            json="" if known else _text(doc),
        )

    def fields(self, kind: Kind, document: Mapping[str, Any], pointer: str) -> tuple[Drawn, ...]:
        """The fields of a kind."""
        return tuple(
            self.field(shape, document, pointer)
            for shape in kind.fields
            if shape.key not in _useless(document)
        )

    def field(self, shape: Shape, document: Mapping[str, Any], pointer: str) -> Drawn:
        """One field with its value."""
        at = f"{pointer}/{shape.key}".rstrip("/")
        value = _found(document, shape.key)
        drawn = {"off": self._off, "tree": self._tree, "rows": self._rows}.get(shape.how)
        if drawn is not None:
            return drawn(shape, value if shape.key else document, at)
        options, find = self._options(shape, document, value, at)
        return Drawn(
            at,
            f"rule{at}",
            shape.label,
            shape.how,
            shape.hint,
            self.text(shape.how, value),
            options,
            self.said(at, *(f"{at}/{nr}" for nr in range(20))),
            find,
        )

    def _off(self, shape: Shape, value: Any, at: str) -> Drawn:
        doc = value if isinstance(value, Mapping) else {}
        key = next((key for key in WAY_OF if key in doc), "basis_points")
        how = "percent" if key == "basis_points" else "money"
        options = tuple((way, label, WAY_OF[key] == way) for way, label in WAYS)
        says = self.said(f"{at}:off", f"{at}/{key}", at)
        text = self.text(how, doc.get(key))
        return Drawn(at, f"rule{at}", shape.label, "off", shape.hint, text, options, says)

    def _tree(self, shape: Shape, value: Any, at: str) -> Drawn:
        tree = self.group(value, at, of_lines=True)
        return Drawn(at, f"rule{at}", shape.label, "tree", shape.hint, "", (), "", tree=tree)

    def _rows(self, shape: Shape, value: Any, at: str) -> Drawn:
        rows = value if isinstance(value, list) else []
        drawn = tuple(
            Row(
                f"{at}/{nr}",
                tuple(
                    self.field(one, row if isinstance(row, Mapping) else {}, f"{at}/{nr}")
                    for one in shape.of
                ),
            )
            for nr, row in enumerate(rows)
        )
        says = self.said(at)
        return Drawn(at, f"rule{at}", shape.label, "rows", shape.hint, "", (), says, rows=drawn)

    def _options(
        self, shape: Shape, document: Mapping[str, Any], value: Any, at: str
    ) -> tuple[tuple[tuple[str, str, bool], ...], str]:
        if shape.how == "choice":
            return tuple((code, name, code == value) for code, name in shape.options), ""
        if shape.how not in {"picks", "pick"}:
            return (), ""
        find = str(self.post.get(f"rule{at}:find", ""))[:100]
        chosen = value if isinstance(value, list) else [value] if value else []
        kind = "variant" if shape.how == "pick" else str(document.get("kind"))
        return tuple(self.choices.of(kind, chosen, find)), find

    def text(self, how: str, value: Any) -> str:
        """A value as it is typed."""
        if value is None or isinstance(value, bool):
            return "1" if value else ""
        if how == "money" and isinstance(value, int):
            return str(Money(value, self.currency).major) if self.currency else str(value)
        if how == "percent" and isinstance(value, int):
            share = Decimal(value) / 100
            return f"{share.normalize():f}"
        if isinstance(value, list):
            return "\n".join(str(one) for one in value)
        return str(value)

    def said(self, *pointers: str) -> str:
        """What is wrong at these pointers; said once."""
        says = [self.findings.pop(one) for one in pointers if one in self.findings]
        return " ".join("Fill this in." if one == MISSING else one for one in says)


def _addable(*, of_lines: bool) -> tuple[tuple[str, str], ...]:
    kinds = [(k, one.title) for k, one in CONDITIONS.items() if one.of_lines or not of_lines]
    groups = [(k, f"A group: {title.lower()}") for k, title in GROUPS.items()]
    return (*kinds, *groups)


def _useless(document: Mapping[str, Any]) -> set[str]:
    per = document.get("per")
    units = {"at_most_units", "step_units", "pick"}
    return {"order": {*units, "on"}, "shipping": {*units, "on"}, "lines": units}.get(
        str(per), set()
    )


def _found(document: Mapping[str, Any], path: str) -> Any:
    here: Any = document
    for part in path.split("/") if path else ():
        here = here.get(part) if isinstance(here, Mapping) else None
    return here


def _text(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)
