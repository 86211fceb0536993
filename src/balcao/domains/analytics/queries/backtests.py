"""Reads about back-tests and their results."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from balcao.domains.analytics.errors import BackTestNotDone, NoSuchBackTest
from balcao.domains.analytics.models import BackTest
from balcao.domains.analytics.rules.tallying import Tally
from balcao.domains.analytics.values import BackTestInfo, Result, State
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page

LEFT_AFTER: Final = timedelta(minutes=5)
INFO: Final = [field.name for field in fields(BackTestInfo)]


def back_test_by_id(store_id: int, back_test_id: UUID) -> BackTestInfo:
    """One back-test.

    :raises NoSuchBackTest: there is none with this id in this store.
    """
    found = BackTest.objects.filter(store_id=store_id, pk=back_test_id).values(*INFO).first()
    if found is None:
        raise NoSuchBackTest(id=str(back_test_id))
    return BackTestInfo(**found)


def back_tests_page(
    store_id: int, *, cursor: str | None = None, limit: int = 50
) -> Page[BackTestInfo]:
    """Back-tests, the latest first.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = BackTest.objects.filter(store_id=store_id)
    key = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if key:
        rows = rows.filter(Q(asked_at__lt=key[0]) | Q(asked_at=key[0], pk__lt=key[1]))
    limit = within_page(limit)
    found: list[dict[str, Any]] = list(rows.order_by("-asked_at", "-id").values(*INFO)[: limit + 1])
    return cut_page(
        found,
        limit,
        key=lambda row: (row["asked_at"].isoformat(), row["id"]),
        show=lambda row: BackTestInfo(**row),
    )


def left_back_tests(now: datetime) -> list[UUID]:
    """Back-tests that nobody has gone on with for a while, though they are not over."""
    rows = BackTest.objects.filter(state__in=[State.QUEUED.value, State.RUNNING.value])
    since = Coalesce("moved_at", "started_at", "asked_at")
    rows = rows.alias(since=since).filter(since__lt=now - LEFT_AFTER)
    return list(rows.order_by("asked_at").values_list("pk", flat=True))


def result_of(store_id: int, back_test_id: UUID) -> Result:
    """What a back-test found.

    :raises NoSuchBackTest: there is none with this id in this store.
    :raises BackTestNotDone: it has no result, or not yet.
    """
    row = BackTest.objects.filter(store_id=store_id, pk=back_test_id).first()
    if row is None:
        raise NoSuchBackTest(id=str(back_test_id))
    if row.state != State.DONE:
        raise BackTestNotDone(state=row.state)
    return Tally(row.tally).result(other_currency=row.other_currency)
