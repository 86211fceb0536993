"""Risk as the API says it. Amounts are minor units of the order's currency."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from balcao.domains.risk import queries
from balcao.domains.risk.values import ScoreView, TermsInfo, Tried
from balcao.entrypoints.api.shapes import In, Moment, Out

ReviewState = Literal["", "review", "accepted", "released", "cancelled", "refused"]
Weight = Annotated[int, Field(ge=0, le=100)]


class RiskReasonOut(Out):
    """One rule that spoke: its weight, the number it saw, and its words in two languages."""

    rule: str
    weight: int
    seen: int
    en: str
    pt_br: str


class RiskScoreOut(Out):
    """An order's score when it was placed, and what was decided."""

    order_id: UUID
    number: str
    email: str
    total_minor: int
    currency: str
    placed_at: Moment
    score: int
    state: str
    reasons: list[RiskReasonOut]
    decided_by: str
    decided_at: Moment | None
    note: str

    @classmethod
    def of(cls, view: ScoreView) -> RiskScoreOut:
        """As scored."""
        said = {name: getattr(view, name) for name in cls.model_fields if name != "reasons"}
        reasons = [
            RiskReasonOut(
                rule=one.rule.value,
                weight=one.weight,
                seen=one.seen,
                en=queries.in_words(one, "en"),
                pt_br=queries.in_words(one, "pt-br"),
            )
            for one in view.reasons
        ]
        return cls(**{**said, "state": view.state.value}, reasons=reasons)


class RiskScoresOut(Out):
    """The last hundred scored orders of a state, the latest first."""

    items: list[RiskScoreOut]


class RiskNoteIn(In):
    """Why, if there is something to say."""

    note: Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)] = ""


class RiskTermsOut(Out):
    """Thresholds and weights; `refuse_at` null refuses nothing. `version` rises with each save."""

    review_at: int
    refuse_at: int | None
    weights: dict[str, int]
    version: int

    @classmethod
    def of(cls, terms: TermsInfo) -> RiskTermsOut:
        """All weights, also those a store did not change."""
        usual = {rule.value: weight for rule, (_, weight) in queries.rules_and_weights().items()}
        weights = {**usual, **terms.weights}
        return cls(
            review_at=terms.review_at,
            refuse_at=terms.refuse_at,
            weights=weights,
            version=terms.version,
        )


class RiskTermsIn(In):
    """What the store wants; weights that are left out are the usual ones."""

    review_at: int = Field(60, ge=1, le=101)
    refuse_at: int | None = Field(None, ge=1, le=100)
    weights: dict[str, Weight] = Field({}, max_length=40)
    version: int = Field(0, ge=0, le=2**31 - 1, description="The version this is based on.")

    def terms(self) -> TermsInfo:
        """As the domain takes it."""
        return TermsInfo(**self.model_dump())


class RiskTrialOut(Out):
    """What thresholds would have done to the last 30 days, a thousand orders at most.

    `spread` counts orders by score, in steps of ten.
    """

    orders: int
    review: int
    refuse: int
    held_minor: int
    spread: list[int]

    @classmethod
    def of(cls, tried: Tried) -> RiskTrialOut:
        """As tried."""
        return cls.model_validate(tried)


class PaymentHourOut(Out):
    """Payments tried in an hour, and how many were declined or stopped."""

    at: Moment
    attempts: int
    declined: int
    stopped: int


class PaymentsTriedOut(Out):
    """The last day by hour; `alarm` says that somebody seems to test cards."""

    alarm: bool
    items: list[PaymentHourOut]
