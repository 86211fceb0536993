"""Reading the trail: every kind of row in one list, the latest change first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, Final

import orjson
from django.apps import apps
from django.db import connection

from balcao.kernel.changes import FieldChange
from balcao.kernel.money import Money
from balcao.plumbing.audit.tracking import BEFORE
from balcao.plumbing.keyset import Page, cut_page, decode_cursor

KINDS: Final = {
    "product": "Product",
    "variant": "Variant",
    "price": "Price",
    "pricelist": "Price list",
    "listprice": "Price in a list",
    "scheduledprice": "Scheduled price",
    "repricing": "Repricing",
    "exchangerate": "Exchange rate",
    "pricesettings": "Price settings",
    "category": "Category",
    "collection": "Collection",
    "customer": "Customer",
    "segment": "Segment",
    "order": "Order",
    "store": "Store",
    "legalpage": "Legal page",
    "zone": "Shipping zone",
    "rate": "Shipping rate",
    "sendingsettings": "Sending rules",
    "location": "Location",
    "bin": "Bin",
    "stocksettings": "Stock settings",
    "transfer": "Transfer",
    "stockcount": "Stock count",
    "adjustment": "Adjustment",
    "staffmember": "Staff",
    "apitoken": "API token",
    "stocknotice": "Back-in-stock notice",
    "sellingpolicy": "Selling policy",
    "kitcomponent": "Kit component",
    "channelbuffer": "Channel buffer",
    "promotion": "Promotion",
    "batch": "Batch of codes",
    "code": "Code",
    "account": "Stored value",
    "program": "Points program",
    "remindersettings": "Cart reminders",
    "books": "Books",
    "taxsettings": "Tax settings",
    "taxzone": "Tax zone",
    "taxrate": "Tax rate",
    "taxexemption": "Tax exemption",
}
# Counters that change with every change say nothing about it.
QUIET: Final = frozenset({"version", "updated_at", "id", "store_id"})
LONGEST: Final = 160
TABLE: Final = attrgetter("_meta.db_table")
# The newest rows of one kind are found first; only for those is the row before looked up.
ONE_KIND: Final = """
(SELECT %(kind)s AS kind, e.pgh_id AS id, e.pgh_created_at AS at, e.pgh_label AS label,
        e.pgh_obj_id::text AS object_id, e.metadata, to_jsonb(e) AS after,
        (SELECT to_jsonb(b) FROM {table} b
         WHERE b.pgh_obj_id = e.pgh_obj_id AND b.pgh_id < e.pgh_id
         ORDER BY b.pgh_id DESC LIMIT 1) AS before
 FROM (SELECT a.*, c.metadata FROM {table} a
       LEFT JOIN pghistory_context c ON c.id = a.pgh_context_id
       WHERE {conditions}
       ORDER BY a.pgh_created_at DESC, a.pgh_id DESC LIMIT %(limit)s) e)
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one row. ``what`` is ``insert``, ``update`` or ``delete``; ``at`` aware UTC."""

    id: int
    at: datetime
    kind: str
    what: str
    object_id: str
    name: str
    actor: str
    source: str
    request_id: str
    fields: tuple[FieldChange, ...]
    row: Mapping[str, Any]

    @property
    def kind_name(self) -> str:
        """What people call this kind of row."""
        return KINDS.get(self.kind, self.kind)


@cache
def audit_tables() -> Mapping[str, str]:
    """The table of the trail of each kind of row."""
    tracked = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]
    tables = {m.pgh_tracked_model.__name__.lower(): TABLE(m) for m in tracked}
    return {kind: tables[kind] for kind in KINDS if kind in tables}


def read_trail(
    *,
    actor: str = "",
    kind: str = "",
    object_id: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Change]:
    """Changes, the latest first; ``actor`` finds parts of a name, ``object_id`` one row.

    :raises BadCursor: the cursor is not one of ours.
    """
    after = decode_cursor(cursor, datetime.fromisoformat, str, int)
    params: dict[str, Any] = {
        "limit": limit + 1,
        "actor": f"%{actor}%",
        "object_id": object_id,
    }
    if after:
        params.update(at=after[0], after_kind=after[1], after_id=after[2])
    parts = []
    for name, table in audit_tables().items():
        if kind and name != kind:
            continue
        where = _conditions(name, actor=actor, object_id=object_id, is_later=bool(after))
        # Table and kind come from our own models, never from a request.
        parts.append(
            ONE_KIND.format(table=table, conditions=where).replace("%(kind)s", f"'{name}'")
        )
    sql = " UNION ALL ".join(parts) + " ORDER BY at DESC, kind DESC, id DESC LIMIT %(limit)s"
    rows = _rows(sql, params)
    return cut_page(
        rows,
        limit,
        key=lambda row: (row["at"].isoformat(), row["kind"], row["id"]),
        show=_change,
    )


def _conditions(kind: str, *, actor: str, object_id: str, is_later: bool) -> str:
    found = [f"a.pgh_label <> '{BEFORE}'"]
    if actor:
        found.append("c.metadata->>'actor' ILIKE %(actor)s")
    if object_id:
        found.append("a.pgh_obj_id::text = %(object_id)s")
    if is_later:
        # The first says nothing new; it lets the index begin in the middle.
        found.append("a.pgh_created_at <= %(at)s::timestamptz")
        key = f"(a.pgh_created_at, '{kind}'::text, a.pgh_id)"
        found.append(f"{key} < (%(at)s::timestamptz, %(after_kind)s::text, %(after_id)s::bigint)")
    return " AND ".join(found)


def _rows(sql: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def _change(row: dict[str, Any]) -> Change:
    after, said = _loaded(row["after"]), _loaded(row["metadata"]) or {}
    before = _loaded(row["before"]) if row["label"] == "update" else {}
    return Change(
        id=row["id"],
        at=row["at"],
        kind=row["kind"],
        what=row["label"],
        object_id=row["object_id"] or "",
        name=_name(after),
        actor=said.get("actor", ""),
        source=said.get("source", ""),
        request_id=said.get("request_id", ""),
        fields=changed_fields(before or {}, after) if row["label"] == "update" else (),
        row=after,
    )


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields in which two versions of a row differ."""
    return tuple(
        FieldChange(_label(name), _shown(name, before), _shown(name, after))
        for name, value in after.items()
        if name not in QUIET and not name.startswith("pgh_") and name != "metadata"
        if before.get(name) != value
    )


def _name(row: Mapping[str, Any]) -> str:
    for field in ("title", "number", "sku", "name", "email", "code"):
        if row.get(field):
            return str(row[field])
    return ""


def _label(name: str) -> str:
    return name.removesuffix("_minor").removesuffix("_id").replace("_", " ").capitalize()


def _shown(name: str, row: Mapping[str, Any]) -> str:
    value = row.get(name)
    if value is None or value in ("", [], {}):
        return ""
    if name.endswith("_minor") and row.get("currency"):
        return f"{Money(int(value), row['currency']).major} {row['currency']}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if name.endswith("_at") and isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _loaded(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value
