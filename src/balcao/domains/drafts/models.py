"""What staff put together for a customer, until it is an order."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from balcao.domains.drafts.values import DraftState
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

STATES = [(state.value, state.name.title()) for state in DraftState]


@tracked(leave_out=["token"])
class Draft(models.Model):
    """An order in the making. Amounts are minor units of ``currency``.

    ``token`` is the secret of the customer's page. ``terms`` and ``total_minor`` are what it was
    quoted at; ``discount_minor`` and ``shipping_minor`` were given by hand, by ``given_by``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    number = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=STATES, default=DraftState.DRAFT.value)
    currency = models.CharField(max_length=3)
    locale = models.CharField(max_length=10)
    token = models.CharField(max_length=40, unique=True)
    email = models.EmailField(blank=True)
    address = models.JSONField(null=True)
    rate_code = models.CharField(max_length=40, blank=True)
    codes = ArrayField(models.CharField(max_length=40), default=list, size=10)
    providers = ArrayField(models.CharField(max_length=40), default=list, size=20)
    tax_id = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    discount_minor = models.BigIntegerField(default=0)
    shipping_minor = models.BigIntegerField(null=True)
    given_reason = models.CharField(max_length=300, blank=True)
    given_by = models.CharField(max_length=254, blank=True)
    terms = models.JSONField(default=dict)
    total_minor = models.BigIntegerField(null=True)
    author = models.CharField(max_length=254)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "number", name="draft_number_once_per_store"),
            models.CheckConstraint(
                condition=~Q(state__in=["quoted", "ordered"])
                | Q(expires_at__isnull=False, total_minor__gte=0),
                name="draft_quoted_has_terms",
            ),
            models.CheckConstraint(
                condition=Q(discount_minor__gte=0)
                & (Q(shipping_minor__isnull=True) | Q(shipping_minor__gte=0)),
                name="draft_given_not_negative",
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", models.F("updated_at").desc(), "id", name="draft_listing_idx"),
            models.Index("expires_at", condition=Q(state="quoted"), name="draft_expiry_idx"),
        ]

    def __str__(self) -> str:
        return self.number


@tracked()
class DraftLine(models.Model):
    """So many of one variant; ``unit_minor`` is a price given by hand, by whom and why."""

    store_id = models.IntegerField()
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.SmallIntegerField()
    variant_id = models.UUIDField()
    quantity = models.IntegerField()
    unit_minor = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    given_by = models.CharField(max_length=254, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("draft", "variant_id", name="draft_line_once"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=999), name="draft_quantity_in_range"
            ),
            models.CheckConstraint(
                condition=Q(unit_minor__isnull=True) | (Q(unit_minor__gte=0) & ~Q(reason="")),
                name="draft_override_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.variant_id}"
