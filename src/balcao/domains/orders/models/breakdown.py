"""What an order's amounts are made of: discounts by promotion, taxes by jurisdiction."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from balcao.domains.orders.models.order import Order


class OrderDiscount(models.Model):
    """What one promotion took off one line, or off the shipping where ``line_no`` is null.

    ``promotion_id`` is a value: a promotion may be thrown away, what it gave stays. What staff
    took off by hand has the id of its draft there.
    """

    store_id = models.IntegerField()
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="discounts")
    line_no = models.SmallIntegerField(null=True)
    promotion_id = models.UUIDField()
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=40, blank=True)
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "order",
                "promotion_id",
                "line_no",
                name="order_discount_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="order_discount_above"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount_minor}"


class TaxLine(models.Model):
    """One tax on one line, or on the shipping where ``line_no`` is null.

    ``base_minor`` is what it is reckoned on: after discounts, without the tax itself. Where
    ``is_included`` the shopper has paid it inside the price; otherwise it was added on top.
    """

    store_id = models.IntegerField()
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="taxes")
    line_no = models.SmallIntegerField(null=True)
    jurisdiction = models.CharField(max_length=80)
    name = models.CharField(max_length=80)
    rate_ppm = models.IntegerField(help_text="Parts per million: 190000 is 19 %.")
    base_minor = models.BigIntegerField()
    amount_minor = models.BigIntegerField()
    is_included = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rate_ppm__gte=0, base_minor__gte=0, amount_minor__gte=0),
                name="tax_line_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount_minor}"
