"""Transfers: goods that change places, by the road that all of them share."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.inventory.models.places import Location
from balcao.domains.inventory.values import TransferState
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

STATES = [(state.value, state.name.replace("_", " ").title()) for state in TransferState]
NOT_SENT = [TransferState.DRAFT.value, TransferState.CANCELLED.value]


@tracked()
class Transfer(models.Model):
    """Goods that go from one place to another. Times are aware UTC."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    number = models.CharField(max_length=20)
    from_location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    to_location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=16, choices=STATES, default=TransferState.DRAFT.value)
    note = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    expected_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=254, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=254, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "number", name="transfer_number_once_per_store"),
            models.CheckConstraint(
                condition=~Q(from_location=F("to_location")), name="transfer_between_two_places"
            ),
            models.CheckConstraint(
                condition=Q(state__in=NOT_SENT) | Q(sent_at__isnull=False),
                name="transfer_sent_has_a_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", F("created_at").desc(), "id", name="transfer_listing_idx"),
        ]

    def __str__(self) -> str:
        return self.number


class TransferLine(models.Model):
    """So many units of a variant. What is open is on the road, or still to be sent.

    ``received`` came in good, ``damaged`` came in broken, ``lost`` was given up when the transfer
    was closed and had cost ``lost_minor``, by the store's way of valuing; ``found`` of those turned
    up later.
    """

    store_id = models.IntegerField()
    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="lines")
    line_no = models.SmallIntegerField()
    variant_id = models.UUIDField()
    sku = models.CharField(max_length=255)
    quantity = models.IntegerField()
    received = models.IntegerField(default=0)
    damaged = models.IntegerField(default=0)
    lost = models.IntegerField(default=0)
    lost_minor = models.BigIntegerField(default=0)
    found = models.IntegerField(default=0)
    wanted_lots = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["line_no"]
        constraints: ClassVar = [
            models.UniqueConstraint("transfer", "line_no", name="transfer_line_once"),
            models.UniqueConstraint("transfer", "variant_id", name="transfer_variant_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, received__gte=0, damaged__gte=0, lost__gte=0)
                & Q(quantity__gte=F("received") + F("damaged") + F("lost")),
                name="transfer_never_over_received",
            ),
            models.CheckConstraint(
                condition=Q(found__gte=0, found__lte=F("lost"), lost_minor__gte=0),
                name="transfer_found_was_lost",
            ),
        ]
        indexes: ClassVar = [models.Index("variant_id", name="transfer_line_variant_idx")]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku}"

    @property
    def open(self) -> int:
        """Units that are neither received nor given up."""
        return self.quantity - self.received - self.damaged - self.lost


class TransferLotLine(models.Model):
    """Units of a lot that a line has sent; ``open`` are on the road, ``lost`` were given up.

    Transfers share the road, so each remembers which lots on it are its own.
    """

    store_id = models.IntegerField()
    line = models.ForeignKey(TransferLine, on_delete=models.CASCADE, related_name="lots")
    code = models.CharField(max_length=80)
    expires_on = models.DateField(null=True)
    quantity = models.IntegerField()
    open = models.IntegerField()
    lost = models.IntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["expires_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("line", "code", name="transfer_lot_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, open__gte=0, lost__gte=0)
                & Q(quantity__gte=F("open") + F("lost")),
                name="transfer_lot_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.code}"
