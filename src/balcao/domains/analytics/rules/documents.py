"""What is tried as JSON, frozen when somebody asks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from balcao.domains.analytics.values import Beside, PriceSubject, PromotionSubject, TaxSubject
from balcao.domains.analytics.values.subjects import Limits
from balcao.domains.pricing.values import (
    Elsewhere,
    Place,
    RoundBy,
    RoundMode,
    TaxRateRule,
    TaxRules,
)
from balcao.domains.pricing.values.changes import Action, CompareAt, RepriceRule
from balcao.domains.pricing.values.lists import ListKind, PriceListHead, Tier
from balcao.domains.promotions.values import Promotion
from balcao.kernel.window import Window

EVER: Final = datetime.min.replace(tzinfo=UTC)


def promotion_document(subject: PromotionSubject) -> dict[str, Any]:
    """A promotion to try, as JSON."""
    return {
        "promotion": _promotion(subject.promotion),
        "beside": subject.beside.value,
        "others": [_promotion(one) for one in subject.others],
        "limits": {key: asdict(one) for key, one in subject.limits.items()},
    }


def promotion_subject(kept: Mapping[str, Any]) -> PromotionSubject:
    """A promotion to try, as it was kept."""
    return PromotionSubject(
        promotion=Promotion(**kept["promotion"]),
        beside=Beside(kept["beside"]),
        others=tuple(Promotion(**one) for one in kept["others"]),
        limits={key: Limits(**one) for key, one in kept["limits"].items()},
    )


def price_document(subject: PriceSubject) -> dict[str, Any]:
    """Prices to try, as JSON."""
    return {
        "head": None if subject.head is None else _head(subject.head),
        "tiers": {
            str(variant): [[one.min_quantity, one.amount_minor] for one in tiers]
            for variant, tiers in subject.tiers.items()
        },
        "rule": None if subject.rule is None else _rule(subject.rule),
        "prices": {str(variant): price for variant, price in subject.prices.items()},
    }


def price_subject(kept: Mapping[str, Any]) -> PriceSubject:
    """Prices to try, as they were kept."""
    head, rule = kept["head"], kept["rule"]
    return PriceSubject(
        head=None if head is None else _head_of(head),
        tiers={
            UUID(variant): tuple(Tier(*one) for one in tiers)
            for variant, tiers in kept["tiers"].items()
        },
        rule=None if rule is None else _rule_of(rule),
        prices={UUID(variant): price for variant, price in kept["prices"].items()},
    )


def tax_document(subject: TaxSubject) -> dict[str, Any]:
    """Rules of taxes to try, as JSON."""
    rules = asdict(subject.rules)
    for rate in rules["rates"]:
        for name in ("starts_at", "ends_at"):
            rate[name] = rate[name] and rate[name].isoformat()
    return {"rules": rules, "as_of": subject.as_of.isoformat()}


def tax_subject(kept: Mapping[str, Any]) -> TaxSubject:
    """Rules of taxes to try, as they were kept."""
    rules = dict(kept["rules"])
    rates = tuple(_rate(one) for one in rules.pop("rates"))
    return TaxSubject(
        rules=TaxRules(
            **{
                **rules,
                "round_by": RoundBy(rules["round_by"]),
                "round_mode": RoundMode(rules["round_mode"]),
                "elsewhere": Elsewhere(rules["elsewhere"]),
                "origin": Place(**rules["origin"]),
            },
            rates=rates,
        ),
        as_of=datetime.fromisoformat(kept["as_of"]),
    )


def _promotion(one: Promotion) -> dict[str, Any]:
    """Without its period: a promotion is tried as if it had held all the time."""
    names = [field.name for field in fields(Promotion)]
    kept = {name: getattr(one, name) for name in names if name not in ("starts_at", "ends_at")}
    return {**kept, "rule": dict(one.rule)}


def _head(head: PriceListHead) -> dict[str, Any]:
    kept = asdict(head)
    del kept["window"]
    return {**kept, "id": str(head.id), "groups": sorted(head.groups), "kind": head.kind.value}


def _head_of(kept: Mapping[str, Any]) -> PriceListHead:
    more = {
        "id": UUID(kept["id"]),
        "groups": frozenset(kept["groups"]),
        "kind": ListKind(kept["kind"]),
    }
    return PriceListHead(**{**kept, **more}, window=Window(EVER))


def _rule(rule: RepriceRule) -> dict[str, Any]:
    kept = asdict(rule)
    kept["category_id"] = str(rule.category_id) if rule.category_id else None
    kept["product_ids"] = [str(one) for one in rule.product_ids]
    return kept


def _rule_of(kept: Mapping[str, Any]) -> RepriceRule:
    category = kept["category_id"]
    more = {
        "category_id": UUID(category) if category else None,
        "product_ids": tuple(UUID(one) for one in kept["product_ids"]),
        "action": Action(kept["action"]),
        "compare_at": CompareAt(kept["compare_at"]),
    }
    return RepriceRule(**{**kept, **more})


def _rate(kept: Mapping[str, Any]) -> TaxRateRule:
    when = {
        name: datetime.fromisoformat(kept[name]) if kept[name] else None
        for name in ("starts_at", "ends_at")
    }
    return TaxRateRule(**{**kept, **when, "postal_codes": tuple(kept["postal_codes"])})
