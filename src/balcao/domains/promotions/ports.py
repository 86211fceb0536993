"""What may be added to the rule language from outside. Pure.

An installed package registers a class under the entry points ``balcao.promotion_conditions`` or
``balcao.promotion_benefits``; see docs/how-to/add-a-promotion-condition.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from balcao.domains.promotions.rules.foreign import (
    Condition,
    Reduction,
    add_benefits,
    add_conditions,
)

PromotionCondition = Condition
PromotionBenefit = Reduction


def use_kinds(
    conditions: Iterable[PromotionCondition], benefits: Iterable[PromotionBenefit]
) -> None:
    """Let rules use these kinds beside Balcao's own; called when the building is put together.

    :raises ValueError: a kind has the name of one of Balcao's own.
    """
    add_conditions(conditions)
    add_benefits(benefits)
