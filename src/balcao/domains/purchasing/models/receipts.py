"""What came in for a purchase order, and what it cost to get it here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.purchasing.models.orders import PurchaseLine, PurchaseOrder
from balcao.domains.purchasing.models.suppliers import APPEND_ONLY
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked


@tracked()
class Receipt(models.Model):
    """One delivery. It is in stock exactly once: its ``key`` is unique, its movements are written
    in its own transaction under the document ``receipt:<number>``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    order = models.ForeignKey(PurchaseOrder, on_delete=models.PROTECT, related_name="receipts")
    number = models.CharField(max_length=20)
    location_id = models.BigIntegerField()
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, help_text="Of what was said, to tell a replay.")
    delivery_note = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    actor = models.CharField(max_length=254)
    at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)
    reversed_by = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "number", name="receipt_number_once_per_store"),
            models.UniqueConstraint("store_id", "key", name="receipt_in_stock_once"),
            models.UniqueConstraint(
                "order",
                "delivery_note",
                condition=Q(reversed_at__isnull=True) & ~Q(delivery_note=""),
                name="receipt_delivery_note_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ReceiptLine(models.Model):
    """What came in of one line. ``value_minor`` is in the store's currency. Append-only."""

    store_id = models.IntegerField()
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(PurchaseLine, on_delete=models.PROTECT, related_name="receipts")
    line_no = models.SmallIntegerField()
    variant_id = models.UUIDField()
    sku = models.CharField(max_length=255)
    accepted = models.IntegerField()
    damaged = models.IntegerField(default=0)
    value_minor = models.BigIntegerField()
    weight_grams = models.BigIntegerField(default=0, help_text="Of all of them together.")
    lots = models.JSONField(default=list)

    class Meta:
        triggers: ClassVar = [APPEND_ONLY]
        ordering: ClassVar = ["line_no"]
        constraints: ClassVar = [
            models.UniqueConstraint("receipt", "line", name="receipt_line_once"),
            models.CheckConstraint(
                condition=Q(accepted__gte=0)
                & Q(damaged__gte=0)
                & Q(accepted__gt=-F("damaged"))
                & Q(value_minor__gte=0),
                name="receipt_line_quantity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accepted}+{self.damaged} x {self.sku}"


@tracked()
class LandedCost(models.Model):
    """Freight, duty, insurance or the like on a receipt. Undone by an opposite entry, once.

    ``amount_minor`` is in ``currency`` as invoiced, ``store_minor`` in the store's.
    """

    class Kind(models.TextChoices):
        FREIGHT = "freight"
        DUTY = "duty"
        INSURANCE = "insurance"
        OTHER = "other"

    class Basis(models.TextChoices):
        VALUE = "value"
        QUANTITY = "quantity"
        WEIGHT = "weight"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="costs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    store_minor = models.BigIntegerField()
    document = models.CharField(max_length=80, blank=True, help_text="Such as an invoice number.")
    actor = models.CharField(max_length=254)
    at = models.DateTimeField()
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )

    class Meta:
        triggers: ClassVar = [APPEND_ONLY]
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, store_minor__gt=0, amount_minor__gt=0)
                | Q(reverses__isnull=False, store_minor__lt=0, amount_minor__lt=0),
                name="landed_cost_sign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.store_minor}"


class LandedShare(models.Model):
    """The part of a landed cost that one line of the receipt bears. Append-only.

    ``stayed_minor`` of it is in the stock; the rest is of units that were gone already.
    """

    store_id = models.IntegerField()
    cost = models.ForeignKey(LandedCost, on_delete=models.PROTECT, related_name="shares")
    line = models.ForeignKey(ReceiptLine, on_delete=models.PROTECT, related_name="shares")
    share_minor = models.BigIntegerField()
    stayed_minor = models.BigIntegerField()

    class Meta:
        triggers: ClassVar = [APPEND_ONLY]
        constraints: ClassVar = [
            models.UniqueConstraint("cost", "line", name="landed_share_once"),
        ]

    def __str__(self) -> str:
        return f"{self.share_minor} of {self.cost_id}"
