"""Tables without business: the outbox and the memory of answered requests."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class OutboxEvent(models.Model):
    """A committed fact that waits to be told to its subscribers."""

    store_id = models.IntegerField()
    name = models.CharField(max_length=60)
    payload = models.JSONField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index("id", condition=Q(done_at__isnull=True), name="outbox_waiting_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"


class OutboxDelivery(models.Model):
    """One event told to one subscriber; written in the transaction of the effect.

    A row without ``done_at`` is a delivery that failed and waits for ``next_at``; without
    ``next_at`` too it has been given up and waits for a person.
    """

    event = models.ForeignKey(OutboxEvent, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.CharField(max_length=120)
    done_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "outbox deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint("event", "subscriber", name="outbox_delivered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.subscriber}"


class TryCount(models.Model):
    """How often somebody tried something in one stretch of time; ``who`` is a digest."""

    store_id = models.IntegerField()
    scope = models.CharField(max_length=40)
    who = models.CharField(max_length=64)
    since = models.DateTimeField()
    tries = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "store_id", "scope", "who", "since", name="plumbing_tries_once"
            ),
        ]
        indexes: ClassVar = [models.Index("since", name="plumbing_tries_since_idx")]

    def __str__(self) -> str:
        return f"{self.tries} of {self.scope}"


class IdempotencyKey(models.Model):
    """A request that has had its effect, with the answer it was given."""

    store_id = models.IntegerField()
    key = models.CharField(max_length=255)
    scope = models.CharField(max_length=60, help_text="The operation the key was used for.")
    request_hash = models.CharField(max_length=64)
    response = models.JSONField(null=True)
    status = models.SmallIntegerField(default=200)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "scope", "key", name="idempotency_key_once"),
        ]

    def __str__(self) -> str:
        return self.key
