"""Orders as agreed: what was bought, for how much, where it goes, and what happened since."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from balcao.domains.orders.values import OrderState
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

STATES = [(state.value, state.name.title()) for state in OrderState]


@tracked(leave_out=["token"], inserts=False)
class Order(models.Model):
    """One purchase. Amounts are minor units of ``currency``; tax is included in the lines.

    ``token`` is the secret of the shopper's status page. ``hold_until`` ends a purchase that waits
    for an outside payment. ``earliest`` and ``latest`` are the days of arrival that were promised;
    they are never reckoned anew.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    number = models.CharField(max_length=20)
    cart_id = models.UUIDField(null=True)
    draft_id = models.UUIDField(null=True)
    token = models.CharField(max_length=40)
    email = models.EmailField()
    locale = models.CharField(max_length=10)
    address = models.JSONField()
    currency = models.CharField(max_length=3)
    lines_minor = models.BigIntegerField()
    discount_minor = models.BigIntegerField(default=0)
    exemption_minor = models.BigIntegerField(
        default=0, db_default=0, help_text="Tax taken out of prices that include it."
    )
    shipping_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField(default=0, help_text="Added on top; zero when included.")
    total_minor = models.BigIntegerField()
    credit_minor = models.BigIntegerField(
        default=0, db_default=0, help_text="Paid from gift cards, store credit and points."
    )
    tax_id = models.CharField(max_length=20, blank=True, default="", db_default="")
    state = models.CharField(max_length=10, choices=STATES)
    provider = models.CharField(max_length=40)
    pays_on_delivery = models.BooleanField(default=False)
    rate_code = models.CharField(max_length=40)
    rate_name = models.CharField(max_length=80)
    earliest = models.DateField(null=True, help_text="First day of arrival that was promised.")
    latest = models.DateField(null=True)
    hold_until = models.DateTimeField(null=True)
    placed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "number", name="order_number_once_per_store"),
            models.UniqueConstraint(
                "cart_id", condition=~Q(state="voided"), name="order_one_per_cart"
            ),
            models.UniqueConstraint(
                "draft_id",
                condition=Q(draft_id__isnull=False) & ~Q(state="voided"),
                name="order_one_per_draft",
            ),
            models.CheckConstraint(
                condition=Q(lines_minor__gte=0)
                & Q(discount_minor__gte=0)
                & Q(exemption_minor__gte=0)
                & Q(shipping_minor__gte=0)
                & Q(tax_minor__gte=0)
                & Q(total_minor__gte=0),
                name="order_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    total_minor=F("lines_minor")
                    - F("discount_minor")
                    - F("exemption_minor")
                    + F("shipping_minor")
                    + F("tax_minor")
                ),
                name="order_total_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(credit_minor__gte=0, credit_minor__lte=F("total_minor")),
                name="order_credit_within_total",
            ),
            models.CheckConstraint(
                condition=Q(earliest__isnull=True, latest__isnull=True)
                | Q(earliest__isnull=False, latest__isnull=False, latest__gte=F("earliest")),
                name="order_dates_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", models.F("placed_at").desc(), "id", name="order_listing_idx"),
            models.Index("token", name="order_token_idx"),
            models.Index("store_id", Lower("email"), name="order_shopper_idx"),
            models.Index("hold_until", condition=Q(state="pending"), name="order_hold_idx"),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """One variant as it was called and priced when it was bought.

    ``units_each`` is how many units lie in one piece: more than one of a kit, whose components are
    set aside and shipped. ``promised_at`` is when it can be sent, if it was not there when bought.
    """

    store_id = models.IntegerField()
    # No index of its own: order_line_once begins with the order.
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", db_index=False)
    line_no = models.SmallIntegerField()
    variant_id = models.UUIDField()
    sku = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    options = models.CharField(max_length=300, blank=True)
    image = models.CharField(max_length=500, blank=True)
    quantity = models.IntegerField()
    unit_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    units_each = models.IntegerField(default=1, db_default=1)
    promised_at = models.DateTimeField(null=True)
    is_gift = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering: ClassVar = ["line_no"]
        constraints: ClassVar = [
            models.UniqueConstraint("order", "line_no", name="order_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="order_line_quantity"),
            models.CheckConstraint(condition=Q(units_each__gt=0), name="order_line_units_each"),
            models.CheckConstraint(
                condition=Q(total_minor=F("quantity") * F("unit_minor")) & Q(unit_minor__gte=0),
                name="order_line_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.sku}"


class Fulfillment(models.Model):
    """A parcel: packed, then handed to a carrier, then delivered."""

    class State(models.TextChoices):
        PACKED = "packed"
        SHIPPED = "shipped"
        DELIVERED = "delivered"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="fulfillments")
    state = models.CharField(max_length=10, choices=State.choices)
    carrier = models.CharField(max_length=80, blank=True)
    tracking_number = models.CharField(max_length=80, blank=True)
    packed_at = models.DateTimeField()
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "order", condition=~Q(state="cancelled"), name="fulfillment_one_live_per_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.state}"


class FulfillmentLine(models.Model):
    """So many units of an order line in this parcel."""

    fulfillment = models.ForeignKey(Fulfillment, on_delete=models.CASCADE, related_name="lines")
    line_no = models.SmallIntegerField()
    quantity = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("fulfillment", "line_no", name="fulfillment_line_once"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="fulfillment_quantity"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.line_no}"


class TimelineEntry(models.Model):
    """Something that happened to an order, or a note somebody wrote. Append-only."""

    store_id = models.IntegerField()
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="timeline")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=254, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        verbose_name_plural = "timeline entries"

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"
