"""Scoring an order, and holding it where its score says so."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.orders.errors import WrongState
from balcao.domains.orders.operations import cancel_order, hold_order
from balcao.domains.risk.models import Score
from balcao.domains.risk.queries.facts import facts_of, with_usual
from balcao.domains.risk.queries.reading import terms_of
from balcao.domains.risk.rules.scoring import reasons_of, score_of, verdict_of
from balcao.domains.risk.values import ScoreState, Verdict

SYSTEM: Final = "system"
STATES: Final = {
    Verdict.ACCEPT: ScoreState.ACCEPTED,
    Verdict.REVIEW: ScoreState.REVIEW,
    Verdict.REFUSE: ScoreState.REFUSED,
}


@transaction.atomic
def score_order(*, order_id: UUID, now: datetime) -> bool:
    """Score an order that was placed, once; whether this call did.

    One in review is held: it is neither packed nor captured until somebody decides. One beyond the
    threshold to refuse is cancelled, and what was taken goes back. An order that has left in the
    meantime keeps its score and is left alone.
    """
    found = facts_of([order_id])
    if not found:
        return False
    facts = with_usual(found[0])
    terms = terms_of(facts.store_id)
    reasons = reasons_of(facts, terms.weights)
    score = score_of(reasons)
    state = STATES[verdict_of(score, terms)]
    row, is_new = Score.objects.get_or_create(
        pk=order_id,
        defaults={
            "store_id": facts.store_id,
            "score": score,
            "reasons": [one.as_json() for one in reasons],
            "state": state,
            "at": now,
        },
    )
    if is_new and state is not ScoreState.ACCEPTED:
        _act(row, state, now)
    return is_new


def _act(row: Score, state: ScoreState, now: datetime) -> None:
    says = f"Risk score {row.score} of 100."
    try:
        with transaction.atomic():
            if state is ScoreState.REVIEW:
                hold_order(order_id=row.pk, reason=says, by=SYSTEM, now=now)
            else:
                cancel_order(order_id=row.pk, reason=says, by=SYSTEM, now=now)
    except WrongState:
        row.state = ScoreState.ACCEPTED
        row.note = "It had been sent or ended already."
        row.save(update_fields=["state", "note"])
