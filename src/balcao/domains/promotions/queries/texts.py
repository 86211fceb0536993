"""Codes as texts: how they are typed, and how they are made so that nobody guesses one."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from typing import Final

from balcao.domains.promotions.errors import BadCode

# Nothing that is read as something else (0 O Q, 1 I L, 2 Z, 5 S, 8 B, U V) and no vowels, so that
# no code is a word.
ALPHABET: Final = "34679CDFGHJKMNPRTVWXY"
GUESSES_PER_HIT: Final = 10**8
LONGEST: Final = 40
_SHAPE: Final = re.compile(r"[A-Z0-9]{3,40}")
_DROPPED: Final = re.compile(r"[\s\-\u2010-\u2015_.]+")
_FAIR: Final = 256 - 256 % len(ALPHABET)
_LETTERS: Final = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
_UNFAIR: Final = bytes(range(_FAIR, 256))


def normalize(text: str) -> str:
    """A code as it is kept: upper case; spaces, dashes and dots that people type are dropped."""
    return _DROPPED.sub("", text).upper()[: LONGEST + 1]


def is_code(code: str) -> bool:
    """Whether a normalized text can be a code at all."""
    return _SHAPE.fullmatch(code) is not None


def checked(text: str, *, field: str = "text") -> str:
    """A code as it is kept.

    :raises BadCode: it is too short, too long, or has other characters than A to Z and 0 to 9.
    """
    code = normalize(text)
    if not is_code(code):
        raise BadCode(field=field)
    return code


def least_length(size: int) -> int:
    """How many random characters it takes so that one of 100 million guesses is a code."""
    length = 6
    while len(ALPHABET) ** length < size * GUESSES_PER_HIT:
        length += 1
    return length


def random_texts(how_many: int, *, prefix: str, length: int) -> set[str]:
    """Unguessable codes, each another one; a few less than asked for when two come out alike."""
    letters = _letters()
    return {prefix + _take(letters, length) for _ in range(how_many)}


def _take(letters: Iterator[str], length: int) -> str:
    return "".join([next(letters) for _ in range(length)])


def _letters() -> Iterator[str]:
    """Letters of the alphabet, each as likely as any other, from the system's secure source."""
    while True:
        # Bytes beyond the last whole multiple would make the first letters likelier.
        yield from secrets.token_bytes(4096).translate(_LETTERS, _UNFAIR).decode("ascii")
