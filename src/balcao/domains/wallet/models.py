"""Stored value: accounts, the ledger that explains them, the points program, attempts at codes."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from balcao.domains.wallet.values import COMES_IN, GOES_OUT, AccountKind, EarnOn, EntryKind
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked

KINDS = [(kind.value, kind.name.replace("_", " ").title()) for kind in AccountKind]
WHYS = [(kind.value, kind.name.replace("_", " ").title()) for kind in EntryKind]
STEPS = [(step.value, step.name.title()) for step in EarnOn]


@tracked(leave_out=["balance", "turn", "due_at", "code_hash"], inserts=False)
class Account(models.Model):
    """A gift card, the store credit of a shopper in a currency, or a shopper's points.

    ``balance`` is minor units of ``currency``, or points; ``turn`` counts the entries.
    Of a card's code only a digest and the last four characters are kept. ``due_at`` is when the
    schedule has to look for value that expires.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    kind = models.CharField(max_length=12, choices=KINDS)
    currency = models.CharField(max_length=3)
    owner = models.CharField(max_length=254, blank=True, db_default="")
    code_hash = models.CharField(max_length=64, null=True)
    code_end = models.CharField(max_length=4, blank=True, db_default="")
    balance = models.BigIntegerField(default=0, db_default=0)
    turn = models.IntegerField(default=0, db_default=0)
    expires_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(balance__gte=0), name="wallet_balance_not_negative"),
            models.CheckConstraint(condition=Q(turn__gte=0), name="wallet_turn_not_negative"),
            models.CheckConstraint(
                condition=Q(kind=AccountKind.GIFT_CARD, code_hash__isnull=False) & ~Q(code_end="")
                | Q(
                    kind__in=[AccountKind.STORE_CREDIT, AccountKind.POINTS],
                    code_hash__isnull=True,
                    code_end="",
                )
                & ~Q(owner=""),
                name="wallet_card_has_a_code",
            ),
            models.UniqueConstraint("store_id", "code_hash", name="wallet_code_once"),
            models.UniqueConstraint(
                "store_id",
                "owner",
                "currency",
                condition=Q(kind=AccountKind.STORE_CREDIT),
                name="wallet_one_credit_per_shopper",
            ),
            models.UniqueConstraint(
                "store_id",
                "owner",
                condition=Q(kind=AccountKind.POINTS),
                name="wallet_one_points_per_shopper",
            ),
        ]
        indexes: ClassVar = [
            models.Index("store_id", "owner", name="wallet_owner_idx"),
            models.Index("store_id", "kind", models.F("id").desc(), name="wallet_kind_idx"),
            models.Index("due_at", condition=Q(due_at__isnull=False), name="wallet_due_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code_end or self.owner}"


class Entry(models.Model):
    """One change of one account. Append-only, enforced by a trigger.

    ``turn`` numbers the entries of an account 1, 2, 3…; ``amount`` is signed, ``balance`` what
    there was after it, ``worth_minor`` the money it stood for. ``of_id`` is the entry that this one
    gives or takes back, ``reference`` what asked for it, once per order.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    store_id = models.IntegerField()
    turn = models.IntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=WHYS)
    amount = models.BigIntegerField(help_text="Signed.")
    balance = models.BigIntegerField()
    worth_minor = models.BigIntegerField(default=0, db_default=0)
    order_id = models.UUIDField(null=True)
    of_id = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=80, blank=True, default="", db_default="")
    expires_at = models.DateTimeField(null=True)
    actor = models.CharField(max_length=254, blank=True, default="", db_default="")
    note = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        verbose_name_plural = "entries"
        constraints: ClassVar = [
            models.UniqueConstraint("account", "turn", name="wallet_turn_once"),
            models.CheckConstraint(
                condition=Q(turn__gte=1, balance__gte=0, worth_minor__gte=0),
                name="wallet_entry_in_range",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=sorted(COMES_IN), amount__gt=0)
                | Q(kind__in=sorted(GOES_OUT), amount__lt=0)
                | Q(kind=EntryKind.ADJUSTED) & ~Q(amount=0),
                name="wallet_entry_has_its_sign",
            ),
            models.UniqueConstraint(
                "account",
                "order_id",
                condition=Q(kind=EntryKind.SPENT, order_id__isnull=False),
                name="wallet_spent_once_per_order",
            ),
            models.UniqueConstraint(
                "account",
                "order_id",
                condition=Q(kind=EntryKind.EARNED, order_id__isnull=False),
                name="wallet_earned_once_per_order",
            ),
            models.UniqueConstraint(
                "of_id",
                condition=Q(kind__in=[EntryKind.GIVEN_BACK, EntryKind.TAKEN_BACK]),
                name="wallet_given_back_once",
            ),
            models.UniqueConstraint(
                fields=["account", "kind", "order_id", "reference", "of_id"],
                condition=~Q(reference=""),
                nulls_distinct=False,
                name="wallet_asked_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index("order_id", condition=Q(order_id__isnull=False), name="wallet_order_idx"),
            models.Index("of_id", condition=Q(of_id__isnull=False), name="wallet_of_idx"),
            models.Index("store_id", "at", name="wallet_entry_at_idx"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.amount:+d} ({self.kind})"


@tracked()
class Program(models.Model):
    """A store's points program. ``worth_minor`` is what one point pays, in minor units."""

    store_id = models.IntegerField(primary_key=True)
    is_active = models.BooleanField(default=False)
    earn_on = models.CharField(max_length=10, choices=STEPS, default=EarnOn.DELIVERED.value)
    points_per_major = models.IntegerField(default=1)
    worth_minor = models.IntegerField(default=1)
    minimum_points = models.IntegerField(default=1)
    expires_after_days = models.IntegerField(null=True, default=365)
    version = models.IntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    points_per_major__gte=0,
                    worth_minor__gte=1,
                    minimum_points__gte=1,
                )
                & (Q(expires_after_days__isnull=True) | Q(expires_after_days__gte=1)),
                name="wallet_program_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"points of store {self.store_id}"


class Attempts(models.Model):
    """Codes that somebody typed in vain within one stretch of time; ``who`` is a digest."""

    store_id = models.IntegerField()
    who = models.CharField(max_length=64)
    since = models.DateTimeField()
    failed = models.IntegerField()

    class Meta:
        verbose_name_plural = "attempts"
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "who", "since", name="wallet_attempts_once"),
            models.CheckConstraint(condition=Q(failed__gte=0), name="wallet_attempts_not_negative"),
        ]
        indexes: ClassVar = [models.Index("since", name="wallet_attempts_since_idx")]

    def __str__(self) -> str:
        return f"{self.failed} since {self.since}"
