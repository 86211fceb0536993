"""What a cart still lacks to become an order, and the reminders of carts that were left."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from balcao.domains.checkout.values import USUAL_HOURS
from balcao.plumbing.audit import tracked


def usual_hours() -> list[int]:
    """Hours after the last change at which each reminder is due."""
    return list(USUAL_HOURS)


class CheckoutDetails(models.Model):
    """Who buys, where it goes and how it is paid; one row a cart."""

    cart_id = models.UUIDField(primary_key=True)
    store_id = models.IntegerField()
    email = models.EmailField(blank=True)
    address = models.JSONField(null=True)
    rate_code = models.CharField(max_length=40, blank=True)
    provider = models.CharField(max_length=40, blank=True)
    accounts = ArrayField(models.UUIDField(), default=list, db_default=[], size=10)
    note = models.CharField(max_length=500, blank=True, default="", db_default="")
    gift_message = models.CharField(max_length=500, blank=True, default="", db_default="")
    typed = models.JSONField(
        default=dict, db_default={}, blank=True, help_text="The form as it was left, not checked."
    )
    tax_id = models.CharField(max_length=20, blank=True, default="", db_default="")
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "checkout details"

    def __str__(self) -> str:
        return str(self.cart_id)


@tracked()
class ReminderSettings(models.Model):
    """Whether a store reminds of carts, and when; a store without a row does not."""

    store_id = models.IntegerField(primary_key=True)
    is_on = models.BooleanField(default=False)
    hours = ArrayField(models.IntegerField(), default=usual_hours, size=3)

    class Meta:
        verbose_name_plural = "reminder settings"

    def __str__(self) -> str:
        return f"reminders of store {self.store_id}"


class CartReminder(models.Model):
    """One step of one cart, written before its mail; ``cart_version`` is the cart it was about.

    ``claimed_at`` says that it was handed to a mail server, or was about to be, and is never taken
    back when nobody knows what came of it; ``sent_at`` that the server accepted it.
    ``returned_cart_id`` is the cart that the link put the lines into.
    """

    id = models.UUIDField(primary_key=True)
    store_id = models.IntegerField()
    cart_id = models.UUIDField()
    step = models.SmallIntegerField()
    cart_version = models.IntegerField()
    email = models.EmailField(help_text="Lower case.")
    locale = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_cart_id = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("cart_id", "step", name="cart_reminder_once"),
            models.CheckConstraint(
                condition=Q(step__gte=1, step__lte=3), name="cart_reminder_step_known"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(claimed_at__isnull=False),
                name="cart_reminder_sent_when_claimed",
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", "email", "made_at", name="cart_reminder_email_idx"),
            models.Index("store_id", "made_at", name="cart_reminder_made_idx"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.step} of {self.cart_id}"
