"""Colors can be read in both themes: WCAG 2.2, 1.4.3 (text 4.5:1) and 1.4.11 (outlines 3:1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from balcao.entrypoints import storefront

TOKENS = Path(storefront.__file__).parent / "static" / "storefront" / "tokens.css"
TEXT_PAIRS = [
    ("ink", "paper"), ("ink", "paper-sunk"), ("ink", "paper-raised"),
    ("ink-soft", "paper"), ("ink-soft", "paper-sunk"), ("ink-soft", "paper-raised"),
    ("action-ink", "action"), ("action-ink", "action-hover"), ("link", "paper"),
    ("hero-ink", "hero"), ("deep-ink", "deep"), ("deep-soft", "deep"),
    ("good", "paper"), ("good", "good-paper"), ("warn", "paper"), ("warn", "warn-paper"),
    ("bad", "paper"), ("bad", "bad-paper"), ("ink", "bad-paper"), ("bad", "paper-sunk"),
]  # fmt: skip
OUTLINE_PAIRS = [
    ("line-strong", "paper"), ("line-strong", "paper-raised"), ("line-strong", "paper-sunk"),
    ("focus", "paper"), ("focus", "paper-sunk"), ("bad", "paper-raised"),
]  # fmt: skip


def themes() -> dict[str, dict[str, str]]:
    light, _, dark = TOKENS.read_text("utf-8").partition("prefers-color-scheme: dark")
    read = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", part)) for part in (light, dark)]
    return {"light": read[0], "dark": {**read[0], **read[1]}}


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
class TestContrast:
    @pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
    def test_is_enough_to_read(self, theme: str, front: str, back: str) -> None:
        colors = themes()[theme]
        assert contrast(colors[front], colors[back]) >= 4.5

    @pytest.mark.parametrize(("front", "back"), OUTLINE_PAIRS)
    def test_is_enough_to_find_a_field(self, theme: str, front: str, back: str) -> None:
        colors = themes()[theme]
        assert contrast(colors[front], colors[back]) >= 3
