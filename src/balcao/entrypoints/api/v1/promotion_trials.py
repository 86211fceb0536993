"""Why promotions apply to a cart or not, and what a drafted one would change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from balcao.domains.checkout.queries import names_in, try_promotion
from balcao.domains.checkout.values import Quote, WantedLine, Wish
from balcao.domains.promotions import errors, queries
from balcao.domains.promotions.values import Promotion, Verdict
from balcao.domains.stores.values import StoreInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.shapes import In, Line, Mail, MoneyOut, Out, WantedLineIn, When
from balcao.entrypoints.api.v1.promotion_shapes import PromotionIn
from balcao.kernel.ids import new_id

router = Router()
LANGUAGES = ("en", "pt-br")


class TrialIn(In):
    """A cart, and a promotion to try on it: a draft, a stored one, or a draft in its place."""

    lines: list[WantedLineIn] = Field(max_length=100)
    country: str = Field("", pattern="^([A-Z]{2})?$", description="ISO 3166-1 alpha-2.")
    region: Line = ""
    shipping: Line = Field("", description="The code of a shipping option.")
    payment: Line = Field("", description="The code of a payment choice.")
    email: Mail = ""
    codes: list[Line] = Field([], max_length=10)
    at: When | None = Field(None, description="Null is now.")
    promotion_id: UUID | None = None
    draft: PromotionIn | None = None
    with_code: bool = Field(default=False, description="The promotion's code counts as entered.")


class TriedTotalsOut(Out):
    """What the cart costs."""

    subtotal: MoneyOut
    discount: MoneyOut
    shipping: MoneyOut | None
    total: MoneyOut


class VerdictOut(Out):
    """Whether a promotion applied; if not, the first condition that failed, what is missing."""

    promotion_id: str
    name: str
    applied: bool
    reason: str
    facts: dict[str, Any]
    says: dict[str, str]


class TrialOut(Out):
    """The cart without the promotion and with it. Nothing was written."""

    before: TriedTotalsOut
    after: TriedTotalsOut
    verdicts: list[VerdictOut]


@router.post(
    "/promotions/trials",
    response=TrialOut,
    **staff(Capability.VIEW_PROMOTIONS, errors.NoSuchPromotion, errors.BadRule),
)
def try_a_promotion(request: StaffRequest, said: TrialIn) -> HttpResponse:
    """Explain every promotion on any cart, and compare it with and without one of them.

    Stored promotions are tried as though they were active. Without `promotion_id` and `draft` both
    sides are the shop as it is.
    """
    store, promotion = store_of(request), _promotion(request, said)
    trial = try_promotion(
        _wish(store, said), promotion, now=said.at or moment(), with_code=said.with_code
    )
    answer = TrialOut(
        before=TriedTotalsOut.model_validate(trial.before),
        after=TriedTotalsOut.model_validate(trial.after),
        verdicts=_verdicts(store, trial.after),
    )
    return reply(answer)


def _promotion(request: StaffRequest, said: TrialIn) -> Promotion | None:
    stored = None
    if said.promotion_id is not None:
        stored = queries.promotion_by_id(store_of(request).id, said.promotion_id)
    draft = said.draft.draft() if said.draft else stored
    return queries.drafted(draft, str(said.promotion_id or new_id())) if draft else None


def _wish(store: StoreInfo, said: TrialIn) -> Wish:
    return Wish(
        store_id=store.id,
        currency=store.currency,
        lines=tuple(WantedLine(line.variant_id, line.quantity) for line in said.lines),
        country=said.country,
        region=said.region,
        rate_code=said.shipping,
        provider=said.payment,
        email=said.email,
        codes=tuple(said.codes),
    )


def _verdicts(store: StoreInfo, quote: Quote) -> list[VerdictOut]:
    facts = [one.facts for one in quote.verdicts]
    names = {tongue: names_in(store.id, facts, tongue) for tongue in LANGUAGES}

    def out(one: Verdict) -> VerdictOut:
        says = {
            tongue: queries.reason_in_words(one, tongue, quote.currency, names[tongue])
            for tongue in LANGUAGES
        }
        return VerdictOut(
            promotion_id=one.promotion_id,
            name=one.name,
            applied=one.applied,
            reason=one.reason,
            facts=dict(one.facts),
            says=says,
        )

    return [out(one) for one in quote.verdicts]
