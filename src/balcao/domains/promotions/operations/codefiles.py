"""Codes from a file: all of it, or nothing and a list of what is wrong, by row and column."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, cast
from uuid import UUID

import psycopg
from django.db import connection, transaction

from balcao.domains.promotions.errors import BadCode, BadCodeFile
from balcao.domains.promotions.models import Batch
from balcao.domains.promotions.operations.batches import MOST
from balcao.domains.promotions.operations.codes import MOST_USES, hold_for_codes
from balcao.domains.promotions.queries.texts import checked
from balcao.domains.promotions.values import BatchState
from balcao.kernel.findings import MOST_FINDINGS, Findings

COLUMNS: Final = ("code", "uses_limit", "expires_at")
# What an export has besides is read over, so that an export can be imported elsewhere.
READ_OVER: Final = frozenset({"used", "revoked_at", "batch_id"})
STAGE: Final = """
CREATE TEMP TABLE stage_code_file
    (nr int, text varchar(40), uses_limit int, expires_at timestamptz) ON COMMIT DROP
"""
TWICE: Final = """
SELECT nr, first FROM (
    SELECT nr, min(nr) OVER (PARTITION BY text) AS first FROM stage_code_file
) s WHERE nr > first ORDER BY nr LIMIT %s
"""
TAKEN: Final = """
SELECT s.nr, s.text FROM stage_code_file s
JOIN promotions_code c ON c.store_id = %s AND c.text = s.text ORDER BY s.nr LIMIT %s
"""
INSERT: Final = """
INSERT INTO promotions_code (store_id, promotion_id, batch_id, text, uses_limit, expires_at)
SELECT %s, %s, %s, text, uses_limit, expires_at FROM stage_code_file ORDER BY text
ON CONFLICT (store_id, text) DO NOTHING
"""


class Read(NamedTuple):
    """A row of the file that can be accepted."""

    nr: int
    text: str
    uses_limit: int | None
    expires_at: datetime | None


@transaction.atomic
def import_codes(
    *,
    store_id: int,
    promotion_id: UUID,
    name: str,
    lines: Iterable[str],
    by: str,
    now: datetime,
) -> UUID:
    """Take all codes of a CSV file, as a batch that can be revoked; returns its id.

    The first row names the columns: ``code``, and if wanted ``uses_limit`` (empty is no limit; one
    use where there is no such column) and ``expires_at`` (ISO 8601, UTC where it says nothing).
    ``lines`` are read once, as they come.

    :raises NoSuchPromotion: there is none with this id.
    :raises WrongPromotionState: it has ended.
    :raises BadCodeFile: rows cannot be accepted; the findings name row and column.
    """
    promotion = hold_for_codes(store_id, promotion_id, now)
    findings = Findings(BadCodeFile, "file", "Nothing was taken from the file.")
    with connection.cursor() as wrapper:
        cursor = cast("psycopg.Cursor[Any]", wrapper.cursor)
        cursor.execute(STAGE)
        size = _stage(cursor, lines, findings, now)
        findings.refuse_if_any()
        _compare(cursor, store_id, findings)
        findings.refuse_if_any()
        batch = Batch.objects.create(
            store_id=store_id,
            promotion=promotion,
            name=name.strip()[:120] or "imported",
            length=0,
            size=size,
            made=size,
            uses_limit=None,
            state=BatchState.DONE.value,
            asked_by=by,
            asked_at=now,
            ended_at=now,
        )
        wrapper.execute(INSERT, [store_id, promotion_id, batch.pk])
        if wrapper.rowcount != size:
            raise BadCodeFile("Some of these codes were added by somebody else just now.")
        cursor.execute("DROP TABLE stage_code_file")
    return batch.pk


def _stage(
    cursor: psycopg.Cursor[Any], lines: Iterable[str], findings: Findings, now: datetime
) -> int:
    size = 0
    try:
        with cursor.copy("COPY stage_code_file FROM STDIN") as copy:
            for row in _rows(lines, findings, now):
                size += 1
                copy.write_row(row)
                if size > MOST:
                    findings.add(row.nr, "code", "A file has at most 1,000,000 codes.")
                    break
    except (csv.Error, UnicodeDecodeError):
        findings.add(size + 2, "code", "This is not CSV in UTF-8.")
    if not size and not findings.listed:
        findings.add(2, "code", "The file has no codes.")
    return size


def _rows(lines: Iterable[str], findings: Findings, now: datetime) -> Iterator[Read]:
    reader = csv.reader(lines)
    header = [name.strip().lstrip("\ufeff").lower() for name in next(reader, [])]
    if "code" not in header or len(set(header)) != len(header):
        findings.add(1, "code", "The first row names each column once; one of them is code.")
        return
    for name in set(header) - set(COLUMNS) - READ_OVER:
        findings.add(1, name[:40], f"Columns are {', '.join(COLUMNS)}.")
    for nr, cells in enumerate(reader, 2):
        if not cells:
            continue
        if len(cells) != len(header):
            findings.add(nr, "code", f"This row has {len(cells)} cells of {len(header)}.")
        else:
            found = _read(nr, dict(zip(header, cells, strict=True)), findings, now)
            if found is not None:
                yield found
        if len(findings.listed) >= MOST_FINDINGS:
            return


def _read(nr: int, row: dict[str, str], findings: Findings, now: datetime) -> Read | None:
    before = len(findings.listed)
    text = ""
    try:
        text = checked(row["code"])
    except BadCode as error:
        findings.add(nr, "code", error.message)
    limit, until = row.get("uses_limit", "1").strip(), row.get("expires_at", "").strip()
    if limit and not (limit.isascii() and limit.isdigit() and 0 < int(limit[:11]) <= MOST_USES):
        findings.add(nr, "uses_limit", "A limit is a whole number from 1, or empty.")
    expires_at = _moment(until) if until else None
    if until and expires_at is None:
        findings.add(nr, "expires_at", "A moment is written like 2030-12-31T23:59:00Z.")
    elif expires_at is not None and expires_at <= now:
        findings.add(nr, "expires_at", "This moment is past.")
    if len(findings.listed) > before:
        return None
    return Read(nr, text, int(limit) if limit else None, expires_at)


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _compare(cursor: psycopg.Cursor[Any], store_id: int, findings: Findings) -> None:
    for nr, first in cursor.execute(TWICE, [MOST_FINDINGS]).fetchall():
        findings.add(nr, "code", f"This code is in row {first} already.")
    for nr, text in cursor.execute(TAKEN, [store_id, MOST_FINDINGS]).fetchall():
        findings.add(nr, "code", f"This store has the code {text} already.")
