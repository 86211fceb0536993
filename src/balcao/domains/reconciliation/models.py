"""Files of providers and banks, their lines, and what was decided about them."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from balcao.domains.reconciliation.values import (
    BookAs,
    Cause,
    LineKind,
    LineState,
    StatementState,
)
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

KINDS = [(one.value, one.name.title()) for one in LineKind]
STATES = [(one.value, one.name.title()) for one in LineState]
CAUSES = [(one.value, one.name.title()) for one in Cause]
WAYS = [(one.value, one.name.title()) for one in BookAs]
STATEMENT_STATES = [(one.value, one.name.title()) for one in StatementState]


@tracked()
class Terms(models.Model):
    """What one store agreed on about reconciling; a store without a row has the defaults."""

    store_id = models.IntegerField(primary_key=True)
    missing_after_days = models.SmallIntegerField(default=5)
    payout_days = models.SmallIntegerField(default=7)
    write_off_limit_minor = models.BigIntegerField(default=1000)

    class Meta:
        verbose_name_plural = "terms"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(missing_after_days__gte=1, payout_days__gte=1)
                & Q(write_off_limit_minor__gte=0),
                name="reconciliation_terms_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"terms of store {self.store_id}"


@tracked()
class BankAccount(models.Model):
    """One account at a bank, and how that bank writes its files (``values.BankFormat``)."""

    store_id = models.IntegerField()
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3)
    format = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "code", name="reconciliation_bank_once"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked(leave_out=["content", "done", "fresh"])
class Statement(models.Model):
    """One file of a provider or bank. The same bytes from the same source are one statement."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    source = models.CharField(max_length=60, help_text="A provider, or bank: and the account.")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    state = models.CharField(max_length=10, choices=STATEMENT_STATES)
    rows = models.IntegerField(default=0)
    fresh = models.IntegerField(default=0, help_text="Lines that no earlier file had.")
    done = models.IntegerField(default=0, help_text="Of these, looked at so far.")
    findings = models.JSONField(default=list)
    actor = models.CharField(max_length=254)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "store_id", "source", "sha256", name="reconciliation_file_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", F("created_at").desc(), "id", name="reconciliation_files_idx"),
        ]

    def __str__(self) -> str:
        return self.file_name


class Line(models.Model):
    """One line that a provider or bank has told us, once however many files have it.

    ``fact_minor`` is the amount of ours that it tells (signed as the line), of ``payment_id``, in
    ``fact_currency`` where that is not the line's;
    ``pair_id`` is, for a bank line, the line of the payout that arrived. While it is open, these
    are a suggestion. ``round`` counts how often it was settled, which names its journals.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    last_statement_id = models.UUIDField()
    row = models.IntegerField()
    source = models.CharField(max_length=60)
    identity = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=KINDS)
    state = models.CharField(max_length=10, choices=STATES, db_default=LineState.NEW.value)
    at = models.DateTimeField()
    currency = models.CharField(max_length=3)
    gross_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    reference = models.CharField(max_length=120, blank=True)
    other_reference = models.CharField(max_length=120, blank=True)
    payout = models.CharField(max_length=120, blank=True)
    description = models.CharField(max_length=300, blank=True)
    balance_minor = models.BigIntegerField(null=True)
    paid_minor = models.BigIntegerField(
        null=True, help_text="What the shopper paid, where it settles in another currency."
    )
    paid_currency = models.CharField(max_length=3, blank=True, db_default="")
    cause = models.CharField(max_length=12, choices=CAUSES, blank=True, db_default="")
    payment_id = models.UUIDField(null=True)
    order_id = models.UUIDField(null=True)
    order_number = models.CharField(max_length=40, blank=True, db_default="")
    fact_minor = models.BigIntegerField(db_default=0)
    fact_currency = models.CharField(max_length=3, blank=True, db_default="")
    off_minor = models.BigIntegerField(db_default=0)
    pair_id = models.UUIDField(null=True)
    booked_as = models.CharField(max_length=12, choices=WAYS, blank=True, db_default="")
    round = models.IntegerField(db_default=0)
    note = models.CharField(max_length=300, blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "store_id", "source", "identity", name="reconciliation_line_once"
            ),
            models.UniqueConstraint(
                "pair_id",
                condition=Q(pair_id__isnull=False, state="matched"),
                name="reconciliation_payout_once",
            ),
            models.CheckConstraint(
                condition=Q(net_minor=F("gross_minor") - F("fee_minor")),
                name="reconciliation_line_adds_up",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                "store_id", F("at").desc(), "id",
                condition=Q(state__in=["new", "open"]), name="reconciliation_queue_idx",
            ),
            models.Index("store_id", "source", F("at").desc(), name="reconciliation_source_idx"),
            models.Index("statement", "id", name="reconciliation_statement_idx"),
            models.Index(
                "payment_id", condition=Q(payment_id__isnull=False),
                name="reconciliation_payment_idx",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.identity}"


class Decision(models.Model):
    """What was decided about a line, by whom; append-only. ``journal`` names what it booked."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="decisions")
    store_id = models.IntegerField()
    action = models.CharField(max_length=12)
    at = models.DateTimeField()
    actor = models.CharField(max_length=254)
    note = models.CharField(max_length=300, blank=True)
    journal = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "store_id", "journal", condition=~Q(journal=""), name="reconciliation_booked_once"
            ),
        ]
        indexes: ClassVar = [models.Index("line", "id", name="reconciliation_decided_idx")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.actor}"
