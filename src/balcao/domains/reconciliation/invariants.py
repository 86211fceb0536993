"""What must be true of reconciliation (number 5 of the list; the ledger has the rest of it)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final

from balcao.domains.reconciliation.models import Line
from balcao.domains.reconciliation.rules.explaining import explained
from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts

AGES_AGO: Final = datetime(1990, 1, 1, tzinfo=UTC)


def clearing_is_explained() -> Iterable[Breach]:
    """A provider whose balance in the books is not what was reported and what explains the rest."""
    stores = Line.objects.order_by("store_id").values_list("store_id", flat=True).distinct()
    return [
        Breach(
            f"clearing of {one.provider}",
            f"{one.unexplained_minor} {one.currency} are not explained",
            {"store_id": store_id},
        )
        for store_id in stores
        for one in explained(
            run_sql_dicts("reconciliation/clearing", store_id=store_id, late=AGES_AGO), {}, {}
        )
        if one.unexplained_minor
    ]


def _asks(statement: str) -> Callable[[], Iterable[Breach]]:
    def ask() -> Iterable[Breach]:
        rows = run_sql_dicts(f"reconciliation/{statement}")
        return [Breach(row["what"], row["detail"], row) for row in rows]

    return ask


INVARIANTS: Final = (
    Invariant(
        5,
        "reconciliation.booked_once",
        "each settled line is booked once, with the amount it says; an open one is not",
        _asks("broken_lines"),
    ),
    Invariant(
        5,
        "reconciliation.told_once",
        "lines tell no more of a payment than was taken and given back",
        _asks("broken_reports"),
    ),
    Invariant(
        5,
        "reconciliation.clearing",
        "what the books say a provider holds is explained to the cent",
        clearing_is_explained,
    ),
)
