"""Reads about the points program."""

from __future__ import annotations

from balcao.domains.wallet.models import Program as ProgramRow
from balcao.domains.wallet.values import EarnOn, Program


def program_of(store_id: int) -> Program:
    """The points program of a store; one that is off when nobody has made one."""
    row = ProgramRow.objects.filter(pk=store_id).first()
    if row is None:
        return Program(store_id)
    known = {name: getattr(row, name) for name in Program.__dataclass_fields__}
    known["earn_on"] = EarnOn(row.earn_on)
    return Program(**known)
