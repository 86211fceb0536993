"""Whether the books balance: the last check, and a new one on request."""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.entrypoints.console.models import BooksCheck
from balcao.entrypoints.console.pages import actor_of, link, now_of
from balcao.kernel.invariants import Invariant

KEPT: Final = 20
ELSEWHERE: Final = "balcao.plumbing.outbox.invariants"


@dataclass(frozen=True, slots=True)
class Books:
    """What the last check found; ``broken`` holds (claim, breaches) of each that does not hold."""

    at: datetime
    by: str
    milliseconds: int
    holds: bool
    checked: int
    broken: tuple[tuple[str, tuple[str, ...]], ...]


def check_books(request: HttpRequest) -> HttpResponse:
    """Run every invariant now and keep what came of it."""
    found = run_check(by=actor_of(request), now=now_of(request))
    if found.holds:
        messages.success(request, f"The books balance: all {found.checked} checks hold.")
    else:
        messages.error(request, f"{len(found.broken)} of {found.checked} checks do not hold.")
    return HttpResponseRedirect(link("index"), status=303)


def run_check(*, by: str, now: datetime) -> Books:
    """Run every invariant of every domain; also for the nightly schedule."""
    started = time.perf_counter()
    findings = [_finding(one) for one in invariants()]
    row = BooksCheck.objects.create(
        at=now,
        by=by,
        milliseconds=round((time.perf_counter() - started) * 1000),
        holds=all(finding["holds"] for finding in findings),
        findings=findings,
    )
    kept = BooksCheck.objects.values_list("pk", flat=True)[:KEPT]
    BooksCheck.objects.exclude(pk__in=list(kept)).delete()
    return _books(row)


def last_check() -> Books | None:
    """What the last check found; None when there has been none."""
    row = BooksCheck.objects.first()
    return _books(row) if row else None


def invariants() -> Iterator[Invariant]:
    """Every registered invariant."""
    for config in apps.get_app_configs():
        name = f"{config.name}.invariants"
        if config.name.startswith("balcao.domains.") and importlib.util.find_spec(name):
            yield from importlib.import_module(name).INVARIANTS
    yield from importlib.import_module(ELSEWHERE).INVARIANTS


def _finding(invariant: Invariant) -> dict[str, Any]:
    breaches = [f"{b.what}: {b.detail}" for b in invariant.check()]
    return {
        "name": invariant.name,
        "claim": invariant.claim,
        "holds": not breaches,
        "breaches": breaches[:20],
    }


def _books(row: BooksCheck) -> Books:
    broken = [f for f in row.findings if not f["holds"]]
    return Books(
        row.at,
        row.by,
        row.milliseconds,
        row.holds,
        len(row.findings),
        tuple((f["claim"], tuple(f["breaches"])) for f in broken),
    )
