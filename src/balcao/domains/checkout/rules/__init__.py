"""What a purchase must be, and what it costs."""

from balcao.domains.checkout.rules.request import (
    REFUSALS,
    check_request,
    fingerprint,
    merge_lines,
    totals_of,
)

__all__ = ["REFUSALS", "check_request", "fingerprint", "merge_lines", "totals_of"]
