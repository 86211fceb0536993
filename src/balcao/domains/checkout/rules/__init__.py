"""What a purchase must be, and what it costs."""

from balcao.domains.checkout.rules.document import agreed_story, agreement_of, document_of
from balcao.domains.checkout.rules.request import (
    REFUSALS,
    check_request,
    check_words,
    fingerprint,
    merge_lines,
    wish_of,
)

__all__ = [
    "REFUSALS",
    "agreed_story",
    "agreement_of",
    "check_request",
    "check_words",
    "document_of",
    "fingerprint",
    "merge_lines",
    "wish_of",
]
