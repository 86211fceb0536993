"""Uses of promotions: written by purchases, given back when an order is cancelled."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from balcao.domains.promotions.models.codes import Code
from balcao.domains.promotions.models.promotions import Promotion


class Use(models.Model):
    """One order used one promotion and got ``amount_minor`` off, in the order's currency.

    ``shopper`` is the mail address in lower case. ``slot`` numbers the uses of a shopper from 1 to
    the promotion's limit, so that a unique index decides between two devices; 0 where there is no
    such limit. ``day`` is that of the store's time zone.
    """

    id = models.BigAutoField(primary_key=True)
    store_id = models.IntegerField()
    promotion = models.ForeignKey(
        Promotion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    code = models.ForeignKey(Code, null=True, on_delete=models.PROTECT, related_name="+")
    order_id = models.UUIDField(db_index=True)
    shopper = models.CharField(max_length=254)
    slot = models.SmallIntegerField(default=0, db_default=0)
    day = models.DateField()
    day_slot = models.IntegerField(default=0, db_default=0)
    amount_minor = models.BigIntegerField()
    at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("promotion", "order_id", name="use_once_per_order"),
            models.UniqueConstraint(
                "promotion",
                "shopper",
                "slot",
                condition=Q(given_back_at__isnull=True, slot__gt=0),
                name="use_slot_once",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gte=0, slot__gte=0, day_slot__gte=0),
                name="use_not_negative",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "promotion",
                "shopper",
                condition=Q(given_back_at__isnull=True),
                name="use_shopper_idx",
            ),
            models.Index("promotion", F("at").desc(), F("id").desc(), name="use_listing_idx"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="keep_uses", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_what_was_used",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "store_id",
                    "promotion",
                    "code",
                    "order_id",
                    "shopper",
                    "day",
                    "amount_minor",
                    "at",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promotion_id} by {self.order_id}"


class Day(models.Model):
    """How often a promotion was used on a day of the store, uses given back taken off."""

    store_id = models.IntegerField()
    promotion = models.ForeignKey(
        Promotion, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    used = models.IntegerField(default=0, db_default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("promotion", "day", name="day_counted_once"),
            models.CheckConstraint(condition=Q(used__gte=0), name="day_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.used} on {self.day}"
