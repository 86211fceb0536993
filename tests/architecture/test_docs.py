"""The documents say what the code does: drawn, written and run from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools import draw_map, write_reference

from balcao.kernel.errors import BalcaoError
from tests.architecture.building import ROOT, SOURCE, tracked

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
VARIABLE = re.compile(r"\b(BALCAO_[A-Z_]+|DATABASE_URL)\b")
# Set by our own processes for each other, nobody else's business.
INTERNAL = {"BALCAO_SERVING", "BALCAO_SUPERVISED"}


class TestDrawn:
    def test_the_map_is_the_building_as_it_stands(self):
        text = draw_map.MAP.read_text("utf-8")
        assert draw_map.redrawn(text) == text, "run: python tools/draw_map.py"

    def test_the_map_names_every_domain(self):
        text = draw_map.MAP.read_text("utf-8")
        names = {p.name for p in (SOURCE / "domains").iterdir() if (p / "__init__.py").exists()}
        rows = "".join(line for line in text.splitlines() if line.startswith("| "))
        assert {name for name in names if name not in rows} == set()

    def test_the_reference_is_the_code_as_it_stands(self):
        text = write_reference.REFERENCE.read_text("utf-8")
        assert write_reference.reference() == text, "run: python tools/write_reference.py"


class TestSettings:
    def test_every_variable_is_documented_and_no_other(self):
        used = {
            name
            for path in tracked(".py")
            if SOURCE in path.parents
            for name in VARIABLE.findall(path.read_text("utf-8"))
        } - INTERNAL
        told = set(VARIABLE.findall((DOCS / "settings.md").read_text("utf-8")))
        assert {"missing": used - told, "gone": told - used} == {"missing": set(), "gone": set()}


class TestErrors:
    def test_every_refusal_says_what_to_do_in_a_sentence(self):
        silent = [
            kind.__qualname__
            for kind in _all_below(BalcaoError)
            if kind.__module__.startswith("balcao")
            if not (kind.__doc__ or "").strip().split("\n")[0].endswith(".")
        ]
        assert silent == []

    def test_no_two_refusals_share_a_code(self):
        codes: dict[str, set[str]] = {}
        for kind in _all_below(BalcaoError):
            if "code" in vars(kind) and kind.__module__.startswith("balcao"):
                codes.setdefault(kind.code, set()).add(kind.__qualname__)
        assert {code: kinds for code, kinds in codes.items() if len(kinds) > 1} == {}


class TestLinks:
    @pytest.mark.parametrize("path", tracked(".md"), ids=lambda p: str(p.relative_to(ROOT)))
    def test_lead_somewhere(self, path: Path):
        targets = LINK.findall(path.read_text("utf-8"))
        assert [t for t in targets if not (path.parent / t).exists()] == []


class TestDecisions:
    @pytest.mark.parametrize(
        "path", sorted((DOCS / "decisions").glob("0*.md")), ids=lambda path: path.name
    )
    def test_have_their_parts(self, path: Path):
        text = path.read_text("utf-8")
        parts = ["**Context.**", "**Decision.**", "**Consequences.**", "**Alternatives.**"]
        assert [part for part in [*parts, "*Enforced by:*"] if part not in text] == []


def _all_below(kind: type) -> set[type]:
    return {below for one in kind.__subclasses__() for below in ({one} | _all_below(one))}
