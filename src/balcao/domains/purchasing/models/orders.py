"""Purchase orders: what was agreed, how far it is, how it was sent and what happened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.purchasing.models.suppliers import APPEND_ONLY, Supplier
from balcao.domains.purchasing.values.orders import PurchaseState
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

STATES = [(state.value, state.name.replace("_", " ").title()) for state in PurchaseState]
BEFORE_APPROVAL = [PurchaseState.DRAFT.value, PurchaseState.CANCELLED.value]


@tracked()
class PurchaseOrder(models.Model):
    """One order to one supplier for one location. Amounts are minor units of ``currency``.

    ``rate``: one unit of ``currency`` is worth so many of the store's; fixed at approval.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    number = models.CharField(max_length=20)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="orders")
    location = models.ForeignKey("inventory.Location", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=STATES)
    currency = models.CharField(max_length=3)
    store_currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    tolerance_percent = models.SmallIntegerField(default=0)
    total_minor = models.BigIntegerField(default=0)
    expected_at = models.DateTimeField(null=True)
    payment_terms = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True, max_length=2000)
    author = models.CharField(max_length=254)
    approved_by = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True, help_text="Expected when it was sent.")
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "number", name="purchase_number_once_per_store"),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_APPROVAL)
                | Q(rate__gt=0) & Q(approved_at__isnull=False),
                name="purchase_rate_fixed_at_approval",
            ),
            models.CheckConstraint(
                condition=Q(tolerance_percent__gte=0) & Q(tolerance_percent__lte=50),
                name="purchase_tolerance_in_range",
            ),
            models.CheckConstraint(
                condition=Q(total_minor__gte=0), name="purchase_total_not_negative"
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", F("created_at").desc(), "id", name="purchase_listing_idx"),
            models.Index("supplier", "due_at", name="purchase_due_idx"),
        ]

    def __str__(self) -> str:
        return self.number


@tracked(inserts=False)
class PurchaseLine(models.Model):
    """So many units of a variant, as it was called then. ``cost_minor`` is for ``per_units``.

    ``most`` is what may come in: ordered plus tolerance, fixed at approval. ``received`` counts
    all that came, ``damaged`` those of them that came broken.
    """

    store_id = models.IntegerField()
    order = models.ForeignKey(PurchaseOrder, on_delete=models.CASCADE, related_name="lines")
    line_no = models.SmallIntegerField()
    variant_id = models.UUIDField()
    sku = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    supplier_sku = models.CharField(max_length=120, blank=True)
    units_per_pack = models.IntegerField(default=1)
    quantity = models.IntegerField()
    cost_minor = models.BigIntegerField()
    per_units = models.IntegerField(default=1)
    total_minor = models.BigIntegerField()
    most = models.IntegerField()
    received = models.IntegerField(default=0)
    damaged = models.IntegerField(default=0)
    cancelled = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["line_no"]
        constraints: ClassVar = [
            models.UniqueConstraint("order", "line_no", name="purchase_line_once"),
            models.UniqueConstraint("order", "variant_id", name="purchase_variant_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) & Q(units_per_pack__gt=0) & Q(per_units__gt=0),
                name="purchase_line_quantity",
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0)
                & Q(received__lte=F("most"))
                & Q(most__gte=F("quantity"))
                & Q(damaged__gte=0)
                & Q(damaged__lte=F("received")),
                name="purchase_never_over_received",
            ),
            models.CheckConstraint(
                condition=Q(cancelled__gte=0) & Q(cancelled__lte=F("quantity")),
                name="purchase_line_cancelled",
            ),
            # Rounded half up: the total of a line whose price is for a pack.
            models.CheckConstraint(
                condition=Q(
                    total_minor=(2 * F("quantity") * F("cost_minor") + F("per_units"))
                    / (2 * F("per_units"))
                )
                & Q(cost_minor__gte=0),
                name="purchase_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku}"


class Dispatch(models.Model):
    """One time an order was sent: by mail, or said to have been sent otherwise.

    The row is written first; a job sends the mail and says so. ``claimed_at`` says that somebody
    is sending it.
    """

    class Channel(models.TextChoices):
        MAIL = "mail"
        PHONE = "phone"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    order = models.ForeignKey(PurchaseOrder, on_delete=models.CASCADE, related_name="dispatches")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    recipient = models.CharField(max_length=254, blank=True)
    actor = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        verbose_name_plural = "dispatches"

    def __str__(self) -> str:
        return f"{self.channel} to {self.recipient}"


class PurchaseEntry(models.Model):
    """Something that happened to a purchase order, or a note. Append-only."""

    store_id = models.IntegerField()
    order = models.ForeignKey(PurchaseOrder, on_delete=models.PROTECT, related_name="timeline")
    at = models.DateTimeField()
    kind = models.CharField(max_length=24)
    actor = models.CharField(max_length=254, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        triggers: ClassVar = [APPEND_ONLY]
        ordering: ClassVar = ["at", "id"]
        verbose_name_plural = "purchase entries"

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"
