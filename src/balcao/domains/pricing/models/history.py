"""What prices were."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models


class PriceRecord(models.Model):
    """What a price became, written by triggers on prices and entries of lists. Append-only.

    ``at`` is the moment of the operation that changed it (of the transaction, where a base price
    was taken away); no amount means the price was taken away. ``list_id`` is None for base
    prices. Minor units.
    """

    id = models.BigAutoField(primary_key=True)
    store_id = models.IntegerField()
    variant_id = models.UUIDField()
    currency = models.CharField(max_length=3)
    list_id = models.UUIDField(null=True)
    min_quantity = models.IntegerField(default=1, db_default=1)
    amount_minor = models.BigIntegerField(null=True)
    compare_at_minor = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index("variant_id", "currency", "at", name="price_record_idx"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"
