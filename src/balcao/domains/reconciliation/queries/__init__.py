"""Reads: files, lines, decisions, and what reconciles."""

from balcao.domains.reconciliation.queries.accounts import (
    bank_account,
    bank_accounts,
    terms_of,
)
from balcao.domains.reconciliation.queries.clearing import banks, clearing, missing_facts
from balcao.domains.reconciliation.queries.lines import (
    decisions_of,
    line_by_id,
    lines_page,
    open_lines,
    statement_by_id,
    statements,
    unfinished_statements,
)

__all__ = [
    "bank_account",
    "bank_accounts",
    "banks",
    "clearing",
    "decisions_of",
    "line_by_id",
    "lines_page",
    "missing_facts",
    "open_lines",
    "statement_by_id",
    "statements",
    "terms_of",
    "unfinished_statements",
]
