"""Labels for goods and for the places they lie in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import chain, repeat
from typing import TypeVar

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from balcao.entrypoints.papers.bars import Box, code_of, draw_code
from balcao.entrypoints.papers.formats import LabelFormat, check_labels
from balcao.entrypoints.papers.ink import (
    BOLD,
    PLAIN,
    amount,
    fitted,
    lines_of,
    load_fonts,
    width_of,
    write,
)
from balcao.entrypoints.papers.values import BinLabel, ProductLabel

Label = TypeVar("Label", ProductLabel, BinLabel)


def product_labels(
    labels: Sequence[ProductLabel], *, paper: LabelFormat, language: str, first: int = 1
) -> bytes:
    """Labels of goods as PDF; ``first`` is the first free place of a sheet, counted by rows.

    :raises BadLabelCount: nothing or too much to print, or no such first place.
    """

    def draw(page: Canvas, label: ProductLabel, box: Box) -> None:
        _draw_product(page, label, box, paper.dot, language)

    return _sheets(labels, paper, first, draw)


def bin_labels(labels: Sequence[BinLabel], *, paper: LabelFormat, first: int = 1) -> bytes:
    """Labels of bins as PDF; ``first`` as in :func:`product_labels`.

    :raises BadLabelCount: nothing or too much to print, or no such first place.
    """

    def draw(page: Canvas, label: BinLabel, box: Box) -> None:
        _draw_bin(page, label, box, paper.dot)

    return _sheets(labels, paper, first, draw)


def _sheets(
    labels: Sequence[Label],
    paper: LabelFormat,
    first: int,
    draw: Callable[[Canvas, Label, Box], None],
) -> bytes:
    check_labels(paper, [label.copies for label in labels], first)
    load_fonts()
    out = BytesIO()
    size = (paper.page_width * mm, paper.page_height * mm)
    page = Canvas(out, pagesize=size, invariant=True, pageCompression=True)
    page.setTitle("Labels")
    place = first - 1
    for label in chain.from_iterable(repeat(one, one.copies) for one in labels):
        if place == paper.places:
            page.showPage()
            place = 0
        draw(page, label, _inside(paper, place))
        place += 1
    page.save()
    return out.getvalue()


def _inside(paper: LabelFormat, place: int) -> Box:
    row, column = divmod(place, paper.columns)
    return Box(
        column * paper.width + paper.margin,
        paper.page_height - (row + 1) * paper.height + paper.margin,
        paper.width - 2 * paper.margin,
        paper.height - 2 * paper.margin,
    )


def _draw_product(page: Canvas, label: ProductLabel, box: Box, dot: float, language: str) -> None:
    scale = min(box.height / 22, 1.7)
    size, step = 6.5 * scale, 2.7 * scale
    top = box.y + box.height
    for line in lines_of(label.title, BOLD, size, box.width, 2):
        top -= step
        write(page, box.x, top, line, font=BOLD, size=size)
    if label.options:
        top -= step
        text = fitted(label.options, PLAIN, size, box.width)
        write(page, box.x, top, text, size=size)
    foot = _draw_foot(page, label, box, scale, language)
    bars = Box(box.x, box.y + foot, box.width, top - 1.3 * scale - box.y - foot)
    draw_code(page, code_of(label.barcode, label.sku), bars, dot=dot)


def _draw_foot(page: Canvas, label: ProductLabel, box: Box, scale: float, language: str) -> float:
    """The SKU where the bars do not say it, and the price; returns how high the line is."""
    if not label.barcode and label.price is None:
        return 0.0
    price = amount(label.price, language) if label.price is not None else ""
    size = 8 * scale
    taken = width_of(price, BOLD, size) + 1.5 if price else 0.0
    write(page, box.x + box.width, box.y + 0.2, price, font=BOLD, size=size, align="r")
    if label.barcode:
        text = fitted(label.sku, PLAIN, 6 * scale, box.width - taken)
        write(page, box.x, box.y + 0.2, text, size=6 * scale)
    return 3.1 * scale


def _draw_bin(page: Canvas, label: BinLabel, box: Box, dot: float) -> None:
    """The code as large as it fits, to be read from the floor, and bars below it."""
    size = min(box.height * 0.42, 60.0) / 0.3528
    while size > 9 and width_of(label.code, BOLD, size) > box.width:
        size -= 1
    height = size * 0.3528 * 0.74
    name = min(box.height * 0.12, 4.5) / 0.3528
    top = box.y + box.height - height
    text = fitted(label.code, BOLD, size, box.width)
    write(page, box.x + box.width / 2, top, text, font=BOLD, size=size, align="c")
    top -= name * 0.3528 * 1.15
    where = fitted(label.location, PLAIN, name, box.width)
    write(page, box.x + box.width / 2, top, where, size=name, align="c")
    bars = Box(box.x, box.y, box.width, top - box.y - 1)
    draw_code(page, label.code, bars, dot=dot, caption=False)
