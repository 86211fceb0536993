"""Which levels are counted how often, and making the counts that are due."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.errors import CountedBefore, NothingToCount
from balcao.domains.inventory.models import CountRhythm, Location, StockCount
from balcao.domains.inventory.operations.counts.planning import start_count
from balcao.domains.inventory.rules.counting import classify
from balcao.domains.inventory.states import ALIVE_COUNTS
from balcao.domains.inventory.values import CountClass, CountScope, LocationKind
from balcao.plumbing.sql import run_sql_dicts

LOOKS_BACK: Final = timedelta(days=365)
AT_ONCE: Final = 200


@transaction.atomic
def classify_levels(*, store_id: int, now: datetime) -> int:
    """Class the levels of each place by what was shipped in a year; returns how many there are.

    By the cost of what was shipped; where nothing had a cost, by units. Runs nightly; repeating
    changes nothing.
    """
    rows = run_sql_dicts(
        "inventory/shipped_by_level", store_id=store_id, since=now - LOOKS_BACK, until=now
    )
    places: dict[int, list[dict[str, int]]] = defaultdict(list)
    for row in rows:
        places[row["location_id"]].append(row)
    found = []
    for here in places.values():
        by = "value" if any(row["value"] for row in here) else "units"
        classes = classify({row["level_id"]: max(0, row[by]) for row in here})
        found += [
            CountRhythm(
                level_id=row["level_id"],
                store_id=store_id,
                class_code=classes[row["level_id"]].value,
                shipped_minor=row["value"],
                shipped_units=row["units"],
            )
            for row in here
        ]
    CountRhythm.objects.bulk_create(
        found,
        update_conflicts=True,
        update_fields=["class_code", "shipped_minor", "shipped_units"],
        unique_fields=["level"],
        batch_size=5000,
    )
    return len(found)


def make_due_counts(*, store_id: int, actor: str, now: datetime, most: int = AT_ONCE) -> list[UUID]:
    """Make a count of each class that is due at each place; returns their ids.

    A class that is being counted at a place gets no second one. ``most`` keeps the work of a day
    small: the rest stays due. Repeating makes nothing twice.
    """
    made = []
    places = Location.objects.filter(store_id=store_id, is_active=True)
    for place in places.exclude(kind=LocationKind.TRANSIT).order_by("priority", "pk"):
        alive = StockCount.objects.filter(
            location=place, scope=CountScope.CLASS, state__in=[s.value for s in ALIVE_COUNTS]
        )
        busy = set(alive.values_list("class_code", flat=True))
        for class_ in CountClass:
            if class_.value in busy:
                continue
            try:
                made.append(
                    start_count(
                        store_id=store_id,
                        location_id=place.pk,
                        scope=CountScope.CLASS,
                        class_=class_,
                        actor=actor,
                        now=now,
                        most=most,
                    )
                )
            except (NothingToCount, CountedBefore):
                continue
    return made
