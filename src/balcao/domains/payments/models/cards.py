"""Cards that shoppers let us keep: names for them at a provider, never their numbers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from balcao.kernel.ids import new_id
from balcao.plumbing.audit import tracked


class CardHolder(models.Model):
    """A customer of a store as a provider knows them; made when they first let us keep a card.

    ``customer_id`` points downwards by value. ``reference`` is the provider's name for them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    customer_id = models.BigIntegerField()
    provider = models.CharField(max_length=40)
    reference = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("store_id", "customer_id", "provider", name="card_holder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} at {self.provider}"


class CardConsent(models.Model):
    """A shopper said that the card of this payment may be kept; without it none is."""

    payment = models.OneToOneField("payments.Payment", on_delete=models.CASCADE, primary_key=True)
    store_id = models.IntegerField()
    holder = models.ForeignKey(CardHolder, on_delete=models.CASCADE, related_name="consents")
    agreed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.holder_id} on {self.payment_id}"


@tracked()
class SavedCard(models.Model):
    """A card that is kept: the provider's token, and what its holder knows it by.

    ``payment`` is the one it came with. A removed one is not offered any more, and stays for the
    trail of what was asked of the provider.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store_id = models.IntegerField()
    holder = models.ForeignKey(CardHolder, on_delete=models.CASCADE, related_name="cards")
    payment = models.ForeignKey("payments.Payment", on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=120)
    brand = models.CharField(max_length=20)
    last4 = models.CharField(max_length=4)
    exp_month = models.SmallIntegerField()
    exp_year = models.SmallIntegerField()
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("holder", "token", name="saved_card_once"),
            models.CheckConstraint(
                condition=Q(last4__regex=r"^[0-9]{4}$"), name="saved_card_four_digits"
            ),
            models.CheckConstraint(
                condition=Q(exp_month__gte=1, exp_month__lte=12), name="saved_card_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand} {self.last4}"
