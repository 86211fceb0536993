"""What providers told us by themselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from balcao.kernel.ids import new_id


class ProviderMessage(models.Model):
    """A message of a provider whose signature was right; each is taken once.

    Only what is needed to find the payment is kept: what is true is asked of the provider.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.CharField(max_length=40)
    message_id = models.CharField(max_length=120)
    kind = models.CharField(max_length=80, blank=True)
    payment_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("provider", "message_id", name="provider_message_once"),
        ]
        indexes: ClassVar = [
            models.Index(models.F("received_at").desc(), name="provider_message_list"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.message_id}"
