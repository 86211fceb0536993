"""Where we ship to, and for how much."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from balcao.domains.shipping.values import WEEK
from balcao.plumbing.audit import tracked


def usual_week() -> list[int]:
    """Monday to Friday."""
    return list(WEEK)


@tracked()
class Zone(models.Model):
    """Countries that share rates (ISO 3166-1 alpha-2)."""

    store_id = models.IntegerField()
    name = models.CharField(max_length=80)
    countries = ArrayField(models.CharField(max_length=2))

    def __str__(self) -> str:
        return self.name


@tracked()
class Rate(models.Model):
    """A flat price for a parcel into a zone; free from an order subtotal on, if that is set."""

    store_id = models.IntegerField()
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="rates")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    translations = models.JSONField(default=dict, blank=True, help_text="Language to name.")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    free_from_minor = models.BigIntegerField(null=True, blank=True)
    min_days = models.IntegerField(help_text="Working days until delivery, at the earliest.")
    max_days = models.IntegerField()
    position = models.IntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("zone", "code", name="rate_code_once_per_zone"),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="rate_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class SendingSettings(models.Model):
    """When a store hands parcels over; a store without a row promises no dates.

    ``cutoff`` is in the store's time zone; ``weekdays`` are 1 (Monday) to 7.
    """

    store_id = models.IntegerField(primary_key=True)
    is_on = models.BooleanField(default=False)
    cutoff = models.TimeField()
    packing_days = models.SmallIntegerField(help_text="Sending days from order to handing over.")
    weekdays = ArrayField(models.SmallIntegerField(), default=usual_week)
    closed_on = ArrayField(models.DateField(), default=list, blank=True)
    region = models.CharField(max_length=10, blank=True, help_text="Code of the store's state.")

    class Meta:
        verbose_name_plural = "sending settings"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(packing_days__gte=0, packing_days__lte=30),
                name="sending_packing_days",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__len__gte=1, weekdays__contained_by=[1, 2, 3, 4, 5, 6, 7]),
                name="sending_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"sending rules of store {self.store_id}"
