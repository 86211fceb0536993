"""Turning a journal around. Pure."""

from __future__ import annotations

from datetime import datetime

from balcao.domains.ledger.values import Draft, JournalView, Line


def reversal_of(journal: JournalView, source: str, at: datetime, actor: str, reason: str) -> Draft:
    """The same entries with their signs changed; ``at`` is when it was decided."""
    return Draft(
        source=source,
        kind=journal.kind,
        at=at,
        lines=tuple(Line(one.code, -one.amount_minor, one.currency) for one in journal.lines),
        order_id=journal.order_id,
        document=journal.document,
        memo=reason,
        actor=actor,
    )
