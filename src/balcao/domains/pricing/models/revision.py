"""How often what decides prices has changed."""

from __future__ import annotations

from django.db import models


class Revision(models.Model):
    """How often what decides prices was changed in a store; base prices are not counted.

    Whoever keeps rules in memory asks for this number, and a purchase compares it: an order is
    never placed by rules that have changed since it was priced.
    """

    store_id = models.IntegerField(primary_key=True)
    number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.store_id}: {self.number}"
