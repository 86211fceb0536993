"""Shoppers, known by mail address within one store; what they bought, the groups they are in."""

from __future__ import annotations

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

# Written anew by every order; the trail keeps what staff decide about somebody.
LAST_SEEN: Final = [
    "name",
    "phone",
    "locale",
    "address",
    "country",
    "region",
    "city",
    "created_at",
    "last_order_at",
]


@tracked(leave_out=LAST_SEEN, inserts=False)
class Customer(models.Model):
    """Somebody who has bought here, or whom staff put down before that.

    ``country``, ``region`` and ``city`` are those of the last address as rules compare them: in
    lower case and without accents. ``version`` rises when staff change something (ETag).
    """

    store_id = models.IntegerField()
    email = models.EmailField(help_text="Lower case.")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    locale = models.CharField(max_length=10)
    address = models.JSONField(default=dict, help_text="The last address used.")
    country = models.CharField(max_length=200, default="", db_default="", blank=True)
    region = models.CharField(max_length=200, default="", db_default="", blank=True)
    city = models.CharField(max_length=200, default="", db_default="", blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, db_default=[], blank=True)
    tax_id = models.CharField(max_length=40, default="", db_default="", blank=True)
    version = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField()
    last_order_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "email", name="customer_once_per_store"),
        ]
        indexes: ClassVar = [
            models.Index(
                "store_id", models.F("created_at").desc(), "id", name="customer_listing_idx"
            ),
            models.Index("store_id", "id", name="customer_chunk_idx"),
            models.Index(
                "store_id",
                models.F("last_order_at").desc(),
                models.F("id").desc(),
                condition=Q(last_order_at__isnull=False),
                name="customer_last_order_idx",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class Purchase(models.Model):
    """What one order says about its shopper. Cancelled ones stay, so that no event comes too late.

    ``spend_minor`` is the order's total in minor units of ``currency``; ``at`` is aware UTC.
    """

    store_id = models.IntegerField()
    order_id = models.UUIDField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="purchases")
    at = models.DateTimeField()
    spend_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    product_ids = ArrayField(models.UUIDField(), default=list)
    variant_ids = ArrayField(models.UUIDField(), default=list)
    brands = ArrayField(models.CharField(max_length=255), default=list)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "order_id", name="purchase_once_per_order"),
            models.CheckConstraint(condition=Q(spend_minor__gte=0), name="purchase_spend_positive"),
        ]
        indexes: ClassVar = [
            models.Index(
                "customer",
                "at",
                condition=Q(cancelled_at__isnull=True),
                name="purchase_of_customer_idx",
            ),
        ]

    def __str__(self) -> str:
        return str(self.order_id)


@tracked(leave_out=["done", "total", "looked_at"])
class Segment(models.Model):
    """A group of shoppers: chosen by hand, or by a rule that is kept up to date.

    Without a ``rule`` its members were chosen by hand. ``done`` of ``total`` shoppers have been
    looked at in the latest round, which ended at ``looked_at``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    rule = models.JSONField(null=True, blank=True)
    version = models.IntegerField(default=1)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "slug", name="segment_slug_once_per_store"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A shopper who is in a segment."""

    store_id = models.IntegerField()
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="memberships")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("segment", "customer", name="membership_once"),
        ]
        indexes: ClassVar = [
            models.Index("customer", "segment", name="membership_of_customer_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} in {self.segment_id}"
