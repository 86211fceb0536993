"""The variant and the picture that one row describes."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from balcao.domains.imports.errors import BadCell
from balcao.domains.imports.rules import cells
from balcao.domains.imports.rules.rows import Row
from balcao.domains.imports.values.drafts import AS_IS, AsIs, MediaDraft, VariantDraft
from balcao.kernel.money import Money

OPTIONS: Final = ("option1", "option2", "option3")
# A row that fills none of these describes no variant; it carries a picture or product words only.
VARIANT_KEYS: Final = ("option1_value", "option2_value", "option3_value", "sku", "barcode", "price",
                       "compare_at", "cost", "quantity")  # fmt: skip
_RELATIVE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]*(?:/[A-Za-z0-9_][A-Za-z0-9_. -]*)*")
MAX_TEXT: Final = 255
MAX_BARCODE: Final = 60
MAX_SOURCE: Final = 500


def describes_variant(row: Row) -> bool:
    """Whether the row is about something that can be sold."""
    return row.says_any(*VARIANT_KEYS)


def variant_of(row: Row, option_names: tuple[str, ...] | AsIs, currency: str) -> VariantDraft:
    """Read the variant columns of a row; refusals are noted on the row."""

    def money(cell: str) -> Money:
        return cells.amount(cell, currency)

    return VariantDraft(
        line=row.line,
        options=_options(row, option_names),
        sku=_sku(row),
        price=row.read("price", money),
        compare_at=_optional_amount(row, "compare_at", currency),
        cost=_optional_amount(row, "cost", currency),
        on_hand=row.read("quantity", cells.pieces),
        backorder=row.read("policy", cells.backorder),
        grams=_grams(row),
        barcode=_barcode(row),
        requires_shipping=row.read("requires_shipping", cells.yes_or_no),
        taxable=row.read("taxable", cells.yes_or_no),
        image=_variant_image(row),
    )


def media_of(row: Row, languages: tuple[str, ...]) -> MediaDraft | None:
    """Read the picture of a row, if it has one."""
    source = row.read("image", picture_source)
    if isinstance(source, str):
        translations = {
            language: alt
            for language in languages
            if isinstance(alt := row.text(f"image_alt@{language}", MAX_SOURCE), str)
        }
        return MediaDraft(
            line=row.line,
            source=source,
            position=row.read("image_position", _position),
            alt=row.clearable("image_alt", MAX_SOURCE),
            alt_translations=translations,
        )
    if row.says_any("image_alt") and not row.says_any("image"):
        row.warn("image_alt", "There is a picture text but no picture.", "It is not imported.")
    return None


def picture_source(cell: str) -> str:
    """An http(s) address, or a relative path without a step upwards.

    :raises BadCell: anything else, such as ``file:``, ``data:``, ``/etc/…`` or ``../``.
    """
    cells.words(cell, limit=MAX_SOURCE)
    if re.match(r"https?://", cell, re.IGNORECASE):
        return _address(cell)
    parts = cell.split("/")
    if ".." in parts or "." in parts or not _RELATIVE.fullmatch(cell):
        raise BadCell(
            f"“{cell[:80]}” is neither a web address nor a path inside the picture folder.",
            "Give an address that begins with https://, or a path such as pictures/cup.png.",
        )
    return cell


def _address(cell: str) -> str:
    try:
        parts = urlsplit(cell)
        sound = bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s<>\"'\\^`{|}]", cell):
        raise BadCell(f"“{cell[:80]}” is not a web address.", "Copy the picture's address again.")
    return cell


def _position(cell: str) -> int:
    number = cells.pieces(cell)
    if not 1 <= number <= 1000:
        raise BadCell(f"{cell} is not a place in the row of pictures.", "Write 1 to 1000.")
    return number


def _options(row: Row, names: tuple[str, ...] | AsIs) -> tuple[str, ...] | AsIs:
    if names is AS_IS and not row.says_any("option1_value", "option2_value", "option3_value"):
        return AS_IS
    wanted = names if names is not AS_IS else ()
    values: list[str] = []
    for place, option in enumerate(OPTIONS):
        value = row.text(f"{option}_value", MAX_TEXT)
        if place < len(wanted) and value is AS_IS and not row.said(f"{option}_value"):
            row.refuse(f"{option}_value", f"There is no value for “{wanted[place]}”.",
                       "Give each variant a value for each option.")  # fmt: skip
        if place >= len(wanted) and value is not AS_IS and not _is_default(wanted, value):
            remedy = f"Name it in Option{place + 1} Name, on the product's first row."
            row.refuse(f"{option}_value", f"“{value}” belongs to no named option.", remedy)
        if place < len(wanted):
            values.append(value if isinstance(value, str) else "")
    return tuple(values)


def _is_default(names: tuple[str, ...], value: str) -> bool:
    return not names and value.casefold() == "default title"


def _sku(row: Row) -> str:
    sku = row.read("sku", lambda cell: cells.code(cell, limit=MAX_TEXT))
    return sku if isinstance(sku, str) else ""


def _optional_amount(row: Row, key: str, currency: str) -> Money | AsIs | None:
    if not row.header.has(key):
        return AS_IS
    if not row.said(key):
        return None
    money = row.read(key, lambda cell: cells.amount(cell, currency))
    # Exports write 0 for "no former price".
    return None if isinstance(money, Money) and not money and key == "compare_at" else money


def _grams(row: Row) -> int | AsIs:
    unit = row.read("weight_unit", cells.weight_unit)
    if row.said("grams"):
        return row.read("grams", cells.grams)
    if not row.said("weight"):
        return AS_IS
    return row.read(
        "weight", lambda cell: cells.grams(cell, unit if isinstance(unit, str) else "kg")
    )


def _barcode(row: Row) -> str | AsIs:
    if row.header.has("barcode") and not row.said("barcode"):
        return ""
    barcode = row.read(
        "barcode", lambda cell: cells.code(cell.removeprefix("'").strip(), limit=MAX_BARCODE)
    )
    if isinstance(barcode, str) and cells.has_bad_check_digit(barcode):
        row.warn("barcode", f"The check digit of {barcode} is wrong.",
                 "Compare it with the package; it is imported as it is.")  # fmt: skip
    return barcode


def _variant_image(row: Row) -> str | AsIs:
    if row.header.has("variant_image") and not row.said("variant_image"):
        return ""
    return row.read("variant_image", picture_source)
