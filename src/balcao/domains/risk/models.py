"""Attempts to pay, scores of orders, and a store's thresholds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.risk.values import Outcome, ScoreState
from balcao.plumbing.audit import tracked

OUTCOMES = [(one.value, one.name.title()) for one in Outcome]
STATES = [(one.value, one.name.title()) for one in ScoreState]


@tracked()
class RiskTerms(models.Model):
    """Thresholds and weights of one store; a store without a row has the defaults."""

    store_id = models.IntegerField(primary_key=True)
    review_at = models.SmallIntegerField(default=60)
    refuse_at = models.SmallIntegerField(null=True)
    weights = models.JSONField(default=dict)
    version = models.IntegerField(default=1)

    class Meta:
        verbose_name_plural = "terms"

    def __str__(self) -> str:
        return f"terms of store {self.store_id}"


class PaymentAttempt(models.Model):
    """Somebody tried to pay. Who is kept as keyed digests, and the row for 30 days."""

    store_id = models.IntegerField()
    at = models.DateTimeField()
    network = models.CharField(max_length=64, blank=True)
    device = models.CharField(max_length=64, blank=True)
    mail = models.CharField(max_length=64, blank=True)
    cart_id = models.UUIDField(null=True)
    order_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES)

    class Meta:
        indexes: ClassVar = [
            models.Index("store_id", F("at").desc(), name="risk_attempt_recent_idx"),
            models.Index("network", "at", condition=~Q(network=""), name="risk_attempt_net_idx"),
            models.Index("device", "at", condition=~Q(device=""), name="risk_attempt_device_idx"),
            models.Index(
                "cart_id", condition=Q(cart_id__isnull=False), name="risk_attempt_cart_idx"
            ),
            models.Index(
                "order_id", condition=Q(order_id__isnull=False), name="risk_attempt_order_idx"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.at:%Y-%m-%d %H:%M}"


@tracked(leave_out=["reasons"], inserts=False)
class Score(models.Model):
    """How risky an order looked when it was placed, why, and what was decided."""

    order_id = models.UUIDField(primary_key=True)
    store_id = models.IntegerField()
    score = models.SmallIntegerField()
    reasons = models.JSONField()
    state = models.CharField(max_length=10, choices=STATES)
    at = models.DateTimeField()
    decided_by = models.CharField(max_length=254, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="risk_score"),
        ]
        indexes: ClassVar = [
            models.Index("store_id", "state", F("at").desc(), name="risk_score_queue_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.score} for {self.order_id}"
