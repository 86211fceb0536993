"""Units that came in broken: they lie at the other end, but are not sold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from balcao.domains.inventory.models import Transfer, TransferLine
from balcao.domains.inventory.operations.damage import damage_stock
from balcao.domains.inventory.operations.transfers.moves import document_of, first_of
from balcao.domains.inventory.values import Handed, LotUnits


def turn_bad(
    row: Transfer,
    handed: Sequence[tuple[TransferLine, Handed, tuple[LotUnits, ...]]],
    *,
    actor: str,
    now: datetime,
    note: str,
) -> None:
    """Put the broken units of each line with the damaged ones; those of the last lots named."""
    for line, one, lots in handed:
        if one.damaged:
            damage_stock(
                store_id=row.store_id,
                location_id=row.to_location_id,
                variant_id=line.variant_id,
                quantity=one.damaged,
                actor=actor,
                now=now,
                note=note,
                document=document_of(row),
                lots=first_of(tuple(reversed(lots)), one.damaged),
            )
