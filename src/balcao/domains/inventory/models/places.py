"""Where stock lies: locations, and the bins inside them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from balcao.domains.inventory.values import LocationKind
from balcao.plumbing.audit import tracked

KINDS = [(kind.value, kind.name.title()) for kind in LocationKind]
NEVER_SOLD_FROM = [LocationKind.TRANSIT.value, LocationKind.QUARANTINE.value]


@tracked()
class Location(models.Model):
    """A place where stock lies. Lower priority is sold from first.

    ``sells`` says whether shoppers may be promised what lies here; goods on the road or under
    inspection never are. ``handling_minor`` is what a parcel from here costs before postage, in
    the store's currency. Coordinates are WGS 84 degrees.
    """

    store_id = models.IntegerField()
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, choices=KINDS, default=LocationKind.WAREHOUSE.value)
    priority = models.IntegerField(default=1)
    is_active = models.BooleanField(default=True)
    sells = models.BooleanField(default=True, db_default=True)
    country = models.CharField(max_length=2, blank=True, default="")
    region = models.CharField(max_length=80, blank=True, default="")
    city = models.CharField(max_length=80, blank=True, default="")
    postal_code = models.CharField(max_length=12, blank=True, default="")
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    handling_minor = models.BigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["priority", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "code", name="location_code_once_per_store"),
            models.CheckConstraint(
                condition=Q(sells=False) | ~Q(kind__in=NEVER_SOLD_FROM),
                name="location_on_the_road_never_sells",
            ),
            models.UniqueConstraint(
                "store_id", condition=Q(kind="transit"), name="location_one_road_per_store"
            ),
            models.CheckConstraint(
                condition=Q(handling_minor__gte=0), name="location_handling_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="location_coordinates_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Bin(models.Model):
    """A shelf, drawer or floor space inside a location; picked in the order of ``position``."""

    store_id = models.IntegerField()
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="bins")
    code = models.CharField(max_length=40)
    position = models.IntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint("location", "code", name="bin_code_once_per_location"),
        ]
        indexes: ClassVar = [models.Index("store_id", "code", name="bin_code_idx")]

    def __str__(self) -> str:
        return self.code
