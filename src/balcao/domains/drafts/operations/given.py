"""What staff give by hand; each needs a capability of its own, asked by whoever calls."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.drafts.errors import BadOverride
from balcao.domains.drafts.locks import lock_open_draft
from balcao.domains.drafts.models import DraftLine
from balcao.domains.drafts.operations.editing import touch
from balcao.domains.drafts.rules import check_given
from balcao.kernel.money import Money


@transaction.atomic
def override_price(
    *,
    draft_id: UUID,
    variant_id: UUID,
    unit: Money | None,
    reason: str,
    by: str,
    now: datetime,
    expected_version: int | None = None,
) -> int:
    """Give one line a price by hand, or with None the shop's again; returns the version.

    :raises NoSuchDraft: there is none with this id.
    :raises DraftMoved: somebody else changed it since ``expected_version``.
    :raises WrongDraftState: it was sent, ordered or has ended.
    :raises BadOverride: no such line, no reason, or an amount that cannot be.
    """
    row = lock_open_draft(draft_id, expected_version)
    said = check_given(unit, reason, currency=row.currency, field="unit")
    line = DraftLine.objects.filter(draft=row, variant_id=variant_id).first()
    if line is None:
        raise BadOverride("The draft has no line of this variant.", field="variant_id")
    line.unit_minor = None if unit is None else unit.minor
    line.reason, line.given_by = said, by if unit is not None else ""
    line.save()
    touch(row, now)
    return row.version


@transaction.atomic
def give_terms(
    *,
    draft_id: UUID,
    discount: Money,
    shipping: Money | None,
    reason: str,
    by: str,
    now: datetime,
    expected_version: int | None = None,
) -> int:
    """Take an amount off the whole and say what shipping costs (None: the rate); the version.

    :raises NoSuchDraft: there is none with this id.
    :raises DraftMoved: somebody else changed it since ``expected_version``.
    :raises WrongDraftState: it was sent, ordered or has ended.
    :raises BadOverride: no reason, or an amount that cannot be.
    """
    row = lock_open_draft(draft_id, expected_version)
    given = discount or None
    said = check_given(given, reason, currency=row.currency, field="discount")
    said = check_given(shipping, reason, currency=row.currency, field="shipping") or said
    row.discount_minor = discount.minor
    row.shipping_minor = None if shipping is None else shipping.minor
    row.given_reason, row.given_by = said, by if said else ""
    touch(row, now)
    return row.version
