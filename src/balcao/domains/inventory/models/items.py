"""What the stock room knows about a variant, and what a store has decided about its stock."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from balcao.domains.inventory.values import Tracking, Valuation
from balcao.plumbing.audit import tracked

TRACKINGS = [(kind.value, kind.name.title()) for kind in Tracking]
VALUATIONS = [(kind.value, kind.name.title()) for kind in Valuation]


class StockItem(models.Model):
    """A variant in the stock room. A variant without a row is not tracked by lot or serial.

    ``last_cost_minor`` is what one unit cost when it last came in with a price, in minor units of
    the store's currency: units that come in without a price, where there is no average to take,
    are valued by it.
    """

    variant = models.OneToOneField(
        "catalog.Variant", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    store_id = models.IntegerField()
    tracking = models.CharField(max_length=6, choices=TRACKINGS, default=Tracking.NONE.value)
    last_cost_minor = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_cost_minor__isnull=True) | Q(last_cost_minor__gte=0),
                name="item_cost_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} ({self.tracking})"


@tracked()
class StockSettings(models.Model):
    """What a store has decided about its stock. Money is minor units of the store's currency."""

    store_id = models.IntegerField(unique=True)
    valuation = models.CharField(max_length=8, choices=VALUATIONS, default=Valuation.AVERAGE.value)
    allocation_strategy = models.CharField(max_length=40, default="priority")
    approve_above_minor = models.BigIntegerField(
        default=50_000, help_text="An adjustment or variance worth more waits for approval."
    )
    recount_above_percent = models.IntegerField(
        default=5, help_text="A count that is off by more is counted again by somebody else."
    )
    low_stock_units = models.IntegerField(default=3)
    expiring_days = models.IntegerField(default=30)
    slow_after_days = models.IntegerField(default=90)
    count_every_a_days = models.IntegerField(default=30)
    count_every_b_days = models.IntegerField(default=90)
    count_every_c_days = models.IntegerField(default=365)

    class Meta:
        verbose_name_plural = "stock settings"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    approve_above_minor__gte=0,
                    recount_above_percent__gte=0,
                    low_stock_units__gte=0,
                    expiring_days__gte=0,
                    slow_after_days__gte=1,
                    count_every_a_days__gte=1,
                    count_every_b_days__gte=1,
                    count_every_c_days__gte=1,
                ),
                name="stock_settings_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"stock of store {self.store_id}"
