"""Telling that rules about prices have changed."""

from __future__ import annotations

from django.db import transaction

from balcao.plumbing.sql import run_sql


@transaction.atomic
def rules_changed(*, store_id: int) -> None:
    """Count a change of price lists, promotions, taxes or their settings in this store.

    Called inside the transaction of the change, as its last statement: the row is held until
    commit, so that changes are counted in the order in which they become visible.
    """
    run_sql("pricing/count_change", dict, store_id=store_id)
