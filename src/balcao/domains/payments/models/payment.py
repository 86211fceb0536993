"""Money asked for, set aside by a provider, taken and given back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.kernel.ids import new_id


class Payment(models.Model):
    """One attempt to be paid for one part of an order, by one provider.

    ``order_id`` points upwards by value. ``idempotency_key`` is what we send to the provider.
    Most orders have one part; a deposit and the rest are two, and their amounts add up to what the
    order owes. LATE is money that came after nobody wanted it any more, and goes back.
    ``refunding_minor`` has been asked for and not been confirmed. ``facts`` is what the
    provider gave for the shopper to see, such as a Pix code; never a secret.
    """

    class State(models.TextChoices):
        INTENT = "intent"
        PENDING = "pending"
        AUTHORIZED = "authorized"
        CAPTURED = "captured"
        FAILED = "failed"
        VOIDED = "voided"
        REFUNDED = "refunded"
        LATE = "late"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    order_id = models.UUIDField()
    reference = models.CharField(max_length=40, help_text="The order number, for people.")
    provider = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    part = models.SmallIntegerField(default=1, db_default=1)
    authorized_minor = models.BigIntegerField(default=0, db_default=0)
    captured_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    refunding_minor = models.BigIntegerField(default=0, db_default=0)
    state = models.CharField(max_length=10, choices=State.choices)
    idempotency_key = models.CharField(max_length=80)
    provider_reference = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict, db_default={})
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(refunded_minor__gte=0)
                & Q(refunding_minor__gte=0)
                & Q(captured_minor__gte=F("refunded_minor") + F("refunding_minor"))
                & Q(amount_minor__gte=F("captured_minor")),
                name="payment_refunded_captured_amount",
            ),
            models.CheckConstraint(
                condition=Q(authorized_minor__gte=0, authorized_minor__lte=F("amount_minor")),
                name="payment_authorized_amount",
            ),
            models.CheckConstraint(condition=Q(part__gte=1), name="payment_part"),
            models.UniqueConstraint(
                "order_id",
                "part",
                condition=Q(state__in=["intent", "pending", "authorized", "captured"]),
                name="payment_one_live_per_part",
            ),
        ]
        indexes: ClassVar = [
            models.Index("order_id", name="payment_order_idx"),
            models.Index(
                "provider",
                "provider_reference",
                condition=~Q(provider_reference=""),
                name="payment_reference_idx",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} by {self.provider}"
