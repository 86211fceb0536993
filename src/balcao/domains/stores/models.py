"""The shop itself: currency, languages, calendar and the hosts it answers to."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from balcao.plumbing.audit import tracked


@tracked()
class Store(models.Model):
    """One shop. Every table that grows with sales carries its id."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    tagline = models.JSONField(default=dict, help_text="Language to text.")
    about = models.JSONField(default=dict, help_text="Language to text.")
    headline = models.JSONField(default=dict, help_text="Language to text, for the home page.")
    currency = models.CharField(max_length=3, help_text="ISO 4217, upper case.")
    language = models.CharField(max_length=10, help_text="The language texts are written in.")
    languages = ArrayField(models.CharField(max_length=10), default=list)
    country = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2.")
    time_zone = models.CharField(max_length=60, help_text="IANA name; days begin and end here.")
    email = models.EmailField(help_text="Sender of the mails to shoppers.")
    hosts = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(currency__regex=r"^[A-Z]{3}$"), name="store_currency_is_iso"
            )
        ]

    def __str__(self) -> str:
        return self.name
