"""Exchange rates, and the settings of a store about prices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.plumbing.audit import tracked

SHOWS = [("auto", "Where the law asks"), ("always", "Always"), ("never", "Never")]


@tracked()
class ExchangeRate(models.Model):
    """How many major units of ``quote`` one major unit of ``base`` was worth on a day."""

    store_id = models.IntegerField()
    base = models.CharField(max_length=3)
    quote = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    source = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "base", "quote", "day", name="rate_once_a_day"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_above_zero"),
            models.CheckConstraint(condition=~Q(base=F("quote")), name="rate_of_two_currencies"),
        ]

    def __str__(self) -> str:
        return f"{self.base}/{self.quote} {self.rate}"


@tracked()
class PriceSettings(models.Model):
    """A store's choices about prices."""

    store_id = models.IntegerField(primary_key=True)
    lowest_price = models.CharField(max_length=8, choices=SHOWS, default="auto")
    rate_days = models.IntegerField(default=7)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rate_days__gte=0, rate_days__lte=366), name="price_settings_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"prices of store {self.store_id}"
