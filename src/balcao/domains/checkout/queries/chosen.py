"""What a shopper has filled in so far, for whoever has to know who pays and how."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.checkout.models import CheckoutDetails


def chosen_at(cart_id: UUID) -> tuple[str, str]:
    """The code of the way to pay and the mail address; empty where nothing was chosen."""
    row = CheckoutDetails.objects.filter(cart_id=cart_id).first()
    return (row.provider or "", row.email or "") if row else ("", "")
