"""Planning: from what shoppers asked for to what should be bought, every night and on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from psycopg.types.json import Jsonb

from balcao.domains.purchasing.queries import lead_times_of, offers_of
from balcao.domains.purchasing.values.suppliers import LeadTime, Offer
from balcao.domains.replenishment.errors import BadPolicy
from balcao.domains.replenishment.locks import hold_planning
from balcao.domains.replenishment.models import Plan, PlanningRules
from balcao.domains.replenishment.operations.histories import histories_of, weeks_until
from balcao.domains.replenishment.ports import Forecaster
from balcao.domains.replenishment.ports.forecaster import QUIET, Progress
from balcao.domains.replenishment.queries.forecasting import forecast_demand
from balcao.domains.replenishment.queries.plans import planning_rules
from balcao.domains.replenishment.rules.classes import abc_classes, xyz_class
from balcao.domains.replenishment.rules.planning import (
    UNKNOWN_LEAD,
    Found,
    Known,
    plan_item,
    service_of,
)
from balcao.domains.replenishment.values.demand import DemandForecast, DemandHistory, Rhythm
from balcao.domains.replenishment.values.plans import PlanningInfo
from balcao.domains.replenishment.values.replenishment import Position
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts
from balcao.plumbing.staging import upsert

HORIZON: Final = 12
SHOWN_WEEKS: Final = 26
YEAR_WEEKS: Final = 52
RANGES: Final = {"review_days": (1, 90), "cover_days": (0, 365), "history_weeks": (8, 260)}
PERCENT: Final = (50, 99)


@transaction.atomic
def save_planning_rules(*, store_id: int, changes: Mapping[str, int]) -> PlanningInfo:
    """Change some of how a store plans; returns all of it. It counts from the next look on.

    :raises BadPolicy: there is no such setting, or a number is out of its range.
    """
    unknown = set(changes) - set(PlanningInfo.__dataclass_fields__)
    if unknown:
        raise BadPolicy("There is no such setting of planning.", field=min(unknown))
    rules = replace(planning_rules(store_id), **changes)
    for name, value in asdict(rules).items():
        low, high = RANGES.get(name, PERCENT)
        if not low <= value <= high:
            raise BadPolicy(f"This is a number from {low} to {high}.", field=name)
    PlanningRules.objects.update_or_create(store_id=store_id, defaults=asdict(rules))
    return rules


def plan_store(
    *, store_id: int, by: Forecaster, now: datetime, on_progress: Progress = QUIET
) -> int:
    """Forecast every variant on sale and find what should be bought; returns how many there are.

    Reads and thinks first, then writes in one transaction. Of two at once the later one stays.

    :raises NoSuchStore: there is no such store.
    """
    store, rules = store_by_id(store_id), planning_rules(store_id)
    rows = run_sql_dicts("replenishment/positions", store_id=store_id, currency=store.currency)
    histories = histories_of(rows, weeks_until(store, now, rules.history_weeks))
    forecasts = forecast_demand(
        histories, rhythm=Rhythm.WEEK, horizon=HORIZON, by=by, on_progress=on_progress
    )
    known = _known(store_id, store.currency, rows, histories, forecasts, now)
    plans = [
        _plan(store_id, history, one, plan_item(one, rules), rules, now)
        for history, one in zip(histories, known, strict=True)
    ]
    _write(store_id, plans)
    return len(plans)


def _known(
    store_id: int,
    currency: str,
    rows: Sequence[dict[str, Any]],
    histories: Sequence[DemandHistory],
    forecasts: Sequence[DemandForecast],
    now: datetime,
) -> list[Known]:
    worth = {
        history.item: sum(history.units[-YEAR_WEEKS:]) * int(row["price_minor"])
        for history, row in zip(histories, rows, strict=True)
    }
    classes = abc_classes(worth)
    ids = [row["variant_id"] for row in rows]
    offers = {key: some[0] for key, some in offers_of(store_id, ids, now=now).items()}
    leads = _leads(offers, now)
    return [
        Known(
            value_class=classes[forecast.item],
            forecast=forecast,
            position=Position(row["on_hand"], row["incoming"], row["promised"]),
            price=Money(row["price_minor"], currency),
            cost=Money(row["cost_minor"], currency),
            offer=offers.get(row["variant_id"]),
            lead=leads.get(row["variant_id"], UNKNOWN_LEAD),
        )
        for row, forecast in zip(rows, forecasts, strict=True)
    ]


def _leads(offers: Mapping[UUID, Offer], now: datetime) -> dict[UUID, LeadTime]:
    by_supplier: dict[UUID, list[UUID]] = {}
    for variant_id, offer in offers.items():
        by_supplier.setdefault(offer.supplier_id, []).append(variant_id)
    found: dict[UUID, LeadTime] = {}
    for supplier_id, ids in by_supplier.items():
        found |= lead_times_of(supplier_id, ids, now=now)
    return found


def _plan(
    store_id: int,
    history: DemandHistory,
    known: Known,
    found: Found,
    rules: PlanningInfo,
    now: datetime,
) -> dict[str, Any]:
    forecast, offer, levels = known.forecast, known.offer, found.levels
    return {
        "variant_id": UUID(history.item),
        "store_id": store_id,
        "value_class": known.value_class,
        "steadiness_class": xyz_class(_since_first_sale(history)[-SHOWN_WEEKS:]).value,
        "pattern": forecast.pattern.value,
        "method": forecast.method[:60],
        "why": forecast.why[:300],
        "weekly": Jsonb(list(history.units[-SHOWN_WEEKS:])),
        "expected": Jsonb([round(units, 3) for units in forecast.path]),
        "weekly_mean": forecast.mean,
        "weekly_spread": forecast.spread,
        "service_percent": service_of(known.value_class, rules),
        "lead_days": known.lead.mean_days,
        "lead_spread_days": known.lead.spread_days,
        "safety_stock": levels.safety_stock,
        "reorder_point": levels.reorder_point,
        "order_up_to": levels.order_up_to,
        "on_hand": known.position.on_hand,
        "incoming": known.position.incoming,
        "promised": known.position.promised,
        "suggested": found.suggested,
        "supplier_id": offer.supplier_id if offer else None,
        "supplier_name": offer.supplier_name[:120] if offer else "",
        "supplier_currency": offer.currency if offer else known.cost.currency,
        "cost_minor": found.cost_minor,
        "stockout_percent": round(100 * found.stockout.probability, 1),
        "stockout_minor": found.stockout.money.minor,
        "overstock_units": found.overstock.units,
        "overstock_minor": found.overstock.money.minor,
        "cover_months": found.overstock.months_of_cover,
        "ordered_as": "",
        "ordered_at": None,
        "found_at": now,
    }


def _since_first_sale(history: DemandHistory) -> tuple[int, ...]:
    first = next((nr for nr, units in enumerate(history.units) if units), 0)
    return history.units[first:]


@transaction.atomic
def _write(store_id: int, plans: Sequence[dict[str, Any]]) -> None:
    hold_planning(store_id)
    # What was ordered since we began to read is on its way, and we have not seen it.
    began = plans[0]["found_at"] if plans else datetime.max.replace(tzinfo=UTC)
    rows = Plan.objects.filter(store_id=store_id, ordered_at__gte=began)
    settled = set(rows.values_list("pk", flat=True))
    fresh = [plan for plan in plans if plan["variant_id"] not in settled]
    upsert("replenishment_plan", fresh, unique=["variant_id"], keep=["store_id"])
    still = [plan["variant_id"] for plan in plans]
    Plan.objects.filter(store_id=store_id).exclude(pk__in=still).delete()
