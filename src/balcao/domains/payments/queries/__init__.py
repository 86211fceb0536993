"""Reads about payments, what providers were asked, and cards that are kept."""

"""Reads about payments."""

from balcao.domains.payments.queries.links import (
    link_by_id,
    link_by_token,
    links_of,
    owed_of,
)
from balcao.domains.payments.queries.reading import (
    attempts_of,
    call_by_id,
    call_of,
    calls_page,
    dead_calls,
    due_calls,
    find_payment,
    has_consent,
    holder_of,
    instructions_for,
    open_part,
    payment_by_id,
    payment_choices,
    payment_of,
    payments_of,
    provider_label,
    refund_info,
    refunds_of,
    was_asked,
)
from balcao.domains.payments.queries.saved import has_consent, holder_of, saved_card, saved_cards
    saved_card,
    saved_cards,
)

__all__ = [
    "attempts_of",
    "call_by_id",
    "call_of",
    "calls_page",
    "dead_calls",
    "due_calls",
    "find_payment",
    "has_consent",
    "holder_of",
    "instructions_for",
    "open_part",
    "link_by_id",
    "link_by_token",
    "links_of",
    "open_part",
    "owed_of",
    "payment_by_id",
    "payment_choices",
    "payment_of",
    "payments_of",
    "provider_label",
    "refund_info",
    "refunds_of",
    "saved_card",
    "saved_cards",
    "was_asked",
]
