"""Whole stock levels as frozen values, for those who count many at once (the import)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """What lies at the default location of a store. Everything in pieces."""

    variant_id: UUID
    on_hand: int
    reserved: int = 0
    allocated: int = 0
    backorder_limit: int = 0

    @property
    def promised(self) -> int:
        """Pieces that buyers wait for, beyond what may be backordered."""
        return self.reserved + self.allocated - self.backorder_limit


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCount:
    """What on-hand and the backorder limit shall be; None leaves one as it is."""

    variant_id: UUID
    sku: str
    on_hand: int | None = None
    backorder_limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a set of counts did: the levels that were there before and those made for it.

    ``refused`` are the levels (as they are) that promise more than the count would leave.
    """

    before: tuple[LevelRow, ...] = ()
    created: tuple[UUID, ...] = ()
    refused: tuple[LevelRow, ...] = ()
