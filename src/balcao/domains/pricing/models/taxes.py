"""What taxes a store charges, where, and whom it does not charge. Times aware UTC."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from balcao.plumbing.audit import tracked


@tracked()
class TaxSettings(models.Model):
    """How a store reckons its taxes; a store without a row reckons by the defaults."""

    store_id = models.IntegerField(primary_key=True)
    prices_include_tax = models.BooleanField(default=True)
    round_by = models.CharField(max_length=10, default="line")
    round_mode = models.CharField(max_length=10, default="half_up")
    elsewhere = models.CharField(max_length=12, default="keep_gross")
    shipping_class = models.CharField(max_length=40, blank=True, help_text="Empty: as the goods.")
    calculator = models.CharField(max_length=40, default="tables")
    origin_country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    origin_region = models.CharField(max_length=80, blank=True)
    origin_postal_code = models.CharField(max_length=12, blank=True)
    reverse_charge = models.BooleanField(default=True)
    version = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    round_by__in=["line", "total"],
                    round_mode__in=["half_up", "half_even", "down", "up"],
                    elsewhere__in=["keep_gross", "from_net"],
                ),
                name="tax_settings_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.store_id)


@tracked()
class TaxZone(models.Model):
    """Where rates hold. Empty country, region or postal codes mean all of them."""

    store_id = models.IntegerField()
    code = models.CharField(max_length=40, help_text="The jurisdiction, such as CA-QC.")
    name = models.CharField(max_length=80)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=80, blank=True)
    postal_codes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "code", name="tax_zone_code_once"),
            models.CheckConstraint(
                condition=Q(country__regex=r"^([A-Z]{2})?$"), name="tax_zone_country_is_iso"
            ),
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class TaxRate(models.Model):
    """A rate of a zone for a class. ``is_edited`` says that people changed what a table said."""

    store_id = models.IntegerField()
    zone = models.ForeignKey(TaxZone, on_delete=models.CASCADE, related_name="rates")
    tax_class = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    rate_ppm = models.IntegerField(help_text="Parts per million: 190000 is 19 %.")
    priority = models.SmallIntegerField(default=1)
    is_compound = models.BooleanField(default=False)
    is_inside = models.BooleanField(default=False)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    source_date = models.DateField(null=True, blank=True)
    table = models.CharField(max_length=40, blank=True)
    is_edited = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "zone",
                "tax_class",
                "priority",
                "starts_at",
                name="tax_rate_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(rate_ppm__gte=0, rate_ppm__lt=1_000_000), name="tax_rate_below_all"
            ),
            models.CheckConstraint(
                condition=Q(priority__gte=1, priority__lte=9), name="tax_rate_priority_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="tax_rate_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.rate_ppm}"


@tracked()
class TaxExemption(models.Model):
    """A buyer who pays no tax, in a country or everywhere, until a moment or for good."""

    store_id = models.IntegerField()
    email = models.CharField(max_length=254, help_text="Lower case.")
    country = models.CharField(max_length=2, blank=True, help_text="Empty: everywhere.")
    tax_id = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200)
    until = models.DateTimeField(null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "email", "country", name="tax_exemption_once"),
        ]

    def __str__(self) -> str:
        return self.email
