"""Codes to sign in with: short enough to type, and only good for minutes. Pure."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

DIGITS: Final = 8
CODE_LIVES: Final = timedelta(minutes=15)
MOST_WRONG: Final = 5  # for each code that could have been meant
MARK: Final = "shp_"
LONGEST_SECRET: Final = 100
# Signed in for so long without coming back, and at most so long in all.
IDLE: Final = timedelta(days=30)
AT_MOST: Final = timedelta(days=180)


def make_code() -> str:
    """A new code: eight digits that nobody can guess."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def normal_code(typed: str) -> str:
    """A code as it was made: without blanks and dashes; empty when it is none."""
    code = "".join(sign for sign in typed[:40] if sign not in " -–\t\xa0")
    return code if len(code) == DIGITS and code.isascii() and code.isdecimal() else ""


def digest_of_code(key: str, store_id: int, email: str, code: str) -> str:
    """What is kept of a code. So short a code is found again by trying all, so it takes a key."""
    said = f"sign-in\0{store_id}\0{email}\0{code}".encode()
    return hmac.new(key.encode(), said, sha256).hexdigest()


def digest_of_secret(secret: str) -> str:
    """What is kept of a link or a session. These are random and long: SHA-256 is enough."""
    return sha256(secret.encode()).hexdigest()


def who_counts(what: str, store_id: int, who: str) -> str:
    """For whom something is counted, as a digest."""
    return sha256(f"{what}\0{store_id}\0{who}".encode()).hexdigest()


def stretch_of(now: datetime, length: timedelta) -> datetime:
    """The beginning of the stretch of time that a moment falls into."""
    return now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % length
