"""What an invariant reports when it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Breach:
    """One row that breaks an invariant: which thing, and what is wrong with it."""

    what: str
    detail: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Invariant:
    """A truth about the data, checked by a function that returns the rows that break it.

    ``number`` is the number in the list of invariants of the documentation.
    """

    number: int
    name: str
    claim: str
    check: Callable[[], Iterable[Breach]]
