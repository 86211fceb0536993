"""Prices that are to change: at a moment, or many by a rule."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

STEPS = [(s, s.title()) for s in ("waiting", "done", "canceled")]
STATES = [(s, s.title()) for s in ("planned", "applying", "applied", "undone")]
OUTCOMES = [(s, s.title()) for s in ("planned", "below", "applied", "changed", "undone", "kept")]


@tracked()
class ScheduledPrice(models.Model):
    """A base price to be set at a moment; minor units, aware UTC. The cost stays as it is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    compare_at_minor = models.BigIntegerField(null=True)
    due_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=STEPS, default="waiting")
    actor = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "variant",
                "currency",
                "store_id",
                "due_at",
                condition=Q(status="waiting"),
                name="schedule_once_per_moment",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gte=0)
                & (Q(compare_at_minor__isnull=True) | Q(compare_at_minor__gte=F("amount_minor"))),
                name="schedule_in_range",
            ),
        ]
        indexes: ClassVar = [
            models.Index("due_at", condition=Q(status="waiting"), name="schedule_due_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency} at {self.due_at}"


@tracked(leave_out=["done"])
class Repricing(models.Model):
    """Many prices changed by one rule: planned first, then applied, perhaps undone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    currency = models.CharField(max_length=3)
    rule = models.JSONField()
    status = models.CharField(max_length=8, choices=STATES, default="planned")
    total = models.IntegerField(default=0)
    below = models.IntegerField(default=0, help_text="Left out, because the margin was too low.")
    costless = models.IntegerField(
        default=0, db_default=0, help_text="Left out, because nobody entered a cost."
    )
    done = models.IntegerField(default=0)
    actor = models.CharField(max_length=254, blank=True, default="")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index("store_id", models.F("id").desc(), name="repricing_store_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.total} prices, {self.status}"


class RepricedRow(models.Model):
    """One price of a repricing: what it was when planned, what it becomes. Minor units."""

    repricing = models.ForeignKey(Repricing, on_delete=models.CASCADE, related_name="rows")
    variant_id = models.UUIDField()
    old_minor = models.BigIntegerField()
    new_minor = models.BigIntegerField()
    old_compare_minor = models.BigIntegerField(null=True)
    new_compare_minor = models.BigIntegerField(null=True)
    cost_minor = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=8, choices=OUTCOMES, default="planned")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("repricing", "variant_id", name="repriced_once"),
        ]

    def __str__(self) -> str:
        return f"{self.old_minor} -> {self.new_minor}"
