"""The only row locks of this domain."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from balcao.domains.replenishment.models import Plan

PLANNING = 20_260
TELLING = 20_261


def hold_planning(store_id: int) -> None:
    """Write the plans of a store one after the other, until commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PLANNING, store_id])


def hold_notices(store_id: int) -> None:
    """Give shoppers of a store their turn one round after the other, until commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [TELLING, store_id])


def lock_plans(store_id: int, variant_ids: Collection[UUID]) -> list[Plan]:
    """Hold these plans until commit, in the order of their key; the store's planning waits."""
    hold_planning(store_id)
    rows = Plan.objects.select_for_update().filter(store_id=store_id, pk__in=list(variant_ids))
    return list(rows.order_by("pk"))
