"""An A4 paper: a head with a barcode, parties side by side, a table, and page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from balcao.entrypoints.papers.bars import Box, draw_code
from balcao.entrypoints.papers.ink import BOLD, PLAIN, clean, load_fonts, write
from balcao.entrypoints.papers.values import Party
from balcao.entrypoints.papers.words import words_of

MARGIN: Final = 18.0
WIDTH: Final = 210.0 - 2 * MARGIN
HEAD: Final = 24.0  # millimeters kept for the head of the first page
INK, QUIET, RULE = HexColor("#111111"), HexColor("#555555"), HexColor("#bbbbbb")
TEXT: Final = ParagraphStyle("text", fontName=PLAIN, fontSize=9, leading=12, textColor=INK)
SMALL: Final = ParagraphStyle("small", TEXT, fontSize=8, leading=10.5, textColor=QUIET)
RIGHT: Final = ParagraphStyle("right", TEXT, alignment=TA_RIGHT)
STRONG: Final = ParagraphStyle("strong", TEXT, fontName=BOLD)
STRONG_RIGHT: Final = ParagraphStyle("strong-right", STRONG, alignment=TA_RIGHT)
LABEL: Final = ParagraphStyle("label", SMALL, fontName=BOLD, spaceBefore=6)
LABEL_RIGHT: Final = ParagraphStyle("label-right", LABEL, alignment=TA_RIGHT)
GRID: Final = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
]
LINED: Final = [*GRID, ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE)]


class Numbered(Canvas):
    """A canvas that knows the number of pages before it writes them."""

    def __init__(self, *args: Any, page_words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page_words = page_words
        self.kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keep the page; it is written when all are known."""
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write all pages with their numbers."""
        for at, page in enumerate(self.kept, start=1):
            self.__dict__.update(page)
            said = self.page_words.format(page=at, pages=len(self.kept))
            self.setFillColor(QUIET)
            write(self, 210 - MARGIN, 10, said, size=8, align="r")
            super().showPage()
        super().save()


def paper(
    title: str, number: str, language: str, story: Sequence[Flowable], *, below: str = ""
) -> bytes:
    """The paper as PDF; its number is under the bars in the upper right corner."""
    out = BytesIO()
    head = partial(_head, title=title, number=number)
    foot = partial(_foot, text=f"{title} {number}")
    first = _frame("first", HEAD)
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        title=clean(f"{title} {number}"),
        lang="pt-BR" if language.lower().startswith("pt") else "en",
        invariant=True,
        pageTemplates=[
            PageTemplate("first", [first], onPage=_both(head, foot), autoNextPageTemplate="later"),
            PageTemplate("later", [_frame("later", 0)], onPage=foot),
        ],
    )
    ending = [text(below, SMALL)] if below else []
    page_words = words_of(language)["page"]
    document.build([*story, *ending], canvasmaker=partial(Numbered, page_words=page_words))
    return out.getvalue()


def text(said: str, style: ParagraphStyle = TEXT) -> Paragraph:
    """A paragraph of somebody's words, none of which is markup; line breaks are kept."""
    load_fonts()  # a paragraph measures itself when it is made
    lines = [escape(clean(line)) for line in said.splitlines()]
    return Paragraph("<br/>".join(lines), style)


def parties(named: Sequence[tuple[str, Party]], language: str) -> Table:
    """Parties side by side, each below what it is."""
    cells = [[text(label, LABEL), *_party(party, language)] for label, party in named]
    return Table([cells], colWidths=[WIDTH / len(cells) * mm] * len(cells), style=GRID)


def facts(said: Sequence[tuple[str, str]]) -> Table:
    """Small facts in one row, each below its label."""
    columns = [[text(label, LABEL), text(value, STRONG)] for label, value in said if value]
    return Table([columns], colWidths=[45 * mm] * len(columns), style=GRID, hAlign="LEFT")


def table(rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> Table:
    """Lines below a head that is repeated on every page. Widths are millimeters."""
    style = [*LINED, ("LINEBELOW", (0, 0), (-1, 0), 1, INK)]
    return Table(rows, colWidths=[width * mm for width in widths], repeatRows=1, style=style)


def sums(rows: Sequence[tuple[str, str]]) -> Table:
    """Amounts at the right edge, the last one in bold."""
    last = len(rows) - 1
    plain, bold = (TEXT, RIGHT), (STRONG, STRONG_RIGHT)
    styles = [bold if at == last else plain for at in range(len(rows))]
    cells = [
        [text(label, left), text(value, right)]
        for (label, value), (left, right) in zip(rows, styles, strict=True)
    ]
    style = [*GRID, ("LINEABOVE", (0, last), (-1, last), 1, INK)]
    return Table(cells, colWidths=[40 * mm, 38 * mm], hAlign="RIGHT", style=style)


def _party(party: Party, language: str) -> list[Paragraph]:
    more = [f"{words_of(language)['tax_id']}: {party.tax_id}"] if party.tax_id else []
    rest = [line for line in (*party.lines, *more, party.email, party.phone) if line]
    return [text(party.name, STRONG), text("\n".join(rest))]


def _frame(name: str, head: float) -> Frame:
    height = 297 - 2 * MARGIN - head
    return Frame(MARGIN * mm, MARGIN * mm, WIDTH * mm, height * mm, 0, 0, 0, 0, id=name)


def _both(*draws: Any) -> Any:
    def draw(page: Canvas, document: Any) -> None:
        for one in draws:
            one(page, document)

    return draw


def _head(page: Canvas, _: Any, *, title: str, number: str) -> None:
    top = 297 - MARGIN
    write(page, MARGIN, top - 7, title, font=BOLD, size=20)
    write(page, MARGIN, top - 14, clean(number), size=12)
    draw_code(page, clean(number), Box(210 - MARGIN - 60, top - 16, 60, 16))


def _foot(page: Canvas, _: Any, *, text: str) -> None:
    page.saveState()
    page.setFillColor(QUIET)
    write(page, MARGIN, 10, clean(text), size=8)
    page.restoreState()
