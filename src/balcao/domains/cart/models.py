"""What a shopper is about to buy."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from balcao.kernel.ids import new_id


class Cart(models.Model):
    """An open cart can be edited; an ordered one never again, nor a copy that is shown to others.

    ``customer_id`` is the shopper whose cart it is on each device; they have one open cart.

    ``version`` rises with each edit, so that a purchase can tell that it buys what was shown.
    """

    class State(models.TextChoices):
        OPEN = "open"
        ORDERED = "ordered"
        SHARED = "shared"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    customer_id = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    locale = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    version = models.IntegerField(default=1)
    codes = ArrayField(models.CharField(max_length=40), default=list, db_default=[], size=10)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "store_id",
                "customer_id",
                condition=Q(state="open", customer_id__isnull=False),
                name="cart_one_open_per_shopper",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "store_id", "updated_at", condition=Q(state="open"), name="cart_open_left_idx"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CartLine(models.Model):
    """So many of one variant."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    quantity = models.IntegerField()
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint("cart", "variant", name="cart_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=999), name="cart_quantity_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id}"
