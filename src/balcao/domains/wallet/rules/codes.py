"""Codes of gift cards: easy to read out, impossible to guess."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

# Without 0 and O, 1, I and L, and U that looks like V: nobody has to ask which one it is.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 16  # of 30 characters: 78 bits
LONGEST_TYPED: Final = 60


def make_code(choose: Callable[[Sequence[str]], str]) -> str:
    """A new code; ``choose`` picks one of the characters, unguessably."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def normal_code(typed: str) -> str:
    """A code as it was made: without spaces and dashes, upper case; empty when it is none."""
    if len(typed) > LONGEST_TYPED:
        return ""
    code = "".join(c for c in typed.upper() if c not in " -–—.\t\r\n")
    return code if len(code) == LENGTH and not set(code) - set(ALPHABET) else ""


def digest_of(code: str) -> str:
    """What is kept of a code. It is random and long, so a plain SHA-256 cannot be turned back."""
    return sha256(code.encode()).hexdigest()
