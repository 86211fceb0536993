"""The points program of a store."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from balcao.domains.wallet.locks import lock_program
from balcao.domains.wallet.queries.program import program_of
from balcao.domains.wallet.rules.points import check_program
from balcao.domains.wallet.values import Program


@transaction.atomic
def save_program(*, program: Program) -> Program:
    """Change the points program; its ``version`` is the one that was seen.

    It holds for what is earned and redeemed from now on. Points that were earned keep their end.

    :raises BadProgram: a number is out of range.
    :raises ProgramChanged: somebody else changed it in the meantime.
    """
    check_program(program)
    row = lock_program(program.store_id, program.version)
    for name in Program.__dataclass_fields__:
        if name != "store_id":
            setattr(row, name, getattr(replace(program, version=program.version + 1), name))
    row.save()
    return program_of(program.store_id)
