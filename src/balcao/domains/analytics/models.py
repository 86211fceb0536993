"""Back-tests: what is tried, how far it is, what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.analytics.values import Kind, State
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

KINDS = [(kind.value, kind.name.title()) for kind in Kind]
STATES = [(state.value, state.name.title()) for state in State]


@tracked(
    leave_out=["done", "total", "after_at", "after_id", "moved_at", "tally", "memory", "subject"]
)
class BackTest(models.Model):
    """A change tried on the orders of a period; ``done`` of ``total`` are tried so far.

    ``subject`` is the change, frozen as it was when somebody asked. ``after_at`` and ``after_id``
    are the last order that was tried, ``tally`` what came of all up to it, ``memory`` how much of
    limits is used up; the four change together, so that a run goes on after a crash.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    kind = models.CharField(max_length=10, choices=KINDS)
    title = models.CharField(max_length=200)
    subject = models.JSONField()
    currency = models.CharField(max_length=3)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=STATES, default=State.QUEUED.value)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    other_currency = models.IntegerField(default=0, help_text="Orders left out for their currency.")
    after_at = models.DateTimeField(null=True)
    after_id = models.UUIDField(null=True)
    tally = models.JSONField(default=dict)
    memory = models.JSONField(default=dict)
    problem = models.CharField(max_length=500, blank=True)
    asked_by = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True, help_text="When a part was done last.")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="back_test_has_a_state",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="back_test_has_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="back_test_period_is_real"
            ),
            models.CheckConstraint(
                condition=Q(done__gte=0, done__lte=F("total")), name="back_test_progress_in_range"
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", F("asked_at").desc(), name="back_test_listing_idx"),
        ]

    def __str__(self) -> str:
        return self.title
