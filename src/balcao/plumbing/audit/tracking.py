"""Keeping every version of a row that people change.

Triggers of the database write the trail, so a change by plain SQL is in it too; other triggers
refuse to change or delete what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final, TypeVar

import pghistory
from django.db import models

Row = TypeVar("Row", bound=type[models.Model])
BEFORE: Final = "before"


def tracked(*, leave_out: Collection[str] = (), inserts: bool = True) -> Callable[[Row], Row]:
    """Decorate a model to keep its trail; ``leave_out`` names fields that are not kept.

    Without ``inserts`` making a row costs nothing and the row as it was is kept with its first
    change instead: for rows made on a hot path.
    """

    def decorate(model: Row) -> Row:
        first = (
            pghistory.InsertEvent() if inserts else pghistory.UpdateEvent(BEFORE, row=pghistory.Old)
        )
        keep = pghistory.track(
            first,
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=list(leave_out),
            append_only=True,
            model_name=f"{model.__name__}Audit",
            obj_field=pghistory.ObjForeignKey(related_name="+"),
            meta={
                "default_permissions": (),
                "indexes": [models.Index("pgh_created_at", "pgh_id", name=_index_of(model))],
            },
        )
        return keep(model)

    return decorate


def _index_of(model: type[models.Model]) -> str:
    """The trail is read from its end, across all kinds of rows."""
    return f"{model.__name__.lower()}_trail_idx"
