"""A result as rows of a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import fields

from balcao.domains.analytics.values import Result, Sums

NAMES = [field.name for field in fields(Sums)]


def result_lines(result: Result) -> Iterator[str]:
    """The rows of a result as lines of CSV."""
    for row in result_rows(result):
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue()


def result_rows(result: Result) -> Iterator[list[str]]:
    """A head, the total, then a row for each day, segment and jurisdiction.

    Amounts are minor units. Jurisdictions have nothing but their taxes.
    """
    yield ["by", "key", *NAMES, "margin_before", "margin_after"]
    yield _row("total", "", result.total)
    for day, sums in result.days.items():
        yield _row("day", day, sums)
    for slug, sums in result.segments.items():
        yield _row("segment", slug or "(none)", sums)
    for name, (before, after) in result.jurisdictions.items():
        taxes = {"tax_before": str(before), "tax_after": str(after)}
        yield ["jurisdiction", name, *(taxes.get(one, "") for one in NAMES), "", ""]


def _row(by: str, key: str, sums: Sums) -> list[str]:
    numbers = [str(getattr(sums, name)) for name in NAMES]
    return [by, key, *numbers, str(sums.margin_before), str(sums.margin_after)]
