"""Asking for a back-test of other taxes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from balcao.domains.analytics.errors import BadBackTest
from balcao.domains.analytics.operations.asking import ask
from balcao.domains.analytics.rules.documents import tax_document
from balcao.domains.analytics.values import AskedBackTest, Kind, TaxSubject
from balcao.domains.pricing.queries import tax_rules_of, tax_table
from balcao.domains.pricing.values import RoundBy, TableRow, TaxRateRule, TaxRules
from balcao.domains.stores.queries import store_by_id

HIGHEST_PPM: Final = 1_000_000


@transaction.atomic
def ask_tax_test(
    *,
    store_id: int,
    tables: Collection[str] = (),
    rates: Mapping[int, int] | None = None,
    prices_include_tax: bool | None = None,
    round_by: RoundBy | None = None,
    as_of: datetime | None = None,
    starts_at: datetime,
    ends_at: datetime,
    by: str,
    now: datetime,
) -> UUID:
    """Have other taxes tried: the store's rules with the changes named, as of one moment.

    ``tables`` are tables of rates to use, which take the place of the store's own rates in their
    zones; ``rates`` are other percentages of own rates, in parts per million by id. Always reckoned
    by rates, also where the store asks a calculator. ``as_of`` is aware UTC, by default now.

    :raises NoSuchTaxTable: a table has not this code.
    :raises BadBackTest: a rate is not one of the store or out of range, or the period is not one
        that is over.
    """
    store = store_by_id(store_id)
    rules = replace(tax_rules_of(store_id), calculator="tables")
    rules = _with_rates(rules, rates or {})
    changes: dict[str, Any] = {}
    if prices_include_tax is not None:
        changes["prices_include_tax"] = prices_include_tax
    if round_by is not None:
        changes["round_by"] = round_by
    rules = replace(_with_tables(rules, tables, ZoneInfo(store.time_zone)), **changes)
    asked = AskedBackTest(
        kind=Kind.TAX,
        title=_title(tables, rates or {}, changes),
        subject=tax_document(TaxSubject(rules=rules, as_of=as_of or now)),
        currency=store.currency,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    return ask(store_id, asked, by=by, now=now)


def _with_rates(rules: TaxRules, wanted: Mapping[int, int]) -> TaxRules:
    known = {rate.id for rate in rules.rates}
    for rate_id, ppm in wanted.items():
        if rate_id not in known:
            raise BadBackTest("This store has no such rate.", field="rates", id=rate_id)
        if not 0 <= ppm <= HIGHEST_PPM:
            raise BadBackTest("A rate lies between 0 and 100 percent.", field="rates", id=rate_id)
    return replace(
        rules,
        rates=tuple(
            replace(rate, rate_ppm=wanted.get(rate.id, rate.rate_ppm)) for rate in rules.rates
        ),
    )


def _with_tables(rules: TaxRules, codes: Collection[str], zone: ZoneInfo) -> TaxRules:
    rows = [row for code in dict.fromkeys(codes) for row in tax_table(code).rows]
    if not rows:
        return rules
    zones = {row.zone for row in rows}
    kept = tuple(rate for rate in rules.rates if rate.jurisdiction not in zones)
    # No stored rate has a negative id.
    fresh = tuple(_rate(row, -nr, zone) for nr, row in enumerate(rows, start=1))
    return replace(rules, rates=(*kept, *fresh))


def _rate(row: TableRow, rate_id: int, zone: ZoneInfo) -> TaxRateRule:
    return TaxRateRule(
        id=rate_id,
        jurisdiction=row.zone,
        name=row.name,
        rate_ppm=row.rate_ppm,
        country=row.country,
        region=row.region,
        tax_class=row.tax_class,
        is_inside=row.is_inside,
        starts_at=_midnight(row.starts_on, zone),
        ends_at=_midnight(row.ends_on, zone),
    )


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone).astimezone(UTC)


def _title(
    tables: Collection[str],
    rates: Mapping[int, int],
    changes: Mapping[str, Any],
) -> str:
    said = [f"table {code}" for code in tables]
    if rates:
        said.append(f"{len(rates)} other rates" if len(rates) > 1 else "another rate")
    if "prices_include_tax" in changes:
        is_inside = changes["prices_include_tax"]
        said.append("tax inside prices" if is_inside else "tax on top of prices")
    if "round_by" in changes:
        said.append(f"rounded by {changes['round_by']}")
    whole = ", ".join(said) or "the taxes of today"
    return (whole[0].upper() + whole[1:])[:200]
