"""Running every invariant that a domain registers."""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from balcao.kernel.invariants import Breach, Invariant

ELSEWHERE = ("balcao.plumbing.outbox.invariants",)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one invariant found, and how long it looked."""

    number: int
    domain: str
    name: str
    claim: str
    seconds: float
    breaches: list[Breach]

    def as_json(self) -> dict[str, Any]:
        """The finding for machines."""
        breaches = [{"what": b.what, "detail": b.detail, "facts": b.facts} for b in self.breaches]
        return {
            "number": self.number,
            "domain": self.domain,
            "name": self.name,
            "holds": not self.breaches,
            "seconds": round(self.seconds, 3),
            "breaches": breaches,
        }


def invariants() -> Iterator[tuple[str, Invariant]]:
    """Every registered invariant with its domain, in the order of their numbers."""
    found = [
        (module.split(".")[-2], invariant)
        for module in _modules()
        for invariant in importlib.import_module(module).INVARIANTS
    ]
    yield from sorted(found, key=lambda pair: (pair[1].number, pair[0], pair[1].name))


def check(domain: str, invariant: Invariant) -> Finding:
    """Run one invariant."""
    started = time.perf_counter()
    breaches = list(invariant.check())
    seconds = time.perf_counter() - started
    return Finding(invariant.number, domain, invariant.name, invariant.claim, seconds, breaches)


def _modules() -> Iterator[str]:
    for config in apps.get_app_configs():
        name = f"{config.name}.invariants"
        if config.name.startswith("balcao.domains.") and importlib.util.find_spec(name):
            yield name
    yield from ELSEWHERE
