"""The packing slip: what lies in a parcel, with a box to tick for whoever packs it."""

from __future__ import annotations

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from balcao.entrypoints.papers.ink import day, number
from balcao.entrypoints.papers.sheet import (
    LABEL,
    LABEL_RIGHT,
    SMALL,
    STRONG_RIGHT,
    facts,
    paper,
    parties,
    table,
    text,
)
from balcao.entrypoints.papers.values import PackedLine
from balcao.entrypoints.papers.values import PackingSlip as Slip
from balcao.entrypoints.papers.words import words_of

WIDTHS = (18, 68, 32, 38, 18)


class TickBox(Flowable):
    """An empty square."""

    def __init__(self, side: float = 4.5) -> None:
        super().__init__()
        self.width = self.height = side * mm

    def draw(self) -> None:
        """Draw it where the table has put it."""
        self.canv.setStrokeColor(black)
        self.canv.rect(0, 0, self.width, self.height)


def packing_slip(slip: Slip) -> bytes:
    """A packing slip as PDF, in the shopper's language; the order's number is a barcode."""
    words = words_of(slip.language)
    story = [
        parties([(words["to"], slip.recipient), (words["from"], slip.sender)], slip.language),
        facts(
            [
                (words["placed_on"], day(slip.placed_on, slip.language)),
                (words["carrier"], slip.carrier),
            ]
        ),
        Spacer(1, 4 * mm),
        table([_head(words), *(_line(line, slip.language) for line in slip.lines)], WIDTHS),
        *_said(slip, words),
    ]
    return paper(words["packing_slip"], slip.number, slip.language, story)


def _said(slip: Slip, words: dict[str, str]) -> list[Flowable]:
    said = (("gift_message", slip.gift_message), ("shopper_note", slip.note))
    return [
        part
        for name, message in said
        if message.strip()
        for part in (text(words[name], LABEL), text(message))
    ]


def _head(words: dict[str, str]) -> list[object]:
    named = [text(words[name], LABEL) for name in ("packed", "article", "code", "bin")]
    named[2] = text("SKU", LABEL)
    return [*named, text(words["quantity"], LABEL_RIGHT)]


def _line(line: PackedLine, language: str) -> list[object]:
    article = [text(line.title)]
    if line.options:
        article.append(text(line.options, SMALL))
    count = text(number(line.quantity, language), STRONG_RIGHT)
    return [TickBox(), article, text(line.sku), text(line.bins), count]
