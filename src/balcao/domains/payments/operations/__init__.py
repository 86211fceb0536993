"""Changes to payments. None of them talks to a provider: that happens outside transactions."""

from balcao.domains.payments.operations.calls import begin_call, count_try, end_call, revive_call
from balcao.domains.payments.operations.capturing import begin_capture
from balcao.domains.payments.operations.cards import (
    begin_removal,
    record_consent,
    record_holder,
    record_kept_card,
    withdraw_consent,
)
from balcao.domains.payments.operations.links import make_payment_link, revoke_payment_link
from balcao.domains.payments.operations.messages import begin_message, end_message
from balcao.domains.payments.operations.record import (
    capture_open_parts,
    record_authorization,
    record_capture,
    record_failure,
    record_late_capture,
    record_pending,
    void_open_parts,
    void_part,
)
from balcao.domains.payments.operations.refunds import ask_refund, settle_refund
from balcao.domains.payments.operations.splitting import replace_provider, split_payment

__all__ = [
    "ask_refund",
    "begin_call",
    "begin_capture",
    "begin_message",
    "begin_removal",
    "capture_open_parts",
    "count_try",
    "end_call",
    "end_message",
    "make_payment_link",
    "record_authorization",
    "record_capture",
    "record_consent",
    "record_failure",
    "record_holder",
    "record_kept_card",
    "record_late_capture",
    "record_pending",
    "replace_provider",
    "revive_call",
    "revoke_payment_link",
    "settle_refund",
    "split_payment",
    "void_open_parts",
    "void_part",
    "withdraw_consent",
]
