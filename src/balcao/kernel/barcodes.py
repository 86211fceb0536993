"""Article numbers under bars: GTIN-8, GTIN-12 (UPC-A), GTIN-13 (EAN-13) and GTIN-14.

GS1 General Specifications, section 7.9: the last digit checks the others. All of them are one
number system: with zeros in front to fourteen digits, equal numbers mean the same article.
"""

from __future__ import annotations

from typing import Final

from stdnum import ean

LENGTHS: Final = (8, 12, 13, 14)
CANONICAL: Final = 14


def is_numeric_code(text: str) -> bool:
    """Whether a text has the shape of an article number, its check digit not yet looked at."""
    return text.isascii() and text.isdecimal() and len(text) in LENGTHS


def has_right_check_digit(text: str) -> bool:
    """Whether a text is an article number whose check digit is right."""
    return is_numeric_code(text) and ean.calc_check_digit(text[:-1]) == text[-1]


def check_digit_of(text: str) -> str:
    """The check digit that would be right for an article number, in place of its last digit."""
    return ean.calc_check_digit(text[:-1])


def canonical(text: str) -> str | None:
    """The article number as fourteen digits; None when a text is not one.

    A UPC-E label is read as eight digits; where these are no GTIN-8, they are expanded.
    """
    if has_right_check_digit(text):
        return text.zfill(CANONICAL)
    expanded = expand_upc_e(text)
    return expanded.zfill(CANONICAL) if expanded and has_right_check_digit(expanded) else None


def written_forms(gtin: str) -> tuple[str, ...]:
    """How people may have written the number of fourteen digits, the longest first."""
    forms = [gtin[CANONICAL - length :] for length in LENGTHS if _fits(gtin, length)]
    return tuple(reversed(forms))


def case_of(gtin: str) -> str | None:
    """The single article inside a case; None when the number means no case.

    The first of fourteen digits says how it is packed: 1 to 8 are cases of the article that the
    next twelve digits name (section 2.1.7).
    """
    if gtin[0] in "09":
        return None
    single = "0" + gtin[1:13]
    return single + ean.calc_check_digit(single)


def expand_upc_e(text: str) -> str | None:
    """The UPC-A number that eight digits of UPC-E stand for (section 5.2.2.4.2); None if none."""
    if not (text.isascii() and text.isdecimal() and len(text) == 8 and text[0] == "0"):
        return None
    body, last, check = text[1:6], text[6], text[7]
    if last in "012":
        number = body[:2] + last + "0000" + body[2:5]
    elif last == "3":
        number = body[:3] + "00000" + body[3:5]
    elif last == "4":
        number = body[:4] + "00000" + body[4]
    else:
        number = body + "0000" + last
    return "0" + number + check


def _fits(gtin: str, length: int) -> bool:
    return not gtin[: CANONICAL - length].strip("0")
