"""What was asked of providers, written before it is asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from balcao.domains.payments.values import CallState, Verb
from balcao.kernel.ids import new_id

STATES = [(one.value, one.value) for one in CallState]
VERBS = [(one.value, one.value) for one in Verb]


class ProviderCall(models.Model):
    """One thing asked of a provider with one key, however often it was tried.

    Written in a transaction of its own before the provider is called, so that a crash in between
    leaves something to be asked again. ``next_at`` is when that is due; none when it is settled,
    and none when it is dead and waits for a person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    payment = models.ForeignKey("payments.Payment", on_delete=models.CASCADE, related_name="calls")
    verb = models.CharField(max_length=10, choices=VERBS)
    key = models.CharField(max_length=120)
    amount_minor = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=STATES)
    tries = models.IntegerField(default=1)
    outcome = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("payment", "verb", "key", name="provider_call_once"),
            models.UniqueConstraint(
                "payment",
                condition=Q(verb="capture", state__in=["asked", "silent", "dead"]),
                name="provider_call_one_capture",
            ),
            models.CheckConstraint(condition=Q(tries__gte=1), name="provider_call_tries"),
        ]
        indexes: ClassVar = [
            models.Index("next_at", condition=Q(next_at__isnull=False), name="provider_call_due"),
            models.Index("store_id", models.F("last_at").desc(), "id", name="provider_call_list"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.key}"
