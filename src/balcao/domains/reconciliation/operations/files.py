"""Taking files in: kept as they came, read as a whole or not at all, each line once."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from balcao.domains.reconciliation.errors import BadStatement
from balcao.domains.reconciliation.locks import lock_statement
from balcao.domains.reconciliation.models import Line, Statement
from balcao.domains.reconciliation.queries.accounts import bank_account
from balcao.domains.reconciliation.rules.bank import read_bank
from balcao.domains.reconciliation.rules.booking import BANK
from balcao.domains.reconciliation.rules.stripe import read_stripe
from balcao.domains.reconciliation.rules.tables import text_of
from balcao.domains.reconciliation.values import LineKind, RawLine, StatementState
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.ids import new_id
from balcao.plumbing.staging import upsert

MOST_BYTES: Final = 100 * 1024 * 1024
REPORTS: Final = {"stripe": read_stripe}
LINES: Final = "reconciliation_line"


@transaction.atomic
def take_in(
    *, store_id: int, source: str, file_name: str, content: bytes, actor: str, now: datetime
) -> UUID:
    """Keep a file to be read by ``read_statement``; the same file again is the one from before.

    ``source`` is a provider with a report of its own, or ``bank:`` and the code of an account.

    :raises BadStatement: empty, too large, or of a source that has no reader.
    :raises NoSuchBankAccount: there is no such account in this store.
    """
    if source.startswith(BANK):
        bank_account(store_id, source.removeprefix(BANK))
    elif source not in REPORTS:
        known = ", ".join(REPORTS)
        raise BadStatement(f"A file is of a bank account, or of {known}.", field="source")
    if not content:
        raise BadStatement("The file is empty.", field="file")
    if len(content) > MOST_BYTES:
        raise BadStatement("The file has more than 100 MB. Export less at once.", field="file")
    row, _ = Statement.objects.get_or_create(
        store_id=store_id,
        source=source,
        sha256=sha256(content).hexdigest(),
        defaults={
            "file_name": "".join(c for c in file_name if c.isprintable())[-255:] or "file.csv",
            "content": content,
            "state": StatementState.WAITING,
            "actor": actor,
            "created_at": now,
        },
    )
    return row.pk


@transaction.atomic
def read_statement(*, statement_id: UUID) -> StatementState:
    """Take all lines of a file in, or none; those of earlier files are not taken in again.

    What is wrong with a refused file stands on it as findings. Reading it again, after its bank
    account was changed for example, is allowed; once its lines are in, nothing happens.

    :raises NoSuchStatement: there is none with this id.
    """
    row = lock_statement(statement_id)
    if row.state in (StatementState.TAKEN, StatementState.DONE):
        return StatementState(row.state)
    try:
        lines = _lines_of(row)
    except BadStatement as error:
        row.state = StatementState.REFUSED
        row.findings = error.facts.get("findings") or [
            {"row": 0, "column": "", "says": error.message}
        ]
        row.save(update_fields=["state", "findings"])
        return StatementState.REFUSED
    upsert(
        LINES,
        (_columns(row, line) for line in lines),
        unique=("store_id", "source", "identity"),
        keep=KEPT,
    )
    row.rows, row.findings = len(lines), []
    row.fresh = Line.objects.filter(statement=row).count()
    row.state = StatementState.TAKEN
    row.save(update_fields=["rows", "findings", "fresh", "state"])
    return StatementState.TAKEN


# An earlier file's line stays as it is, but for which file had it last.
KEPT: Final = (
    "id", "statement_id", "row", "kind", "at", "currency", "gross_minor", "fee_minor", "net_minor",
    "reference", "other_reference", "payout", "description", "balance_minor", "paid_minor",
    "paid_currency",
)  # fmt: skip


def _lines_of(row: Statement) -> list[RawLine]:
    store = store_by_id(row.store_id)
    text = text_of(bytes(row.content))
    if not row.source.startswith(BANK):
        return REPORTS[row.source](text, store.time_zone)
    account = bank_account(row.store_id, row.source.removeprefix(BANK))
    return read_bank(text, account.format, currency=account.currency, zone=store.time_zone)


def _columns(row: Statement, line: RawLine) -> dict[str, Any]:
    return {
        "id": new_id(),
        "store_id": row.store_id,
        "statement_id": row.pk,
        "last_statement_id": row.pk,
        "row": line.row,
        "source": row.source,
        "identity": line.identity,
        "kind": LineKind(line.kind).value,
        "at": line.at,
        "currency": line.currency,
        "gross_minor": line.gross_minor,
        "fee_minor": line.fee_minor,
        "net_minor": line.net_minor,
        "reference": line.reference,
        "other_reference": line.other_reference,
        "payout": line.payout,
        "description": line.description,
        "balance_minor": line.balance_minor,
        "paid_minor": line.paid_minor,
        "paid_currency": line.paid_currency,
    }
