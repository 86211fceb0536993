"""Scores, thresholds, attempts, and what thresholds would have done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_id
from balcao.domains.risk.errors import NoSuchScore
from balcao.domains.risk.models import RiskTerms, Score
from balcao.domains.risk.queries.facts import facts_of, usual
from balcao.domains.risk.rules.limits import QUARTER, is_alarm
from balcao.domains.risk.rules.scoring import reasons_of, score_of, verdict_of
from balcao.domains.risk.values import (
    Facts,
    Hour,
    Reason,
    Rule,
    ScoreState,
    ScoreView,
    TermsInfo,
    Tried,
    Verdict,
)
from balcao.plumbing.sql import run_sql, run_sql_dicts

MOST_TRIED: Final = 1000
SHOWN: Final = 20
TRIED_DAYS: Final = 30


def terms_of(store_id: int) -> TermsInfo:
    """Thresholds and weights of a store; the defaults where it said nothing."""
    row = RiskTerms.objects.filter(pk=store_id).first()
    if row is None:
        return TermsInfo()
    return TermsInfo(row.review_at, row.refuse_at, row.weights, row.version)


def scores(store_id: int, *, state: str = "", limit: int = 100) -> list[ScoreView]:
    """Scored orders, the latest first; ``state`` empty means all."""
    rows = Score.objects.filter(store_id=store_id)
    if state:
        rows = rows.filter(state=state)
    return list(_views(rows.order_by("-at", "pk")[:limit]))


def score_by_order(store_id: int, order_id: UUID) -> ScoreView:
    """One order's score.

    :raises NoSuchScore: it has none in this store.
    """
    found = list(_views(Score.objects.filter(store_id=store_id, pk=order_id)))
    if not found:
        raise NoSuchScore(order_id=str(order_id))
    return found[0]


def waiting(store_id: int) -> int:
    """How many orders wait for a person."""
    return Score.objects.filter(store_id=store_id, state=ScoreState.REVIEW).count()


def try_terms(store_id: int, terms: TermsInfo, *, now: datetime) -> Tried:
    """What thresholds and weights would have done to the last thousand orders of 30 days.

    What was usual is taken as it is now. Networks and devices are known for 30 days.
    """
    since = now - timedelta(days=TRIED_DAYS)
    asked = {"store_id": store_id, "since": since, "until": now, "most": MOST_TRIED}
    ids = [row["id"] for row in run_sql_dicts("risk/recent", **asked)]
    spread, found = [0] * 11, []
    counts = {Verdict.ACCEPT: 0, Verdict.REVIEW: 0, Verdict.REFUSE: 0}
    held_minor = 0
    for facts in _with_usual(facts_of(ids), now):
        reasons = reasons_of(facts, terms.weights)
        score = score_of(reasons)
        verdict = verdict_of(score, terms)
        spread[score // 10] += 1
        counts[verdict] += 1
        if verdict is not Verdict.ACCEPT:
            held_minor += facts.total_minor
            found.append((facts, score, reasons))
    found.sort(key=lambda one: -one[1])
    return Tried(
        orders=len(ids),
        review=counts[Verdict.REVIEW],
        refuse=counts[Verdict.REFUSE],
        held_minor=held_minor,
        spread=tuple(spread),
        held=tuple(found[:SHOWN]),
    )


def attempts_by_hour(store_id: int, *, since: datetime) -> list[Hour]:
    """Attempts to pay by hour of UTC, hours without any left out."""
    return run_sql("risk/hours", Hour, store_id=store_id, since=since)


def decline_alarm(store_id: int, *, now: datetime) -> bool:
    """Whether so many payments of the last quarter of an hour were declined: it is an attack."""
    (row,) = run_sql_dicts("risk/alarm", store_id=store_id, since=now - QUARTER)
    return is_alarm(row["attempts"], row["declined"])


def _with_usual(many: Iterable[Facts], now: datetime) -> Iterable[Facts]:
    known: dict[tuple[int, str], int | None] = {}
    for facts in many:
        key = facts.store_id, facts.currency
        if key not in known:
            known[key] = usual(*key, now)
        yield replace(facts, usual_minor=known[key])


def _views(rows: Iterable[Score]) -> Iterable[ScoreView]:
    for row in rows:
        try:
            order = order_by_id(row.pk)
        except NoSuchOrder:
            continue
        yield ScoreView(
            order_id=row.pk,
            number=order.number,
            email=order.email,
            total_minor=order.total.minor,
            currency=order.total.currency,
            placed_at=order.placed_at,
            score=row.score,
            reasons=tuple(
                Reason(Rule(one["rule"]), one["weight"], one["seen"]) for one in row.reasons
            ),
            state=ScoreState(row.state),
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            note=row.note,
        )
