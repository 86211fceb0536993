"""Stock counts: what was found at a place, line by line, while selling goes on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from balcao.domains.inventory.models.levels import StockLevel
from balcao.domains.inventory.models.places import Bin, Location
from balcao.domains.inventory.values import CountClass, CountScope, CountState
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

STATES = [(state.value, state.name.title()) for state in CountState]
SCOPES = [(scope.value, scope.name.title()) for scope in CountScope]
CLASSES = [(one.value, one.name) for one in CountClass]


@tracked()
class StockCount(models.Model):
    """A count of a place. The sums are of what was posted; money in the store's minor units."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    number = models.CharField(max_length=20)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=6, choices=SCOPES)
    class_code = models.CharField(max_length=1, choices=CLASSES, blank=True)
    bin = models.ForeignKey(Bin, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=STATES, default=CountState.OPEN.value)
    note = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=254, blank=True)
    lines_total = models.IntegerField(default=0)
    lines_right = models.IntegerField(default=0)
    units_expected = models.BigIntegerField(default=0)
    units_off = models.BigIntegerField(default=0)
    value_off_minor = models.BigIntegerField(default=0)
    value_net_minor = models.BigIntegerField(default=0)
    version = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "number", name="count_number_once_per_store"),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False) & ~Q(approved_by=""),
                name="count_closed_by_somebody",
            ),
            # The nightly job and a person who is faster must not make the same count twice.
            models.UniqueConstraint(
                "location",
                "class_code",
                condition=Q(scope="class", state__in=["open", "counting", "review"]),
                name="count_of_a_class_once_at_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", F("created_at").desc(), "id", name="count_listing_idx"),
        ]

    def __str__(self) -> str:
        return self.number


class CountLine(models.Model):
    """One variant, or one lot of it. ``expected`` is what the books said when it was counted.

    ``turn`` is the number of the level's last movement at that moment: what moved later is not
    part of the difference. ``again`` says that somebody other than ``counted_by`` has to count it
    once more; ``first`` keeps what was counted then.
    """

    store_id = models.IntegerField()
    count = models.ForeignKey(StockCount, on_delete=models.CASCADE, related_name="lines")
    line_no = models.IntegerField()
    variant_id = models.UUIDField()
    sku = models.CharField(max_length=255)
    lot = models.CharField(max_length=80, blank=True, default="")
    expires_on = models.DateField(null=True)
    assigned_to = models.CharField(max_length=254, blank=True)
    expected = models.IntegerField(null=True)
    turn = models.BigIntegerField(null=True)
    counted = models.IntegerField(null=True)
    counted_by = models.CharField(max_length=254, blank=True)
    counted_at = models.DateTimeField(null=True)
    again = models.BooleanField(default=False)
    first = models.IntegerField(null=True)
    first_by = models.CharField(max_length=254, blank=True)
    value_minor = models.BigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["line_no"]
        constraints: ClassVar = [
            models.UniqueConstraint("count", "line_no", name="count_line_once"),
            models.UniqueConstraint("count", "variant_id", "lot", name="count_variant_lot_once"),
            models.CheckConstraint(
                condition=Q(counted__isnull=True)
                | Q(counted__gte=0, expected__isnull=False, turn__isnull=False) & ~Q(counted_by=""),
                name="count_line_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(first__isnull=True) | Q(again=True) | ~Q(first_by=F("counted_by")),
                name="count_again_by_another",
            ),
        ]
        indexes: ClassVar = [
            models.Index("variant_id", F("counted_at").desc(), name="count_line_last_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.sku} {self.lot}".strip()


class CountRhythm(models.Model):
    """How often a level is counted: its class, worked out nightly, and when it was counted last.

    ``shipped_minor`` is the cost of what was shipped of it in a year, in minor units of the store's
    currency; ``shipped_units`` how many units that were.
    """

    level = models.OneToOneField(
        StockLevel, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    store_id = models.IntegerField()
    class_code = models.CharField(max_length=1, choices=CLASSES, default=CountClass.C.value)
    shipped_minor = models.BigIntegerField(default=0)
    shipped_units = models.BigIntegerField(default=0)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index("store_id", "class_code", "counted_at", name="count_rhythm_due_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.class_code} of level {self.level_id}"
