"""What a cell may say. Every refusal names what is wrong and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from stdnum import ean

from balcao.domains.imports.errors import BadCell
from balcao.kernel.money import Money, NotAnAmount, digits_of
from balcao.kernel.slugs import slugify

_NUMBER: Final = re.compile(r"\d{1,12}(\.\d{1,12})?", re.ASCII)
_WHOLE: Final = re.compile(r"\d{1,12}(\.0+)?", re.ASCII)
_WEIGHT: Final = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*([A-Za-z]*)", re.ASCII)
_ROUNDED: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SUM: Final = re.compile(
    r"[+-]+\s*(?:[A-Za-z_.]+\(|\$?[A-Za-z]{1,3}\$?\d+\s*(?:$|[-+*/^:&])"
    r"|[\d.,]+\s*[-+*/^&]\s*[\dA-Za-z(])"
)
_HANDLE: Final = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*", re.ASCII)

GRAMS: Final[dict[str, Decimal]] = {
    "g": Decimal(1),
    "kg": Decimal(1000),
    "oz": Decimal("28.349523125"),
    "lb": Decimal("453.59237"),
}
TRUE: Final = frozenset({"true", "yes", "1", "verdadeiro", "sim"})
FALSE: Final = frozenset({"false", "no", "0", "falso", "não", "nao"})
MAX_MAJOR: Final = 999_999_999
MAX_PIECES: Final = 10_000_000
MAX_GRAMS: Final = 10_000_000


def tidy(cell: str) -> str:
    """The cell without the space around it, with one kind of line end, in composed Unicode."""
    if cell.isascii() and "\r" not in cell:
        return cell.strip()
    plain = cell.replace("\r\n", "\n").replace("\r", "\n").strip().strip("\ufeff\u200b\xa0")
    return unicodedata.normalize("NFC", plain.strip())


def words(cell: str, *, limit: int) -> str:
    """Plain text. ``limit`` counts characters.

    :raises BadCell: too long, control characters, or a spreadsheet formula.
    """
    if len(cell) > limit:
        raise BadCell(f"The text has {len(cell)} characters.", f"Shorten it to {limit}.")
    found = _CONTROL.search(cell)
    if found:
        raise BadCell(
            f"There is an invisible control character (U+{ord(found[0]):04X}).",
            "Type the text of this cell again.",
        )
    if _is_formula(cell):
        raise BadCell(
            "The cell holds a spreadsheet formula.",
            "Put the formula's result here as plain text; formulas are never stored.",
        )
    return cell


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run the cell. A plain “-20 °C” or “+55 11” is no formula."""
    if cell[:1] in ("+", "-"):
        return _SUM.match(cell) is not None or ("|" in cell and "!" in cell)
    return cell[:1] in ("=", "@")


def code(cell: str, *, limit: int) -> str:
    """A SKU or barcode: one line of text.

    :raises BadCell: not plain text, or a number that a spreadsheet has rounded.
    """
    if _ROUNDED.fullmatch(cell):
        raise BadCell(
            f"“{cell}” is a long number that a spreadsheet has rounded; its digits are lost.",
            "Format the column as text and enter the number again.",
        )
    if "\n" in cell or "\t" in cell:
        raise BadCell("The code spans several lines.", "Write it on one line.")
    return words(cell, limit=limit)


def handle(cell: str) -> str:
    """A product's key: small letters, digits and hyphens.

    :raises BadCell: anything else; proposes a handle that would do.
    """
    if _HANDLE.fullmatch(cell) and len(cell) <= 200:
        return cell
    proposal = slugify(cell)[:200].strip("-")
    raise BadCell(
        f"“{cell[:80]}” is not a handle: only a-z, 0-9 and “-” may be used, 200 at most.",
        f"Write “{proposal}”." if proposal else "Write the product's name in such letters.",
    )


def amount(cell: str, currency: str) -> Money:
    """An amount in major units with a decimal point, such as ``12.50``.

    :raises BadCell: not that; names the likely slip.
    """
    if not _NUMBER.fullmatch(cell):
        raise BadCell(f"“{cell[:40]}” is not a price.", _advice(cell, currency))
    try:
        money = Money.parse(cell, currency)
    except NotAnAmount:
        digits = digits_of(currency)
        raise BadCell(
            f"“{cell}” has more than the {digits} decimals of {currency}.",
            f"Round it to {digits} decimals." if digits else "Round it to a whole number.",
        ) from None
    if money.major > MAX_MAJOR:
        raise BadCell(f"“{cell}” is too much.", f"The highest price is {MAX_MAJOR}.")
    return money


def _advice(cell: str, currency: str) -> str:
    if cell[:1] in ("=", "+", "@"):
        return "Formulas are not calculated; write the result, such as 12.50."
    if cell.startswith("-"):
        return "A price cannot be negative; write 0 or more."
    number = re.sub(r"[^\d.,]", "", cell)
    if number.count(",") == 1 and "." not in number and len(number.split(",")[1]) <= 2:
        number = number.replace(",", ".")
    elif "," in number and "." in number and number.rfind(",") > number.rfind("."):
        number = number.replace(".", "").replace(",", ".")
    number = number.replace(",", "")
    good = bool(_NUMBER.fullmatch(number)) and not re.search(r"\d[^\d.,]+\d", cell)
    return f"Write the bare number in {currency} with a point: {number if good else '12.50'}."


def pieces(cell: str) -> int:
    """A whole, non-negative number of pieces.

    :raises BadCell: anything else.
    """
    if cell.startswith("-") and _WHOLE.fullmatch(cell[1:]):
        raise BadCell(f"Stock cannot be negative ({cell}).", "Write what lies on the shelf, or 0.")
    if not _WHOLE.fullmatch(cell):
        raise BadCell(f"“{cell[:40]}” is not a whole number.", "Write digits only, such as 12.")
    count = int(cell.partition(".")[0])
    if count > MAX_PIECES:
        raise BadCell(f"{cell} pieces are too many.", f"The most is {MAX_PIECES}.")
    return count


def grams(cell: str, unit: str = "g") -> int:
    """A weight in whole grams, halves rounded up. A unit in the cell beats ``unit``.

    :raises BadCell: not a weight, or an unknown unit.
    """
    match = _WEIGHT.fullmatch(cell)
    if match is None:
        raise BadCell(f"“{cell[:40]}” is not a weight.", "Write a number such as 250 or 0.25 kg.")
    factor = GRAMS[weight_unit(match[2])] if match[2] else GRAMS[unit]
    weight = (Decimal(match[1]) * factor).to_integral_value(ROUND_HALF_UP)
    if weight > MAX_GRAMS:
        raise BadCell(f"“{cell}” is too heavy.", f"The most is {MAX_GRAMS} grams.")
    return int(weight)


def weight_unit(cell: str) -> str:
    """One of g, kg, lb and oz.

    :raises BadCell: anything else.
    """
    unit = cell.lower()
    if unit not in GRAMS:
        raise BadCell(f"“{cell[:20]}” is not a unit of weight.", "Use g, kg, lb or oz.")
    return unit


def yes_or_no(cell: str) -> bool:
    """A truth value, in English or Portuguese as spreadsheets write it.

    :raises BadCell: anything else.
    """
    said = cell.casefold()
    if said not in TRUE and said not in FALSE:
        raise BadCell(f"“{cell[:20]}” is neither true nor false.", "Write TRUE or FALSE.")
    return said in TRUE


def backorder(cell: str) -> bool:
    """Whether to sell beyond stock: ``continue`` or ``deny``, or a truth value.

    :raises BadCell: anything else.
    """
    said = cell.casefold()
    if said in ("continue", "deny"):
        return said == "continue"
    try:
        return yes_or_no(cell)
    except BadCell:
        raise BadCell(f"“{cell[:20]}” is not a policy.", "Write deny or continue.") from None


def has_bad_check_digit(barcode: str) -> bool:
    """Whether a barcode has the length of a GTIN but not its check digit."""
    return (
        barcode.isascii()
        and barcode.isdigit()
        and len(barcode) in (8, 12, 13, 14)
        and not (ean.is_valid(barcode))
    )
