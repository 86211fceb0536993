"""Reads about changes of rules."""

from __future__ import annotations

from balcao.domains.pricing.models import Revision


def revision_of(store_id: int) -> int:
    """How often rules about prices have changed in a store; rules in memory are of one number."""
    found = Revision.objects.filter(pk=store_id).values_list("number", flat=True).first()
    return found or 0
