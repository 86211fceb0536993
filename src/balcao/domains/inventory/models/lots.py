"""Which units lie where: lots and serials with their expiry, and the bins they lie in."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from balcao.domains.inventory.models.levels import StockLevel
from balcao.domains.inventory.models.places import Bin
from balcao.kernel.ids import new_id


class Lot(models.Model):
    """Units of a variant that were made together, or one unit with a serial number.

    ``expires_on`` is the first day, in the store's time zone, on which they are not sold any more.
    """

    store_id = models.IntegerField()
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=80)
    expires_on = models.DateField(null=True)
    is_serial = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("variant", "code", "store_id", name="lot_once_per_variant"),
            models.CheckConstraint(condition=~Q(code=""), name="lot_has_a_code"),
        ]
        indexes: ClassVar = [
            models.Index("store_id", "expires_on", name="lot_expiry_idx"),
            models.Index("store_id", "code", name="lot_code_idx"),
        ]

    def __str__(self) -> str:
        return self.code


class LotStock(models.Model):
    """How many units of a lot lie at a level; a serial lies at one place at most."""

    store_id = models.IntegerField()
    level = models.ForeignKey(StockLevel, on_delete=models.CASCADE, related_name="lots")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="stock")
    quantity = models.IntegerField(default=0)
    damaged = models.IntegerField(default=0)
    is_serial = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "lot stock"
        constraints: ClassVar = [
            models.UniqueConstraint("level", "lot", name="lot_stock_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=0, damaged__gte=0), name="lot_stock_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(is_serial=False) | Q(quantity__lte=1 - F("damaged")),
                name="lot_serial_is_one_unit",
            ),
            models.UniqueConstraint(
                "lot",
                condition=Q(is_serial=True) & (Q(quantity__gt=0) | Q(damaged__gt=0)),
                name="lot_serial_in_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of lot {self.lot_id}"


class BinStock(models.Model):
    """How many good units of a level lie in a bin. What lies in no bin waits to be put away."""

    store_id = models.IntegerField()
    level = models.ForeignKey(StockLevel, on_delete=models.CASCADE, related_name="bins")
    bin = models.ForeignKey(Bin, on_delete=models.PROTECT, related_name="stock")
    quantity = models.IntegerField()

    class Meta:
        verbose_name_plural = "bin stock"
        constraints: ClassVar = [
            models.UniqueConstraint("level", "bin", name="bin_stock_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="bin_stock_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} in bin {self.bin_id}"


class BinMove(models.Model):
    """Units put into a bin, taken out of one, or moved between two. Append-only, by a trigger.

    On-hand does not change, so the ledger does not tell it. An empty ``from_bin`` is where goods
    wait to be put away, an empty ``to_bin`` too. Bins and variant are kept as they were, so that
    this outlives them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    store_id = models.IntegerField()
    location_id = models.BigIntegerField()
    variant_id = models.UUIDField()
    sku = models.CharField(max_length=255)
    from_bin = models.CharField(max_length=40, blank=True)
    to_bin = models.CharField(max_length=40, blank=True)
    quantity = models.IntegerField()
    actor = models.CharField(max_length=254, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="bin_move_positive"),
            models.CheckConstraint(
                condition=~Q(from_bin=F("to_bin")), name="bin_move_between_two_places"
            ),
        ]
        indexes: ClassVar = [
            models.Index("variant_id", "location_id", F("at").desc(), name="bin_move_variant_idx"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.sku}: {self.from_bin or '-'} to {self.to_bin or '-'}"
