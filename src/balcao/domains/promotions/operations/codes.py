"""Single codes: adding and revoking."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from balcao.domains.promotions.errors import BadCode, CodeTaken, WrongPromotionState
from balcao.domains.promotions.locks import lock_code, lock_promotion
from balcao.domains.promotions.models import Code, Promotion
from balcao.domains.promotions.queries.texts import checked
from balcao.domains.promotions.values import PromotionState

MOST_USES: Final = 2_000_000_000


@transaction.atomic
def add_code(
    *,
    store_id: int,
    promotion_id: UUID,
    text: str,
    now: datetime,
    uses_limit: int | None = None,
    expires_at: datetime | None = None,
) -> int:
    """Add one code that unlocks a promotion; returns its id. No limit is None.

    :raises NoSuchPromotion: there is none with this id.
    :raises WrongPromotionState: it has ended.
    :raises BadCode: the text cannot be a code, the limit is not positive, or it is over already.
    :raises CodeTaken: this store has that code already.
    """
    promotion = hold_for_codes(store_id, promotion_id, now)
    check_terms(uses_limit, expires_at, now)
    code = Code(
        store_id=store_id,
        promotion=promotion,
        text=checked(text),
        uses_limit=uses_limit,
        expires_at=expires_at,
    )
    try:
        with transaction.atomic():
            code.save(force_insert=True)
    except IntegrityError:
        raise CodeTaken(field="text") from None
    return code.pk


@transaction.atomic
def revoke_code(*, store_id: int, code_id: int, now: datetime) -> None:
    """Let a code unlock nothing any more. Doing it again changes nothing.

    :raises NoSuchCode: there is none with this id.
    """
    row = lock_code(store_id, code_id)
    if row.revoked_at is None:
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])


def hold_for_codes(store_id: int, promotion_id: UUID, now: datetime) -> Promotion:
    """A promotion that gets codes; that it was touched is in its trail, codes are too many.

    :raises NoSuchPromotion: there is none with this id.
    :raises WrongPromotionState: it has ended.
    """
    row = lock_promotion(store_id, promotion_id)
    if row.status == PromotionState.ENDED:
        raise WrongPromotionState("It has ended, so it gets no more codes.", state=row.status)
    row.updated_at = now
    row.save(update_fields=["updated_at"])
    return row


def check_terms(uses_limit: int | None, expires_at: datetime | None, now: datetime) -> None:
    """Go on only if codes can have this limit and this end.

    :raises BadCode: they cannot.
    """
    if uses_limit is not None and not 0 < uses_limit <= MOST_USES:
        raise BadCode("A code is good for at least one use.", field="uses_limit")
    if expires_at is not None and expires_at <= now:
        raise BadCode("A code expires in the future.", field="expires_at")
