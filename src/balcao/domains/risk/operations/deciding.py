"""What staff decide about orders in review, and about thresholds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.orders.operations import cancel_order, release_hold
from balcao.domains.risk.errors import BadRiskTerms, NotInReview, RiskTermsChanged
from balcao.domains.risk.locks import lock_score, lock_terms
from balcao.domains.risk.models import PaymentAttempt, RiskTerms, Score
from balcao.domains.risk.rules.scoring import MOST
from balcao.domains.risk.values import Rule, ScoreState, TermsInfo

RETENTION: Final = timedelta(days=30)


@transaction.atomic
def release(*, store_id: int, order_id: UUID, note: str, actor: str, now: datetime) -> None:
    """Let an order in review go on.

    :raises NoSuchScore: it has none in this store.
    :raises NotInReview: it does not wait, or somebody was faster.
    """
    row = _in_review(store_id, order_id)
    release_hold(order_id=order_id, by=actor, now=now)
    _decided(row, ScoreState.RELEASED, note, actor, now)


@transaction.atomic
def cancel(*, store_id: int, order_id: UUID, note: str, actor: str, now: datetime) -> None:
    """Cancel an order in review; what was set aside is let go, what was taken goes back.

    :raises NoSuchScore: it has none in this store.
    :raises NotInReview: it does not wait, or somebody was faster.
    :raises AlreadyDispatched: the parcel has left.
    :raises WrongState: it has ended already.
    """
    row = _in_review(store_id, order_id)
    reason = note.strip()[:250] or f"Risk score {row.score} of 100."
    cancel_order(order_id=order_id, reason=reason, by=actor, now=now)
    _decided(row, ScoreState.CANCELLED, note, actor, now)


@transaction.atomic
def save_terms(*, store_id: int, terms: TermsInfo) -> None:
    """Agree on thresholds and weights; ``version`` is the one they were read with.

    :raises BadRiskTerms: a threshold or weight is not 0 to 100, or refusing comes before review.
    :raises RiskTermsChanged: somebody else saved them meanwhile.
    """
    _check(terms)
    row = lock_terms(store_id)
    if (row.version if row else 0) != terms.version:
        raise RiskTermsChanged
    said = {
        "review_at": terms.review_at,
        "refuse_at": terms.refuse_at,
        "weights": dict(terms.weights),
        "version": terms.version + 1,
    }
    if row is None:
        _, is_new = RiskTerms.objects.get_or_create(pk=store_id, defaults=said)
        if not is_new:
            raise RiskTermsChanged
    else:
        for name, value in said.items():
            setattr(row, name, value)
        row.save()


def forget_visitors(*, now: datetime) -> int:
    """Delete attempts to pay of more than 30 days ago, with their digests; how many."""
    return PaymentAttempt.objects.filter(at__lt=now - RETENTION).delete()[0]


def _in_review(store_id: int, order_id: UUID) -> Score:
    row = lock_score(store_id, order_id)
    if row.state != ScoreState.REVIEW:
        raise NotInReview(state=row.state)
    return row


def _decided(row: Score, state: ScoreState, note: str, actor: str, now: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, actor, now
    row.note = note.strip().replace("\0", "")[:300]
    row.save(update_fields=["state", "decided_by", "decided_at", "note"])


def _check(terms: TermsInfo) -> None:
    if not 1 <= terms.review_at <= MOST + 1:
        raise BadRiskTerms("From 1 to 100, or 101 to hold nothing.", field="review_at")
    if terms.refuse_at is not None and not terms.review_at <= terms.refuse_at <= MOST:
        raise BadRiskTerms("From the threshold of review to 100, or empty.", field="refuse_at")
    known = {rule.value for rule in Rule}
    for name, weight in terms.weights.items():
        if name not in known or not 0 <= weight <= MOST:
            raise BadRiskTerms("A weight is 0 to 100.", field=name)
