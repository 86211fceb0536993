"""Which mails were sent, and the mails that a demo keeps instead of sending."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SentMail(models.Model):
    """One kind of mail about one order, draft or payment link; written before the mail is sent.

    ``claimed_at`` says that somebody is sending it; ``sent_at`` that a server has accepted it.
    """

    store_id = models.IntegerField()
    order_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "order_id", "kind", name="mail_once_per_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.order_id}"


class KeptMail(models.Model):
    """A mail that was kept here instead of being sent; the console shows them."""

    at = models.DateTimeField()
    sender = models.CharField(max_length=320)
    recipient = models.CharField(max_length=320)
    subject = models.CharField(max_length=500)
    message_id = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index("message_id", name="kept_mail_id_idx")]

    def __str__(self) -> str:
        return f"{self.subject} to {self.recipient}"
