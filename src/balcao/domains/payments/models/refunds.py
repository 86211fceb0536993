"""Money asked back, and whether it went."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from balcao.domains.payments.values import RefundState
from balcao.kernel.ids import new_id

STATES = [(one.value, one.value) for one in RefundState]


class Refund(models.Model):
    """One amount given back of one payment; the key makes asking twice one refund."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    payment = models.ForeignKey(
        "payments.Payment", on_delete=models.CASCADE, related_name="refunds"
    )
    key = models.CharField(max_length=120)
    amount_minor = models.BigIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=STATES)
    actor = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("payment", "key", name="refund_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} of {self.payment_id}"
