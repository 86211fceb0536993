"""Running every invariant there is; filled by the composition root.

``balcao verify``, the console's front page, the nightly schedule and the tests all ask here.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from balcao.kernel.invariants import Breach, Invariant

TRUTHS: list[Invariant] = []


@dataclass(frozen=True, slots=True)
class Finding:
    """What one invariant found, and how long it looked."""

    invariant: Invariant
    seconds: float
    breaches: tuple[Breach, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing breaks it."""
        return not self.breaches

    def as_json(self) -> dict[str, Any]:
        """The finding for machines."""
        return {
            "number": self.invariant.number,
            "name": self.invariant.name,
            "claim": self.invariant.claim,
            "holds": self.holds,
            "seconds": round(self.seconds, 3),
            "breaches": [
                {"what": b.what, "detail": b.detail, "facts": b.facts} for b in self.breaches
            ],
        }


def use_invariants(invariants: Iterable[Invariant]) -> None:
    """These are the truths of this installation, and no others."""
    TRUTHS[:] = sorted(invariants, key=lambda one: (one.number, one.name))


def check_all() -> Iterator[Finding]:
    """Ask every invariant in the order of their numbers, one at a time."""
    for invariant in TRUTHS:
        started = time.perf_counter()
        breaches = tuple(invariant.check())
        yield Finding(invariant, time.perf_counter() - started, breaches)
