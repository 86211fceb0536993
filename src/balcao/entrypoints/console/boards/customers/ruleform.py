"""Rules as rows of a form, which works without JavaScript; what rows cannot say stays JSON.

A form is some conditions, each perhaps turned round by “not”, that must all hold or of which one
must. Rules that are nested deeper are edited as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, QueryDict

from balcao.domains.catalog.models import Category, Product, Variant
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import said
from balcao.kernel.errors import BalcaoError, Invalid
from balcao.kernel.money import Money, NotAnAmount

MOST_ROWS: Final = 20
JOINS: Final = ("all", "any")
NAMED: Final[Mapping[str, tuple[Any, str, str]]] = {
    "products": (Product, "handle", "No product has the handle “{}”."),
    "variants": (Variant, "sku", "No variant has the SKU “{}”."),
    "categories": (Category, "slug", "No category has the slug “{}”."),
}


@dataclass(frozen=True, slots=True)
class Box:
    """One field of a condition; ``reads`` says what its text becomes."""

    name: str
    label: str
    reads: str = "words"
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """What a form can say: kinds with a title and fields, and the refusal for what is wrong."""

    kinds: Mapping[str, tuple[str, tuple[Box, ...]]]
    refusal: type[Invalid]


@dataclass(frozen=True, slots=True)
class Cell:
    """A field as it is shown: ``name`` in the form, ``type`` of the input, text typed so far."""

    name: str
    label: str
    type: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Row:
    """One condition."""

    nr: int
    kind: str
    title: str
    is_not: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RuleForm:
    """Conditions joined by all or any."""

    join: str = "all"
    rows: tuple[Row, ...] = ()

    def with_row(self, kind: str, language: Language) -> RuleForm:
        """The same with one more condition, if there is such a kind and room for it."""
        if kind not in language.kinds or len(self.rows) >= MOST_ROWS:
            return self
        return replace(self, rows=(*self.rows, _row(len(self.rows), kind, language, {})))

    def without(self, nr: int, language: Language) -> RuleForm:
        """The same without one condition; those after it move up."""
        left = [row for row in self.rows if row.nr != nr]
        rows = [
            _row(at, one.kind, language, _texts(one), is_not=one.is_not)
            for at, one in enumerate(left)
        ]
        return replace(self, rows=tuple(rows))

    def after(self, step: str, kind: str, language: Language) -> RuleForm:
        """The same one condition longer or shorter, as the button that was pressed says."""
        if step == "add":
            return self.with_row(kind, language)
        return self.without(number_of(step.removeprefix("remove-"), -1), language)


def typed(post: QueryDict, language: Language) -> RuleForm:
    """The form as somebody filled it in."""
    rows: list[Row] = []
    for nr in range(MOST_ROWS):
        kind = post.get(f"kind-{nr}", "")
        if kind in language.kinds:
            said = {box.name: post.get(f"{nr}-{box.name}", "") for box in language.kinds[kind][1]}
            rows.append(_row(len(rows), kind, language, said, is_not=bool(post.get(f"not-{nr}"))))
    join = post.get("join", "all")
    return RuleForm(join if join in JOINS else "all", tuple(rows))


def form_of(rule: Mapping[str, Any], language: Language, store: StoreInfo) -> RuleForm | None:
    """The form that says a checked rule; None when no form does."""
    join, nodes = (rule["kind"], rule["of"]) if rule["kind"] in JOINS else ("all", [rule])
    rows: list[Row] = []
    for nr, node in enumerate(nodes):
        is_not = node["kind"] == "not"
        leaf = node["of"] if is_not else node
        if leaf["kind"] not in language.kinds or nr >= MOST_ROWS:
            return None
        said = {}
        for box in language.kinds[leaf["kind"]][1]:
            text = _written(leaf[box.name], box.reads, store) if box.name in leaf else ""
            if text is None:
                return None
            said[box.name] = text
        rows.append(_row(nr, leaf["kind"], language, said, is_not=is_not))
    return RuleForm(join, tuple(rows))


def rule_of(form: RuleForm, language: Language, store: StoreInfo) -> dict[str, Any]:
    """The rule that a form says, not yet checked by the domain.

    :raises Invalid: a text is no number or amount, or names what is not there.
    """
    if not form.rows:
        raise language.refusal("Add at least one condition.", field="rule")
    nodes = [_node(row, language, store) for row in form.rows]
    return nodes[0] if len(nodes) == 1 else {"kind": form.join, "of": nodes}


def tell(request: HttpRequest, error: BalcaoError) -> int:
    """Say at the top of the form what was refused, five findings at most; returns the status."""
    texts = findings_of(error) if isinstance(error, Invalid) else [said(error)]
    for text in texts[:5]:
        messages.error(request, text)
    return 409 if error.facts.get("version") else 422


def findings_of(error: Invalid) -> list[str]:
    """What is wrong, each with the condition it is about."""
    texts = []
    for one in error.facts.get("findings", []):
        found = re.match(r"/of/(\d+)", one["pointer"])
        texts.append(f"Condition {int(found[1]) + 1}: {one['says']}" if found else one["says"])
    return texts or [error.message]


def _node(row: Row, language: Language, store: StoreInfo) -> dict[str, Any]:
    leaf: dict[str, Any] = {"kind": row.kind}
    if row.kind == "spend":
        leaf["currency"] = store.currency
    for box, cell in zip(language.kinds[row.kind][1], row.cells, strict=True):
        text = cell.text.strip()
        if text:
            try:
                leaf[box.name] = _read(text, box, store)
            except (NotAnAmount, LookupError, ValueError) as error:
                says = getattr(error, "message", "") or str(error.args[0])
                raise language.refusal(f"Condition {row.nr + 1}: {says}", field="rule") from None
    return {"kind": "not", "of": leaf} if row.is_not else leaf


def _read(text: str, box: Box, store: StoreInfo) -> Any:
    if box.reads == "whole":
        number = number_of(text, -1)
        if number < 0:
            raise ValueError(f"“{text[:20]}” is not a whole number.")
        return number
    if box.reads == "money":
        return Money.parse(text.replace(",", ".")[:20], store.currency).minor
    if box.reads in ("day", "line"):
        return text
    words = list(dict.fromkeys(filter(None, (w.strip() for w in re.split(r"[,\n]", text)))))
    return words if box.reads == "words" else _ids(words, box.reads, store)


def _ids(words: list[str], reads: str, store: StoreInfo) -> list[str]:
    model, column, missing = NAMED[reads]
    rows = model.objects.filter(**{f"{column}__in": words, "store_id": store.id})
    known = dict(rows.values_list(column, "pk"))
    for word in words:
        if word not in known:
            raise LookupError(missing.format(word[:80]))
    return [str(known[word]) for word in words]


def _written(value: Any, reads: str, store: StoreInfo) -> str | None:
    if reads == "money":
        return str(Money(value, store.currency).major)
    if reads in ("whole", "day", "line"):
        return str(value)
    words = value if reads == "words" else _names(value, reads, store)
    if len(words) != len(value) or any("," in word or "\n" in word for word in words):
        return None
    return ", ".join(words)


def _names(ids: Iterable[str], reads: str, store: StoreInfo) -> list[str]:
    model, column, _ = NAMED[reads]
    rows = model.objects.filter(pk__in=list(ids), store_id=store.id)
    known = {str(key): name for key, name in rows.values_list("pk", column)}
    return [known[one] for one in ids if one in known]


def _row(
    nr: int, kind: str, language: Language, said: Mapping[str, str], *, is_not: bool = False
) -> Row:
    title, boxes = language.kinds[kind]
    cells = [
        Cell(
            name=f"{nr}-{box.name}",
            label=box.label,
            type={"whole": "number", "day": "date"}.get(box.reads, "text"),
            text=said.get(box.name, ""),
            hint=box.hint,
        )
        for box in boxes
    ]
    return Row(nr, kind, title, is_not, tuple(cells))


def _texts(row: Row) -> dict[str, str]:
    return {cell.name.partition("-")[2]: cell.text for cell in row.cells}
