"""``balcao verify``: do the books balance?"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from balcao.plumbing.truths import Finding, check_all

SHOWN_BREACHES = 10


class Command(BaseCommand):
    help = "Run every invariant over the whole database; status 1 if one is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for machines")

    def handle(self, **options: Any) -> None:
        findings = list(check_all())
        if options["json"]:
            self.stdout.write(json.dumps([finding.as_json() for finding in findings], indent=2))
        else:
            self._tell(findings)
        if any(finding.breaches for finding in findings):
            sys.exit(1)

    def _tell(self, findings: list[Finding]) -> None:
        for finding in findings:
            mark = self.style.ERROR("BROKEN") if finding.breaches else self.style.SUCCESS("holds ")
            self.stdout.write(
                f"{mark} {finding.invariant.number:>2}  {finding.invariant.name:<28} "
                f"{finding.invariant.claim} "
                f"({finding.seconds * 1000:.0f} ms)"
            )
            for breach in finding.breaches[:SHOWN_BREACHES]:
                self.stdout.write(f"           {breach.what}: {breach.detail}")
            if (more := len(finding.breaches) - SHOWN_BREACHES) > 0:
                self.stdout.write(f"           and {more} more")
        broken = sum(1 for finding in findings if finding.breaches)
        seconds = sum(finding.seconds for finding in findings)
        self.stdout.write(
            f"{len(findings)} invariants, {broken} broken, in {seconds:.1f} s."
            if findings
            else "No invariants are registered."
        )
