"""How a variant is sold: before it is there, as a kit, and what is kept back from a channel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.queries import facts_of
from balcao.domains.inventory.errors import (
    BadBuffer,
    BadKit,
    BadSelling,
    NoSuchLevel,
    NoSuchLocation,
    PromisedAway,
)
from balcao.domains.inventory.locks import lock_kits, lock_levels
from balcao.domains.inventory.models import (
    ChannelBuffer,
    KitComponent,
    Location,
    SellingPolicy,
    StockLevel,
)
from balcao.domains.inventory.operations.levels import ensure_levels
from balcao.domains.inventory.queries.selling import AHEAD
from balcao.domains.inventory.queries.stock import default_location
from balcao.domains.inventory.values import Component, Selling, SellingRule

MOST_UNITS: Final = 1_000_000
MOST_DAYS: Final = 730
MOST_COMPONENTS: Final = 20
CHANNEL: Final = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


@transaction.atomic
def set_selling(*, store_id: int, variant_id: UUID, rule: SellingRule) -> None:
    """Say whether a variant is sold before it is there, how far, and when it can be sent.

    The limit is kept at the place that is sold from first; the others sell what they have.

    :raises NoSuchLevel: there is no such variant.
    :raises NoSuchLocation: the store has no place yet.
    :raises BadSelling: a limit or a lead time out of range, or a preorder without a date.
    :raises PromisedAway: more is sold beyond stock already than the new limit allows.
    """
    _check_rule(rule)
    _check_variants(store_id, [variant_id])
    home = default_location(store_id).id
    ensure_levels(store_id, home, [variant_id])
    rows = StockLevel.objects.filter(store_id=store_id, variant_id=variant_id)
    for level in lock_levels(list(rows.values_list("pk", flat=True))).values():
        limit = rule.limit if level.location_id == home else 0
        if level.reserved + level.allocated > level.on_hand + limit:
            raise PromisedAway(location_id=level.location_id)
        StockLevel.objects.filter(pk=level.pk).update(backorder_limit=limit)
    SellingPolicy.objects.update_or_create(
        variant_id=variant_id,
        defaults={
            "store_id": store_id,
            "policy": rule.policy.value,
            "releases_at": rule.releases_at,
            "lead_days": rule.lead_days,
        },
    )
    AHEAD.forget()


@transaction.atomic
def set_buffer(
    *, store_id: int, location_id: int, channel: str, units: int, variant_id: UUID | None = None
) -> None:
    """Keep units back from a channel: of one variant, or of each at the location; 0 keeps none.

    :raises NoSuchLocation: no such place in this store.
    :raises NoSuchLevel: there is no such variant.
    :raises BadBuffer: no channel, or units out of range.
    """
    if not (CHANNEL.fullmatch(channel) and len(channel) <= 40 and 0 <= units <= MOST_UNITS):
        raise BadBuffer(field="channel" if 0 <= units <= MOST_UNITS else "units")
    if not Location.objects.filter(pk=location_id, store_id=store_id).exists():
        raise NoSuchLocation(location_id=location_id)
    if variant_id is not None:
        _check_variants(store_id, [variant_id])
    known: dict[str, Any] = {
        "location_id": location_id,
        "channel": channel,
        "variant_id": variant_id,
    }
    if units:
        ChannelBuffer.objects.update_or_create(
            **known, defaults={"store_id": store_id, "units": units}
        )
    else:
        ChannelBuffer.objects.filter(**known).delete()


@transaction.atomic
def set_kit(*, store_id: int, kit_id: UUID, components: Sequence[Component]) -> None:
    """Make a variant a kit of these components; none makes it a variant with stock of its own.

    Orders placed before keep what was set aside for them.

    :raises NoSuchLevel: there is no such variant.
    :raises BadKit: a component twice, the kit itself, a kit in a kit, or a quantity out of range.
    """
    parts = [component.variant_id for component in components]
    numbers_fit = all(1 <= component.quantity <= 999 for component in components)
    if len(set(parts)) != len(parts) or not numbers_fit or len(parts) > MOST_COMPONENTS:
        raise BadKit(field="components")
    _check_variants(store_id, [kit_id, *parts])
    lock_kits(store_id)
    others = KitComponent.objects.filter(store_id=store_id).exclude(kit_id=kit_id)
    nested = others.filter(kit_id__in=parts) or (parts and others.filter(component_id=kit_id))
    if nested or kit_id in parts:
        raise BadKit("A kit cannot be part of a kit.", field="components")
    KitComponent.objects.filter(kit_id=kit_id).delete()
    for part in components:
        KitComponent.objects.create(
            store_id=store_id,
            kit_id=kit_id,
            component_id=part.variant_id,
            quantity=part.quantity,
        )


def _check_rule(rule: SellingRule) -> None:
    is_preorder = rule.policy is Selling.PREORDER
    wrong = {
        "limit": not 0 <= rule.limit <= (MOST_UNITS if rule.policy is not Selling.DENY else 0),
        "lead_days": not 0 <= rule.lead_days <= MOST_DAYS,
        "releases_at": is_preorder is (rule.releases_at is None)
        or (rule.releases_at is not None and rule.releases_at.astimezone(UTC).year > 9000),
    }
    found = next((field for field, is_wrong in wrong.items() if is_wrong), None)
    if found:
        raise BadSelling(field=found)


def _check_variants(store_id: int, variant_ids: Sequence[UUID]) -> None:
    known = facts_of(store_id, variant_ids)
    missing = [str(v) for v in variant_ids if v not in known]
    if missing:
        raise NoSuchLevel(variant_ids=missing)
