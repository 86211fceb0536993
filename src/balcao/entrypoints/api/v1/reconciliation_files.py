"""Reports of providers, statements of banks, bank accounts, and what a store agreed on."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from balcao.domains.reconciliation import errors, operations, queries
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.v1.reconciliation_shapes import (
    BankAccountIn,
    BankAccountOut,
    BankAccountsOut,
    ReconciliationTermsIn,
    ReconciliationTermsOut,
    StatementOfOut,
    StatementsOut,
)
from balcao.entrypoints.jobs.reconciling import queue_match
from balcao.plumbing.audit import acting

router = Router()
C = Capability
ACCOUNTS = "/reconciliation/bank-accounts"


@router.get("/reconciliation/files", response=StatementsOut, **staff(C.VIEW_LEDGER))
def list_statements(request: StaffRequest) -> HttpResponse:
    """The last fifty files, the latest first."""
    found = queries.statements(store_of(request).id)
    return reply(StatementsOut(items=[StatementOfOut.model_validate(one) for one in found]))


@router.post(
    "/reconciliation/files",
    response={201: StatementOfOut},
    **staff(C.EDIT_LEDGER, errors.BadStatement, errors.NoSuchBankAccount),
)
def upload_statement(
    request: StaffRequest,
    file: Annotated[UploadedFile, File()],
    source: Annotated[str, Query(max_length=60)] = "stripe",
) -> HttpResponse:
    """Hand in a CSV to be matched; the same file again is the one from before.

    `source` is `stripe`, or `bank:` and the code of an account. Ask for the file until it is done.
    """
    with acting(request.auth.email, source="api"):
        statement_id = operations.take_in(
            store_id=store_of(request).id,
            source=source,
            file_name=file.name or "report.csv",
            content=file.read(),
            actor=request.auth.email,
            now=moment(),
        )
        queue_match(statement_id)
    location = f"/api/v1/reconciliation/files/{statement_id}"
    return reply(_statement(request, statement_id), status=201, Location=location)


@router.get(
    "/reconciliation/files/{statement_id}",
    response=StatementOfOut,
    **staff(C.VIEW_LEDGER, errors.NoSuchStatement),
)
def get_statement(request: StaffRequest, statement_id: UUID) -> HttpResponse:
    """One file: how far it is, and what is wrong with it."""
    return reply(_statement(request, statement_id))


@router.get(ACCOUNTS, response=BankAccountsOut, **staff(C.VIEW_LEDGER))
def list_bank_accounts(request: StaffRequest) -> HttpResponse:
    """Bank accounts and how their files are written."""
    found = queries.bank_accounts(store_of(request).id)
    return reply(BankAccountsOut(items=[BankAccountOut.model_validate(one) for one in found]))


@router.put(
    ACCOUNTS + "/{code}",
    response=BankAccountOut,
    **staff(C.EDIT_LEDGER, errors.BadBankAccount),
)
def put_bank_account(request: StaffRequest, code: str, said: BankAccountIn) -> HttpResponse:
    """Make or change a bank account."""
    with acting(request.auth.email, source="api"):
        operations.save_bank_account(store_id=store_of(request).id, account=said.account(code))
    found = queries.bank_account(store_of(request).id, code)
    return reply(BankAccountOut.model_validate(found))


@router.get("/reconciliation/terms", response=ReconciliationTermsOut, **staff(C.VIEW_LEDGER))
def get_reconciliation_terms(request: StaffRequest) -> HttpResponse:
    """What the store agreed on."""
    found = queries.terms_of(store_of(request).id)
    return reply(ReconciliationTermsOut.model_validate(found))


@router.put("/reconciliation/terms", response=ReconciliationTermsOut, **staff(C.EDIT_LEDGER))
def put_reconciliation_terms(request: StaffRequest, said: ReconciliationTermsIn) -> HttpResponse:
    """Agree on days to wait, and on small change."""
    with acting(request.auth.email, source="api"):
        operations.save_terms(store_id=store_of(request).id, terms=said.terms())
    return get_reconciliation_terms(request)


def _statement(request: StaffRequest, statement_id: UUID) -> StatementOfOut:
    found = queries.statement_by_id(store_of(request).id, statement_id)
    return StatementOfOut.model_validate(found)
