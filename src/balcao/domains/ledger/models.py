"""The books: accounts, journals, the entries they are made of, and the months that are closed."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from balcao.domains.ledger.values import AccountType, JournalKind, PeriodAction
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

TYPES = [(one.value, one.name.title()) for one in AccountType]
KINDS = [(one.value, one.name.replace("_", " ").title()) for one in JournalKind]
ACTIONS = [(one.value, one.name.title()) for one in PeriodAction]


@tracked(leave_out=["since"])
class Books(models.Model):
    """The books of one store.

    Facts from ``since`` on are in them. No entry is dated up to ``closed_through``, the last day of
    a month; a trigger refuses it, and holds this row until commit so that none slips in.
    """

    store_id = models.IntegerField(primary_key=True)
    since = models.DateTimeField()
    closed_through = models.DateField(null=True)
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        verbose_name_plural = "books"

    def __str__(self) -> str:
        return f"books of store {self.store_id}"


class Account(models.Model):
    """One account in one currency; what it is called is in ``rules/chart.py``."""

    store_id = models.IntegerField()
    code = models.CharField(max_length=120)
    currency = models.CharField(max_length=3)
    type = models.CharField(max_length=10, choices=TYPES)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "code", "currency", name="ledger_account_once"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$") & ~Q(code=""),
                name="ledger_account_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.currency})"


class Journal(models.Model):
    """Why money moved; once for each ``source``. Append-only, enforced by a trigger.

    ``day`` is a day of the store's calendar; where the month it belongs to (``of_day``) was closed
    before it was written, ``day`` is the first that is open. ``at`` is the moment of the fact.
    Its entries balance per currency, checked by the database at commit.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    day = models.DateField()
    of_day = models.DateField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=KINDS)
    source = models.CharField(max_length=160)
    order_id = models.UUIDField(null=True)
    document = models.CharField(max_length=120, blank=True, default="", db_default="")
    memo = models.CharField(max_length=300, blank=True, default="", db_default="")
    actor = models.CharField(max_length=254, blank=True, default="", db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "source", name="ledger_source_once"),
            models.CheckConstraint(condition=Q(day__gte=F("of_day")), name="ledger_never_early"),
        ]
        indexes: ClassVar = [
            models.Index("store_id", F("day").desc(), F("id").desc(), name="ledger_day_idx"),
            models.Index("order_id", condition=Q(order_id__isnull=False), name="ledger_order_idx"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.day}"


class Entry(models.Model):
    """One side of a journal: signed minor units, debit above zero, credit below. Append-only.

    The table is partitioned by month of ``day``. Made by the migration, as are its triggers.
    """

    pk = models.CompositePrimaryKey("journal_id", "line_no", "day")
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="entries")
    line_no = models.SmallIntegerField()
    day = models.DateField()
    store_id = models.IntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    order_id = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.amount_minor:+d} {self.currency}"


class PeriodStep(models.Model):
    """A month that was closed, or opened again for a reason. Append-only."""

    store_id = models.IntegerField()
    month = models.DateField()
    action = models.CharField(max_length=10, choices=ACTIONS)
    at = models.DateTimeField()
    actor = models.CharField(max_length=254)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(action=PeriodAction.CLOSED) | ~Q(reason=""),
                name="ledger_reopened_for_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index("store_id", F("id").desc(), name="ledger_steps_idx")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.action}"
