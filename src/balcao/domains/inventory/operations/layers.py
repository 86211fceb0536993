"""Keeping cost layers: what came in together and is not gone yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from balcao.domains.inventory.models import CostLayer
from balcao.domains.inventory.operations.steps import Step
from balcao.domains.inventory.rules.valuing import Layer


def load_layers(level_ids: Iterable[int]) -> dict[int, list[Layer]]:
    """The layers of locked levels, oldest first, by level."""
    wanted = set(level_ids)
    found: dict[int, list[Layer]] = defaultdict(list)
    rows = CostLayer.objects.filter(level__in=wanted).order_by("level", "came_at", "id")
    for row in rows if wanted else ():
        layer = Layer(row.pk, row.came_at, row.document, row.quantity, row.value_minor)
        found[row.level_id].append(layer)
    return found


def store_layers(store_id: int, steps: Iterable[Step]) -> None:
    """Write layers that came in and what is left of those that were used."""
    new, used = [], dict[int, tuple[int, int]]()
    for step in steps:
        if step.units > 0:
            new += [_row(store_id, step, layer) for layer in step.layers]
        for layer in step.taken:
            if layer.id is not None:
                units, value = used.get(layer.id, (0, 0))
                used[layer.id] = (units + layer.quantity, value + layer.value)
    CostLayer.objects.bulk_create(new, batch_size=1000)
    rows = list(CostLayer.objects.filter(pk__in=list(used))) if used else []
    for row in rows:
        row.quantity -= used[row.pk][0]
        row.value_minor -= used[row.pk][1]
    CostLayer.objects.filter(pk__in=[row.pk for row in rows if not row.quantity]).delete()
    left = [row for row in rows if row.quantity]
    CostLayer.objects.bulk_update(left, ["quantity", "value_minor"], batch_size=1000)


def _row(store_id: int, step: Step, layer: Layer) -> CostLayer:
    return CostLayer(
        store_id=store_id,
        level_id=step.level.pk,
        came_at=layer.came_at,
        document=layer.document,
        quantity=layer.quantity,
        value_minor=layer.value,
    )
