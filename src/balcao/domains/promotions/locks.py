"""The only row locks of this domain, each table in the order of its primary key.

A purchase (checkout/sql) takes promotions before codes, after the stock levels; so does a
give-back, so that a purchase and a cancellation never wait for each other in a circle.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from balcao.domains.promotions.errors import NoSuchBatch, NoSuchCode, NoSuchPromotion
from balcao.domains.promotions.models import Attempt, Batch, Code, Promotion, Use


def lock_promotion(store_id: int, promotion_id: UUID) -> Promotion:
    """Hold one promotion until commit; purchases that use it wait.

    :raises NoSuchPromotion: there is none with this id in this store.
    """
    rows = Promotion.objects.select_for_update().filter(pk=promotion_id, store_id=store_id)
    row = rows.first()
    if row is None:
        raise NoSuchPromotion(id=str(promotion_id))
    return row


def lock_batch(batch_id: UUID, store_id: int | None = None) -> Batch:
    """Hold one batch until commit, so that one worker at a time makes its codes.

    :raises NoSuchBatch: there is none with this id, in this store if one is given.
    """
    rows = Batch.objects.select_for_update().filter(pk=batch_id)
    row = (rows if store_id is None else rows.filter(store_id=store_id)).first()
    if row is None:
        raise NoSuchBatch(id=str(batch_id))
    return row


def lock_code(store_id: int, code_id: int) -> Code:
    """Hold one code until commit.

    :raises NoSuchCode: there is none with this id in this store.
    """
    row = Code.objects.select_for_update().filter(pk=code_id, store_id=store_id).first()
    if row is None:
        raise NoSuchCode(id=code_id)
    return row


def lock_attempt(store_id: int, who: str, now: datetime) -> Attempt:
    """Hold the count of one guesser until commit: parallel guesses wait for each other."""
    # Both want it first: the one that comes second waits here until the first has committed.
    Attempt.objects.bulk_create(
        [Attempt(store_id=store_id, who=who, failures=0, since=now)], ignore_conflicts=True
    )
    return Attempt.objects.select_for_update().get(store_id=store_id, who=who)


def lock_used_by(order_id: UUID) -> None:
    """Hold the promotions and codes that an order uses until commit."""
    uses = Use.objects.filter(order_id=order_id, given_back_at=None)
    promotions = Promotion.objects.select_for_update()
    list(promotions.filter(pk__in=uses.values("promotion")).order_by("pk").values_list("pk"))
    codes = Code.objects.select_for_update()
    list(codes.filter(pk__in=uses.values("code")).order_by("pk").values_list("pk"))
