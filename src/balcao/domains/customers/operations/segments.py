"""Segments, by rule and by hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from balcao.domains.customers.errors import (
    BadSegment,
    NoSuchCustomer,
    SegmentByRule,
    SegmentChanged,
    SegmentExists,
    SegmentInUse,
)
from balcao.domains.customers.events import SegmentSaved
from balcao.domains.customers.locks import lock_customers, lock_segment
from balcao.domains.customers.models import Customer, Membership, Segment
from balcao.domains.customers.ports import named_by
from balcao.domains.customers.rules.language import check_segment
from balcao.domains.customers.values import SegmentEdit
from balcao.kernel.slugs import slugify
from balcao.plumbing.outbox import emit

MOST_MEMBERS: Final = 10_000


@transaction.atomic
def create_segment(
    *, store_id: int, edit: SegmentEdit, currency: str, now: datetime, slug: str = ""
) -> UUID:
    """Make a segment and return its id; without a ``slug`` it is made of the name.

    Who is in it is worked out after this, by whoever is told of it. The slug never changes:
    promotions and price lists name segments by it.

    :raises BadSegment: it has no name, or a slug that is none.
    :raises BadSegmentRule: the rule cannot be understood; ``currency`` is the store's.
    :raises SegmentExists: another segment has this slug.
    """
    clean = check_segment(edit, currency)
    wanted = slug or slugify(clean.name)
    if not wanted or wanted != slugify(wanted) or len(wanted) > 80:
        raise BadSegment("A slug is lower-case words joined by hyphens.", field="slug")
    row = Segment(
        store_id=store_id,
        slug=wanted,
        name=clean.name,
        description=clean.description,
        rule=clean.rule,
        created_at=now,
        updated_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise SegmentExists(field="slug", slug=wanted) from None
    emit(SegmentSaved(store_id=store_id, at=now, segment_id=row.pk))
    return row.pk


@transaction.atomic
def change_segment(
    *,
    store_id: int,
    segment_id: UUID,
    expected_version: int,
    edit: SegmentEdit,
    currency: str,
    now: datetime,
) -> int:
    """Change a segment's words or rule; returns its new version. Members follow after this.

    A segment that loses its rule keeps its members and is by hand from then on.

    :raises NoSuchSegment: there is none with this id.
    :raises SegmentChanged: somebody else changed it since ``expected_version``.
    :raises BadSegment: it has no name.
    :raises BadSegmentRule: the rule cannot be understood; ``currency`` is the store's.
    """
    clean = check_segment(edit, currency)
    row = lock_segment(store_id, segment_id)
    if row.version != expected_version:
        raise SegmentChanged(version=row.version)
    row.name, row.description, row.rule = clean.name, clean.description, clean.rule
    row.version += 1
    row.updated_at = now
    row.save(update_fields=["name", "description", "rule", "version", "updated_at"])
    emit(SegmentSaved(store_id=store_id, at=now, segment_id=row.pk))
    return row.version


@transaction.atomic
def delete_segment(*, store_id: int, segment_id: UUID, expected_version: int) -> None:
    """Remove a segment that nothing names.

    A promotion that is saved at the same moment may still name it; it then holds for nobody.

    :raises NoSuchSegment: there is none with this id.
    :raises SegmentChanged: somebody else changed it since ``expected_version``.
    :raises SegmentInUse: promotions that have not ended, or price lists, name it.
    """
    row = lock_segment(store_id, segment_id)
    if row.version != expected_version:
        raise SegmentChanged(version=row.version)
    used_by = named_by(store_id, row.slug)
    if used_by:
        names = ", ".join(f"“{one.name}”" for one in used_by[:5])
        raise SegmentInUse(
            f"It is named by {names}. Change them first, then delete it.",
            used_by=[one.as_json() for one in used_by],
        )
    row.delete()


@transaction.atomic
def add_members(*, store_id: int, segment_id: UUID, emails: Collection[str], now: datetime) -> int:
    """Put shoppers into a segment by hand, all or none; returns how many were not in it yet.

    :raises NoSuchSegment: there is none with this id.
    :raises SegmentByRule: a rule decides who is in it.
    :raises BadSegment: more than ten thousand at once.
    :raises NoSuchCustomer: nobody has one of these mail addresses; ``emails`` says which.
    """
    wanted = {email.strip().lower() for email in emails} - {""}
    if len(wanted) > MOST_MEMBERS:
        raise BadSegment(f"Add at most {MOST_MEMBERS} shoppers at once.", field="emails")
    known = dict(
        Customer.objects.filter(store_id=store_id, email__in=wanted).values_list("email", "pk")
    )
    unknown = sorted(wanted - set(known))
    if unknown:
        shown = ", ".join(unknown[:5])
        raise NoSuchCustomer(
            f"Nobody here has the address {shown}. Add them as shoppers first.",
            field="emails",
            emails=unknown,
        )
    lock_customers(known.values())
    _by_hand(store_id, segment_id)
    before = Membership.objects.filter(segment_id=segment_id).count()
    rows = [
        Membership(store_id=store_id, segment_id=segment_id, customer_id=key, since=now)
        for key in sorted(known.values())
    ]
    Membership.objects.bulk_create(rows, ignore_conflicts=True)
    return Membership.objects.filter(segment_id=segment_id).count() - before


@transaction.atomic
def remove_member(*, store_id: int, segment_id: UUID, customer_id: int) -> None:
    """Take a shopper out of a segment by hand; safe to repeat.

    :raises NoSuchSegment: there is none with this id.
    :raises SegmentByRule: a rule decides who is in it.
    """
    _by_hand(store_id, segment_id)
    Membership.objects.filter(segment_id=segment_id, customer_id=customer_id).delete()


def _by_hand(store_id: int, segment_id: UUID) -> Segment:
    row = lock_segment(store_id, segment_id)
    if row.rule is not None:
        raise SegmentByRule(slug=row.slug)
    return row
