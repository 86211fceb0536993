"""Which barcode says a code, and drawing it as vectors.

Sizes follow the GS1 General Specifications, section 5.12: a module of an EAN or UPC symbol is
0.264 to 0.66 mm wide and 0.33 mm by default, with quiet zones beside it. Code 128 may have narrower
modules; where a code is so long that they would be too narrow to read, it becomes a QR code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.code128 import Code128Auto
from reportlab.graphics.barcode.eanbc import UPCA, Ean8BarcodeWidget, Ean13BarcodeWidget
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from balcao.entrypoints.papers.ink import PLAIN, clean, fitted, write
from balcao.kernel.barcodes import has_right_check_digit

# By number of digits: what draws it, and its modules from edge to edge, quiet zones included.
ARTICLE: Final[dict[int, tuple[type, int]]] = {
    8: (Ean8BarcodeWidget, 81),
    12: (UPCA, 113),
    13: (Ean13BarcodeWidget, 113),
}
WIDEST: Final = 0.5
WIDEST_ON_SMALL: Final = 0.38
QUIET_MODULES: Final = 20
NARROWEST: Final = {True: 0.24, False: 0.19}  # by whether the printer has coarse dots
DIGITS: Final = 3.0  # millimeters that the line below the bars takes


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, from its lower left corner. Millimeters."""

    x: float
    y: float
    width: float
    height: float


def code_of(barcode: str, sku: str) -> str:
    """What a label of a variant is to say: its barcode, or its SKU where it has none."""
    return clean(barcode) or clean(sku)


def draw_code(page: Canvas, code: str, box: Box, *, dot: float = 0.0, caption: bool = True) -> None:
    """Draw a code as the barcode that suits it, centered, with the code written below it."""
    if has_right_check_digit(code) and len(code) in ARTICLE:
        kind, modules = ARTICLE[len(code)]
        module = module_width(box.width, modules, dot)
        if module:
            _draw_article(page, kind(code[:-1]), module, module * modules, box)
            return
    bars = _code_128(code)
    module = module_width(box.width, bars.width + QUIET_MODULES, dot) if bars else 0.0
    if bars and module:
        _draw_bars(page, bars, module, box, code if caption else "")
    else:
        _draw_square(page, code, box, code if caption else "")


def module_width(room: float, modules: float, dot: float) -> float:
    """How wide one module may be, in whole dots of the printer; 0 when it would be too narrow."""
    module = min(room / modules, WIDEST if room > 55 else WIDEST_ON_SMALL)
    if dot:
        module = int(module / dot + 1e-9) * dot
    return module if module >= NARROWEST[bool(dot)] else 0.0


def _code_128(code: str) -> Any:
    """The bars with modules one point wide; None for texts that Code 128 does not have."""
    if not code.isascii() or not code.isprintable():
        return None
    return Code128Auto(code, barWidth=1, barHeight=1, quiet=0, humanReadable=0)


def _draw_article(page: Canvas, widget: Any, module: float, width: float, box: Box) -> None:
    widget.barWidth = module * mm
    widget.barHeight = box.height * mm
    widget.fontName, widget.fontSize = PLAIN, min(9.0, 21 * module)
    drawing = Drawing(width * mm, box.height * mm)
    drawing.add(widget)
    renderPDF.draw(drawing, page, (box.x + (box.width - width) / 2) * mm, box.y * mm)


def _draw_bars(page: Canvas, bars: Any, module: float, box: Box, caption: str) -> None:
    below = DIGITS if caption else 0.0
    made = Code128Auto(
        bars.value,
        barWidth=module * mm,
        barHeight=(box.height - below) * mm,
        quiet=0,
        humanReadable=0,
    )
    left = box.x + (box.width - made.width / mm) / 2
    made.drawOn(page, left * mm, (box.y + below) * mm)
    _write_below(page, caption, box)


def _draw_square(page: Canvas, code: str, box: Box, caption: str) -> None:
    below = DIGITS if caption else 0.0
    side = min(box.width, box.height - below)
    square = QrCodeWidget(code, barWidth=side * mm, barHeight=side * mm, barBorder=1, barLevel="M")
    drawing = Drawing(side * mm, side * mm)
    drawing.add(square)
    renderPDF.draw(drawing, page, (box.x + (box.width - side) / 2) * mm, (box.y + below) * mm)
    _write_below(page, caption, box)


def _write_below(page: Canvas, caption: str, box: Box) -> None:
    if caption:
        text = fitted(caption, PLAIN, 7, box.width)
        write(page, box.x + box.width / 2, box.y + 0.5, text, size=7, align="c")
