"""What must be true of payments (number 5 of the list, as far as there is a ledger yet)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import Count, F, Q

from balcao.domains.payments.models import Payment
from balcao.kernel.invariants import Breach, Invariant


def taken_within_agreed() -> Iterable[Breach]:
    """More taken than agreed, or more given back than taken."""
    wrong = Payment.objects.filter(
        Q(captured_minor__gt=F("amount_minor")) | Q(refunded_minor__gt=F("captured_minor"))
    )
    return [Breach(f"payment {row.pk}", f"of order {row.reference}") for row in wrong]


def charged_once() -> Iterable[Breach]:
    """An order that two payments have taken money for."""
    taken = Payment.objects.filter(captured_minor__gt=F("refunded_minor"))
    twice = taken.values("order_id").annotate(times=Count("pk")).filter(times__gt=1)
    return [Breach(f"order {row['order_id']}", f"paid {row['times']} times") for row in twice]


INVARIANTS: Final = (
    Invariant(5, "payments.within_agreed", "refunded <= captured <= agreed", taken_within_agreed),
    Invariant(5, "payments.charged_once", "no order is charged twice", charged_once),
)
