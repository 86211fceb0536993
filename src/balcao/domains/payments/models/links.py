"""Links by which somebody pays what an order owes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked


@tracked(leave_out=["token"])
class PaymentLink(models.Model):
    """A secret address to pay at; whoever has it may pay, and see nothing but what is owed.

    ``order_id`` points upwards by value. ``sent_to`` is who it was mailed to, if anybody.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    order_id = models.UUIDField()
    token = models.CharField(max_length=40, unique=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=254)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=254, blank=True)
    sent_to = models.CharField(max_length=254, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index("order_id", name="payment_link_order_idx")]

    def __str__(self) -> str:
        return f"link of {self.order_id}"
