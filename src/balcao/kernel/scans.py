"""What a scanner says: an article number, a plain code, or a GS1 element string with more in it.

Element strings follow the GS1 General Specifications, section 7.8: application identifiers with
values of fixed or variable length, the latter ended by the separator that stands for FNC1. Read
are (01) GTIN, (02) GTIN of the articles inside, (10) lot, (17) expiry, (21) serial, (30) and (37)
number of articles; others are skipped. The table of identifiers is python-stdnum's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from stdnum import numdb

from balcao.kernel.barcodes import canonical, has_right_check_digit
from balcao.kernel.errors import BalcaoError

LONGEST: Final = 300
TABLE: Final = numdb.get("gs1_ai")
SEPARATOR: Final = "\x1d"
# How scanners write the separator, which no keyboard has, when they pretend to be one. None of
# these can stand in a value (section 7.11, figure 7.11-1).
STAND_INS: Final = re.compile(r"\{GS\}|<GS>|[\x1d|~^\u001e]")
SYMBOLOGY: Final = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
SAYS_GS1: Final = ("]C1", "]e0", "]d2", "]Q3", "]J1")
IN_BRACKETS: Final = re.compile(r"\((\d{2,4})\)([^(]*)")
LINK_KEYS: Final = ("01", "10", "21", "22")


class UnreadableScan(BalcaoError):
    """This looks like a GS1 barcode, but a part of it cannot be read. Scan it again."""

    code = "unreadable_scan"


@dataclass(frozen=True, slots=True)
class Scan:
    """What was scanned. ``gtin`` has fourteen digits and a right check digit.

    ``text`` is what was read, without the scanner's own marks. ``expires_on`` is the day printed
    as the expiry date: the last day of use.
    """

    text: str
    gtin: str | None = None
    lot: str = ""
    serial: str = ""
    expires_on: date | None = None
    quantity: int | None = None


def read_scan(raw: str, *, today: date) -> Scan:
    """Say what a scanned or typed text is; ``today`` decides the century of a date.

    :raises UnreadableScan: it is marked as a GS1 element string but is none; ``part`` says where.
    """
    text = raw.strip()[:LONGEST]
    marked = text.startswith(SAYS_GS1)
    text = SYMBOLOGY.sub("", text).strip()
    if text.lower().startswith(("https://", "http://")):
        return _from_link(text, today)
    if marked or IN_BRACKETS.match(text) or STAND_INS.search(text):
        return _from_elements(text, today)
    if len(text) > 16 and text.startswith("01") and has_right_check_digit(text[2:16]):
        return _from_unmarked(text, today)
    return Scan(text, gtin=canonical(text))


def _from_unmarked(text: str, today: date) -> Scan:
    """Many scanners drop the mark, so a long text that begins like an element string is tried."""
    try:
        return _from_elements(text, today)
    except UnreadableScan:
        return Scan(text)


def _from_elements(text: str, today: date) -> Scan:
    plain = STAND_INS.sub(SEPARATOR, text).strip(SEPARATOR)
    if IN_BRACKETS.match(plain):
        parts = [(ai, value.strip(SEPARATOR + " ")) for ai, value in IN_BRACKETS.findall(plain)]
    else:
        parts = list(_cut(plain))
    return _scan(text, dict(parts), today)


def _from_link(text: str, today: date) -> Scan:
    """A GS1 Digital Link, as printed in QR codes; any other address is a plain code."""
    address = urlsplit(text)
    steps = [unquote(step) for step in address.path.split("/") if step]
    start = steps.index("01") if "01" in steps else len(steps)
    pairs = zip(steps[start::2], steps[start + 1 :: 2], strict=False)
    said = {key: value for key, value in pairs if key in LINK_KEYS}
    said |= {key: value for key, value in parse_qsl(address.query) if key.isdecimal()}
    return _scan(text, said, today) if said else Scan(text)


def _cut(rest: str) -> list[tuple[str, str]]:
    found = []
    while rest:
        identifier, facts = TABLE.info(rest)[0]
        if not facts:
            raise UnreadableScan(part=rest[:40])
        rest = rest[len(identifier) :]
        end = _length(facts["format"])
        if facts.get("fnc1"):
            ends_at = rest.find(SEPARATOR)
            end = ends_at if 0 <= ends_at < end else end
        value, rest = rest[:end], rest[end:].removeprefix(SEPARATOR)
        if not value or SEPARATOR in value:
            raise UnreadableScan(part=identifier + value[:40])
        found.append((identifier, value))
    return found


def _length(pattern: str) -> int:
    """The longest value of a format such as ``N6``, ``X..20`` or ``N13+X..17``."""
    return sum(int(part) for part in re.findall(r"(\d+)(?:\]|\+|\[|$)", pattern))


def _scan(text: str, said: dict[str, str], today: date) -> Scan:
    number = said.get("01") or said.get("02")
    gtin = canonical(number) if number else None
    if number and gtin is None:
        raise UnreadableScan(
            f"The article number {number} in this barcode has a wrong check digit. Scan it again.",
            part=number,
        )
    count = said.get("37") or said.get("30") or ""
    return Scan(
        text,
        gtin=gtin,
        lot=said.get("10", ""),
        serial=said.get("21", ""),
        expires_on=_day(said["17"], today) if "17" in said else None,
        quantity=int(count) if count.isascii() and count.isdecimal() else None,
    )


def _day(text: str, today: date) -> date:
    """A date as YYMMDD, at most 49 years back and 50 ahead; day 00 is the month's last (7.12)."""
    if not (text.isascii() and text.isdecimal() and len(text) == 6):
        raise UnreadableScan(f"“{text}” is not a date.", part=text)
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    year += today.year - today.year % 100
    apart = year - today.year
    year += -100 if apart >= 51 else 100 if apart <= -50 else 0
    try:
        if day:
            return date(year, month, day)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        raise UnreadableScan(f"“{text}” is not a date.", part=text) from None
