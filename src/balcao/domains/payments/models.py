"""Money asked for and money taken."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.kernel.ids import new_id


class Payment(models.Model):
    """One attempt to be paid for one order, by one provider.

    ``order_id`` points upwards by value. ``idempotency_key`` is what we send to the provider.
    """

    class State(models.TextChoices):
        INTENT = "intent"
        PENDING = "pending"
        CAPTURED = "captured"
        FAILED = "failed"
        VOIDED = "voided"
        REFUNDED = "refunded"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    order_id = models.UUIDField()
    reference = models.CharField(max_length=40, help_text="The order number, for people.")
    provider = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    captured_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices)
    idempotency_key = models.CharField(max_length=80)
    provider_reference = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(refunded_minor__gte=0)
                & Q(captured_minor__gte=F("refunded_minor"))
                & Q(amount_minor__gte=F("captured_minor")),
                name="payment_refunded_captured_amount",
            ),
            models.UniqueConstraint(
                "order_id",
                condition=Q(state__in=["intent", "pending", "captured"]),
                name="payment_one_live_per_order",
            ),
        ]
        indexes: ClassVar = [models.Index("order_id", name="payment_order_idx")]

    def __str__(self) -> str:
        return f"{self.reference} by {self.provider}"
