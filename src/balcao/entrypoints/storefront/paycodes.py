"""What a shopper scans or copies to pay: a QR code or a barcode as a picture, and its text."""

from __future__ import annotations

import io
from typing import Final

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

from balcao.domains.payments.ports import Instructions
from balcao.entrypoints.storefront.viewmodels import PayCode

# Interleaved 2 of 5: which of the five bars of a digit are wide (ISO/IEC 16390).
WIDE: Final = ("00110", "10001", "01001", "11000", "00101", "10100", "01100", "00011", "10010",
               "01010")  # fmt: skip
START, STOP = "nnnn", "wnn"
NARROW_UNITS, WIDE_UNITS, QUIET = 1, 3, 10


def pay_code(todo: Instructions) -> PayCode | None:
    """What can be scanned or copied; None when there is nothing."""
    if not todo.copy:
        return None
    return PayCode(todo.copy, _qr(todo.qr), _barcode(todo.barcode))


def _qr(text: str) -> SafeString:
    if not text:
        return SafeString("")
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, svgclass="qr",
        lineclass=None, light="#fff",
    )  # fmt: skip
    # Made of numbers by a library, so there is nothing to escape.
    return SafeString(drawn.getvalue().decode().strip())


def _barcode(digits: str) -> SafeString:
    if not digits:
        return SafeString("")
    bars, at = [], QUIET
    for place, element in enumerate(elements_of(digits)):
        width = WIDE_UNITS if element == "w" else NARROW_UNITS
        if place % 2 == 0:
            bars.append(f"M{at} 0h{width}v50h-{width}z")
        at += width
    return format_html(
        '<svg class="bars" viewBox="0 0 {} 50" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="100%" height="50" fill="#fff"/><path d="{}" fill="#000"/></svg>',
        at + QUIET,
        "".join(bars),
    )


def elements_of(digits: str) -> str:
    """Bars and spaces in turn, ``w`` for a wide one; an even number of digits, two at a time."""
    said = [START]
    for first, second in zip(digits[::2], digits[1::2], strict=True):
        pair = zip(WIDE[int(first)], WIDE[int(second)], strict=True)
        said += ["w" if wide == "1" else "n" for both in pair for wide in both]
    return "".join([*said, STOP])
