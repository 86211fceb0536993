"""The project's own lints. Each begins with the incident it prevents and offers the way out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.building import Finding

PUBLIC: Final = {"queries", "operations", "values", "events", "errors", "ports"}
WIRED: Final = {"subscribers", "invariants"}
CLOCKS: Final = {"now", "utcnow", "today", "localtime", "time", "time_ns", "localdate"}


def imports_inside_functions(path: Path, tree: ast.Module) -> Iterator[Finding]:
    """A function-level import hid a cycle between payments and orders until production ran it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield Finding(
                        path,
                        inner.lineno,
                        "import inside a function. Move it to the top; if that makes a cycle, tell "
                        "upwards by event or pass the value in.",
                    )


def wall_clock(path: Path, tree: ast.Module) -> Iterator[Finding]:
    """A promotion ended an hour early because a rule asked the clock of another time zone."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = node.func.value
        name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
        if node.func.attr in CLOCKS and name in {"timezone", "datetime", "date", "time"}:
            says = f"{name}.{node.func.attr}() in a domain. Take `now: datetime` as an argument."
            yield Finding(path, node.lineno, says)


def signals(path: Path, tree: ast.Module) -> Iterator[Finding]:
    """A post_save handler sent a second confirmation mail on every edit of an order."""
    for node in ast.walk(tree):
        module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
        if module == "django.dispatch" or (module.startswith("django") and "signals" in module):
            says = "a Django signal. Emit an event through the outbox and subscribe to it."
            yield Finding(path, node.lineno, says)


def models_by_name(path: Path, tree: ast.Module) -> Iterator[Finding]:
    """`get_model("orders", "Order")` passed all import checks and made a knot none could see."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "get_model":
            says = "get_model() goes around the borders. Ask the other domain's queries."
            yield Finding(path, node.lineno, says)


def paths_into(foreign: set[str], path: Path, tree: ast.Module) -> Iterator[Finding]:
    """`order_by("variant__sku")` broke when the catalog renamed a column nobody knew was shared."""
    for node in ast.walk(tree):
        texts: list[str] = []
        if isinstance(node, ast.keyword) and node.arg:
            texts = [node.arg]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts = [node.value.lstrip("-")]
        for text in texts:
            head, separator, _ = text.partition("__")
            if separator and head in foreign and text.replace("_", "").isalnum():
                says = (
                    f"the query path {text!r} leaves this domain. Ask the other domain's queries "
                    "for ids, or write named SQL."
                )
                yield Finding(path, getattr(node, "lineno", 0) or node.value.lineno, says)


def private_drawers(path: Path, tree: ast.Module, *, here: str, models: bool) -> Iterator[Finding]:
    """Checkout used a rule of promotions; when the rule changed, totals did too, silently.

    ``here`` is the importing domain or room; ``models`` says that it may import models.
    """
    for node in ast.walk(tree):
        names = _imported(node)
        for name in names:
            parts = name.split(".")
            if parts[:2] != ["balcao", "domains"] or len(parts) < 4 or parts[2] == here:
                continue
            if parts[3] in PUBLIC or (models and parts[3] == "models"):
                continue
            says = (
                f"{name} is private to {parts[2]}. Its public face is "
                f"{', '.join(sorted(PUBLIC))}: use those or add there what is missing."
            )
            yield Finding(path, node.lineno, says)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        whole = [f"{node.module}.{alias.name}" for alias in node.names]
        return whole if node.module.count(".") == 2 else [node.module]
    return []
