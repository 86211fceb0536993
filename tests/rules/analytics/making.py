"""Past orders for tests of what would have been."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from balcao.domains.analytics.rules.facts import Known
from balcao.domains.analytics.rules.promoting import Trial, rules_of
from balcao.domains.analytics.values import Beside, Change, PromotionSubject
from balcao.domains.analytics.values.subjects import Limits
from balcao.domains.orders.values import PastDiscount, PastLine, PastOrder
from balcao.domains.promotions.rules import Preparing, compile_rules, give
from balcao.domains.promotions.values import Promotion

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
CUP, VASE = UUID(int=1), UUID(int=2)
ZONE = ZoneInfo("America/Sao_Paulo")


def past(
    number: int,
    *lines: tuple[UUID, int, int],
    off: dict[int | None, int] | None = None,
    by: str = "old",
    tax_percent: int = 0,
    **columns: Any,
) -> PastOrder:
    """An order of lines (variant, quantity, unit price), an hour after the one before.

    ``off`` is what the promotion ``by`` took off by line; tax lies inside, of so many percent.
    """
    off, order_id = off or {}, UUID(int=1000 + number)
    made = [
        PastLine(
            line_no=nr,
            variant_id=variant,
            quantity=quantity,
            unit_minor=unit,
            discount_minor=off.get(nr, 0),
            included_minor=(quantity * unit - off.get(nr, 0)) * tax_percent // (100 + tax_percent),
            added_minor=0,
            is_gift=False,
        )
        for nr, (variant, quantity, unit) in enumerate(lines, start=1)
    ]
    columns = {
        "currency": "BRL",
        "shopper": f"shopper{number % 3}@example.com",
        "placed_at": START + timedelta(hours=number),
        "country": "BR",
        "region": "SP",
        "postal_code": "01310-100",
        "city": "São Paulo",
        "tax_id": "",
        "provider": "bank_transfer",
        "rate_code": "standard",
        "shipping_minor": 1500,
        "exemption_minor": 0,
        "tax_minor": 0,
        **columns,
    }
    return PastOrder(
        id=order_id,
        number=f"B-{number}",
        lines=tuple(made),
        lines_minor=sum(one.quantity * one.unit_minor for one in made),
        discount_minor=sum(off.values()),
        shipping_off_minor=off.get(None, 0),
        discounts=tuple(PastDiscount(by, nr, "", amount) for nr, amount in off.items()),
        **columns,
    )


def known(**changes: Any) -> Known:
    """Facts about nothing but what is given."""
    plain: dict[str, Any] = {
        "store_id": 1,
        "time_zone": ZONE,
        "variants": {},
        "groups": {},
        "bought": {},
        "costs": {},
        "unit_costs": {},
    }
    return Known(**{**plain, **changes})


def percent_off(basis_points: int, name: str = "new", **columns: Any) -> Promotion:
    """A promotion that takes so many hundredths of a percent off each line."""
    rule = {"then": {"kind": "percent", "basis_points": basis_points}}
    return Promotion(id=name, name=name, rule=columns.pop("rule", rule), currency="BRL", **columns)


def tried(
    promotion: Promotion,
    orders: list[PastOrder],
    facts: Known,
    *,
    beside: Beside = Beside.ON_TOP,
    others: tuple[Promotion, ...] = (),
    memory: dict[str, Any] | None = None,
    **limits: Limits,
) -> list[Change]:
    """What a promotion would have made of some orders."""
    subject = PromotionSubject(promotion=promotion, beside=beside, others=others, limits=limits)
    before, after = rules_of(subject)
    compiled = compile_rules(before), compile_rules(after)
    trial = Trial(subject, (Preparing(), give), compiled, {} if memory is None else memory)
    return [trial.try_on(order, facts) for order in orders]
