"""Reading what has to be known to price a cart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson

from balcao.domains.cart.values import CartLineView, CartView
from balcao.domains.checkout.queries.store_rules import StoreRules
from balcao.domains.checkout.rules.quoting import MILLION
from balcao.domains.checkout.values import Account, ShopperFacts, VariantFacts, Wish
from balcao.domains.pricing.queries import is_tax_exempt
from balcao.domains.promotions.queries import find_codes, lefts_of, unlocked_by
from balcao.domains.promotions.values import Shopper
from balcao.domains.wallet.queries import accounts_by_id, program_of
from balcao.domains.wallet.values import AccountKind, AccountState
from balcao.kernel.money import Money
from balcao.plumbing.sql import run_sql_dicts

SHOWN: Final = ("handle", "sku", "title", "options", "image", "quantity", "sellable")


def variant_facts(wish: Wish, gifts: Collection[UUID]) -> dict[UUID, VariantFacts]:
    """What is known of the variants of a cart and of the gifts that may come with it."""
    wanted = {line.variant_id for line in wish.lines}
    rows = run_sql_dicts(
        "checkout/facts",
        store_id=wish.store_id,
        currency=wish.currency,
        variants=[*wanted, *gifts],
        gifts=list(gifts),
    )
    return {row["variant_id"]: _facts(row) for row in rows}


def lines_with_facts(cart: CartView, language: str) -> tuple[CartView, Mapping[UUID, VariantFacts]]:
    """A cart of which only the head was read with its lines, and what prices them."""
    rows = run_sql_dicts(
        "checkout/lines", cart_id=cart.id, currency=cart.currency, language=language
    )
    lines, facts = [], {}
    for row in rows:
        minor = row["unit_minor"]
        shown = {name: row.pop(name) for name in SHOWN}
        variant_id, unit = row["variant_id"], None if minor is None else Money(minor, cart.currency)
        lines.append(CartLineView(variant_id=variant_id, unit=unit, **shown))
        row["base_minor"] = row.pop("unit_minor")
        facts[variant_id] = _facts(row)
    return replace(cart, lines=tuple(lines)), facts


def shopper_facts(wish: Wish, rules: StoreRules, now: datetime) -> ShopperFacts:
    """Who buys, what their codes unlock, what is left of limits, what they can pay from."""
    email = wish.email.strip().lower()
    found = find_codes(wish.store_id, wish.codes, now) if wish.codes else {}
    day = now.astimezone(ZoneInfo(rules.time_zone)).date()
    return ShopperFacts(
        shopper=_shopper(wish.store_id, email, rules),
        codes={one: (it.text, it.code_id) for one, it in unlocked_by(found).items()},
        lefts=lefts_of(wish.store_id, rules.limited_ids, email, day),
        accounts=_accounts(wish, email, now),
        is_exempt=_is_exempt(wish, email, rules, now),
    )


def _is_exempt(wish: Wish, email: str, rules: StoreRules, now: datetime) -> bool:
    if rules.taxes.is_empty or not email:
        return False
    return is_tax_exempt(wish.store_id, email, country=wish.country, at=now)


def _shopper(store_id: int, email: str, rules: StoreRules) -> Shopper:
    if not email or not rules.ask_who_buys:
        return Shopper(email=email)
    row = run_sql_dicts("checkout/shopper", store_id=store_id, email=email)[0]
    return Shopper(email=email, groups=frozenset(row["groups"]), orders=row["orders"])


def _accounts(wish: Wish, email: str, now: datetime) -> tuple[Account, ...]:
    """The accounts named that can pay this shopper's order now, in the order named."""
    usable = []
    known = accounts_by_id(wish.store_id, wish.accounts)
    for account_id in dict.fromkeys(wish.accounts):
        account = known.get(account_id)
        if account is None or account.state(now) is not AccountState.LIVE:
            continue
        worth = MILLION
        if account.kind is AccountKind.POINTS:
            program = program_of(wish.store_id)
            is_enough = program.is_active and account.balance >= program.minimum_points
            worth = program.worth_minor * MILLION if is_enough else 0
        elif account.currency != wish.currency:
            continue
        is_theirs = account.kind is AccountKind.GIFT_CARD or account.owner == email
        if is_theirs and worth > 0:
            usable.append(
                Account(
                    id=account.id,
                    kind=account.kind.value,
                    ends_with=account.code_end,
                    balance=account.balance,
                    worth_ppm=worth,
                )
            )
    return tuple(usable)


def _facts(row: dict[str, Any]) -> VariantFacts:
    options = dict(zip(row.pop("option_names"), row.pop("option_values"), strict=False))
    attributes: Mapping[str, str] = {**_loaded(row.pop("attributes")), **options}
    return VariantFacts(
        **{**row, "tags": frozenset(row["tags"]), "collections": frozenset(row["collections"])},
        attributes=attributes,
    )


def _loaded(said: Any) -> dict[str, str]:
    return dict(orjson.loads(said) if isinstance(said, str) else said)
