"""Batches: up to a million unguessable codes, made in parts that each commit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

import psycopg
from django.db import connection, transaction

from balcao.domains.promotions.errors import BadBatch
from balcao.domains.promotions.locks import lock_batch
from balcao.domains.promotions.models import Batch
from balcao.domains.promotions.operations.codes import check_terms, hold_for_codes
from balcao.domains.promotions.queries.texts import LONGEST, least_length, random_texts
from balcao.domains.promotions.values import BatchState

MOST: Final = 1_000_000
PART: Final = 50_000
PREFIX: Final = re.compile(r"[A-Z0-9]{0,12}")
STAGE: Final = "CREATE TEMP TABLE stage_codes (text varchar(40)) ON COMMIT DROP"
COPY: Final = "COPY stage_codes (text) FROM STDIN"
# In the order of the key, so that two batches never wait for each other in a circle.
INSERT: Final = """
INSERT INTO promotions_code (store_id, promotion_id, batch_id, text, uses_limit, expires_at)
SELECT %s, %s, %s, text, %s, %s FROM stage_codes ORDER BY text
ON CONFLICT (store_id, text) DO NOTHING
"""


@transaction.atomic
def order_batch(
    *,
    store_id: int,
    promotion_id: UUID,
    name: str,
    size: int,
    by: str,
    now: datetime,
    prefix: str = "",
    length: int | None = None,
    uses_limit: int | None = 1,
    expires_at: datetime | None = None,
) -> UUID:
    """Write down that so many codes shall be made; :func:`make_codes` makes them.

    ``length`` is that of the random part; the shortest that is safe when it is None.

    :raises NoSuchPromotion: there is none with this id.
    :raises WrongPromotionState: it has ended.
    :raises BadBatch: too many codes, or they could be guessed.
    :raises BadCode: the limit is not positive, or they would be over already.
    """
    if not 1 <= size <= MOST:
        raise BadBatch(field="size")
    least = least_length(size)
    length = least if length is None else length
    if not least <= length <= LONGEST - 12:
        raise BadBatch(
            f"So many codes have {least} to {LONGEST - 12} random characters.",
            field="length",
            least=least,
        )
    if not PREFIX.fullmatch(prefix):
        raise BadBatch("A prefix has at most 12 letters A to Z and digits.", field="prefix")
    check_terms(uses_limit, expires_at, now)
    hold_for_codes(store_id, promotion_id, now)
    return Batch.objects.create(
        store_id=store_id,
        promotion_id=promotion_id,
        name=name.strip()[:120] or f"{size} codes",
        prefix=prefix,
        length=length,
        size=size,
        uses_limit=uses_limit,
        expires_at=expires_at,
        asked_by=by,
        asked_at=now,
    ).pk


def make_codes(
    *, batch_id: UUID, now: datetime, on_progress: Callable[[int, int], None] | None = None
) -> int:
    """Make what a batch still lacks, each part in a transaction of its own; returns how many.

    Begun twice, or again after a crash, it still makes exactly the size of the batch: each part
    counts itself on the batch's row, which is held.

    :raises NoSuchBatch: there is none with this id.
    """
    total, is_making = 0, True
    while is_making:
        some, row = _make_part(batch_id, now)
        total += some
        is_making = row.state == BatchState.MAKING
        if on_progress is not None:
            on_progress(row.made, row.size)
    return total


@transaction.atomic
def revoke_batch(*, store_id: int, batch_id: UUID, now: datetime) -> None:
    """Let no code of a batch unlock anything any more, at once; one in the making stops.

    :raises NoSuchBatch: there is none with this id.
    """
    row = lock_batch(batch_id, store_id)
    if row.revoked_at is not None:
        return
    row.revoked_at = now
    if row.state == BatchState.MAKING:
        row.state, row.ended_at = BatchState.STOPPED.value, now
    row.save(update_fields=["revoked_at", "state", "ended_at"])


@transaction.atomic
def _make_part(batch_id: UUID, now: datetime) -> tuple[int, Batch]:
    row = lock_batch(batch_id)
    if row.state != BatchState.MAKING:
        return 0, row
    texts = random_texts(min(PART, row.size - row.made), prefix=row.prefix, length=row.length)
    some = insert_codes(row, texts)
    row.made += some
    if row.made == row.size:
        row.state, row.ended_at = BatchState.DONE.value, now
    row.save(update_fields=["made", "state", "ended_at"])
    return some, row


def insert_codes(row: Batch, texts: Iterable[str]) -> int:
    """Write codes of a batch; those that the store has already are left out of the count."""
    with connection.cursor() as wrapper:
        cursor = cast("psycopg.Cursor[Any]", wrapper.cursor)
        cursor.execute(STAGE)
        with cursor.copy(COPY) as copy:
            for text in texts:
                copy.write_row([text])
        wrapper.execute(
            INSERT, [row.store_id, row.promotion_id, row.pk, row.uses_limit, row.expires_at]
        )
        some = int(wrapper.rowcount)
        cursor.execute("DROP TABLE stage_codes")
    return some
