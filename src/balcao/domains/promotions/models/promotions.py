"""Promotions: a rule, when it is valid, and how often it may be used."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.promotions.values import PromotionState
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

STATES = [(state.value, state.name.title()) for state in PromotionState]


@tracked(leave_out=["used", "spent_minor"])
class Promotion(models.Model):
    """Something that makes a purchase cheaper. Money is minor units of ``currency``.

    ``rule`` was checked before it was written. A limit that is null is none. ``used`` and
    ``spent_minor`` count the uses that were not given back; purchases change them, so they are
    not in the trail and do not change the version. The period is half-open and aware UTC.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3, blank=True)
    rule = models.JSONField(default=dict)
    needs_code = models.BooleanField(default=False)
    priority = models.IntegerField(default=0)
    status = models.CharField(max_length=10, choices=STATES, default=PromotionState.DRAFT.value)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    uses_limit = models.IntegerField(null=True, blank=True)
    per_shopper_limit = models.IntegerField(null=True, blank=True)
    per_day_limit = models.IntegerField(null=True, blank=True)
    budget_minor = models.BigIntegerField(null=True, blank=True)
    used = models.IntegerField(default=0, db_default=0)
    spent_minor = models.BigIntegerField(default=0, db_default=0)
    version = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[state.value for state in PromotionState]),
                name="promotion_has_a_status",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^([A-Z]{3})?$"), name="promotion_currency_is_iso"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(starts_at__lt=F("ends_at")),
                name="promotion_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=(Q(uses_limit__isnull=True) | Q(uses_limit__gte=0))
                & (Q(per_shopper_limit__isnull=True) | Q(per_shopper_limit__range=(1, 30_000)))
                & (Q(per_day_limit__isnull=True) | Q(per_day_limit__gte=0))
                & (Q(budget_minor__isnull=True) | Q(budget_minor__gte=0)),
                name="promotion_limits_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(budget_minor__isnull=True) | ~Q(currency=""),
                name="promotion_budget_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(used__gte=0)
                & (Q(uses_limit__isnull=True) | Q(used__lte=F("uses_limit"))),
                name="promotion_within_its_uses",
            ),
            models.CheckConstraint(
                condition=Q(spent_minor__gte=0)
                & (Q(budget_minor__isnull=True) | Q(spent_minor__lte=F("budget_minor"))),
                name="promotion_within_its_budget",
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", "id", condition=Q(status="active"), name="promotion_on_idx"),
            models.Index(
                "store_id", F("created_at").desc(), F("id").desc(), name="promotion_listing_idx"
            ),
        ]

    def __str__(self) -> str:
        return self.name
