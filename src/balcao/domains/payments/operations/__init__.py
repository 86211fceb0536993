"""Changes to payments. None of them talks to a provider: that happens outside transactions."""

from balcao.domains.payments.operations.record import (
    record_capture,
    record_failure,
    record_pending,
    record_refund,
    void_payment,
)

__all__ = [
    "record_capture",
    "record_failure",
    "record_pending",
    "record_refund",
    "void_payment",
]
