"""What shoppers keep who sign in: codes by mail, sessions, addresses, and what they agreed to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from balcao.domains.customers.models.people import Customer
from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked


class SignInCode(models.Model):
    """A code and a link that were mailed to an address; only digests are kept, and for a day.

    ``failed`` counts wrong codes while this one could have been meant.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    email = models.EmailField(help_text="Lower case.")
    code_digest = models.CharField(max_length=64)
    link_digest = models.CharField(max_length=64)
    failed = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("link_digest", name="sign_in_link_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                "store_id", "email", condition=Q(used_at__isnull=True), name="sign_in_open_idx"
            ),
            models.Index("ends_at", name="sign_in_ends_idx"),
        ]

    def __str__(self) -> str:
        return f"for {self.email}"


class SignInCount(models.Model):
    """How often somebody asked for a mail, or was wrong, in one stretch of time.

    ``who`` is a digest of what is counted and for whom.
    """

    store_id = models.IntegerField()
    who = models.CharField(max_length=64)
    since = models.DateTimeField()
    n = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "who", "since", name="sign_in_count_once"),
        ]
        indexes: ClassVar = [models.Index("since", name="sign_in_count_since_idx")]

    def __str__(self) -> str:
        return f"{self.n} since {self.since}"


class ShopperSession(models.Model):
    """A shopper who is signed in on one device; only a digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="sessions")
    secret_digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("secret_digest", name="shopper_session_once"),
        ]
        indexes: ClassVar = [
            models.Index("ends_at", name="shopper_session_ends_idx"),
            models.Index("seen_at", name="shopper_session_seen_idx"),
        ]

    def __str__(self) -> str:
        return f"of {self.customer_id}"


# The trail says that an address changed, not to what: people may have theirs forgotten.
@tracked(leave_out=["address", "digest"])
class SavedAddress(models.Model):
    """An address that a shopper keeps. ``digest`` makes each one be there once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    address = models.JSONField()
    digest = models.CharField(max_length=64)
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-is_default", "created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("customer", "digest", name="saved_address_once"),
            models.UniqueConstraint(
                "customer", condition=Q(is_default=True), name="saved_address_one_default"
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.customer_id}"


class Consent(models.Model):
    """What a mail address agreed to or took back, once for each time; the latest one counts.

    ``text`` is what was read, in ``locale``; ``text_version`` names its wording. ``source`` says
    where it was given, ``actor`` by whom.
    """

    store_id = models.IntegerField()
    email = models.EmailField(help_text="Lower case.")
    kind = models.CharField(max_length=20)
    is_given = models.BooleanField()
    text_version = models.CharField(max_length=20)
    text = models.CharField(max_length=500, blank=True)
    locale = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=20)
    actor = models.CharField(max_length=254, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [
            models.Index(
                "store_id",
                "email",
                "kind",
                models.F("at").desc(),
                models.F("id").desc(),
                name="consent_latest_idx",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.email}: {self.is_given}"
