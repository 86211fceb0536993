"""Back-tests: a promotion, prices or taxes tried on past orders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from ninja import Router

from balcao.domains.analytics import errors, operations, queries
from balcao.domains.analytics.values import Beside, Kind
from balcao.domains.pricing import errors as pricing
from balcao.domains.pricing.values import RoundBy
from balcao.domains.promotions.errors import NoSuchPromotion
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import Cursor, Limit
from balcao.entrypoints.api.v1.backtest_shapes import (
    BackTestOut,
    BackTestsOut,
    PriceTestIn,
    PromotionTestIn,
    ResultOut,
    TaxTestIn,
)
from balcao.entrypoints.jobs.backtests import queue_back_test

router = Router()
C = Capability
NEEDS: Final = {
    Kind.PROMOTION: C.EDIT_PROMOTIONS,
    Kind.PRICE: C.EDIT_PRICES,
    Kind.TAX: C.EDIT_TAXES,
}
BAD, NONE = errors.BadBackTest, errors.NoSuchBackTest
PRICES = (pricing.NoSuchPriceList, pricing.BadRepricing, pricing.BadRounding)


@router.get("/back-tests", response=BackTestsOut, **staff(C.VIEW_ORDERS))
def list_back_tests(
    request: StaffRequest, cursor: Cursor = None, limit: Limit = 50
) -> HttpResponse:
    """Back-tests, latest first, with how far each is."""
    page = queries.back_tests_page(store_of(request).id, cursor=cursor, limit=limit)
    return paged(request, page, BackTestOut.model_validate)


@router.post(
    "/back-tests/promotion",
    response={201: BackTestOut},
    **staff(C.EDIT_PROMOTIONS, BAD, NoSuchPromotion, key=True),
)
def try_promotion(request: StaffRequest, said: PromotionTestIn) -> HttpResponse:
    """Try a promotion on past orders; it is run beside this request."""
    more = {**said.__dict__, "beside": Beside(said.beside)}
    return _asked(request, said, lambda how: operations.ask_promotion_test(**more, **how))


@router.post(
    "/back-tests/price",
    response={201: BackTestOut},
    **staff(C.EDIT_PRICES, BAD, *PRICES, key=True),
)
def try_prices(request: StaffRequest, said: PriceTestIn) -> HttpResponse:
    """Try a price list, a rule or new prices on past orders; it is run beside this request."""
    period = {"starts_at": said.starts_at, "ends_at": said.ends_at}
    return _asked(request, said, lambda how: _ask_prices(said, {**period, **how}))


@router.post(
    "/back-tests/tax",
    response={201: BackTestOut},
    **staff(C.EDIT_TAXES, BAD, pricing.NoSuchTaxTable, key=True),
)
def try_taxes(request: StaffRequest, said: TaxTestIn) -> HttpResponse:
    """Try other taxes on past orders; it is run beside this request."""
    more = {
        **said.__dict__,
        "rates": {one.rate_id: one.rate_ppm for one in said.rates},
        "round_by": RoundBy(said.round_by) if said.round_by else None,
    }
    return _asked(request, said, lambda how: operations.ask_tax_test(**more, **how))


@router.get("/back-tests/{back_test_id}", response=BackTestOut, **staff(C.VIEW_ORDERS, NONE))
def get_back_test(request: StaffRequest, back_test_id: UUID) -> HttpResponse:
    """One back-test and how far it is."""
    return reply(_out(request, back_test_id))


@router.post(
    "/back-tests/{back_test_id}/cancel",
    response=BackTestOut,
    **staff(C.VIEW_ORDERS, NONE, errors.BackTestOver, key=True),
)
def cancel_back_test(request: StaffRequest, back_test_id: UUID) -> HttpResponse:
    """Stop a back-test that is not over; whoever may ask for one of its kind may."""
    found = queries.back_test_by_id(store_of(request).id, back_test_id)
    request.auth.actor.require(NEEDS[Kind(found.kind)])

    def cancel() -> BackTestOut:
        operations.cancel_back_test(
            store_id=store_of(request).id, back_test_id=back_test_id, now=moment()
        )
        return _out(request, back_test_id)

    return write_once(request, None, cancel)


@router.get(
    "/back-tests/{back_test_id}/result",
    response=ResultOut,
    **staff(C.VIEW_ORDERS, NONE, errors.BackTestNotDone),
)
def get_result(request: StaffRequest, back_test_id: UUID) -> HttpResponse:
    """What a back-test found: in all, by day, by segment, by jurisdiction."""
    found = queries.result_of(store_of(request).id, back_test_id)
    return reply(ResultOut.model_validate(found))


@router.get(
    "/back-tests/{back_test_id}/result.csv",
    response=str,
    **staff(C.VIEW_ORDERS, NONE, errors.BackTestNotDone),
)
def get_result_file(request: StaffRequest, back_test_id: UUID) -> StreamingHttpResponse:
    """The same as CSV: a row for the total, each day, segment and jurisdiction."""
    found = queries.result_of(store_of(request).id, back_test_id)
    return StreamingHttpResponse(
        queries.result_lines(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="back-test.csv"'},
    )


def _ask_prices(said: PriceTestIn, how: dict[str, Any]) -> UUID:
    given = [one for one in (said.list_id, said.rule, said.prices) if one is not None]
    if len(given) != 1:
        raise BAD("Give exactly one of list_id, rule and prices.", field="list_id")
    if said.list_id is not None:
        return operations.ask_list_test(list_id=said.list_id, **how)
    if said.rule is not None:
        return operations.ask_rule_test(rule=said.rule.rule(), title=said.title, **how)
    prices = {one.sku: one.amount_minor for one in said.prices or ()}
    return operations.ask_prices_test(prices=prices, title=said.title, **how)


def _asked(request: StaffRequest, said: Any, ask: Callable[[dict[str, Any]], UUID]) -> HttpResponse:
    """Ask once per key, and let the worker run it."""

    def run() -> BackTestOut:
        how = {"store_id": store_of(request).id, "by": request.auth.email, "now": moment()}
        made = ask(how)
        queue_back_test(made)
        return _out(request, made)

    return write_once(request, said, run, status=201)


def _out(request: StaffRequest, back_test_id: UUID) -> BackTestOut:
    return BackTestOut.model_validate(queries.back_test_by_id(store_of(request).id, back_test_id))
