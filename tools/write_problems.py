"""Write the table of problem codes in docs/how-to/use-the-api.md anew from the refusals.

``python tools/write_problems.py``; a test of the API fails while a code is missing there.
"""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path
from typing import Final

import django

ROOT: Final = Path(__file__).resolve().parents[1]
MANUAL: Final = ROOT / "docs" / "how-to" / "use-the-api.md"
TABLE: Final = re.compile(r"(\| code \| status \| meaning \|\n\|---\|---\|---\|\n)(?:\|.*\n)*")


def table() -> str:
    """A row for every code, sorted."""
    problem_types = import_module("balcao.entrypoints.api.problems").problem_types
    rows = [
        f"| `{one.code}` | {', '.join(map(str, one.statuses))} | {one.title} |\n"
        for one in problem_types().values()
    ]
    return "".join(rows)


def main() -> None:
    """Replace the rows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.config.settings")
    django.setup()
    text = MANUAL.read_text("utf-8")
    MANUAL.write_text(TABLE.sub(lambda found: found[1] + table(), text), "utf-8")


if __name__ == "__main__":
    main()
