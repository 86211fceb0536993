"""Writing a draft and changing what was written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from balcao.domains.customers.queries import check_address, check_email
from balcao.domains.drafts.locks import lock_open_draft
from balcao.domains.drafts.models import Draft, DraftLine
from balcao.domains.drafts.rules import check_edit
from balcao.domains.drafts.values import DraftEdit
from balcao.kernel.ids import new_secret


@transaction.atomic
def open_draft(
    *, store_id: int, currency: str, edit: DraftEdit, author: str, now: datetime
) -> UUID:
    """Begin a draft; returns its id. Nothing is priced, held or sent by it.

    :raises BadDraft: too much of something.
    :raises BadAddress: mail or postal address cannot be right.
    """
    units = check_edit(edit)
    row = Draft(
        store_id=store_id,
        number=_next_number(),
        currency=currency,
        token=new_secret(),
        author=author,
        created_at=now,
        updated_at=now,
    )
    _fill(row, edit)
    row.save(force_insert=True)
    _write_lines(row, units)
    return row.pk


@transaction.atomic
def change_draft(
    *, draft_id: UUID, edit: DraftEdit, now: datetime, expected_version: int | None = None
) -> int:
    """Write a draft anew; returns its version. Prices given by hand stay with their variants.

    :raises NoSuchDraft: there is none with this id.
    :raises DraftMoved: somebody else changed it since ``expected_version``.
    :raises WrongDraftState: it was sent, ordered or has ended.
    :raises BadDraft: too much of something.
    :raises BadAddress: mail or postal address cannot be right.
    """
    units = check_edit(edit)
    row = lock_open_draft(draft_id, expected_version)
    _fill(row, edit)
    touch(row, now)
    _write_lines(row, units)
    return row.version


def touch(row: Draft, now: datetime) -> None:
    """Save a locked draft as its next version."""
    row.version += 1
    row.updated_at = now
    row.save()


def _fill(row: Draft, edit: DraftEdit) -> None:
    row.email = check_email(edit.email) if edit.email.strip() else ""
    row.address = check_address(edit.address).as_json() if edit.address else None
    row.locale = edit.locale
    row.rate_code = edit.rate_code
    row.codes = list(dict.fromkeys(edit.codes))
    row.providers = list(dict.fromkeys(edit.providers))
    row.tax_id = edit.tax_id.strip()
    row.note = edit.note.strip()


def _write_lines(row: Draft, units: dict[UUID, int]) -> None:
    known = {one.variant_id: one for one in DraftLine.objects.filter(draft=row)}
    DraftLine.objects.filter(draft=row).exclude(variant_id__in=units).delete()
    for position, (variant_id, quantity) in enumerate(units.items(), start=1):
        line = known.get(variant_id) or DraftLine(
            store_id=row.store_id, draft=row, variant_id=variant_id
        )
        if (line.position, line.quantity) != (position, quantity):
            line.position, line.quantity = position, quantity
            line.save()


def _next_number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('drafts_number')")
        return f"D-{cursor.fetchone()[0]}"
