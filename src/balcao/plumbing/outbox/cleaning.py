"""Forgetting what everybody has been told long ago."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Exists, Max, OuterRef

from balcao.plumbing.models import OutboxDelivery, OutboxEvent

# The statement that asks whether orders were told once looks back one day less.
KEPT: Final = timedelta(days=90)
MOST: Final = 10_000


def forget_told() -> int:
    """Delete settled events 90 days older than the youngest; returns how many, at most 10,000.

    An event that a subscriber has given up on stays until a person has looked at it.
    """
    youngest = OutboxEvent.objects.aggregate(at=Max("at"))["at"]
    if youngest is None:
        return 0
    given_up = OutboxDelivery.objects.filter(event=OuterRef("pk"), done_at__isnull=True)
    old = OutboxEvent.objects.filter(
        ~Exists(given_up), done_at__isnull=False, at__lt=youngest - KEPT
    )
    ids = list(old.order_by("id").values_list("id", flat=True)[:MOST])
    OutboxEvent.objects.filter(pk__in=ids).delete()
    return len(ids)
