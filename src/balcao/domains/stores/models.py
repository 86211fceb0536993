"""The shop itself: currency, languages, calendar and the hosts it answers to."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from balcao.domains.stores.values import LegalKind
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


@tracked()
class LegalPage(models.Model):
    """One version of a legal page; the latest of its kind counts, one without texts is withdrawn.

    Orders name the versions that were shown, so what was published is never changed.
    """

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    version = models.IntegerField()
    texts = models.JSONField(default=dict, blank=True, help_text="Language to Markdown.")
    urls = models.JSONField(default=dict, blank=True, help_text="Language to a page elsewhere.")
    at = models.DateTimeField()
    actor = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store", "kind", "version", name="legal_page_version_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=sorted(one.value for one in LegalKind), version__gte=1),
                name="legal_page_is_known",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"
