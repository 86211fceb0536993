"""Plans: for each variant what is expected to be asked for, and what should be bought."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from balcao.plumbing.audit import tracked


@tracked()
class PlanningRules(models.Model):
    """How a store plans. A class of value (A, B, C) has a service level in percent.

    ``review_days`` is how often somebody looks, ``cover_days`` how long an order shall last beyond
    that, ``history_weeks`` how far back demand is looked at.
    """

    store_id = models.IntegerField(unique=True)
    service_a_percent = models.IntegerField(default=98)
    service_b_percent = models.IntegerField(default=95)
    service_c_percent = models.IntegerField(default=90)
    review_days = models.IntegerField(default=7)
    cover_days = models.IntegerField(default=14)
    history_weeks = models.IntegerField(default=104)

    class Meta:
        verbose_name_plural = "planning rules"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    service_a_percent__range=(50, 99),
                    service_b_percent__range=(50, 99),
                    service_c_percent__range=(50, 99),
                    review_days__range=(1, 90),
                    cover_days__range=(0, 365),
                    history_weeks__range=(8, 260),
                ),
                name="planning_rules_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"planning of store {self.store_id}"


class PastSale(models.Model):
    """Units of a variant sold on a day before this shop was opened, brought from elsewhere."""

    store_id = models.IntegerField()
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    quantity = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("variant", "day", "store_id", name="past_sale_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="past_sale_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} on {self.day}"


class Plan(models.Model):
    """What should be bought of a variant, as found when it was last looked at.

    Demand is units a week. Money is minor units of the store's currency, ``cost_minor`` of the
    supplier's. ``suggested`` falls to zero when it is ordered; ``ordered_as`` names the order.
    """

    variant = models.OneToOneField(
        "catalog.Variant", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    store_id = models.IntegerField()
    value_class = models.CharField(max_length=1)
    steadiness_class = models.CharField(max_length=1)
    pattern = models.CharField(max_length=12)
    method = models.CharField(max_length=60)
    why = models.CharField(max_length=300)
    weekly = models.JSONField(default=list, help_text="Units of past weeks, oldest first.")
    expected = models.JSONField(default=list, help_text="Expected units of weeks to come.")
    weekly_mean = models.FloatField()
    weekly_spread = models.FloatField()
    service_percent = models.IntegerField()
    lead_days = models.FloatField()
    lead_spread_days = models.FloatField()
    safety_stock = models.IntegerField()
    reorder_point = models.IntegerField()
    order_up_to = models.IntegerField()
    on_hand = models.IntegerField()
    incoming = models.IntegerField()
    promised = models.IntegerField()
    suggested = models.IntegerField(default=0)
    supplier_id = models.UUIDField(null=True)
    supplier_name = models.CharField(max_length=120, blank=True)
    supplier_currency = models.CharField(max_length=3, blank=True)
    cost_minor = models.BigIntegerField(default=0, help_text="Of all suggested units.")
    stockout_percent = models.FloatField(default=0)
    stockout_minor = models.BigIntegerField(default=0)
    overstock_units = models.IntegerField(default=0)
    overstock_minor = models.BigIntegerField(default=0)
    cover_months = models.FloatField(null=True)
    ordered_as = models.CharField(max_length=20, blank=True)
    ordered_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(suggested__gte=0, weekly_mean__gte=0), name="plan_not_negative"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "store_id",
                models.F("stockout_minor").desc(),
                "variant_id",
                condition=Q(suggested__gt=0),
                name="plan_to_buy_idx",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggested} of {self.variant_id}"


class PlanningRun(models.Model):
    """One look at the whole store; ``done`` of ``total`` items are forecast so far."""

    store_id = models.IntegerField()
    asked_by = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "store_id", condition=Q(ended_at__isnull=True), name="planning_run_one_at_a_time"
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", models.F("asked_at").desc(), name="planning_run_latest_idx"),
        ]

    def __str__(self) -> str:
        return f"planning of store {self.store_id} at {self.asked_at}"
