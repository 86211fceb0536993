"""From bytes to text: UTF-8, or UTF-16 that says so. Anything else is named, never guessed."""

from __future__ import annotations

import codecs
from typing import Final

from balcao.domains.imports.errors import BrokenFile, FileTooLarge

# The most that is read of one file, unless the caller says otherwise.
MAX_BYTES: Final = 50 * 1024 * 1024

_SAVE_AS_CSV: Final = "Export the sheet as “CSV UTF-8 (comma delimited)” and upload that file."
_NOT_TEXT: Final[tuple[tuple[bytes, str], ...]] = (
    (b"PK\x03\x04", "This is a workbook or a ZIP archive, not a CSV file."),
    (b"\xd0\xcf\x11\xe0", "This is an Excel workbook (.xls), not a CSV file."),
    (b"\x1f\x8b", "This is a gzip archive, not a CSV file."),
    (b"%PDF", "This is a PDF document, not a CSV file."),
    (codecs.BOM_UTF32_LE, "This file is encoded as UTF-32."),
    (codecs.BOM_UTF32_BE, "This file is encoded as UTF-32."),
)
_MARKS: Final[tuple[tuple[bytes, str, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


def refuse_oversize(size: int, *, limit: int = MAX_BYTES) -> None:
    """Refuse by size alone, before a byte is read. Both in bytes.

    :raises FileTooLarge: larger than the limit.
    """
    if size > limit:
        raise FileTooLarge(
            f"The file has {size / 1_048_576:.0f} MB; the limit is {limit / 1_048_576:.0f} MB. "
            "Split it into several files, keeping the rows of one product together.",
            size=size,
            limit=limit,
        )


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    :raises BrokenFile: empty, not text, or in another encoding; says the byte and the line.
    """
    if not data.strip():
        raise BrokenFile("The file is empty.", "Upload a file with a header row and products.")
    for magic, wrong in _NOT_TEXT:
        if data.startswith(magic):
            raise BrokenFile(wrong, _SAVE_AS_CSV)
    skip, codec, name = 0, "utf-8", "UTF-8"
    for mark, marked_codec, marked_name in _MARKS:
        if data.startswith(mark):
            skip, codec, name = len(mark), marked_codec, marked_name
    text = _decode_strictly(data, skip, codec, name)
    return _without_nul(text), name


def _decode_strictly(data: bytes, skip: int, codec: str, name: str) -> str:
    try:
        return str(memoryview(data)[skip:], codec)
    except UnicodeDecodeError as error:
        at = skip + error.start
        before = str(memoryview(data)[skip:at], codec, errors="replace")
        line = before.count("\n") + 1
        shown = data[at : at + 1].hex().upper()
        raise BrokenFile(
            f"The file is not valid {name}: byte {at} (0x{shown}) on line {line} fits no "
            "character; it was probably saved in an older encoding such as Windows-1252.",
            _SAVE_AS_CSV,
            line=line,
        ) from None


def _without_nul(text: str) -> str:
    at = text.find("\0")
    if at < 0:
        return text
    line = text.count("\n", 0, at) + 1
    raise BrokenFile(
        f"There is a NUL character on line {line}; this is not a plain text file, "
        "or it is UTF-16 without its byte order mark.",
        _SAVE_AS_CSV,
        line=line,
    )
