"""What a cart would cost if a promotion were on, or were not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from balcao.domains.checkout.queries.quoting import quote_by
from balcao.domains.checkout.queries.store_rules import rules_tried
from balcao.domains.checkout.values import Quote, Trial, Wish
from balcao.domains.promotions.values import Promotion

# A code that exists nowhere has no row.
NO_CODE: Final = 0


def quote_tried(
    wish: Wish,
    *,
    now: datetime,
    also: Sequence[Promotion] = (),
    without: Collection[str] = (),
    unlocks: Collection[str] = (),
) -> Quote:
    """What it would cost with other promotions, with a verdict on every one. Nothing is written.

    ``now`` may be any moment: promotions and prices are those of then, stock and shoppers are as
    they are today.

    :param also: promotions that count as active, in the place of stored ones with their id.
    :param without: ids of promotions that count as switched off.
    :param unlocks: ids of promotions whose code counts as entered, whatever codes there are.
    :raises NoSuchStore: there is none with this id.
    """
    rules = rules_tried(wish.store_id, now=now, also=also, without=without)
    entered = dict.fromkeys(unlocks, ("CODE", NO_CODE))
    return quote_by(rules, wish, now=now, explains=True, unlocked=entered)


def try_promotion(
    wish: Wish, promotion: Promotion | None, *, now: datetime, with_code: bool = False
) -> Trial:
    """A cart without a promotion and with it; without any, as the shop is.

    :param with_code: the promotion's code counts as entered.
    :raises NoSuchStore: there is none with this id.
    """
    if promotion is None:
        plain = quote_tried(wish, now=now)
        return Trial(before=plain, after=plain)
    unlocks = [promotion.id] if with_code else []
    return Trial(
        before=quote_tried(wish, now=now, without=[promotion.id]),
        after=quote_tried(wish, now=now, also=[promotion], unlocks=unlocks),
    )
