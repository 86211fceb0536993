"""Counting what lies at a place while selling goes on: planned, counted, looked at, approved."""

from balcao.domains.inventory.operations.counts.approving import approve_count
from balcao.domains.inventory.operations.counts.counting import record_count
from balcao.domains.inventory.operations.counts.planning import (
    add_count_line,
    assign_lines,
    start_count,
)
from balcao.domains.inventory.operations.counts.review import (
    cancel_count,
    finish_count,
    send_back,
)
from balcao.domains.inventory.operations.counts.rhythm import classify_levels, make_due_counts

__all__ = [
    "add_count_line",
    "approve_count",
    "assign_lines",
    "cancel_count",
    "classify_levels",
    "finish_count",
    "make_due_counts",
    "record_count",
    "send_back",
    "start_count",
]
