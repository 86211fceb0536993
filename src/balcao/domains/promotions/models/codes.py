"""Codes that unlock promotions, batches of them, and who has been guessing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.promotions.models.promotions import Promotion
from balcao.domains.promotions.values import BatchState
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

STATES = [(state.value, state.name.title()) for state in BatchState]


@tracked(leave_out=["made"])
class Batch(models.Model):
    """Many unguessable codes of one promotion; ``made`` of ``size`` exist so far.

    A revoked batch unlocks nothing any more, whatever its codes say of themselves: a million rows
    need not be touched for it to take effect at once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    promotion = models.ForeignKey(Promotion, on_delete=models.PROTECT, related_name="batches")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=12, blank=True)
    length = models.SmallIntegerField(help_text="Random characters after the prefix.")
    size = models.IntegerField()
    made = models.IntegerField(default=0)
    uses_limit = models.IntegerField(null=True, default=1)
    expires_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=BatchState.MAKING.value)
    problem = models.CharField(max_length=300, blank=True)
    asked_by = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "batches"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(size__range=(1, 1_000_000), made__gte=0, made__lte=F("size")),
                name="batch_not_too_many",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in BatchState]),
                name="batch_has_a_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index("promotion", F("asked_at").desc(), name="batch_listing_idx"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked(leave_out=["used"], inserts=False)
class Code(models.Model):
    """A text that unlocks a promotion: upper case, no spaces, no dashes.

    ``uses_limit`` null is none. Every purchase with the code counts in ``used``, until the use is
    given back.
    """

    id = models.BigAutoField(primary_key=True)
    store_id = models.IntegerField()
    promotion = models.ForeignKey(
        Promotion, on_delete=models.PROTECT, related_name="codes", db_index=False
    )
    batch = models.ForeignKey(
        Batch, null=True, on_delete=models.PROTECT, related_name="codes", db_index=False
    )
    text = models.CharField(max_length=40)
    uses_limit = models.IntegerField(null=True, blank=True)
    used = models.IntegerField(default=0, db_default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "text", name="code_once_per_store"),
            models.CheckConstraint(
                condition=Q(text__regex=r"^[A-Z0-9]{3,40}$"), name="code_is_normalized"
            ),
            models.CheckConstraint(
                condition=Q(used__gte=0)
                & (Q(uses_limit__isnull=True) | Q(uses_limit__gte=F("used"))),
                name="code_within_its_uses",
            ),
        ]
        indexes: ClassVar = [
            models.Index("promotion", "id", name="code_listing_idx"),
            models.Index("batch", "id", condition=Q(batch__isnull=False), name="code_batch_idx"),
        ]

    def __str__(self) -> str:
        return self.text


class Attempt(models.Model):
    """How many unknown codes somebody has tried since ``since``; ``who`` is a digest."""

    store_id = models.IntegerField()
    who = models.CharField(max_length=64)
    failures = models.IntegerField(default=0)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "who", name="attempt_counted_once"),
        ]
        indexes: ClassVar = [models.Index("since", name="attempt_since_idx")]

    def __str__(self) -> str:
        return f"{self.failures} since {self.since}"
