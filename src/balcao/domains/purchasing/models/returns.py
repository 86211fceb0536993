"""Goods that go back to a supplier, and the credit for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.purchasing.models.suppliers import APPEND_ONLY, Supplier
from balcao.domains.purchasing.values.returns import ReturnState
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

STATES = [(state.value, state.name.title()) for state in ReturnState]


@tracked()
class SupplierReturn(models.Model):
    """One return. Credits are minor units of ``currency``, which is the supplier's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    number = models.CharField(max_length=20)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="returns")
    location = models.ForeignKey("inventory.Location", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=STATES)
    currency = models.CharField(max_length=3)
    store_currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=300)
    expected_minor = models.BigIntegerField(default=0)
    credited_minor = models.BigIntegerField(default=0)
    credit_note = models.CharField(max_length=80, blank=True)
    author = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    credited_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "number", name="return_number_once_per_store"),
            models.CheckConstraint(
                condition=Q(expected_minor__gte=0) & Q(credited_minor__gte=0),
                name="supplier_return_not_negative",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "store_id", F("created_at").desc(), "id", name="supplier_return_listing_idx"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ReturnLine(models.Model):
    """Good and broken units of a variant. ``cost_minor`` is what left the stock, at its value."""

    store_id = models.IntegerField()
    parent = models.ForeignKey(SupplierReturn, on_delete=models.CASCADE, related_name="lines")
    line_no = models.SmallIntegerField()
    variant_id = models.UUIDField()
    sku = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    good = models.IntegerField(default=0)
    damaged = models.IntegerField(default=0)
    expected_minor = models.BigIntegerField()
    cost_minor = models.BigIntegerField(default=0, help_text="In the store's currency.")

    class Meta:
        ordering: ClassVar = ["line_no"]
        constraints: ClassVar = [
            models.UniqueConstraint("parent", "line_no", name="return_line_once"),
            models.UniqueConstraint("parent", "variant_id", name="return_variant_once"),
            models.CheckConstraint(
                condition=Q(good__gte=0)
                & Q(damaged__gte=0)
                & Q(good__gt=-F("damaged"))
                & Q(expected_minor__gte=0),
                name="return_line_quantity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.good}+{self.damaged} x {self.sku}"


class ReturnEntry(models.Model):
    """Something that happened to a return. Append-only."""

    store_id = models.IntegerField()
    parent = models.ForeignKey(SupplierReturn, on_delete=models.PROTECT, related_name="timeline")
    at = models.DateTimeField()
    kind = models.CharField(max_length=24)
    actor = models.CharField(max_length=254, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        triggers: ClassVar = [APPEND_ONLY]
        ordering: ClassVar = ["at", "id"]
        verbose_name_plural = "return entries"

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"
