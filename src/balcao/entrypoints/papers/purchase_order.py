"""The purchase order as the supplier gets it: by mail, or printed."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer

from balcao.entrypoints.papers.ink import amount, day, number
from balcao.entrypoints.papers.sheet import (
    LABEL,
    LABEL_RIGHT,
    RIGHT,
    SMALL,
    STRONG,
    facts,
    paper,
    parties,
    sums,
    table,
    text,
)
from balcao.entrypoints.papers.values import OrderedLine, PurchaseOrderPaper
from balcao.entrypoints.papers.words import words_of

WIDTHS = (8, 74, 32, 18, 20, 22)


def purchase_order(order: PurchaseOrderPaper) -> bytes:
    """A purchase order as PDF, in its own language; the number is a barcode to receive by."""
    words = words_of(order.language)
    named = [(words[name], getattr(order, name)) for name in ("buyer", "supplier", "deliver_to")]
    dates = [
        (words["ordered_on"], day(order.ordered_on, order.language)),
        (
            words["expected_on"],
            day(order.expected_on, order.language) if order.expected_on else "",
        ),
    ]
    story: list[Flowable] = [text(words["draft"], STRONG)] if order.is_draft else []
    story += [
        parties(named, order.language),
        facts(dates),
        Spacer(1, 4 * mm),
        table(_lines(order), WIDTHS),
        Spacer(1, 3 * mm),
        KeepTogether([sums(_sums(order))]),
    ]
    for name, said in (("terms", order.terms), ("note", order.note)):
        if said.strip():
            story += [text(words[name], LABEL), text(said)]
    story.append(Spacer(1, 4 * mm))
    below = words["quote"].format(number=order.number)
    return paper(words["purchase_order"], order.number, order.language, story, below=below)


def _lines(order: PurchaseOrderPaper) -> list[list[object]]:
    words = words_of(order.language)
    head = [
        text("#", LABEL),
        text(words["article"], LABEL),
        text(words["code"], LABEL),
        *(text(words[name], LABEL_RIGHT) for name in ("quantity", "unit_price", "line_total")),
    ]
    return [head, *(_line(at, line, order) for at, line in enumerate(order.lines, start=1))]


def _line(at: int, line: OrderedLine, order: PurchaseOrderPaper) -> list[object]:
    words, language = words_of(order.language), order.language
    when = day(line.expected_on, language) if line.expected_on else ""
    expected = f"{words['expected_on']}: {when}" if when else ""
    more = [said for said in (line.options, line.note, expected) if said]
    article: list[Paragraph] = [text(line.title)]
    if more:
        article.append(text("\n".join(more), SMALL))
    codes = [text(line.supplier_sku or line.sku)]
    if line.supplier_sku:
        codes.append(text(line.sku, SMALL))
    price = amount(line.unit_price, language)
    if line.per_units != 1:
        price += "\n" + words["per"].format(count=number(line.per_units, language))
    return [
        text(str(at), SMALL),
        article,
        codes,
        text(number(line.quantity, language), RIGHT),
        text(price, RIGHT),
        text(amount(line.total, language), RIGHT),
    ]


def _sums(order: PurchaseOrderPaper) -> list[tuple[str, str]]:
    words, language = words_of(order.language), order.language
    units = number(sum(line.quantity for line in order.lines), language)
    rows = [(words["units"], units)]
    if order.amounts:
        rows.append((words["subtotal"], amount(order.subtotal, language)))
        rows += [(label, amount(money, language)) for label, money in order.amounts]
    return [*rows, (words["total"], amount(order.total, language))]
