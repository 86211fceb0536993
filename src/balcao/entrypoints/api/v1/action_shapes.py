"""What a shopper's browser has to do next to pay."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from balcao.entrypoints.api.shapes import Out


class ActionOut(Out):
    """`stripe_card` asks for a card by Stripe.js, `stripe_confirm` lets the bank ask the shopper.

    Whoever has `client_secret` can pay this payment and nothing else; do not keep it.
    """

    type: str
    client_secret: str | None = Field(None, description="Of the PaymentIntent, for Stripe.js.")
    publishable_key: str | None = Field(None, description="The key to start Stripe.js with.")
    redirect_url: str | None = Field(
        None, description="Where the bank asks, for who has no Stripe.js."
    )


def action_document(action: Mapping[str, str] | None) -> dict[str, str | None] | None:
    """An action as it is sent; members that its type does not have are null."""
    if action is None:
        return None
    return {name: action.get(name) for name in ActionOut.model_fields}
