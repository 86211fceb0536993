"""The only place that writes journals: one statement, once for each source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db import connection

from balcao.domains.ledger.errors import NotBalanced
from balcao.domains.ledger.rules.chart import type_of
from balcao.domains.ledger.rules.periods import day_in
from balcao.domains.ledger.values import Draft
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.ids import new_id


def write(store_id: int, drafts: Sequence[Draft]) -> int:
    """Write journals that are not there yet, each on its day of the store's calendar; how many.

    What belongs to a closed month is booked on the first day that is open.

    :raises NotBalanced: debits and credits of one differ; nothing is written.
    """
    worth = [draft for draft in drafts if draft.lines]
    if not worth:
        return 0
    for draft in worth:
        if not draft.is_balanced:
            raise NotBalanced(source=draft.source)
    zone = store_by_id(store_id).time_zone
    rows = [_row(draft, zone) for draft in worth]
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_write(%s, %s)", [store_id, orjson.dumps(rows).decode()])
        return int(cursor.fetchone()[0])


def _row(draft: Draft, zone: str) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "source": draft.source,
        "kind": draft.kind.value,
        "at": draft.at.isoformat(),
        "day": day_in(zone, draft.at).isoformat(),
        "order_id": str(draft.order_id) if draft.order_id else None,
        "document": draft.document[:120],
        "memo": draft.memo[:300],
        "actor": draft.actor[:254],
        "entries": [
            {
                "account": line.account[:120],
                "type": type_of(line.account).value,
                "currency": line.currency,
                "amount": line.amount_minor,
            }
            for line in draft.lines
        ],
    }
