"""What a cart costs by the rules of this moment, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from balcao.domains.checkout.queries.reading import shopper_facts, variant_facts
from balcao.domains.checkout.queries.store_rules import StoreRules, rules_of
from balcao.domains.checkout.rules.given import given_discounts, given_price, open_shipping
from balcao.domains.checkout.rules.quoting import (
    basket_of,
    credits_of,
    discounts_of,
    gift_lines,
    gift_values,
    off_each,
    takes_of,
)
from balcao.domains.checkout.rules.taxing import tax_request, taxed_line
from balcao.domains.checkout.values import (
    Quote,
    QuoteLine,
    ShopperFacts,
    VariantFacts,
    Wish,
)
from balcao.domains.pricing.ports import taxes_of
from balcao.domains.pricing.queries import entries_in, unit_price
from balcao.domains.promotions.queries import decide, explain
from balcao.domains.promotions.values import Outcome
from balcao.domains.shipping.queries import options_in
from balcao.domains.shipping.values import ShippingOption
from balcao.kernel.money import Money, total_of

NOTHING: Final[Mapping[str, tuple[str, int]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Priced:
    """Lines at their prices and the shipping, before any discount."""

    lines: tuple[QuoteLine, ...]
    options: tuple[ShippingOption, ...]
    shipping: Money | None


def quote_wish(
    wish: Wish,
    *,
    now: datetime,
    is_sure: bool = True,
    explains: bool = False,
    number: int | None = None,
    facts: Mapping[UUID, VariantFacts] | None = None,
) -> Quote:
    """What it costs. Lines that are not for sale cost nothing here.

    ``explains`` asks for a verdict on every promotion, not only on those at work. Without
    ``is_sure`` the rules in memory are good enough, whatever was changed meanwhile. ``number`` is
    that of the store's rules, ``facts`` what is known of the variants, for whoever has just read
    them.

    :raises NoSuchStore: there is none with this id.
    """
    rules = rules_of(wish.store_id, now=now, is_sure=is_sure, number=number)
    return quote_by(rules, wish, now=now, explains=explains, facts=facts)


def quote_by(
    rules: StoreRules,
    wish: Wish,
    *,
    now: datetime,
    explains: bool = False,
    unlocked: Mapping[str, tuple[str, int]] = NOTHING,
    facts: Mapping[UUID, VariantFacts] | None = None,
) -> Quote:
    """What it costs by these rules. ``unlocked`` are promotions whose codes count as entered."""
    if facts is None or rules.gifts:
        facts = variant_facts(wish, rules.gifts)
    who = shopper_facts(wish, rules, now)
    if unlocked:
        who = replace(who, codes={**who.codes, **unlocked})
    priced = _price(wish, facts, who.shopper.groups, rules, now)
    outcome = _outcome(wish, priced, facts, who, rules, now, explains=explains)
    return _quote(wish, priced, facts, who, rules, outcome, now)


def _price(
    wish: Wish,
    facts: Mapping[UUID, VariantFacts],
    groups: frozenset[str],
    rules: StoreRules,
    now: datetime,
) -> _Priced:
    heads = [head for head in rules.lists if head.currency == wish.currency]
    entries = entries_in(heads, {line.variant_id for line in wish.lines})
    zero = Money.zero(wish.currency)
    lines: list[QuoteLine] = []
    for line_no, wanted in enumerate(wish.lines, start=1):
        known = facts.get(wanted.variant_id)
        if known is None or not known.is_on_sale:
            continue
        said = entries.get(wanted.variant_id, {})
        found = unit_price(
            known.base_minor, said, heads, groups, wanted.quantity, now,
            base_compare_at_minor=known.compare_at_minor,
        )  # fmt: skip
        if found is None:
            continue
        before = found.compare_at_minor
        line = QuoteLine(
            line_no=line_no,
            variant_id=wanted.variant_id,
            quantity=wanted.quantity,
            unit=Money(found.amount_minor, wish.currency),
            base_minor=known.base_minor,
            compare_at=None if before is None else Money(before, wish.currency),
            discount=zero,
        )
        lines.append(given_price(line, wish.given) if wish.given else line)
    options = options_in(
        rules.deliveries,
        country=wish.country,
        region=wish.region,
        subtotal=total_of((line.total for line in lines), wish.currency),
        language=wish.language,
        now=now,
    )
    return _Priced(lines=tuple(lines), options=options, shipping=_shipping(wish, options))


def _shipping(wish: Wish, options: Sequence[ShippingOption]) -> Money | None:
    price = next((one.price for one in options if one.code == wish.rate_code), None)
    if price is None or wish.given is None or wish.given.shipping_minor is None:
        return price
    return Money(wish.given.shipping_minor, wish.currency)


def _outcome(
    wish: Wish,
    priced: _Priced,
    facts: Mapping[UUID, VariantFacts],
    who: ShopperFacts,
    rules: StoreRules,
    now: datetime,
    *,
    explains: bool,
) -> Outcome:
    bought = {line.variant_id: line.quantity for line in priced.lines}
    basket = basket_of(
        wish,
        [line for line in priced.lines if not line.is_given],
        facts,
        who,
        shipping=open_shipping(wish, priced.shipping),
        gifts=gift_values(rules.gifts, facts, bought),
        time_zone=rules.time_zone,
        now=now,
    )
    ask = explain if explains else decide
    return ask(rules.promotions, basket, who.lefts)


def _quote(
    wish: Wish,
    priced: _Priced,
    facts: Mapping[UUID, VariantFacts],
    who: ShopperFacts,
    rules: StoreRules,
    outcome: Outcome,
    now: datetime,
) -> Quote:
    unit, zero = wish.currency, Money.zero(wish.currency)
    discounts = discounts_of(outcome, unit)
    if wish.given is not None and wish.given.discount_minor:
        discounts += given_discounts(wish.given, priced.lines, off_each(discounts), unit)
    off = off_each(discounts)
    lines = _with_discounts(priced.lines, off, unit)
    gifts = gift_lines(outcome, facts, after=len(wish.lines), currency=unit)
    subtotal = total_of((line.total for line in lines), unit)
    discount = Money(sum(off.values()), unit)
    taxed = taxes_of(tax_request(wish, lines, facts, who, priced.shipping, off, now), rules.taxes)
    added, freed = Money(taxed.added_minor, unit), Money(taxed.exemption_minor, unit)
    total = subtotal - discount - freed + (priced.shipping or zero) + added
    return Quote(
        rules=rules.number,
        currency=unit,
        lines=(*lines, *gifts),
        discounts=discounts,
        taxes=tuple(taxed_line(one, unit) for one in taxed.lines),
        verdicts=outcome.verdicts,
        subtotal=subtotal,
        discount=discount,
        shipping=priced.shipping,
        tax_added=added,
        tax_included=Money(taxed.included_minor, unit),
        exemption=freed,
        total=total,
        credits=credits_of(who.accounts, total),
        shipping_options=priced.options,
        takes=takes_of(outcome, who, time_zone=rules.time_zone, now=now),
        codes={promotion: text for promotion, (text, _) in who.codes.items()},
    )


def _with_discounts(
    lines: Sequence[QuoteLine], off: Mapping[int | None, int], currency: str
) -> tuple[QuoteLine, ...]:
    return tuple(
        replace(line, discount=Money(off.get(line.line_no, 0), currency)) for line in lines
    )
