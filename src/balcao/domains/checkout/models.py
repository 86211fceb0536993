"""What a cart still lacks to become an order, for the step-by-step checkout."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


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
