"""What other rooms may know of reconciliation."""

from balcao.domains.reconciliation.values.files import (
    BankAccountInfo,
    BankFormat,
    RawLine,
    TermsInfo,
)
from balcao.domains.reconciliation.values.matched import (
    Exchanged,
    PaymentSeen,
    PayoutSeen,
    Verdict,
)
from balcao.domains.reconciliation.values.seen import (
    ClearingView,
    DecisionView,
    LineView,
    MissingFact,
    Part,
    StatementInfo,
)
from balcao.domains.reconciliation.values.words import (
    BookAs,
    Cause,
    LineKind,
    LineState,
    StatementState,
)

__all__ = [
    "BankAccountInfo",
    "BankFormat",
    "BookAs",
    "Cause",
    "ClearingView",
    "DecisionView",
    "Exchanged",
    "LineKind",
    "LineState",
    "LineView",
    "MissingFact",
    "Part",
    "PaymentSeen",
    "PayoutSeen",
    "RawLine",
    "StatementInfo",
    "StatementState",
    "TermsInfo",
    "Verdict",
]
