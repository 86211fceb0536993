"""The demo's price lists, taxes, gift cards and points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from balcao.domains.catalog.values import ProductInfo
from balcao.domains.pricing.operations import create_list, load_tax_table, schedule_price
from balcao.domains.pricing.queries import prices_of
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.pricing.values.lists import ListKind, PriceListDraft
from balcao.domains.stores.values import StoreInfo
from balcao.domains.wallet.operations import issue_gift_card, save_program
from balcao.domains.wallet.queries import program_of
from balcao.entrypoints.demo.opening import MAIL_ENDING
from balcao.kernel.money import Money

OWNER: Final = f"owner{MAIL_ENDING}"
DAY: Final = timedelta(days=1)
TAX_TABLE: Final = "br_icms"


def price(store: StoreInfo, goods: Sequence[ProductInfo], now: datetime) -> UUID:
    """Two lists, taxes inside the prices, a change to come, points and two cards; the first."""
    load_tax_table(store_id=store.id, code=TAX_TABLE)
    for draft in _lists(store, now):
        create_list(store_id=store.id, draft=draft, now=now)
    _announce(store, goods[0].variants[0].id, now)
    program = program_of(store.id)
    save_program(program=replace(program, is_active=True, worth_minor=5, minimum_points=100))
    cards = [
        issue_gift_card(
            store_id=store.id,
            amount=Money.parse(amount, store.currency),
            actor=OWNER,
            now=now - DAY,
            owner=owner,
            note=note,
        )
        for amount, owner, note in (
            ("100.00", "nelson.prado@example.com", "Presente de casamento"),
            ("50.00", "camila.duarte@example.com", "Pedido de desculpas: atraso"),
        )
    ]
    return cards[0].account.id


def _lists(store: StoreInfo, now: datetime) -> tuple[PriceListDraft, ...]:
    return (
        PriceListDraft(
            name="Atacado: a partir de 12",
            currency=store.currency,
            starts_at=now - DAY,
            kind=ListKind.PERCENT,
            off_ppm=120_000,
            min_quantity=12,
        ),
        PriceListDraft(
            name="Grandes clientes",
            currency=store.currency,
            groups=("grandes-clientes",),
            starts_at=now - DAY,
            priority=10,
            kind=ListKind.PERCENT,
            off_ppm=50_000,
        ),
    )


def _announce(store: StoreInfo, variant_id: UUID, now: datetime) -> None:
    """The first product costs a tenth more from next week on."""
    row = prices_of([variant_id], store.currency)[variant_id]
    dearer = Money(row.amount.minor * 11 // 10, store.currency)
    schedule_price(
        store_id=store.id,
        price=VariantPrice(variant_id, dearer, row.compare_at),
        due_at=now + 7 * DAY,
        actor=OWNER,
        now=now,
    )
