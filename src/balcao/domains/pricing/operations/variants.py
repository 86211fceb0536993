"""Prices are of variants that this store sells."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import facts_of


def check_variants(store_id: int, variant_ids: Collection[UUID]) -> None:
    """See that these are variants of this store. :raises NoSuchVariant: it names those not."""
    strange = set(variant_ids) - facts_of(store_id, variant_ids).keys()
    if strange:
        raise NoSuchVariant(
            "These are not variants of this store.", variants=sorted(map(str, strange))
        )
