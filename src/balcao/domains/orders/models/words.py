"""What a shopper wrote with an order; a row only where there is something."""

from __future__ import annotations

from django.db import models

from balcao.domains.orders.models.order import Order

LONGEST_NOTE = 500
LONGEST_MESSAGE = 500


class OrderWords(models.Model):
    """A note for the shop, and a message for who gets the parcel."""

    order = models.OneToOneField(
        Order, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    store_id = models.IntegerField()
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    gift_message = models.CharField(max_length=LONGEST_MESSAGE, blank=True)

    class Meta:
        verbose_name_plural = "order words"

    def __str__(self) -> str:
        return f"of {self.order_id}"
