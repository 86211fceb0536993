"""Forgetting purchases that were begun and left."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from balcao.domains.cart.operations import discard_carts
from balcao.domains.checkout.models import CheckoutDetails


@transaction.atomic
def discard_left_carts(*, before: datetime) -> int:
    """Throw away open carts untouched since ``before``, and what was typed for them.

    Addresses that led to no order are nobody's business. Returns how many carts went, at most
    1,000 a call.
    """
    gone = discard_carts(before=before)
    CheckoutDetails.objects.filter(cart_id__in=gone).delete()
    return len(gone)
