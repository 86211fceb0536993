"""Write docs/reference.md anew from the code: operations, events, errors and commands.

``python tools/write_reference.py``; ``tests/architecture/test_docs.py`` fails when that would
change anything, so nothing public is missing there and nothing gone is left.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import django

ROOT: Final = Path(__file__).resolve().parents[1]
REFERENCE: Final = ROOT / "docs" / "reference.md"
DOMAINS: Final = ROOT / "src" / "balcao" / "domains"
COMMANDS: Final = ROOT / "src" / "balcao" / "entrypoints" / "cli" / "management" / "commands"
HEAD: Final = """# Reference

Written by `tools/write_reference.py` from the code; do not edit.

"""


def reference() -> str:
    """The whole document."""
    domains = sorted(p.name for p in DOMAINS.iterdir() if (p / "__init__.py").exists())
    parts = [*_commands(), *(line for domain in domains for line in _domain(domain))]
    return HEAD + "\n".join(parts) + "\n"


def _commands() -> Iterator[str]:
    yield "## Commands\n\n| command | what it does |\n|---|---|"
    for path in sorted(COMMANDS.glob("[a-z]*.py")):
        package = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
        says = import_module(package).Command.help or inspect.getdoc(import_module(package))
        yield f"| `balcao {path.stem}` | {_cell(str(says))} |"
    yield ""


def _domain(domain: str) -> Iterator[str]:
    yield f"## {domain}\n"
    for drawer, of in (("operations", "verb"), ("queries", "read")):
        yield from _table(of, list(_functions(domain, drawer)))
    events = [(kind.name, kind) for kind in _classes(domain, "events") if "name" in vars(kind)]
    yield from _table("event", events)
    errors = [(kind.code, kind) for kind in _classes(domain, "errors") if "code" in vars(kind)]
    yield from _table("problem", errors)


def _table(of: str, rows: list[tuple[str, Any]]) -> Iterator[str]:
    if rows:
        yield f"| {of} | what it says |\n|---|---|"
        for name, thing in sorted(rows, key=lambda row: row[0]):
            yield f"| `{name}` | {_cell(inspect.getdoc(thing) or '')} |"
        yield ""


def _functions(domain: str, drawer: str) -> Iterator[tuple[str, Any]]:
    module = _drawer(domain, drawer)
    for name, function in inspect.getmembers(module, inspect.isfunction):
        public = getattr(module, "__all__", [])
        if name in public or (function.__module__ == module.__name__ and name[0] != "_"):
            yield name, function


def _classes(domain: str, drawer: str) -> Iterator[Any]:
    module = _drawer(domain, drawer)
    for _, kind in inspect.getmembers(module, inspect.isclass):
        if kind.__module__.startswith(f"balcao.domains.{domain}"):
            yield kind


def _drawer(domain: str, drawer: str) -> Any:
    place = DOMAINS / domain / drawer
    exists = place.with_suffix(".py").exists() or place.is_dir()
    return import_module(f"balcao.domains.{domain}.{drawer}") if exists else None


def _cell(text: str) -> str:
    first = text.strip().partition("\n\n")[0]
    return " ".join(first.split()).replace("|", "\\|")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.config.settings")
    django.setup()
    REFERENCE.write_text(reference(), "utf-8")
