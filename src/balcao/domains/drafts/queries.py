"""Reads about drafts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from balcao.domains.customers.values import Address
from balcao.domains.drafts.errors import NoSuchDraft
from balcao.domains.drafts.models import Draft, DraftLine
from balcao.domains.drafts.values import (
    ByHand,
    DraftEdit,
    DraftLineView,
    DraftRow,
    DraftUnits,
    DraftView,
)
from balcao.kernel.money import Money
from balcao.plumbing.keyset import Page, decode_cursor, encode_cursor

ROW = (
    "id", "number", "state", "email", "address__name", "currency", "total_minor", "author",
    "updated_at", "expires_at", "units",
)  # fmt: skip


def draft_by_id(draft_id: UUID) -> DraftView:
    """One draft.

    :raises NoSuchDraft: there is none with this id.
    """
    return _one(Draft.objects.filter(pk=draft_id))


def draft_by_token(token: str) -> DraftView:
    """One draft by its customer's secret.

    :raises NoSuchDraft: there is none with this token.
    """
    return _one(Draft.objects.filter(token=token))


def drafts_page(
    store_id: int,
    *,
    states: Sequence[str] = (),
    text: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[DraftRow]:
    """Drafts, the latest touched first; ``text`` is looked for in number, mail and name.

    :raises BadCursor: the cursor is not one of ours.
    """
    rows = Draft.objects.filter(store_id=store_id)
    if states:
        rows = rows.filter(state__in=states)
    if text:
        rows = rows.filter(
            Q(number__icontains=text) | Q(email__icontains=text) | Q(address__name__icontains=text)
        )
    after = decode_cursor(cursor, datetime.fromisoformat, UUID)
    if after:
        rows = rows.filter(Q(updated_at__lt=after[0]) | Q(updated_at=after[0], pk__lt=after[1]))
    listed = rows.annotate(units=Sum("lines__quantity")).order_by("-updated_at", "-id")
    found = [_row(row) for row in listed.values(*ROW)[: limit + 1]]
    items = found[:limit]
    more = len(found) > limit
    last = encode_cursor(items[-1].updated_at.isoformat(), str(items[-1].id)) if more else None
    return Page(items, last)


def count_drafts(store_id: int) -> dict[str, int]:
    """How many drafts there are in each state; states without any are left out."""
    rows = Draft.objects.filter(store_id=store_id).values("state")
    return dict(rows.annotate(n=Count("pk")).values_list("state", "n"))


def _one(rows: QuerySet[Draft]) -> DraftView:
    row = rows.prefetch_related("lines").first()
    if row is None:
        raise NoSuchDraft
    return draft_view(row)


def draft_view(row: Draft) -> DraftView:
    """A draft as other rooms see it; its lines are prefetched."""
    lines = tuple(row.lines.all())
    return DraftView(
        id=row.pk,
        store_id=row.store_id,
        number=row.number,
        state=row.state,
        currency=row.currency,
        token=row.token,
        said=_said(row, lines),
        lines=tuple(_line(one, row.currency) for one in lines),
        by_hand=ByHand(
            discount=Money(row.discount_minor, row.currency),
            reason=row.given_reason,
            shipping=_money(row.shipping_minor, row.currency),
            by=row.given_by,
        ),
        author=row.author,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        terms=row.terms,
    )


def _said(row: Draft, lines: tuple[DraftLine, ...]) -> DraftEdit:
    return DraftEdit(
        email=row.email,
        locale=row.locale,
        address=Address(**row.address) if row.address else None,
        rate_code=row.rate_code,
        lines=tuple(DraftUnits(one.variant_id, one.quantity) for one in lines),
        codes=tuple(row.codes),
        providers=tuple(row.providers),
        tax_id=row.tax_id,
        note=row.note,
    )


def _line(row: DraftLine, currency: str) -> DraftLineView:
    return DraftLineView(
        variant_id=row.variant_id,
        quantity=row.quantity,
        unit=_money(row.unit_minor, currency),
        reason=row.reason,
        by=row.given_by,
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)


def _row(row: dict[str, Any]) -> DraftRow:
    return DraftRow(
        id=row["id"],
        number=row["number"],
        state=row["state"],
        email=row["email"],
        name=row["address__name"] or "",
        total=_money(row["total_minor"], row["currency"]),
        units=row["units"] or 0,
        author=row["author"],
        updated_at=row["updated_at"],
        expires_at=row["expires_at"],
    )
