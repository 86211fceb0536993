"""Stock: levels by location, the ledger that explains them, and promises made on them.

``sellable = on_hand - reserved - allocated + backorder_limit``. The CHECK constraints below are
the last word; everything else only tries not to meet them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked


@tracked()
class Location(models.Model):
    """A place where stock lies. Lower priority is sold from first."""

    store_id = models.IntegerField()
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    priority = models.IntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["priority", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "code", name="location_code_once_per_store"),
        ]

    def __str__(self) -> str:
        return self.name


class StockLevel(models.Model):
    """How many units of a variant lie at a location, and how many of them are promised."""

    store_id = models.IntegerField()
    location = models.ForeignKey(Location, on_delete=models.PROTECT)
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    on_hand = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)
    allocated = models.IntegerField(default=0)
    backorder_limit = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("variant", "location", "store_id", name="stock_level_once"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0) & Q(allocated__gte=0) & Q(backorder_limit__gte=0),
                name="stock_promises_not_negative",
            ),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="stock_on_hand_not_negative"),
            models.CheckConstraint(
                condition=Q(on_hand__gte=F("reserved") + F("allocated") - F("backorder_limit")),
                name="stock_never_oversold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} at {self.location_id}: {self.on_hand}"


class StockMovement(models.Model):
    """One line of the ledger: why on-hand changed. Append-only, enforced by a trigger.

    The table is partitioned by month of ``at``; the key is (id, at). ``sku`` is kept as it was, so
    that the ledger outlives the variant. ``balance`` is on-hand after this movement.
    """

    class Reason(models.TextChoices):
        RECEIVED = "received"
        COUNTED = "counted"
        IMPORTED = "imported"
        SHIPPED = "shipped"
        RESTOCKED = "restocked"
        DAMAGED = "damaged"

    pk = models.CompositePrimaryKey("id", "at")
    id = models.UUIDField(default=new_id)
    at = models.DateTimeField()
    store_id = models.IntegerField()
    location_id = models.BigIntegerField()
    variant_id = models.UUIDField()
    sku = models.CharField(max_length=255)
    quantity = models.IntegerField(help_text="Signed.")
    balance = models.IntegerField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    document = models.CharField(max_length=80, blank=True, help_text="Such as order:B-1001.")
    actor = models.CharField(max_length=254, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                "variant_id", "location_id", models.F("at").desc(), name="movement_variant_idx"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity:+d} {self.sku} ({self.reason})"


class Commitment(models.Model):
    """Units of a level set aside for an order line: a reservation (timed) or an allocation (firm).

    ``order_id`` and ``line_no`` point upwards by value, never by foreign key.
    """

    class State(models.TextChoices):
        RESERVED = "reserved"
        ALLOCATED = "allocated"
        SHIPPED = "shipped"
        RELEASED = "released"

    store_id = models.IntegerField()
    order_id = models.UUIDField()
    line_no = models.SmallIntegerField()
    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="commitments")
    quantity = models.IntegerField()
    state = models.CharField(max_length=10, choices=State.choices)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "order_id", "line_no", "level", name="commitment_once_per_line"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="commitment_quantity_positive"
            ),
            models.CheckConstraint(
                condition=Q(state="reserved", expires_at__isnull=False) | ~Q(state="reserved"),
                name="commitment_reserved_has_limit",
            ),
        ]
        indexes: ClassVar = [
            models.Index("expires_at", condition=Q(state="reserved"), name="commitment_expiry_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.state} for {self.order_id}"
