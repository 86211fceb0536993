"""Price lists in the database, exchange rates, and the history of prices."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from balcao.domains.pricing.errors import (
    BadDatedRate,
    BadPriceList,
    NoRate,
    NoSuchPriceList,
    PriceListChanged,
)
from balcao.domains.pricing.models import PriceRecord
from balcao.domains.pricing.operations import (
    change_list,
    create_list,
    derive_list,
    set_entries,
    set_prices,
    set_rates,
)
from balcao.domains.pricing.queries import (
    entries_of,
    history_of,
    list_by_id,
    lists_of,
    lowest_before,
    rate_on,
    revision_of,
    tiers_of,
)
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.pricing.values.lists import ListKind, PriceListDraft, Tier
from balcao.domains.pricing.values.rates import Rate
from tests.shop import NOW, Shop, brl, open_shop

pytestmark = pytest.mark.django_db
DAY = NOW.date()


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def draft(**said: Any) -> PriceListDraft:
    plain: dict[str, Any] = {"name": "Trade", "currency": "BRL", "starts_at": NOW}
    return PriceListDraft(**{**plain, **said})


def make(shop: Shop, **said: Any):
    return create_list(store_id=shop.store_id, draft=draft(**said), now=NOW)


class TestLists:
    def test_are_told_with_their_period_and_groups(self, shop):
        list_id = make(shop, groups=("vip", "vip", "trade"), priority=3)
        (head,) = lists_of(shop.store_id)
        assert (head.id, head.groups, head.priority) == (list_id, {"vip", "trade"}, 3)
        assert head.window.contains(NOW)

    def test_leave_out_what_is_not_active(self, shop):
        make(shop, is_active=False)
        assert lists_of(shop.store_id) == ()

    def test_count_as_a_change_of_rules(self, shop):
        before = revision_of(shop.store_id)
        list_id = make(shop)
        tiers = {shop.variants["CUP"]: [Tier(1, 100)]}
        set_entries(store_id=shop.store_id, list_id=list_id, tiers=tiers, now=NOW)
        assert revision_of(shop.store_id) == before + 2

    @pytest.mark.parametrize(
        ("field", "said"),
        [
            ("name", {"name": " "}),
            ("currency", {"currency": "brl"}),
            ("ends_at", {"ends_at": NOW}),
            ("off_ppm", {"kind": ListKind.PERCENT}),
            ("off_ppm", {"off_ppm": 1_000_001}),
            ("source_currency", {"kind": ListKind.DERIVED}),
            ("source_currency", {"kind": ListKind.DERIVED, "source_currency": "BRL"}),
        ],
    )
    def test_refuse_what_makes_no_sense_and_say_where(self, shop, field, said):
        with pytest.raises(BadPriceList) as refusal:
            make(shop, **said)
        assert refusal.value.facts["field"] == field

    def test_have_names_of_their_own(self, shop):
        make(shop)
        with pytest.raises(BadPriceList):
            make(shop)

    def test_are_not_overwritten_unseen(self, shop):
        list_id = make(shop)
        change = {"store_id": shop.store_id, "list_id": list_id, "now": NOW, "expected_version": 1}
        change_list(draft=draft(name="One"), **change)
        with pytest.raises(PriceListChanged):
            change_list(draft=draft(name="Two"), **change)
        assert list_by_id(shop.store_id, list_id).name == "One"

    def test_belong_to_one_store(self, shop):
        list_id = make(shop)
        other = open_shop(slug="other")
        with pytest.raises(NoSuchPriceList):
            set_entries(store_id=other.store_id, list_id=list_id, tiers={}, now=NOW)


class TestEntries:
    def test_replace_all_tiers_of_a_variant(self, shop):
        list_id, cup = make(shop), shop.variants["CUP"]
        change = {"store_id": shop.store_id, "list_id": list_id, "now": NOW}
        set_entries(tiers={cup: [Tier(1, 900), Tier(10, 800, 1000)]}, **change)
        set_entries(tiers={cup: [Tier(5, 850)]}, **change)
        assert tiers_of([cup], [list_id]) == {cup: {list_id: [Tier(5, 850)]}}
        set_entries(tiers={cup: []}, **change)
        assert entries_of(list_id) == ()

    @pytest.mark.parametrize(
        "tiers",
        [
            [Tier(0, 1)],
            [Tier(1, -1)],
            [Tier(1, 10, 9)],
            [Tier(2, 10), Tier(2, 9)],
            [Tier(1, 10), Tier(5, 11)],
        ],
    )
    def test_refuse_tiers_nobody_means(self, shop, tiers):
        list_id = make(shop)
        wanted = {shop.variants["CUP"]: tiers}
        with pytest.raises(BadPriceList):
            set_entries(store_id=shop.store_id, list_id=list_id, tiers=wanted, now=NOW)
        assert entries_of(list_id) == ()


class TestDerivedLists:
    @pytest.fixture
    def euros(self, shop):
        rates = [Rate("EUR", "BRL", DAY - timedelta(days=2), Decimal("6.25"), "ECB")]
        set_rates(store_id=shop.store_id, rates=rates, now=NOW)
        said = {"currency": "EUR", "source_currency": "BRL", "rounding": "end:90"}
        return make(shop, kind=ListKind.DERIVED, **said)

    def derive(self, shop, list_id, day=DAY):
        return derive_list(store_id=shop.store_id, list_id=list_id, day=day, now=NOW)

    def test_convert_and_round_every_base_price(self, shop, euros):
        assert self.derive(shop, euros) == 4
        prices = {entry.variant_id: entry.amount_minor for entry in entries_of(euros)}
        assert prices[shop.variants["CUP"]] == 590
        assert prices[shop.variants["LAST"]] == 7990

    def test_keep_what_somebody_set_by_hand(self, shop, euros):
        cup = shop.variants["CUP"]
        change = {"store_id": shop.store_id, "list_id": euros, "now": NOW}
        set_entries(tiers={cup: [Tier(1, 1)]}, **change)
        self.derive(shop, euros)
        assert tiers_of([cup], [euros])[cup][euros] == [Tier(1, 1)]

    def test_follow_the_base_price_when_derived_again(self, shop, euros):
        self.derive(shop, euros)
        cup = shop.variants["CUP"]
        price = VariantPrice(cup, brl("78.00"))
        set_prices(store_id=shop.store_id, prices=[price], now=NOW)
        self.derive(shop, euros)
        assert tiers_of([cup], [euros])[cup][euros] == [Tier(1, 1290)]

    def test_refuse_a_rate_that_is_too_old(self, shop, euros):
        with pytest.raises(NoRate):
            self.derive(shop, euros, DAY + timedelta(days=6))
        assert entries_of(euros) == ()


class TestRates:
    def test_are_the_last_on_or_before_the_day(self, shop):
        rates = [
            Rate("USD", "BRL", DAY - timedelta(days=days), Decimal(rate), "BCB")
            for days, rate in ((3, "5.1"), (1, "5.3"), (-1, "5.9"))
        ]
        set_rates(store_id=shop.store_id, rates=rates, now=NOW)
        assert rate_on(shop.store_id, "USD", "BRL", DAY).rate == Decimal("5.3")

    def test_replace_the_rate_of_the_same_day(self, shop):
        for rate in ("5.1", "5.2"):
            rates = [Rate("USD", "BRL", DAY, Decimal(rate), "BCB")]
            set_rates(store_id=shop.store_id, rates=rates, now=NOW)
        assert rate_on(shop.store_id, "USD", "BRL", DAY).rate == Decimal("5.2")

    @pytest.mark.parametrize(
        ("field", "rate"),
        [
            ("base", Rate("usd", "BRL", DAY, Decimal(1), "x")),
            ("quote", Rate("BRL", "BRL", DAY, Decimal(1), "x")),
            ("rate", Rate("USD", "BRL", DAY, Decimal(0), "x")),
            ("rate", Rate("USD", "BRL", DAY, Decimal("NaN"), "x")),
            ("rate", Rate("USD", "BRL", DAY, Decimal("1e-11"), "x")),
            ("source", Rate("USD", "BRL", DAY, Decimal(1), " ")),
        ],
    )
    def test_say_which_row_and_field_is_wrong(self, shop, field, rate):
        good = Rate("USD", "BRL", DAY, Decimal(5), "BCB")
        with pytest.raises(BadDatedRate) as refusal:
            set_rates(store_id=shop.store_id, rates=[good, rate], now=NOW)
        assert (refusal.value.facts["row"], refusal.value.facts["field"]) == (2, field)
        with pytest.raises(NoRate):
            rate_on(shop.store_id, "USD", "BRL", DAY)


class TestHistory:
    def test_records_every_way_in(self, shop):
        cup, list_id = shop.variants["CUP"], make(shop)
        tiers = {cup: [Tier(1, 3000)]}
        set_entries(store_id=shop.store_id, list_id=list_id, tiers=tiers, now=NOW)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE pricing_price SET amount_minor = 1 WHERE variant_id = %s", [cup])
        told = [
            (point.amount_minor, point.list_id) for point in history_of(shop.store_id, cup, "BRL")
        ]
        assert told == [(3900, None), (3000, list_id), (1, None)]

    def test_says_nothing_about_a_price_that_stays(self, shop):
        cup = shop.variants["CUP"]
        price = VariantPrice(cup, brl("39.00"), cost=brl("1.00"))
        set_prices(store_id=shop.store_id, prices=[price], now=NOW)
        assert len(history_of(shop.store_id, cup, "BRL")) == 1

    @pytest.mark.parametrize("change", ["DELETE FROM", "UPDATE"])
    def test_cannot_be_changed(self, shop, change):
        rest = " SET amount_minor = 1" if change == "UPDATE" else ""
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{change} pricing_pricerecord{rest}")

    def test_knows_the_lowest_price_before_a_reduction(self, shop):
        cup = shop.variants["CUP"]
        (first,) = PriceRecord.objects.filter(variant_id=cup)
        for days, minor in ((50, 3500), (20, 3700), (1, 3000)):
            PriceRecord.objects.create(
                store_id=shop.store_id, variant_id=cup, currency="BRL",
                amount_minor=minor, at=first.at + timedelta(days=60 - days),
            )  # fmt: skip
        found = lowest_before([cup], "BRL", first.at + timedelta(days=61))
        assert found == {cup: brl("35.00")}
