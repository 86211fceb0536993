"""Trying codes, and not letting anybody try for long."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from balcao.domains.promotions.errors import TooManyAttempts
from balcao.domains.promotions.locks import lock_attempt
from balcao.domains.promotions.models import Attempt
from balcao.domains.promotions.queries.codes import find_codes, unlocked_by
from balcao.domains.promotions.queries.texts import normalize
from balcao.domains.promotions.values import Unlocked

MOST_FAILURES: Final = 10
WITHIN: Final = timedelta(minutes=15)


@transaction.atomic
def unlock(
    *, store_id: int, texts: Collection[str], attempts_by: str, now: datetime
) -> Mapping[str, Unlocked]:
    """The promotions that typed codes unlock, by id; unknown codes count as failed attempts.

    ``attempts_by`` names who tries (an address of the net, a cart); only its digest is kept.
    Belongs into a transaction that is committed, or failures are not counted. Codes that were good
    once (expired, revoked, used up) do not count: ``queries.find_codes`` says what stands against
    them. No more texts are looked up than may still fail.

    :raises TooManyAttempts: ten unknown codes within 15 minutes; nothing is looked up any more.
    """
    typed = [code for code in dict.fromkeys(map(normalize, texts)) if code]
    if not typed:
        return {}
    who = hashlib.sha256(attempts_by.encode()).hexdigest()
    # Held until commit: guesses sent at the same moment are counted one after the other.
    count = lock_attempt(store_id, who, now)
    if count.since <= now - WITHIN:
        count.since, count.failures = now, 0
    if count.failures >= MOST_FAILURES:
        again = max(1, int((count.since + WITHIN - now).total_seconds()))
        raise TooManyAttempts(retry_after_seconds=again)
    tried = typed[: MOST_FAILURES - count.failures]
    found = find_codes(store_id, tried, now)
    unknown = len(set(tried) - set(found))
    if unknown:
        count.failures += unknown
        count.save(update_fields=["since", "failures"])
    return unlocked_by(found)


def forget_attempts(*, now: datetime) -> int:
    """Drop counts that are over; returns how many."""
    return Attempt.objects.filter(since__lte=now - WITHIN).delete()[0]
