"""Risk: orders in review, thresholds, payments that were tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from balcao.domains.orders.errors import AlreadyDispatched, WrongState
from balcao.domains.risk import errors, operations, queries
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.v1.risk_shapes import (
    PaymentHourOut,
    PaymentsTriedOut,
    ReviewState,
    RiskNoteIn,
    RiskScoreOut,
    RiskScoresOut,
    RiskTermsIn,
    RiskTermsOut,
    RiskTrialOut,
)
from balcao.plumbing.audit import acting

router = Router()
C = Capability
ORDER = "/risk/orders/{order_id}"


@router.get("/risk/orders", response=RiskScoresOut, **staff(C.VIEW_ORDERS))
def list_risk_scores(request: StaffRequest, state: ReviewState = "review") -> HttpResponse:
    """Orders and why they look risky; those in review if nothing is said."""
    found = queries.scores(store_of(request).id, state=state)
    return reply(RiskScoresOut(items=[RiskScoreOut.of(one) for one in found]))


@router.get(ORDER, response=RiskScoreOut, **staff(C.VIEW_ORDERS, errors.NoSuchScore))
def get_risk_score(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """One order's score."""
    return reply(RiskScoreOut.of(queries.score_by_order(store_of(request).id, order_id)))


@router.post(
    ORDER + "/release",
    response=RiskScoreOut,
    **staff(C.HANDLE_ORDERS, errors.NoSuchScore, errors.NotInReview, key=True),
)
def release_order_in_review(
    request: StaffRequest, order_id: UUID, said: RiskNoteIn
) -> HttpResponse:
    """Let an order in review be packed and captured."""
    return _decide(request, order_id, said, operations.release)


@router.post(
    ORDER + "/cancel",
    response=RiskScoreOut,
    **staff(
        C.HANDLE_ORDERS,
        errors.NoSuchScore,
        errors.NotInReview,
        AlreadyDispatched,
        WrongState,
        key=True,
    ),
)
def cancel_order_in_review(request: StaffRequest, order_id: UUID, said: RiskNoteIn) -> HttpResponse:
    """Cancel an order in review; what was set aside is let go, what was taken goes back."""
    return _decide(request, order_id, said, operations.cancel)


@router.get("/risk/terms", response=RiskTermsOut, **staff(C.MANAGE_STORE))
def get_risk_terms(request: StaffRequest) -> HttpResponse:
    """Thresholds and weights of the store."""
    return reply(RiskTermsOut.of(queries.terms_of(store_of(request).id)))


@router.put(
    "/risk/terms",
    response=RiskTermsOut,
    **staff(C.MANAGE_STORE, errors.BadRiskTerms, errors.RiskTermsChanged),
)
def put_risk_terms(request: StaffRequest, said: RiskTermsIn) -> HttpResponse:
    """Set thresholds and weights, on top of the version that was seen."""
    with acting(request.auth.email, source="api"):
        operations.save_terms(store_id=store_of(request).id, terms=said.terms())
    return get_risk_terms(request)


@router.post("/risk/trial", response=RiskTrialOut, **staff(C.MANAGE_STORE))
def try_risk_terms(request: StaffRequest, said: RiskTermsIn) -> HttpResponse:
    """What these would have held in the last 30 days. Changes nothing."""
    tried = queries.try_terms(store_of(request).id, said.terms(), now=moment())
    return reply(RiskTrialOut.of(tried))


@router.get("/risk/payments", response=PaymentsTriedOut, **staff(C.VIEW_ORDERS))
def list_payments_tried(request: StaffRequest) -> HttpResponse:
    """Payments tried in the last day, and whether somebody seems to test cards."""
    store_id, now = store_of(request).id, moment()
    hours = queries.attempts_by_hour(store_id, since=now - timedelta(hours=24))
    return reply(
        PaymentsTriedOut(
            alarm=queries.decline_alarm(store_id, now=now),
            items=[PaymentHourOut.model_validate(one) for one in hours],
        )
    )


def _decide(
    request: StaffRequest, order_id: UUID, said: RiskNoteIn, do: Callable[..., None]
) -> HttpResponse:
    def decided() -> RiskScoreOut:
        store_id = store_of(request).id
        do(
            store_id=store_id,
            order_id=order_id,
            note=said.note,
            actor=request.auth.email,
            now=moment(),
        )
        return RiskScoreOut.of(queries.score_by_order(store_id, order_id))

    return write_once(request, said, decided)
