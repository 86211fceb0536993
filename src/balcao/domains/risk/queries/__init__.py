"""Reads: scores, thresholds, attempts, and what thresholds would have done."""

from balcao.domains.risk.queries.reading import (
    attempts_by_hour,
    decline_alarm,
    score_by_order,
    scores,
    terms_of,
    try_terms,
    waiting,
)
from balcao.domains.risk.queries.wording import in_words, rules_and_weights

__all__ = [
    "attempts_by_hour",
    "decline_alarm",
    "in_words",
    "rules_and_weights",
    "score_by_order",
    "scores",
    "terms_of",
    "try_terms",
    "waiting",
]
