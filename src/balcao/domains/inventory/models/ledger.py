"""The ledger: why on-hand and its value are what they are."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from balcao.domains.inventory.models.levels import StockLevel
from balcao.domains.inventory.values import Reason
from balcao.kernel.ids import new_id

REASONS = [(reason.value, reason.name.replace("_", " ").title()) for reason in Reason]


class StockMovement(models.Model):
    """One line of the ledger: why a level changed. Append-only, enforced by a trigger.

    The table is partitioned by month of ``at``; the key is (id, at). ``turn`` numbers the movements
    of a level 1, 2, 3…, and ``at`` never goes backwards along it, so the latest line up to a moment
    says what lay there then. ``sku`` is kept as it was, so that the ledger outlives the variant.

    Units: ``quantity`` and ``damaged`` are signed changes of the good and of the damaged ones, the
    two balances what there is after them. Money: minor units of the store's currency, by weighted
    average (``value``) and by first in, first out (``fifo``); ``account`` is what the value comes
    from or goes to.
    """

    Reason = Reason

    pk = models.CompositePrimaryKey("id", "at")
    id = models.UUIDField(default=new_id)
    at = models.DateTimeField()
    store_id = models.IntegerField()
    location_id = models.BigIntegerField()
    variant_id = models.UUIDField()
    turn = models.BigIntegerField()
    sku = models.CharField(max_length=255)
    quantity = models.IntegerField(help_text="Signed.")
    balance = models.IntegerField()
    damaged = models.IntegerField(default=0, db_default=0, help_text="Signed.")
    damaged_balance = models.IntegerField(default=0, db_default=0)
    value_minor = models.BigIntegerField(default=0, db_default=0, help_text="Signed.")
    value_balance = models.BigIntegerField(default=0, db_default=0)
    fifo_minor = models.BigIntegerField(default=0, db_default=0, help_text="Signed.")
    fifo_balance = models.BigIntegerField(default=0, db_default=0)
    reason = models.CharField(max_length=20, choices=REASONS)
    account = models.CharField(max_length=20, blank=True, db_default="")
    document = models.CharField(max_length=80, blank=True, help_text="Such as order:B-1001.")
    lot = models.CharField(max_length=80, blank=True, db_default="")
    actor = models.CharField(max_length=254, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "variant_id",
                "location_id",
                models.F("at").desc(),
                models.F("turn").desc(),
                name="movement_turn_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index("document", condition=~Q(document=""), name="movement_document_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity:+d} {self.sku} ({self.reason})"


class CostLayer(models.Model):
    """Units that came in together and are not gone yet, with what is left of their cost.

    First in, first out: the layer with the earliest ``came_at`` is used up first. Units that move
    between locations keep theirs. Money is minor units of the store's currency.
    """

    store_id = models.IntegerField()
    level = models.ForeignKey(StockLevel, on_delete=models.CASCADE, related_name="layers")
    came_at = models.DateTimeField()
    document = models.CharField(max_length=80, blank=True)
    quantity = models.IntegerField()
    value_minor = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, value_minor__gte=0), name="cost_layer_not_used_up"
            ),
        ]
        indexes: ClassVar = [
            models.Index("level", "came_at", "id", name="cost_layer_age_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} for {self.value_minor}"
