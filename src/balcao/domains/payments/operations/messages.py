"""Messages of providers: each is taken once, and one that could not be taken comes again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.payments.models import ProviderMessage


@transaction.atomic
def begin_message(
    *, provider: str, message_id: str, kind: str, payment_id: UUID | None, now: datetime
) -> bool:
    """Keep that a message came; returns whether there is still something to do about it."""
    row, _ = ProviderMessage.objects.get_or_create(
        provider=provider,
        message_id=message_id[:120],
        defaults={"kind": kind[:80], "payment_id": payment_id, "received_at": now},
    )
    return row.taken_at is None


@transaction.atomic
def end_message(*, provider: str, message_id: str, now: datetime) -> None:
    """What it told has been written down."""
    rows = ProviderMessage.objects.filter(provider=provider, message_id=message_id[:120])
    rows.filter(taken_at=None).update(taken_at=now)
