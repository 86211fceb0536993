"""Price lists: other prices for some shoppers, quantities or periods."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from balcao.domains.pricing.values.lists import ListKind
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

KINDS = [(kind.value, kind.name.title()) for kind in ListKind]
RECORD = """
IF TG_OP = 'DELETE' THEN
    INSERT INTO pricing_pricerecord
        (store_id, variant_id, currency, list_id, min_quantity, at)
    SELECT l.store_id, OLD.variant_id, l.currency, OLD.list_id, OLD.min_quantity, l.updated_at
    FROM pricing_pricelist l WHERE l.id = OLD.list_id;
ELSIF TG_OP = 'INSERT' OR (OLD.amount_minor, OLD.compare_at_minor, OLD.min_quantity)
      IS DISTINCT FROM (NEW.amount_minor, NEW.compare_at_minor, NEW.min_quantity) THEN
    INSERT INTO pricing_pricerecord
        (store_id, variant_id, currency, list_id, min_quantity, amount_minor, compare_at_minor, at)
    SELECT l.store_id, NEW.variant_id, l.currency, NEW.list_id, NEW.min_quantity,
           NEW.amount_minor, NEW.compare_at_minor, l.updated_at
    FROM pricing_pricelist l WHERE l.id = NEW.list_id;
END IF;
RETURN NULL;
"""


@tracked(leave_out=["updated_at"])
class PriceList(models.Model):
    """A list of prices of one store in one currency.

    ``groups`` are slugs of segments, none means everybody; ``off_ppm`` is parts per million off the
    base price. A list that counted once is ended, not deleted: its prices are part of the history.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3)
    groups = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    priority = models.IntegerField(default=0)
    kind = models.CharField(max_length=8, choices=KINDS, default=ListKind.FIXED.value)
    off_ppm = models.IntegerField(default=0)
    min_quantity = models.IntegerField(default=1)
    rounding = models.CharField(max_length=20, blank=True, default="")
    source_currency = models.CharField(max_length=3, blank=True, default="")
    is_active = models.BooleanField(default=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "name", name="price_list_name_once"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="price_list_currency_is_iso"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="price_list_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(off_ppm__gte=0, off_ppm__lte=1_000_000, min_quantity__gte=1),
                name="price_list_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class ListPrice(models.Model):
    """What one unit of a variant costs by a list, from ``min_quantity`` units on; minor units."""

    list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="entries")
    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    min_quantity = models.IntegerField(default=1, db_default=1)
    amount_minor = models.BigIntegerField()
    compare_at_minor = models.BigIntegerField(null=True, blank=True)
    is_derived = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("variant", "list", "min_quantity", name="list_price_once"),
            models.CheckConstraint(
                condition=Q(amount_minor__gte=0, min_quantity__gte=1), name="list_price_in_range"
            ),
            models.CheckConstraint(
                condition=Q(compare_at_minor__isnull=True)
                | Q(compare_at_minor__gte=F("amount_minor")),
                name="list_price_compare_at_above",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="record",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=RECORD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} from {self.min_quantity}"
