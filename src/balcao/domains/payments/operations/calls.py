"""The record of what providers are asked: written before, completed after."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from balcao.domains.payments.errors import NoSuchCall, NotPayable
from balcao.domains.payments.locks import lock_call
from balcao.domains.payments.models import ProviderCall
from balcao.domains.payments.rules import next_try
from balcao.domains.payments.values import CallState, Verb
from balcao.plumbing.sql import run_sql_dicts

ANSWER_WITHIN: Final = timedelta(minutes=2)
# Whoever looks up does it again by itself. What was to be paid is looked up, its token is gone.
ASKED_AGAIN: Final = frozenset({Verb.PAY, Verb.CAPTURE, Verb.VOID, Verb.REFUND, Verb.DROP_CARD})


@transaction.atomic
def begin_call(
    *,
    payment_id: UUID,
    verb: Verb,
    key: str,
    now: datetime,
    amount_minor: int | None = None,
) -> UUID:
    """Write down that a provider is about to be asked; a repeated call counts as another try.

    Commit before asking: a crash in between then leaves something that is asked again.

    :raises NotPayable: it is to be paid, and was replaced, divided or ended meanwhile.
    """
    due = now + ANSWER_WITHIN if verb in ASKED_AGAIN else None
    rows = run_sql_dicts(
        "payments/begin_call",
        payment_id=payment_id,
        verb=verb.value,
        key=key,
        amount=amount_minor,
        now=now,
        due=due,
    )
    if not rows:
        raise NotPayable(id=str(payment_id))
    return UUID(str(rows[0]["id"]))


@transaction.atomic
def end_call(
    *,
    call_id: UUID,
    state: CallState,
    now: datetime,
    outcome: str = "",
    reference: str = "",
    reason: str = "",
) -> None:
    """Write down what came of it. Silence is asked again, a little later each time, then dead."""
    row = lock_call(call_id)
    if row.state in (CallState.ANSWERED, CallState.REFUSED) and state is CallState.SILENT:
        return  # another worker asked at the same time and got an answer
    row.state, row.last_at, row.next_at = state.value, now, None
    if state is CallState.SILENT and Verb(row.verb) in ASKED_AGAIN:
        row.next_at = next_try(row.tries, now)
        if row.next_at is None:
            row.state = CallState.DEAD
    row.outcome, row.reference, row.reason = outcome[:20], reference[:120], reason[:300]
    row.save(update_fields=["state", "last_at", "next_at", "outcome", "reference", "reason"])


@transaction.atomic
def count_try(*, call_id: UUID, now: datetime) -> None:
    """What came of a call was looked up, in vain: one more try without an answer."""
    ProviderCall.objects.filter(pk=call_id).update(tries=F("tries") + 1)
    end_call(call_id=call_id, state=CallState.SILENT, reason="no answer", now=now)


@transaction.atomic
def revive_call(*, store_id: int, call_id: UUID, now: datetime) -> None:
    """Somebody wants a call that got no answer to be tried again now.

    :raises NoSuchCall: there is none with this id in this store.
    """
    rows = ProviderCall.objects.filter(
        pk=call_id, store_id=store_id, state__in=[CallState.SILENT, CallState.DEAD, CallState.ASKED]
    )
    if not rows.update(state=CallState.SILENT, tries=1, next_at=now):
        raise NoSuchCall
