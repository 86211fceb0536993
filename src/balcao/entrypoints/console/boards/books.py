"""Whether the books balance: the last check, and a new one on request."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.entrypoints.console.models import BooksCheck
from balcao.entrypoints.console.pages import actor_of, link, now_of
from balcao.plumbing.truths import Finding, check_all

KEPT: Final = 20


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
    findings = [_kept(finding) for finding in check_all()]
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


def _kept(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.invariant.name,
        "claim": finding.invariant.claim,
        "holds": finding.holds,
        "breaches": [f"{b.what}: {b.detail}" for b in finding.breaches[:20]],
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
