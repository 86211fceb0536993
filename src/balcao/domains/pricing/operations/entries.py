"""Entries of a list from a file or from pasted rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.pricing.errors import BadPriceList
from balcao.domains.pricing.locks import lock_list
from balcao.domains.pricing.models import ListPrice
from balcao.domains.pricing.operations.lists import check_tiers, set_entries
from balcao.domains.pricing.rules.sheets import no_findings, read_entries
from balcao.domains.pricing.values.lists import Tier, TypedTier


@transaction.atomic
def load_entries(
    *,
    store_id: int,
    list_id: UUID,
    text: str,
    is_whole: bool = False,
    expected_version: int | None = None,
    now: datetime,
) -> int:
    """Set what rows ``SKU;quantity;price;compare-at`` say, all or none; returns how many SKUs.

    The rows of a SKU replace all that the list said about it; a SKU whose rows have no price is
    taken out. With ``is_whole`` the rows are the whole list: what they do not name is taken out.

    :raises NoSuchPriceList: there is none in this store.
    :raises PriceListChanged: somebody changed it since that version.
    :raises BadPriceRows: rows cannot be taken over; the findings name row and column.
    """
    row = lock_list(store_id, list_id)
    typed = read_entries(text, row.currency)
    known = variants_by_sku(store_id, {one.sku for one in typed})
    tiers = _tiers(typed, known)
    said = len(tiers)
    if is_whole:
        there = ListPrice.objects.filter(list_id=list_id).values_list("variant_id", flat=True)
        tiers = {**dict.fromkeys(there, ()), **tiers}
    set_entries(
        store_id=store_id,
        list_id=list_id,
        tiers=tiers,
        expected_version=expected_version,
        now=now,
    )
    return said


def _tiers(typed: Sequence[TypedTier], known: Mapping[str, UUID]) -> dict[UUID, Sequence[Tier]]:
    findings, tiers = no_findings(), dict[UUID, list[Tier]]()
    last: dict[UUID, TypedTier] = {}
    for one in typed:
        variant = known.get(one.sku)
        if variant is None:
            findings.add(one.row, "sku", f"There is no SKU “{one.sku[:60]}” in this store.")
            continue
        said = tiers.setdefault(variant, [])
        if one.amount_minor is not None:
            said.append(Tier(one.min_quantity, one.amount_minor, one.compare_at_minor))
        last[variant] = one
    for variant, some in tiers.items():
        try:
            check_tiers(variant, some)
        except BadPriceList as error:
            findings.add(last[variant].row, "price", error.message)
    findings.refuse_if_any()
    return dict(tiers)
