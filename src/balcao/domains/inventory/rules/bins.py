"""Names of bins. Pure."""

from __future__ import annotations

import re
from itertools import product
from typing import Final

from balcao.domains.inventory.errors import BadBin

CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9._/-]{0,39}")
RANGE: Final = re.compile(r"\[([A-Z]|\d{1,4})-([A-Z]|\d{1,4})\]")
MOST_BINS: Final = 1000


def bin_code(text: str) -> str:
    """A bin code as it is kept: in capitals, so that typing and scanning find the same bin.

    :raises BadBin: it has characters that a label cannot say, or too many.
    """
    code = text.strip().upper()
    if not CODE.fullmatch(code):
        raise BadBin(field="code", bin=code[:40])
    return code


def expand_codes(pattern: str) -> list[str]:
    """The codes that a pattern means: ``A-[01-03]-[1-2]`` is A-01-1, A-01-2, … A-03-2.

    Several patterns may be separated by commas or lines. A range keeps its leading zeros.

    :raises BadBin: a range runs backwards, a code is no code, or there are more than 1000.
    """
    parts = [part.strip().upper() for part in re.split(r"[,\n]", pattern) if part.strip()]
    codes = dict.fromkeys(code for part in parts for code in _expand(part))
    if not 0 < len(codes) <= MOST_BINS:
        raise BadBin(f"Between 1 and {MOST_BINS} bins are made at once.", field="codes")
    return [bin_code(code) for code in codes]


def _expand(part: str) -> list[str]:
    pieces = RANGE.split(part)
    fixed, ranges = (
        pieces[::3],
        [_range(first, last) for first, last in zip(pieces[1::3], pieces[2::3], strict=True)],
    )
    total = 1
    for values in ranges:
        total *= len(values)
    if total > MOST_BINS:
        raise BadBin(f"Between 1 and {MOST_BINS} bins are made at once.", field="codes")
    return [
        "".join(text + value for text, value in zip(fixed, (*chosen, ""), strict=True))
        for chosen in product(*ranges)
    ]


def _range(first: str, last: str) -> list[str]:
    if first.isdecimal() and last.isdecimal() and int(first) <= int(last):
        return [str(value).zfill(len(first)) for value in range(int(first), int(last) + 1)]
    if first.isalpha() and last.isalpha() and first <= last:
        return [chr(value) for value in range(ord(first), ord(last) + 1)]
    raise BadBin(f"[{first}-{last}] is not a range that goes up.", field="codes")
