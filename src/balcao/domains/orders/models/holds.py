"""Orders that somebody has to look at before they go on."""

from __future__ import annotations

from django.db import models

from balcao.domains.orders.models.order import Order
from balcao.plumbing.audit import tracked


@tracked()
class OrderHold(models.Model):
    """An order on hold is neither packed, nor sent, nor captured. Released, the row is gone."""

    order = models.OneToOneField(
        Order, on_delete=models.CASCADE, related_name="hold", primary_key=True
    )
    store_id = models.IntegerField()
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason
