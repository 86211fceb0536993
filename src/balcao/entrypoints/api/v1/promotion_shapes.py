"""Promotions, codes and uses as the API says them. Money is minor units of the currency."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, StringConstraints

from balcao.domains.promotions.values import PromotionDraft
from balcao.entrypoints.api.shapes import MOST_MINOR, In, Moment, Out, Paged, When

MOST_USES = 2_000_000_000
Uses = Annotated[int, Field(ge=0, le=MOST_USES)]
Name = Annotated[str, StringConstraints(max_length=120)]


class PromotionIn(In):
    """What a promotion says. A limit that is null is none; the period is half-open."""

    name: Name
    rule: dict[str, Any] = Field(description="A rule as JSON; a refusal points into it.")
    currency: str = Field("", pattern=r"^([A-Z]{3})?$", description="Of amounts in the rule.")
    needs_code: bool = False
    priority: int = Field(0, ge=-1_000_000, le=1_000_000)
    starts_at: When | None = None
    ends_at: When | None = None
    uses_limit: Uses | None = None
    per_shopper_limit: int | None = Field(None, ge=1, le=30_000)
    per_day_limit: Uses | None = None
    budget_minor: int | None = Field(None, ge=0, le=MOST_MINOR)

    def draft(self) -> PromotionDraft:
        """As the domain knows it."""
        return PromotionDraft(**self.__dict__)


class PromotionOut(Out):
    """A promotion, and what was used of it; uses that were given back do not count."""

    id: UUID
    name: str
    status: str
    rule: dict[str, Any]
    currency: str
    needs_code: bool
    priority: int
    starts_at: Moment | None
    ends_at: Moment | None
    uses_limit: int | None
    per_shopper_limit: int | None
    per_day_limit: int | None
    budget_minor: int | None
    used: int
    spent_minor: int
    version: int
    created_at: Moment
    updated_at: Moment


class PromotionsOut(Paged):
    """A page of promotions."""

    items: list[PromotionOut]


class CodeIn(In):
    """A code that unlocks a promotion; without a limit it may be used any number of times."""

    text: Annotated[str, StringConstraints(max_length=80)]
    uses_limit: Annotated[int, Field(ge=1, le=MOST_USES)] | None = None
    expires_at: When | None = None


class CodeOut(Out):
    """A code. With ``batch_revoked`` it unlocks nothing, as its whole batch does not."""

    id: int
    promotion_id: UUID
    batch_id: UUID | None
    text: str
    uses_limit: int | None
    used: int
    expires_at: Moment | None
    revoked_at: Moment | None
    batch_revoked: bool


class CodesOut(Paged):
    """A page of codes."""

    items: list[CodeOut]


class BatchIn(In):
    """So many unguessable codes; ``length`` is that of their random part, null is what is safe."""

    size: int = Field(ge=1, le=1_000_000)
    name: Name = ""
    prefix: Annotated[str, StringConstraints(max_length=12, pattern=r"^[A-Z0-9]*$")] = ""
    length: int | None = Field(None, ge=1, le=28)
    uses_limit: Annotated[int, Field(ge=1, le=MOST_USES)] | None = 1
    expires_at: When | None = None


class BatchOut(Out):
    """A batch of codes; ask again to see how far it is."""

    id: UUID
    promotion_id: UUID
    name: str
    prefix: str
    length: int
    size: int
    made: int
    percent: int
    uses_limit: int | None
    expires_at: Moment | None
    state: str
    problem: str
    asked_by: str
    asked_at: Moment
    ended_at: Moment | None
    revoked_at: Moment | None


class BatchesOut(Out):
    """The latest hundred batches of a promotion."""

    items: list[BatchOut]


class UseOut(Out):
    """An order that used a promotion, for this much of the order's currency."""

    id: int
    order_id: UUID
    code: str
    shopper: str
    day: date
    amount_minor: int
    at: Moment
    given_back_at: Moment | None


class UsesOut(Paged):
    """A page of uses."""

    items: list[UseOut]
