"""Reads about codes and their batches."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import F

from balcao.domains.promotions.errors import NoSuchBatch, NoSuchCode
from balcao.domains.promotions.models import Batch, Code
from balcao.domains.promotions.queries.texts import is_code, normalize
from balcao.domains.promotions.values import BatchInfo, CodeInfo, FoundCode, Unlocked
from balcao.plumbing.keyset import Page, cut_page, decode_cursor, within_page
from balcao.plumbing.sql import run_sql

MOST_TYPED: Final = 10
EXPORTED_AT_ONCE: Final = 10_000
COLUMNS: Final = ("code", "uses_limit", "used", "expires_at", "revoked_at", "batch_id")
BATCH: Final = [field.name for field in fields(BatchInfo)]
CODE: Final = [field.name for field in fields(CodeInfo) if field.name != "batch_revoked"]


def find_codes(store_id: int, texts: Collection[str], now: datetime) -> Mapping[str, FoundCode]:
    """Codes by text, normalized, with what stands against each; unknown ones are not in it.

    Counts no attempts: for codes that a cart has already. See ``operations.unlock``.
    """
    wanted = [code for code in map(normalize, list(texts)[:MOST_TYPED]) if is_code(code)]
    if not wanted:
        return {}
    rows = run_sql("promotions/find_codes", FoundCode, store_id=store_id, texts=wanted, now=now)
    return {row.text: row for row in rows}


def unlocked_by(found: Mapping[str, FoundCode]) -> Mapping[str, Unlocked]:
    """The promotions that codes unlock, by id; of two codes of one promotion, the older."""
    by_promotion: dict[str, Unlocked] = {}
    for code in found.values():
        if not code.problem:
            by_promotion.setdefault(code.promotion_id, Unlocked(code.text, code.code_id))
    return by_promotion


def batches_of(store_id: int, promotion_id: UUID) -> tuple[BatchInfo, ...]:
    """The latest hundred batches of a promotion."""
    rows = Batch.objects.filter(store_id=store_id, promotion=promotion_id)
    return tuple(BatchInfo(**row) for row in rows.order_by("-asked_at", "-id").values(*BATCH)[:100])


def batch_by_id(store_id: int, batch_id: UUID) -> BatchInfo:
    """One batch.

    :raises NoSuchBatch: there is none with this id in this store.
    """
    found = Batch.objects.filter(store_id=store_id, pk=batch_id).values(*BATCH).first()
    if found is None:
        raise NoSuchBatch(id=str(batch_id))
    return BatchInfo(**found)


def code_by_id(store_id: int, code_id: int) -> CodeInfo:
    """One code.

    :raises NoSuchCode: there is none with this id in this store.
    """
    rows = Code.objects.filter(store_id=store_id, pk=code_id)
    found = rows.values(*CODE, batch_off=F("batch__revoked_at")).first()
    if found is None:
        raise NoSuchCode(id=code_id)
    return _code(found)


def codes_page(
    store_id: int,
    promotion_id: UUID,
    *,
    batch_id: UUID | None = None,
    text: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[CodeInfo]:
    """Codes of a promotion, the latest first; of one batch, or the one with a text.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Code.objects.filter(store_id=store_id, promotion=promotion_id)
    if batch_id is not None:
        rows = rows.filter(batch=batch_id)
    if text:
        rows = rows.filter(text=normalize(text))
    key = decode_cursor(cursor, int)
    if key:
        rows = rows.filter(pk__lt=min(key[0], 2**63 - 1))
    limit = within_page(limit)
    found: list[dict[str, Any]] = list(
        rows.order_by("-pk").values(*CODE, batch_off=F("batch__revoked_at"))[: limit + 1]
    )
    return cut_page(found, limit, key=lambda row: (row["id"],), show=_code)


def export_codes(
    store_id: int, promotion_id: UUID, *, batch_id: UUID | None = None
) -> Iterator[str]:
    """Codes as CSV, in parts as they are read: a million codes take no memory to speak of.

    Moments are ISO 8601 in UTC. A code of a revoked batch says when the batch was revoked.
    """
    yield _csv([COLUMNS])
    last = 0
    while rows := _some(store_id, promotion_id, batch_id, last):
        last = rows[-1]["id"]
        yield _csv([_exported(row) for row in rows])


def _some(
    store_id: int, promotion_id: UUID, batch_id: UUID | None, last: int
) -> list[dict[str, Any]]:
    rows = Code.objects.filter(store_id=store_id, promotion=promotion_id, pk__gt=last)
    if batch_id is not None:
        rows = rows.filter(batch=batch_id)
    with_batch = rows.order_by("pk").values(*CODE, batch_off=F("batch__revoked_at"))
    return list(with_batch[:EXPORTED_AT_ONCE])


def _exported(row: Mapping[str, Any]) -> Sequence[Any]:
    moments = [row["expires_at"], row["revoked_at"] or row["batch_off"]]
    written = [at.isoformat() if at else "" for at in moments]
    limit = "" if row["uses_limit"] is None else row["uses_limit"]
    return [row["text"], limit, row["used"], *written, row["batch_id"] or ""]


def _csv(rows: Sequence[Sequence[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _code(row: dict[str, Any]) -> CodeInfo:
    batch_off = row.pop("batch_off")
    return CodeInfo(**row, batch_revoked=batch_off is not None)
