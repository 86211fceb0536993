"""Alerts: one row from the moment something needs a look until it does not any more."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from balcao.domains.replenishment.values import AlertKind
from balcao.plumbing.audit import tracked

KINDS = [(kind.value, kind.name.replace("_", " ").title()) for kind in AlertKind]


@tracked(leave_out=["facts", "seen_at", "at_stake_minor"], inserts=False)
class Alert(models.Model):
    """Something about a variant that somebody should look at.

    ``location_id`` is 0 where the whole store is meant. ``at_stake_minor`` is money of the store's
    currency. ``seen_at`` is when it was last found to be so; a closed alert stays as history.
    """

    store_id = models.IntegerField()
    kind = models.CharField(max_length=20, choices=KINDS)
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    location_id = models.BigIntegerField(default=0)
    lot = models.CharField(max_length=80, blank=True)
    at_stake_minor = models.BigIntegerField(default=0)
    facts = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["variant", "kind", "location_id", "lot", "store_id"],
                condition=Q(closed_at__isnull=True),
                name="alert_open_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "store_id",
                "kind",
                models.F("at_stake_minor").desc(),
                "id",
                condition=Q(closed_at__isnull=True),
                name="alert_open_idx",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.variant_id}"
