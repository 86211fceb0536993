"""Adjustments: changes to stock that somebody asks for, and somebody else may have to approve."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.inventory.models.ledger import REASONS
from balcao.domains.inventory.models.places import Location
from balcao.domains.inventory.values import AdjustmentState
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

STATES = [(state.value, state.name.title()) for state in AdjustmentState]


@tracked()
class Adjustment(models.Model):
    """A change to one level. Money is minor units of the store's currency.

    ``quantity`` and ``damaged`` are signed changes of the good and of the damaged units,
    ``value_minor`` is what units that come in cost together. ``worth_minor`` is what the units
    were worth when it was asked for, without sign: it decides whether it waits (``waited``).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    number = models.CharField(max_length=20)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    variant_id = models.UUIDField()
    sku = models.CharField(max_length=255)
    reason = models.CharField(max_length=20, choices=REASONS)
    quantity = models.IntegerField()
    damaged = models.IntegerField(default=0)
    lots = models.JSONField(default=list)
    value_minor = models.BigIntegerField(null=True)
    worth_minor = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=STATES)
    waited = models.BooleanField(default=False)
    document = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=254, blank=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "number", name="adjustment_number_once_per_store"),
            models.CheckConstraint(
                condition=~Q(quantity=0) | ~Q(damaged=0), name="adjustment_changes_something"
            ),
            models.CheckConstraint(
                condition=Q(worth_minor__gte=0)
                & (Q(value_minor__isnull=True) | Q(value_minor__gte=0)),
                name="adjustment_worth_not_negative",
            ),
            models.CheckConstraint(
                condition=~Q(state="posted", waited=True) | ~Q(decided_by=F("author")),
                name="adjustment_approved_by_another",
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", F("asked_at").desc(), "id", name="adjustment_listing_idx"),
            models.Index("store_id", condition=Q(state="waiting"), name="adjustment_waiting_idx"),
        ]

    def __str__(self) -> str:
        return self.number
