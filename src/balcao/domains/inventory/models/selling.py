"""How stock is sold: kept back from a channel, as a kit, or before it is there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.inventory.models.places import Location
from balcao.domains.inventory.values import Selling
from balcao.plumbing.audit import tracked

POLICIES = [(kind.value, kind.name.title()) for kind in Selling]


@tracked()
class ChannelBuffer(models.Model):
    """Units kept back from a channel: of one variant at a location, or of each variant there.

    A buffer of a variant stands instead of the location's.
    """

    store_id = models.IntegerField()
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="buffers")
    variant = models.ForeignKey(
        "catalog.Variant", on_delete=models.CASCADE, null=True, related_name="+"
    )
    channel = models.SlugField(max_length=40)
    units = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "location",
                "channel",
                condition=Q(variant=None),
                name="buffer_once_per_location",
            ),
            models.UniqueConstraint(
                "location",
                "channel",
                "variant",
                condition=~Q(variant=None),
                name="buffer_once_per_level",
            ),
            models.CheckConstraint(condition=Q(units__gt=0), name="buffer_units_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.units} kept from {self.channel}"


@tracked()
class KitComponent(models.Model):
    """So many units of a component lie in one kit. A kit has no stock of its own."""

    store_id = models.IntegerField()
    kit = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="+")
    component = models.ForeignKey("catalog.Variant", on_delete=models.PROTECT, related_name="+")
    quantity = models.SmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("kit", "component", name="kit_component_once"),
            models.CheckConstraint(condition=~Q(kit=F("component")), name="kit_not_in_itself"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=999), name="kit_component_quantity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.component_id} in {self.kit_id}"


@tracked()
class SellingPolicy(models.Model):
    """What happens when a variant is not in stock. Without a row, the level's limit decides alone.

    ``releases_at`` is when a preorder begins to be sent. ``lead_days`` is how long supply takes
    that nobody has ordered yet.
    """

    variant = models.OneToOneField(
        "catalog.Variant", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    store_id = models.IntegerField()
    policy = models.CharField(max_length=9, choices=POLICIES, default=Selling.DENY.value)
    releases_at = models.DateTimeField(null=True)
    lead_days = models.SmallIntegerField(default=14)

    class Meta:
        verbose_name_plural = "selling policies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(policy="preorder", releases_at__isnull=False)
                | (~Q(policy="preorder") & Q(releases_at__isnull=True)),
                name="policy_preorder_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(lead_days__gte=0, lead_days__lte=730), name="policy_lead_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id}: {self.policy}"
