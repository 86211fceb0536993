"""What a variant costs, by currency."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from balcao.plumbing.audit import tracked

RECORD = """
IF TG_OP = 'DELETE' THEN
    INSERT INTO pricing_pricerecord (store_id, variant_id, currency, at)
    VALUES (OLD.store_id, OLD.variant_id, OLD.currency, now());
    RETURN NULL;
END IF;
-- Never before the change that this one comes after, whatever the clock of a worker says.
moment := NEW.updated_at;
IF TG_OP = 'UPDATE' THEN
    moment := GREATEST(moment, OLD.updated_at);
END IF;
IF TG_OP = 'INSERT' OR (OLD.amount_minor, OLD.compare_at_minor)
      IS DISTINCT FROM (NEW.amount_minor, NEW.compare_at_minor) THEN
    INSERT INTO pricing_pricerecord
        (store_id, variant_id, currency, amount_minor, compare_at_minor, at)
    VALUES (NEW.store_id, NEW.variant_id, NEW.currency, NEW.amount_minor, NEW.compare_at_minor,
            moment);
END IF;
RETURN NULL;
"""


@tracked(leave_out=["updated_at"])
class Price(models.Model):
    """The price of one variant in one currency, tax included, in minor units."""

    store_id = models.IntegerField()
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    compare_at_minor = models.BigIntegerField(null=True, blank=True)
    cost_minor = models.BigIntegerField(null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("variant", "currency", "store_id", name="price_once"),
            models.CheckConstraint(condition=Q(amount_minor__gte=0), name="price_not_negative"),
            models.CheckConstraint(
                condition=Q(compare_at_minor__isnull=True)
                | Q(compare_at_minor__gte=F("amount_minor")),
                name="price_compare_at_above",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="record",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("moment", "timestamptz")],
                func=RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"
