"""Fonts and texts on paper. Lengths are millimeters, sizes of type are points."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from balcao.kernel.money import Money

PLAIN: Final = "Inter"
BOLD: Final = "Inter-Bold"
FOLDER: Final = Path(__file__).resolve().parent / "fonts"
UNPRINTABLE: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\ud800-\udfff\ufeff]+"
)
LOCALES: Final = {"pt-br": "pt_BR", "en": "en"}


@cache
def load_fonts() -> None:
    """Tell the PDF library our fonts, once per process."""
    pdfmetrics.registerFont(TTFont(PLAIN, str(FOLDER / "inter-regular.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(FOLDER / "inter-bold.ttf")))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)


def clean(text: str) -> str:
    """A text without what no printer can print; what it held becomes a space."""
    return UNPRINTABLE.sub(" ", text).strip()


def width_of(text: str, font: str, size: float) -> float:
    """How wide a text is, in millimeters."""
    return float(pdfmetrics.stringWidth(text, font, size)) / mm


def fitted(text: str, font: str, size: float, room: float) -> str:
    """The text, or as much of its beginning as fits, with an ellipsis."""
    text = clean(text)
    if width_of(text, font, size) <= room:
        return text
    while text and width_of(text + "…", font, size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def lines_of(text: str, font: str, size: float, room: float, most: int) -> list[str]:
    """A text broken between words into at most so many lines; the last may end in an ellipsis."""
    words, lines = clean(text).split(), [""]
    for at, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width_of(longer, font, size) <= room:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = " ".join([lines[-1], *words[at:]])
            break
    return [fitted(line, font, size, room) for line in lines if line]


def write(
    page: Canvas, x: float, y: float, text: str, *, font: str = PLAIN, size: float, align: str = "l"
) -> None:
    """Write one line; ``align`` is l, c or r of ``x``."""
    page.setFont(font, size)
    draw = {"l": page.drawString, "c": page.drawCentredString, "r": page.drawRightString}[align]
    draw(x * mm, y * mm, text)


def amount(money: Money, language: str) -> str:
    """An amount with its currency, as a language writes it."""
    return str(format_currency(money.major, money.currency, locale=locale_of(language)))


def number(count: int, language: str) -> str:
    """A count, as a language writes it."""
    return str(format_decimal(count, locale=locale_of(language)))


def day(on: object, language: str) -> str:
    """A date, as a language writes it."""
    return str(format_date(on, "medium", locale=locale_of(language)))


def locale_of(language: str) -> str:
    """The locale of a language of papers; English for those without words of their own."""
    return LOCALES.get(language.lower(), "en")
