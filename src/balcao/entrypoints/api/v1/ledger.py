"""The books: balances, statements, journals, months, files for the accountant."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Path, Router

from balcao.domains.ledger import errors, operations, queries
from balcao.domains.ledger.values import JournalView
from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_id
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import key_of, write_once
from balcao.entrypoints.api.shapes import MOST_ID, Cursor, Limit
from balcao.entrypoints.api.v1.ledger_shapes import (
    BooksReasonIn,
    DayAsked,
    JournalIn,
    JournalOut,
    JournalsOut,
    Kind,
    OrderBalanceOut,
    OrderBooksOut,
    ProfitOut,
    StatementLineOut,
    StatementOut,
    TrialBalanceOut,
)

router = Router()
C = Capability


@router.get("/ledger/trial-balance", response=TrialBalanceOut, **staff(C.VIEW_LEDGER))
def get_trial_balance(request: StaffRequest, until: DayAsked = None) -> HttpResponse:
    """Debits and credits of each account up to and with a day; today if none is said."""
    store_id, day = store_of(request).id, until or _today(request)
    rows = queries.trial_balance(store_id, until=day)
    return reply(TrialBalanceOut.of(day, rows, queries.open_contracts(store_id, until=day)))


@router.get("/ledger/profit", response=ProfitOut, **staff(C.VIEW_LEDGER))
def get_profit(
    request: StaffRequest, since: DayAsked = None, until: DayAsked = None
) -> HttpResponse:
    """Income, cost of goods and other expenses by month; this year if nothing is said."""
    end = until or _today(request)
    start = since or end.replace(month=1, day=1)
    return reply(
        ProfitOut.of(queries.profit_by_month(store_of(request).id, since=start, until=end))
    )


@router.get(
    "/ledger/accounts/{ledger_account_id}/entries",
    response=StatementOut,
    **staff(C.VIEW_LEDGER, errors.NoSuchLedgerAccount),
)
def list_account_entries(
    request: StaffRequest,
    ledger_account_id: int = Path(ge=1, le=MOST_ID),
    until: DayAsked = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """The statement of an account, the latest day first."""
    store_id = store_of(request).id
    queries.account_by_id(store_id, ledger_account_id, until=until or _today(request))
    page = queries.account_page(
        store_id, ledger_account_id, until=until, cursor=cursor, limit=limit
    )
    return paged(request, page, StatementLineOut.model_validate)


@router.get("/ledger/journals", response=JournalsOut, **staff(C.VIEW_LEDGER))
def list_journals(
    request: StaffRequest,
    kind: Kind = "",
    since: DayAsked = None,
    until: DayAsked = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Journals with their entries, the latest day first."""
    page = queries.journals_page(
        store_of(request).id, kind=kind, since=since, until=until, cursor=cursor, limit=limit
    )
    return paged(request, page, _out)


@router.post(
    "/ledger/journals",
    response={201: JournalOut},
    **staff(C.EDIT_LEDGER, errors.BadJournal, errors.NotBalanced, errors.PeriodClosed, key=True),
)
def book_journal(request: StaffRequest, said: JournalIn) -> HttpResponse:
    """Book by hand, for a reason: fees, payouts to the bank, corrections."""

    def book() -> JournalOut:
        store_id = store_of(request).id
        journal_id = operations.book_by_hand(
            store_id=store_id,
            key=f"api:{key_of(request)}"[:100],
            day=said.day,
            lines=[line.line() for line in said.lines],
            reason=said.reason,
            actor=request.auth.email,
            now=moment(),
        )
        return _out(queries.journal_by_id(store_id, journal_id))

    return write_once(request, said, book, status=201)


@router.get(
    "/ledger/journals/{journal_id}",
    response=JournalOut,
    **staff(C.VIEW_LEDGER, errors.NoSuchJournal),
)
def get_journal(request: StaffRequest, journal_id: UUID) -> HttpResponse:
    """One journal."""
    return reply(_out(queries.journal_by_id(store_of(request).id, journal_id)))


@router.get(
    "/ledger/orders/{order_id}", response=OrderBooksOut, **staff(C.VIEW_LEDGER, NoSuchOrder)
)
def get_order_books(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """What an order did to the books, in the order in which it happened."""
    _mine(request, order_id)
    return reply(_order(order_id))


@router.post(
    "/ledger/orders/{order_id}/write-off",
    response=OrderBooksOut,
    **staff(C.EDIT_LEDGER, NoSuchOrder, errors.BadJournal, key=True),
)
def write_off(request: StaffRequest, order_id: UUID, said: BooksReasonIn) -> HttpResponse:
    """Give up what is still receivable for an order."""
    _mine(request, order_id)

    def give_up() -> OrderBooksOut:
        operations.write_off_order(
            store_id=store_of(request).id,
            order_id=order_id,
            reason=said.reason,
            actor=request.auth.email,
            now=moment(),
        )
        return _order(order_id)

    return write_once(request, said, give_up)


@router.get("/ledger/files/{file_name}", response=str, **staff(C.VIEW_LEDGER))
def get_file(
    request: StaffRequest,
    file_name: Literal["journals.csv", "trial-balance.csv", "books.beancount"],
    since: DayAsked = None,
    until: DayAsked = None,
) -> StreamingHttpResponse:
    """The books as a file: journals or the trial balance as CSV, or all of it for Beancount."""
    store_id, end = store_of(request).id, until or _today(request)
    start = since or end.replace(month=1, day=1)
    pieces = {
        "journals.csv": lambda: queries.journals_csv(store_id, since=start, until=end),
        "trial-balance.csv": lambda: queries.trial_balance_csv(store_id, until=end),
        "books.beancount": lambda: queries.beancount_text(store_id, since=start, until=end),
    }[file_name]()
    media = "text/csv" if file_name.endswith("csv") else "text/plain"
    return StreamingHttpResponse(
        pieces,
        content_type=f"{media}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def _out(view: JournalView) -> JournalOut:
    return JournalOut.model_validate(view)


def _order(order_id: UUID) -> OrderBooksOut:
    return OrderBooksOut(
        journals=[_out(view) for view in queries.journals_of_order(order_id)],
        balances=[OrderBalanceOut.model_validate(one) for one in queries.order_balances(order_id)],
    )


def _mine(request: HttpRequest, order_id: UUID) -> None:
    if order_by_id(order_id).store_id != store_of(request).id:
        raise NoSuchOrder(id=str(order_id))


def _today(request: HttpRequest) -> date:
    return moment().astimezone(ZoneInfo(store_of(request).time_zone)).date()
