"""From draft to quote to order, and the ways it can end. The placing of an order takes a draft in
its own statement (``checkout_place_orders``); here are all other steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from balcao.domains.drafts.events import QuoteSent
from balcao.domains.drafts.locks import lock_draft
from balcao.domains.drafts.models import Draft
from balcao.domains.drafts.operations.editing import touch
from balcao.domains.drafts.rules import check_expiry
from balcao.domains.drafts.states import check_move
from balcao.domains.drafts.values import DraftState
from balcao.kernel.money import Money
from balcao.plumbing.outbox import emit


@transaction.atomic
def fix_terms(
    *,
    draft_id: UUID,
    terms: Mapping[str, Any],
    total: Money,
    expires_at: datetime,
    is_mailed: bool,
    now: datetime,
    expected_version: int,
) -> int:
    """Make a draft a quote at this price, to be accepted until then; returns its version.

    :raises NoSuchDraft: there is none with this id.
    :raises DraftMoved: it was changed since it was priced.
    :raises WrongDraftState: it was sent, ordered or has ended.
    :raises BadExpiry: in the past, or in more than a year.
    """
    check_expiry(expires_at, now)
    row = lock_draft(draft_id, expected_version)
    check_move(DraftState(row.state), DraftState.QUOTED)
    row.state = DraftState.QUOTED.value
    row.terms, row.total_minor = dict(terms), total.minor
    row.expires_at, row.sent_at = expires_at, now if is_mailed else None
    touch(row, now)
    if is_mailed:
        emit(QuoteSent(store_id=row.store_id, at=now, draft_id=row.pk, version=row.version))
    return row.version


@transaction.atomic
def take_back(*, draft_id: UUID, now: datetime, expected_version: int | None = None) -> int:
    """Make a quote a draft again, to be changed; its link says so. Returns the version.

    :raises NoSuchDraft: there is none with this id.
    :raises DraftMoved: somebody else changed it since ``expected_version``.
    :raises WrongDraftState: it was not sent, or has become an order.
    """
    row = lock_draft(draft_id, expected_version)
    check_move(DraftState(row.state), DraftState.DRAFT)
    row.state, row.terms = DraftState.DRAFT.value, {}
    row.total_minor = row.expires_at = row.sent_at = None
    touch(row, now)
    return row.version


@transaction.atomic
def cancel_draft(*, draft_id: UUID, now: datetime, expected_version: int | None = None) -> int:
    """End a draft for good; returns its version.

    :raises NoSuchDraft: there is none with this id.
    :raises DraftMoved: somebody else changed it since ``expected_version``.
    :raises WrongDraftState: it has become an order or has ended.
    """
    row = lock_draft(draft_id, expected_version)
    check_move(DraftState(row.state), DraftState.CANCELLED)
    row.state = DraftState.CANCELLED.value
    touch(row, now)
    return row.version


def hold_draft(*, draft_id: UUID) -> None:
    """Hold a draft until commit, before its order is.

    :raises NoSuchDraft: there is none with this id.
    """
    lock_draft(draft_id)


@transaction.atomic
def return_draft(*, draft_id: UUID, now: datetime) -> None:
    """Its order ended without money: the quote can be accepted again until it expires.

    :raises NoSuchDraft: there is none with this id.
    """
    row = lock_draft(draft_id)
    if row.state != DraftState.ORDERED:
        return
    row.state = DraftState.QUOTED.value
    row.updated_at = now
    # Its terms are the same, so its version is: who looks at the quote may accept it again.
    row.save(update_fields=["state", "updated_at"])


def expire_quotes(*, now: datetime) -> int:
    """End every quote whose time is over; returns how many.

    Whoever accepts at this moment holds the row: one of the two comes first, and the other finds
    the state it left.
    """
    over = Draft.objects.filter(state=DraftState.QUOTED.value, expires_at__lte=now)
    return over.update(state=DraftState.EXPIRED.value, updated_at=now, version=F("version") + 1)
