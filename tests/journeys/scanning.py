"""Reading what a page shows, as a phone does: from its picture."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import Page


def scanned(page: Page) -> str:
    """The text of the QR code on the page, read back from a screenshot of it."""
    code = page.locator(".pay-qr")
    code.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(code.screenshot())).convert("L")
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)
