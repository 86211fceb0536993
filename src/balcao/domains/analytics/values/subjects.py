"""What is tried, ready to be applied to orders. Amounts are minor units of one currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from balcao.domains.analytics.values.backtests import Beside
from balcao.domains.pricing.values import TaxRules
from balcao.domains.pricing.values.changes import RepriceRule
from balcao.domains.pricing.values.lists import PriceListHead, Tier
from balcao.domains.promotions.values import Promotion


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How often a promotion may be used and what it may cost; None is no limit."""

    uses: int | None = None
    shopper_uses: int | None = None
    day_uses: int | None = None
    budget_minor: int | None = None

    @property
    def are_none(self) -> bool:
        """Whether nothing is limited."""
        limits = (self.uses, self.shopper_uses, self.day_uses, self.budget_minor)
        return all(one is None for one in limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionSubject:
    """A promotion to try, beside others that are decided about with it."""

    promotion: Promotion
    beside: Beside
    others: tuple[Promotion, ...] = ()
    limits: Mapping[str, Limits] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSubject:
    """Prices to try: those of a list, those of a rule, or new prices by variant.

    ``tiers`` are the entries of the list by variant.
    """

    head: PriceListHead | None = None
    tiers: Mapping[UUID, Sequence[Tier]] = field(default_factory=dict)
    rule: RepriceRule | None = None
    prices: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxSubject:
    """The rules of taxes to try, all of them as of one moment."""

    rules: TaxRules
    as_of: datetime
