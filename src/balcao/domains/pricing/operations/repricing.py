"""Many prices changed by one rule: planned, applied in parts, undone where nobody went on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from balcao.domains.pricing.errors import RepricingState
from balcao.domains.pricing.locks import lock_repricing
from balcao.domains.pricing.models import Repricing
from balcao.domains.pricing.operations.planning import plan_of
from balcao.domains.pricing.values.changes import RepriceRule
from balcao.plumbing.sql import run_sql
from balcao.plumbing.staging import upsert

PART: Final = 1000


@transaction.atomic
def plan_repricing(
    *, store_id: int, currency: str, rule: RepriceRule, actor: str, now: datetime
) -> UUID:
    """Work out what a rule would do, and keep it: applying sets these prices and no others.

    :raises BadRepricing: the rule cannot be followed, or changes no price.
    :raises BadRounding: the rounding is none.
    :raises MarginTooLow: a row is below the guard and rows are not to be skipped.
    """
    plan = plan_of(store_id, currency, rule)
    repricing = Repricing.objects.create(
        store_id=store_id,
        currency=currency,
        rule=_document(rule),
        total=len(plan.planned),
        below=len(plan.below),
        costless=plan.costless,
        actor=actor,
        created_at=now,
    )
    kept = [*plan.planned, *plan.below]
    rows = [{"repricing_id": repricing.id, **asdict(price)} for price in kept]
    upsert("pricing_repricedrow", rows, unique=["repricing_id", "variant_id"])
    return repricing.id


def apply_repricing(*, store_id: int, repricing_id: UUID, now: datetime) -> None:
    """Set the planned prices, a thousand at a time; a price somebody changed since is left alone.

    Called again after a crash it goes on where it ended.

    :raises NoSuchRepricing: there is none in this store.
    :raises RepricingState: it was applied or undone already.
    """
    _begin(store_id, repricing_id, now)
    while _apply_part(store_id, repricing_id):
        pass


@transaction.atomic
def undo_repricing(*, store_id: int, repricing_id: UUID, now: datetime) -> None:
    """Put back the old prices wherever nobody changed the price since; the others are kept.

    :raises NoSuchRepricing: there is none in this store.
    :raises RepricingState: it is not applied.
    """
    row = lock_repricing(store_id, repricing_id)
    if row.status != "applied":
        raise RepricingState("Only what was applied can be undone.", status=row.status)
    run_sql("pricing/undo_repricing", dict, now=now, at=row.applied_at, **_whose(row))
    row.status, row.undone_at = "undone", now
    row.save(update_fields=["status", "undone_at"])


@transaction.atomic
def _begin(store_id: int, repricing_id: UUID, now: datetime) -> None:
    row = lock_repricing(store_id, repricing_id)
    if row.status == "planned":
        row.status, row.applied_at = "applying", now
        row.save(update_fields=["status", "applied_at"])
    elif row.status != "applying":
        raise RepricingState("This repricing was applied already.", status=row.status)


@transaction.atomic
def _apply_part(store_id: int, repricing_id: UUID) -> bool:
    row = lock_repricing(store_id, repricing_id)
    if row.status != "applying":
        return False
    done: list[dict[str, Any]] = run_sql(
        "pricing/apply_repricing", dict, at=row.applied_at, most=PART, **_whose(row)
    )
    row.done += len(done)
    if not done:
        row.status = "applied"
    row.save(update_fields=["done", "status"])
    return bool(done)


def _whose(row: Repricing) -> dict[str, Any]:
    return {"repricing_id": row.id, "store_id": row.store_id, "currency": row.currency}


def _document(rule: RepriceRule) -> dict[str, Any]:
    document = asdict(rule)
    document["category_id"] = str(rule.category_id) if rule.category_id else None
    document["collection_id"] = str(rule.collection_id) if rule.collection_id else None
    document["product_ids"] = [str(one) for one in rule.product_ids]
    return document
