"""What must be true of payments (number 5 of the list; the ledger has the rest of it)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import Exists, F, OuterRef, Q

from balcao.domains.payments.models import CardConsent, Payment, SavedCard
from balcao.kernel.invariants import Breach, Invariant
from balcao.plumbing.sql import run_sql_dicts


def taken_within_agreed() -> Iterable[Breach]:
    """More taken than agreed or set aside, or more given back than taken."""
    wrong = Payment.objects.filter(
        Q(captured_minor__gt=F("amount_minor"))
        | Q(authorized_minor__gt=F("amount_minor"))
        | Q(captured_minor__lt=F("refunded_minor") + F("refunding_minor"))
    )
    return [Breach(f"payment {row.pk}", f"of order {row.reference}") for row in wrong]


def charged_once() -> Iterable[Breach]:
    """A part of an order that two payments have taken money for."""
    rows = run_sql_dicts("payments/charged_twice")
    return [Breach(f"order {row['order_id']}", f"paid {row['times']} times") for row in rows]


def refunds_add_up() -> Iterable[Breach]:
    """A payment whose sums given back and on their way are not those of its refunds."""
    rows = run_sql_dicts("payments/broken_refunds")
    return [Breach(f"payment {row['id']}", row["detail"], row) for row in rows]


def kept_with_consent() -> Iterable[Breach]:
    """A card that is kept though nobody said it may be."""
    consents = CardConsent.objects.filter(
        payment_id=OuterRef("payment_id"), holder_id=OuterRef("holder_id")
    )
    wrong = SavedCard.objects.filter(~Exists(consents), removed_at=None)
    return [Breach(f"saved card {row.pk}", f"of payment {row.payment_id}") for row in wrong]


INVARIANTS: Final = (
    Invariant(5, "payments.within_agreed", "refunded <= captured <= agreed", taken_within_agreed),
    Invariant(5, "payments.charged_once", "no order is charged twice", charged_once),
    Invariant(5, "payments.refunds", "refunds add up to what is given back", refunds_add_up),
    Invariant(5, "payments.kept_cards", "no card is kept without consent", kept_with_consent),
)
