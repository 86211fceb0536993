"""Somebody else decides about an adjustment that waits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.errors import AdjustmentDecided, NeedsApproval
from balcao.domains.inventory.locks import lock_adjustment
from balcao.domains.inventory.models import Adjustment
from balcao.domains.inventory.operations.adjustments.posting import post_adjustment
from balcao.domains.inventory.values import AdjustmentState


@transaction.atomic
def approve_adjustment(
    *, store_id: int, adjustment_id: UUID, actor: str, now: datetime, answer: str = ""
) -> None:
    """Bring an adjustment into the books; the caller has asked whether ``actor`` may approve.

    When stock has changed so that it cannot be had any more, it is refused as receiving or taking
    out is, and goes on waiting.

    :raises NoSuchAdjustment: there is none with this id.
    :raises AdjustmentDecided: somebody approved or rejected it already.
    :raises NeedsApproval: who asked for it cannot approve it.
    :raises OutOfStock: not so many lie there any more.
    :raises PromisedAway: the units are promised to orders by now.
    """
    row = _waiting(store_id, adjustment_id)
    if actor.lower() == row.author.lower():
        raise NeedsApproval("You asked for this. Somebody else with stock:approve must decide.")
    post_adjustment(row, actor=row.author, now=now)
    _decide(row, AdjustmentState.POSTED, actor, now, answer)


@transaction.atomic
def reject_adjustment(
    *, store_id: int, adjustment_id: UUID, actor: str, now: datetime, answer: str = ""
) -> None:
    """Leave stock as it is; the caller has asked whether ``actor`` may approve.

    :raises NoSuchAdjustment: there is none with this id.
    :raises AdjustmentDecided: somebody approved or rejected it already.
    """
    row = _waiting(store_id, adjustment_id)
    _decide(row, AdjustmentState.REJECTED, actor, now, answer)


@transaction.atomic
def withdraw_adjustment(
    *, store_id: int, adjustment_id: UUID, actor: str, now: datetime, answer: str = ""
) -> None:
    """Take back what oneself has asked for.

    :raises NoSuchAdjustment: there is none with this id.
    :raises AdjustmentDecided: somebody approved or rejected it already.
    :raises NeedsApproval: somebody else asked for it.
    """
    row = _waiting(store_id, adjustment_id)
    if actor.lower() != row.author.lower():
        raise NeedsApproval("Somebody else asked for this: approve or reject it.")
    _decide(row, AdjustmentState.REJECTED, actor, now, answer)


def _waiting(store_id: int, adjustment_id: UUID) -> Adjustment:
    row = lock_adjustment(store_id, adjustment_id)
    if row.state != AdjustmentState.WAITING:
        raise AdjustmentDecided(state=row.state, by=row.decided_by)
    return row


def _decide(
    row: Adjustment, state: AdjustmentState, actor: str, now: datetime, answer: str
) -> None:
    row.state, row.decided_by, row.decided_at = state.value, actor, now
    row.answer = answer[:300]
    row.save(update_fields=["state", "decided_by", "decided_at", "answer"])
