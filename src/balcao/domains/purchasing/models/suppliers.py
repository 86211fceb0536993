"""Who we buy from, what they offer, and for how much since when."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

MOST_DAYS = 730
APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


@tracked()
class BuyingPolicy(models.Model):
    """How a store buys; a store without a row buys by the defaults of the values."""

    store_id = models.IntegerField(unique=True)
    self_approval_minor = models.BigIntegerField(help_text="In the store's currency.")
    tolerance_percent = models.SmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "buying policies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(self_approval_minor__gte=0)
                & Q(tolerance_percent__gte=0)
                & Q(tolerance_percent__lte=50),
                name="buying_policy_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"buying policy of store {self.store_id}"


@tracked()
class Supplier(models.Model):
    """Who we buy from. ``minimum_minor`` is in the supplier's own currency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    address = models.TextField(blank=True, max_length=500)
    tax_id = models.CharField(max_length=40, blank=True)
    currency = models.CharField(max_length=3, help_text="ISO 4217, upper case.")
    payment_days = models.SmallIntegerField(default=30)
    payment_terms = models.CharField(max_length=120, blank=True)
    lead_time_days = models.SmallIntegerField(default=7)
    minimum_minor = models.BigIntegerField(default=0)
    note = models.TextField(blank=True, max_length=2000)
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "code", name="supplier_code_once_per_store"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="supplier_currency_is_iso"
            ),
            models.CheckConstraint(
                condition=Q(lead_time_days__gte=0)
                & Q(lead_time_days__lte=MOST_DAYS)
                & Q(payment_days__gte=0)
                & Q(payment_days__lte=MOST_DAYS)
                & Q(minimum_minor__gte=0),
                name="supplier_terms_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class SupplierItem(models.Model):
    """A variant that a supplier offers. ``variant_id`` points down by value."""

    store_id = models.IntegerField()
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="items")
    variant_id = models.UUIDField()
    supplier_sku = models.CharField(max_length=120, blank=True)
    units_per_pack = models.IntegerField(default=1)
    minimum_quantity = models.IntegerField(default=1)
    lead_time_days = models.SmallIntegerField(null=True, help_text="Instead of the supplier's.")
    is_preferred = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("supplier", "variant_id", name="supplier_item_once"),
            models.UniqueConstraint(
                "supplier", "supplier_sku", condition=~Q(supplier_sku=""), name="supplier_sku_once"
            ),
            models.UniqueConstraint(
                "store_id",
                "variant_id",
                condition=Q(is_preferred=True),
                name="supplier_preferred_once_per_variant",
            ),
            models.CheckConstraint(
                condition=Q(units_per_pack__gte=1) & Q(minimum_quantity__gte=1),
                name="supplier_item_quantities",
            ),
            models.CheckConstraint(
                condition=Q(lead_time_days__isnull=True)
                | Q(lead_time_days__gte=0) & Q(lead_time_days__lte=MOST_DAYS),
                name="supplier_item_lead_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", "variant_id", name="supplier_item_variant_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier_sku or self.variant_id} of {self.supplier_id}"


class SupplierPrice(models.Model):
    """A price list of one item. In force from ``valid_from`` until a later one is. Append-only.

    ``breaks`` holds [from quantity, minor units, for so many units], rising, the first from 1.
    Of two lists with the same moment the one written later counts.
    """

    store_id = models.IntegerField()
    item = models.ForeignKey(SupplierItem, on_delete=models.PROTECT, related_name="prices")
    valid_from = models.DateTimeField()
    currency = models.CharField(max_length=3)
    breaks = models.JSONField()
    source = models.CharField(max_length=80, blank=True, help_text="Such as file:prices.csv.")
    actor = models.CharField(max_length=254, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        triggers: ClassVar = [APPEND_ONLY]
        indexes: ClassVar = [
            models.Index(
                "item", models.F("valid_from").desc(), models.F("id").desc(), name="price_now_idx"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.breaks} from {self.valid_from:%Y-%m-%d}"


@tracked(leave_out=["content", "steps", "problems"])
class PriceFile(models.Model):
    """A supplier's price file: its bytes, what is wrong with it and what it does."""

    class State(models.TextChoices):
        PLANNED = "planned"
        APPLIED = "applied"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="price_files")
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    rows = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    steps = models.JSONField(default=list)
    valid_from = models.DateTimeField()
    actor = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index("store_id", models.F("created_at").desc(), name="price_file_listing_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"
