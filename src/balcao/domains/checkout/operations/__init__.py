"""From cart to order, and what becomes of the money."""

from balcao.domains.checkout.operations.capturing import (
    capture_payment,
    pay_another_way,
    release_payment,
)
from balcao.domains.checkout.operations.cards import (
    keep_card,
    keep_no_card,
    pay_with_saved_card,
    remove_saved_card,
)
from balcao.domains.checkout.operations.details import forget_typed, keep_typed, save_details
from balcao.domains.checkout.operations.discard import discard_left_carts
from balcao.domains.checkout.operations.drafting import accept_quote, complete_draft, send_quote
from balcao.domains.checkout.operations.finalize import finalize_purchase, sweep_expired_holds
from balcao.domains.checkout.operations.letting_go import refund_cancelled
from balcao.domains.checkout.operations.links import link_to_pay, pay_by_link
from balcao.domains.checkout.operations.looking import check_payment
from balcao.domains.checkout.operations.messages import take_message
from balcao.domains.checkout.operations.place import place_orders
from balcao.domains.checkout.operations.purchase import complete_cart, purchase
from balcao.domains.checkout.operations.refunding import refund_payment
from balcao.domains.checkout.operations.reminding import (
    choose_reminders,
    claim_reminder,
    forget_reminders,
    note_return,
    release_reminder,
    save_reminder_rules,
    settle_reminder,
)
from balcao.domains.checkout.operations.retrying import retry_call, retry_due_calls

__all__ = [
    "accept_quote",
    "capture_payment",
    "check_payment",
    "choose_reminders",
    "claim_reminder",
    "complete_cart",
    "complete_draft",
    "discard_left_carts",
    "finalize_purchase",
    "forget_reminders",
    "forget_typed",
    "keep_card",
    "keep_no_card",
    "keep_typed",
    "link_to_pay",
    "note_return",
    "pay_another_way",
    "pay_by_link",
    "pay_with_saved_card",
    "place_orders",
    "purchase",
    "refund_cancelled",
    "refund_payment",
    "release_payment",
    "release_reminder",
    "remove_saved_card",
    "retry_call",
    "retry_due_calls",
    "save_details",
    "save_reminder_rules",
    "send_quote",
    "settle_reminder",
    "sweep_expired_holds",
    "take_message",
]
