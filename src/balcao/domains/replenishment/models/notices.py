"""Shoppers who asked to be told when something is back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from balcao.plumbing.audit import tracked

OPEN = Q(told_at__isnull=True, ended_at__isnull=True)


@tracked(leave_out=["email", "claimed_at", "attempts"], inserts=False)
class StockNotice(models.Model):
    """One shopper waits for one variant; the trail never holds their address.

    ``told_at`` is when it was their turn, ``mailed_at`` when a server took the mail, and
    ``claimed_at`` says that somebody is sending it. ``ended_at`` is when they asked not to be
    told after all, or when a year was over.
    """

    id = models.UUIDField(primary_key=True)
    store_id = models.IntegerField()
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(help_text="Lower case.")
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "variant", Lower("email"), "store_id", condition=OPEN, name="notice_open_once"
            ),
            models.CheckConstraint(
                condition=Q(mailed_at__isnull=True) | Q(told_at__isnull=False),
                name="notice_mailed_when_told",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "store_id", "variant", "asked_at", "id", condition=OPEN, name="notice_open_idx"
            ),
            models.Index("variant", "asked_at", name="notice_asked_idx"),
            models.Index("store_id", "email", "asked_at", name="notice_email_idx"),
        ]

    def __str__(self) -> str:
        return f"somebody waits for {self.variant_id}"
