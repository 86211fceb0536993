"""Telling shoppers that something is back: asked for once, told once, oldest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from balcao.domains.catalog.queries import is_on_sale
from balcao.domains.customers.errors import BadAddress
from balcao.domains.customers.queries import check_email
from balcao.domains.inventory.queries import availability_of
from balcao.domains.replenishment.errors import (
    BadNotice,
    InStockAlready,
    NothingToWaitFor,
    TooManyNotices,
)
from balcao.domains.replenishment.locks import hold_notices
from balcao.domains.replenishment.models import StockNotice
from balcao.domains.replenishment.rules import notices as rules
from balcao.kernel.ids import new_id

CLAIM: Final = timedelta(minutes=10)  # longer than any mail server is waited for
OPEN: Final = Q(told_at__isnull=True, ended_at__isnull=True)
MOST_AT_ONCE: Final = 500


@transaction.atomic
def ask_for_notice(
    *, store_id: int, variant_id: UUID, email: str, language: str, now: datetime
) -> None:
    """Tell this address once when the variant can be bought again; asking twice is asking once.

    Nothing that is answered says whether the address was known, or has asked too often today:
    the caller may be anybody.

    :raises BadNotice: it cannot be a mail address.
    :raises NothingToWaitFor: there is no such variant on sale.
    :raises InStockAlready: it can be bought now.
    :raises TooManyNotices: more ask for it than shoppers would.
    """
    try:
        address = check_email(email)
    except BadAddress:
        raise BadNotice(field="email") from None
    if not is_on_sale(store_id, variant_id):
        raise NothingToWaitFor(variant_id=str(variant_id))
    if availability_of(store_id, [variant_id]).get(variant_id, 0) > 0:
        raise InStockAlready(variant_id=str(variant_id))
    asked = StockNotice.objects.filter(store_id=store_id)
    lately = asked.filter(variant_id=variant_id, asked_at__gt=now - rules.RATE_WINDOW)
    if lately.count() >= rules.MOST_PER_VARIANT:
        raise TooManyNotices(variant_id=str(variant_id))
    today = asked.filter(email=address, asked_at__gt=now - rules.DAY)
    if today.count() >= rules.MOST_PER_ADDRESS:
        return
    row = StockNotice(
        id=new_id(),
        store_id=store_id,
        variant_id=variant_id,
        email=address,
        language=language,
        asked_at=now,
    )
    StockNotice.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def call_waiting(*, store_id: int, now: datetime) -> list[UUID]:
    """Give those their turn whose variant can be bought again; returns their notices.

    The oldest first, and no more than units make sense of. Safe to repeat and to run twice at
    once: one waits for the other, and nobody has two turns.
    """
    hold_notices(store_id)
    waiting = StockNotice.objects.filter(OPEN, store_id=store_id)
    waiting.filter(asked_at__lt=now - rules.KEPT).update(ended_at=now)
    variants = list(waiting.order_by("variant").values_list("variant", flat=True).distinct())
    called: list[UUID] = []
    for variant_id, sellable in sorted(availability_of(store_id, variants).items()):
        if sellable > 0 and is_on_sale(store_id, variant_id):
            called += _call(store_id, variant_id, sellable, now)
    return called


def claim_notice(*, notice_id: UUID, now: datetime) -> bool:
    """Whether this mail is ours to send now; False when it was sent, ended or is being sent.

    A claim ends after ten minutes: whoever held it has died.
    """
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM)
    rows = StockNotice.objects.filter(
        free, pk=notice_id, told_at__isnull=False, mailed_at__isnull=True, ended_at__isnull=True
    )
    return bool(rows.update(claimed_at=now, attempts=F("attempts") + 1))


def settle_notice(*, notice_id: UUID, now: datetime) -> None:
    """A mail server has accepted it."""
    StockNotice.objects.filter(pk=notice_id, mailed_at__isnull=True).update(mailed_at=now)


def release_notice(*, notice_id: UUID) -> None:
    """It could not be sent; a later try may succeed."""
    StockNotice.objects.filter(pk=notice_id, mailed_at__isnull=True).update(claimed_at=None)


@transaction.atomic
def end_notices(*, store_id: int, notice_id: UUID, now: datetime) -> None:
    """Tell the address of this notice nothing more that it has asked for. Safe to repeat."""
    rows = StockNotice.objects.filter(store_id=store_id)
    email = rows.filter(pk=notice_id).values_list("email", flat=True).first()
    if email is not None:
        rows.filter(email=email, mailed_at__isnull=True, ended_at__isnull=True).update(ended_at=now)


def _call(store_id: int, variant_id: UUID, sellable: int, now: datetime) -> list[UUID]:
    rows = StockNotice.objects.filter(store_id=store_id, variant_id=variant_id)
    lately = rows.filter(told_at__gt=now - rules.HEAD_START, ended_at__isnull=True).count()
    many = min(rules.how_many_to_tell(sellable=sellable, told_lately=lately), MOST_AT_ONCE)
    first = list(rows.filter(OPEN).order_by("asked_at", "id").values_list("id", flat=True)[:many])
    rows.filter(OPEN, pk__in=first).update(told_at=now)
    return first
