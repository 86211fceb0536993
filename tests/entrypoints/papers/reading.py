"""Papers as a scanner and a reader see them: rendered, then read back."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import zxingcpp
from PIL.Image import Image

DPI = 300


def pages_of(pdf: bytes, dpi: int = DPI) -> Iterator[Image]:
    """Each page as a picture."""
    for page in pypdfium2.PdfDocument(pdf):
        yield page.render(scale=dpi / 72, grayscale=True).to_pil()


def scanned(pdf: bytes, dpi: int = DPI) -> list[tuple[str, str]]:
    """What a scanner reads: kind and text of every barcode, page by page, from the top."""
    found = []
    for picture in pages_of(pdf, dpi):
        codes = zxingcpp.read_barcodes(picture)
        codes.sort(key=lambda code: (code.position.top_left.y // 100, code.position.top_left.x))
        found += [(str(code.format), code.text) for code in codes]
    return found


def text_of(pdf: bytes) -> str:
    """All that is written, in one line per line."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    return len(pypdfium2.PdfDocument(pdf))
