"""Shoppers, known by mail address within one store."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Customer(models.Model):
    """Somebody who has bought here at least once."""

    store_id = models.IntegerField()
    email = models.EmailField(help_text="Lower case.")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    locale = models.CharField(max_length=10)
    address = models.JSONField(default=dict, help_text="The last address used.")
    created_at = models.DateTimeField()
    last_order_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "email", name="customer_once_per_store"),
        ]

    def __str__(self) -> str:
        return self.email
