"""Taking a decision back: a journal that turns the first one around."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.ledger.operations import post_reversed
from balcao.domains.reconciliation.errors import BadDecision, LineNotSettled, PayoutPaired
from balcao.domains.reconciliation.locks import lock_line
from balcao.domains.reconciliation.models import Decision, Line
from balcao.domains.reconciliation.rules.booking import source_of
from balcao.domains.reconciliation.values import Cause, LineState

SETTLED = (LineState.MATCHED, LineState.BOOKED, LineState.NOTED)


@transaction.atomic
def undo(*, store_id: int, line_id: UUID, reason: str, actor: str, now: datetime) -> None:
    """Open a line again, for a reason. What it booked is turned around on the day of the undoing.

    A payment that a line has confirmed stays paid. The line is not matched by itself any more.

    :raises NoSuchStatementLine: there is none with this id in this store.
    :raises LineNotSettled: nothing was decided, or it has been undone.
    :raises PayoutPaired: it is a payout that a bank line stands for.
    :raises BadDecision: no reason.
    """
    row = lock_line(store_id, line_id)
    if row.state not in SETTLED:
        raise LineNotSettled(state=row.state)
    if Line.objects.filter(pair_id=row.pk, state=LineState.MATCHED).exists():
        raise PayoutPaired
    if not reason.strip() or "\0" in reason or len(reason.strip()) > 300:
        raise BadDecision("Say why in 1 to 300 characters.", field="reason")
    source = source_of(row.pk, row.round)
    journal = ""
    if Decision.objects.filter(line=row, journal=source).exists():
        journal = f"{source}:undone"
        post_reversed(
            store_id=store_id,
            source=source,
            new_source=journal,
            at=now,
            actor=actor,
            reason=reason.strip(),
        )
    Decision.objects.create(
        line=row,
        store_id=store_id,
        action="undone",
        at=now,
        actor=actor,
        note=reason.strip(),
        journal=journal,
    )
    _open_again(row)


def _open_again(row: Line) -> None:
    suggests = row.payment_id is not None or row.pair_id is not None
    row.state = LineState.OPEN
    row.cause = row.cause or (Cause.LIKELY if suggests else Cause.UNEXPLAINED)
    row.booked_as, row.note = "", ""
    row.save(update_fields=["state", "cause", "booked_as", "note"])
