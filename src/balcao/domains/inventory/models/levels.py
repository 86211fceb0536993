"""Levels: what lies at a place, what is promised of it, and what is on its way there.

``sellable = on_hand - reserved - allocated - safety_stock + backorder_limit``, less what is kept
back from a channel. The CHECK constraints below are the last word; everything else only tries not
to meet them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.inventory.models.places import Location


class StockLevel(models.Model):
    """How many units of a variant lie at a location, and how many of them are promised.

    ``on_hand`` are good units, ``damaged`` lie beside them and are never sold. ``incoming`` is the
    sum of what is expected here. ``safety_stock`` is not promised to shoppers. ``value_minor`` and
    ``fifo_minor`` are what good and damaged units together cost, in minor units of the store's
    currency, by weighted average and by first in, first out. ``turn`` is the number of the level's
    last movement and ``moved_at`` its moment.
    """

    store_id = models.IntegerField()
    location = models.ForeignKey(Location, on_delete=models.PROTECT)
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    on_hand = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)
    allocated = models.IntegerField(default=0)
    incoming = models.IntegerField(default=0, db_default=0)
    damaged = models.IntegerField(default=0, db_default=0)
    backorder_limit = models.IntegerField(default=0)
    safety_stock = models.IntegerField(default=0, db_default=0)
    value_minor = models.BigIntegerField(default=0, db_default=0)
    fifo_minor = models.BigIntegerField(default=0, db_default=0)
    turn = models.BigIntegerField(default=0, db_default=0)
    moved_at = models.DateTimeField(null=True)

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
            models.CheckConstraint(
                condition=Q(damaged__gte=0, incoming__gte=0, safety_stock__gte=0),
                name="stock_buckets_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(value_minor__gte=0, fifo_minor__gte=0)
                & (Q(on_hand__gt=0) | Q(damaged__gt=0) | Q(value_minor=0, fifo_minor=0)),
                name="stock_value_lies_in_units",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "store_id", condition=Q(backorder_limit__gt=0), name="level_beyond_stock_idx"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} at {self.location_id}: {self.on_hand}"


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


class Expected(models.Model):
    """Units that are on their way to a level: ordered from a supplier, or sent by a transfer.

    One row is what is still open of one document; the row goes when nothing is.
    """

    store_id = models.IntegerField()
    document = models.CharField(max_length=80, help_text="Such as purchase:PO-1001.")
    level = models.ForeignKey(StockLevel, on_delete=models.PROTECT, related_name="expected")
    quantity = models.IntegerField()
    expected_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "expected"
        constraints: ClassVar = [
            models.UniqueConstraint("document", "level", name="expected_once_per_document"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="expected_is_open"),
        ]
        indexes: ClassVar = [
            models.Index("level", "expected_at", name="expected_level_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} by {self.document}"
