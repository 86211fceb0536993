"""Payments of orders, what was given back, and what providers were asked."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from balcao.entrypoints.api.shapes import In, Moment, MoneyIn, MoneyOut, Out
from balcao.entrypoints.api.v1.action_shapes import ActionOut


class PaymentOut(Out):
    """One attempt to be paid for one part of an order, and what came of it."""

    id: UUID
    part: int
    provider: str
    state: str
    amount: MoneyOut
    authorized: MoneyOut
    captured: MoneyOut
    refunded: MoneyOut
    refundable: MoneyOut
    provider_reference: str
    expires_at: Moment | None
    created_at: Moment


class PaymentRefundOut(Out):
    """One amount asked back: `asked` is on its way, `failed` was refused by the provider."""

    id: UUID
    payment_id: UUID
    amount: MoneyOut
    state: str
    reason: str
    actor: str
    asked_at: Moment
    done_at: Moment | None


class CallOut(Out):
    """One thing asked of a provider with one key; `dead` waits for a person to try again."""

    id: UUID
    payment_id: UUID
    order_id: UUID
    reference: str = Field(description="The number of the order.")
    provider: str
    verb: str
    key: str
    amount_minor: int | None
    currency: str
    state: str
    tries: int
    outcome: str
    reason: str
    first_at: Moment
    last_at: Moment
    next_at: Moment | None


class CallsOut(Out):
    """What providers were asked, the latest first; the last `last_at` as `before` goes on."""

    items: list[CallOut]


class OrderPaymentsOut(Out):
    """The parts of what an order owes, and what was given back."""

    payments: list[PaymentOut]
    refunds: list[PaymentRefundOut]


class CaptureIn(In):
    """How much to take; all that was set aside when it is left out."""

    amount: MoneyIn | None = None


class PaymentRefundIn(In):
    """How much to give back; all that is left when it is left out."""

    amount: MoneyIn | None = None
    reason: str = Field("", max_length=300)


class SplitIn(In):
    """The deposit; the rest becomes a part of its own."""

    first: MoneyIn


class PayIn(In):
    """Another way to pay what is open."""

    payment: str = Field(max_length=40, description="The code of a payment choice.")
    payment_token: str = Field("", max_length=500)


class PaidOut(Out):
    """How a payment stands. `pending` with `declined` means that another card may be tried.

    `action` is what the shopper's browser has to do next; null when there is nothing.
    """

    outcome: str
    declined: str | None = Field(
        None,
        description="funds, expired, number, code, not_confirmed, limit, not_accepted, try_again "
        "or other",
    )
    action: ActionOut | None
