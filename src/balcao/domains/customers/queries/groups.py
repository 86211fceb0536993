"""Who is in which segment."""

from __future__ import annotations

from balcao.domains.customers.models import Membership


def groups_of(store_id: int, email: str) -> frozenset[str]:
    """The slugs of the segments a shopper is in; nobody we know is in none."""
    found = Membership.objects.filter(
        customer__store_id=store_id, customer__email=email.strip().lower()
    )
    return frozenset(found.values_list("segment__slug", flat=True))
