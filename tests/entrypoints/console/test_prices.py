"""Prices at the console: lists, one product's price, schedules, repricing, exchange rates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from balcao.domains.catalog.models import Product
from balcao.domains.pricing.models import ListPrice, Repricing
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.queries import (
    all_lists,
    choices_of,
    prices_of,
    rates_of,
    repricings_of,
    schedules_of,
)
from balcao.domains.pricing.values import VariantPrice
from balcao.kernel.ids import new_id
from tests.domains.pricing.priced import priced
from tests.entrypoints.console.conftest import SignedIn
from tests.shop import NOW, Shop, brl

pytestmark = pytest.mark.django_db
LIST = {"name": "Atacado", "currency": "BRL", "kind": "fixed", "starts_at": "2026-01-01T08:00"}


@pytest.fixture
def desk(as_role: SignedIn) -> Client:
    return as_role("marketing")


def page(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"console:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, route: str, /, *args: object, **typed: object):
    return client.post(reverse(f"console:{route}", args=args), typed)


def price(shop: Shop, sku: str) -> VariantPrice:
    return prices_of([shop.variants[sku]], "BRL")[shop.variants[sku]]


def reprice(client: Client, **typed: str):
    said = {"key": str(new_id()), "action": "percent", "value": "-10", **typed}
    return post(client, "repricing-plan", **said)


class TestLists:
    def test_are_made_by_a_form_in_the_clock_of_the_store(self, desk, shop):
        made = post(desk, "price-list-create", **LIST, is_active="1", rounding="end:90", way=",up")
        (found,) = all_lists(shop.store_id)
        assert made["Location"] == reverse("console:price-list", args=[found.id])
        assert (found.starts_at.isoformat(), found.rounding) == (
            "2026-01-01T11:00:00+00:00",
            "end:90,up",
        )
        assert "Atacado" in page(desk, "prices", state="active")
        assert "Atacado" not in page(desk, "prices", state="coming")

    @pytest.mark.parametrize(
        ("field", "text"),
        [("name", ""), ("currency", "R$"), ("starts_at", "soon"), ("off", "x"), ("kind", "odd"),
         ("ends_at", "2020-01-01T00:00"), ("priority", "high"), ("rounding", "nice")],
    )  # fmt: skip
    def test_that_cannot_be_are_shown_again_as_typed(self, desk, field, text):
        answer = post(desk, "price-list-create", **{**LIST, "priority": "77", field: text})
        assert answer.status_code == 422
        assert field == "priority" or 'value="77"' in answer.content.decode()
        assert not ListPrice.objects.exists()

    def test_are_not_saved_over_somebody_elses_change(self, desk, shop):
        list_id = priced(shop)["list_id"]
        first = post(desk, "price-list-save", list_id, **LIST, version="1", is_active="1")
        assert first.status_code == 303
        second = post(desk, "price-list-save", list_id, **{**LIST, "name": "Other"}, version="1")
        assert (second.status_code, all_lists(shop.store_id)[0].name) == (422, "Atacado")

    def test_are_deleted_only_before_they_begin(self, desk, shop):
        list_id = priced(shop)["list_id"]
        post(desk, "price-list-delete", list_id, version="1")
        assert all_lists(shop.store_id)
        later = {**LIST, "name": "Later", "starts_at": "2090-01-01T00:00"}
        post(desk, "price-list-create", **later)
        (coming,) = [one for one in all_lists(shop.store_id) if one.name == "Later"]
        post(desk, "price-list-delete", coming.id, version="1")
        assert [one.name for one in all_lists(shop.store_id)] == ["Atacado"]


class TestEntries:
    def test_are_pasted_and_changed_one_by_one(self, desk, shop):
        list_id = priced(shop)["list_id"]
        rows = "CUP;1;39,90\nCUP;10;35,00"
        assert post(desk, "price-list-load", list_id, rows=rows, version="1").status_code == 303
        shown = page(desk, "price-list", list_id, q="cup")
        assert 'value="39.90"' in shown
        cell = {"sku": "CUP", "quantity": "10", "version": "2"}
        post(desk, "price-list-entry", list_id, **cell, price="33,50")
        assert ListPrice.objects.get(min_quantity=10).amount_minor == 3350
        post(desk, "price-list-entry", list_id, **cell, price="1,00")
        assert ListPrice.objects.get(min_quantity=10).amount_minor == 3350
        post(desk, "price-list-entry", list_id, **{**cell, "version": "3"}, price="")
        assert ListPrice.objects.count() == 1

    def test_of_a_file_are_refused_by_row_and_column(self, desk, shop):
        list_id = priced(shop)["list_id"]
        file = SimpleUploadedFile("p.csv", b"sku;quantity;price\nCUP;1;2\nGONE;1;x")
        answer = post(desk, "price-list-load", list_id, file=file, version="1")
        said = answer.content.decode()
        assert answer.status_code == 422
        assert "“x” is not an amount in BRL." in said
        assert not ListPrice.objects.exists()

    def test_are_downloaded(self, desk, shop):
        list_id = priced(shop)["list_id"]
        post(desk, "price-list-load", list_id, rows="CUP;1;39,90", version="1")
        answer = desk.get(reverse("console:price-list-download", args=[list_id]))
        assert answer.content == (b"sku;quantity;price;compare_at\r\nCUP;1;39.90;\r\n")


class TestPriceOfAProduct:
    def test_is_set_with_its_cost_unless_it_changed_meanwhile(self, desk, shop):
        cup = shop.variants["CUP"]
        seen = f"{price(shop, 'CUP').amount.minor}|None|None"
        typed = {"seen": seen, "amount": "40,00", "cost": "30"}
        post(desk, "price-save", cup, **typed)
        assert (price(shop, "CUP").amount, price(shop, "CUP").cost) == (brl("40.00"), brl("30.00"))
        assert "25.0%" in page(desk, "price", cup)
        post(desk, "price-save", cup, **{**typed, "amount": "1"})
        assert price(shop, "CUP").amount == brl("40.00")

    def test_shows_history_lists_and_what_is_to_come(self, desk, shop):
        cup = VariantPrice(shop.variants["CUP"], brl("30.00"), brl("39.00"))
        set_prices(store_id=shop.store_id, prices=[cup], now=NOW + timedelta(days=3))
        post(desk, "price-list-load", priced(shop)["list_id"], rows="CUP;1;25,00", version="1")
        post(desk, "price-schedule", shop.variants["CUP"], amount="20", due_at="2090-01-01T00:00")
        shown = page(desk, "price", shop.variants["CUP"])
        assert '<path d="M' in shown
        assert "R$39.00" in shown
        assert "what everybody pays now" in shown
        (waiting,) = schedules_of(shop.store_id, variant_ids=[shop.variants["CUP"]])
        assert waiting.due_at.isoformat() == "2090-01-01T03:00:00+00:00"
        canceled = post(desk, "price-schedule-cancel", waiting.id, variant=waiting.variant_id)
        assert canceled["Location"] == reverse("console:price", args=[shop.variants["CUP"]])
        assert schedules_of(shop.store_id, variant_ids=[shop.variants["CUP"]])[0].status == (
            "canceled"
        )

    def test_is_found_by_sku_and_from_the_product_page(self, desk, shop):
        assert "Xícara" in page(desk, "price-products", q="cup")
        product = Product.objects.get(handle="vaso-lua").pk
        assert "VASE-L" in page(desk, "price-products", product=product)
        link = reverse("console:price-products") + f"?product={product}"
        assert link in page(desk, "product", product)


class TestProductForm:
    def form(self, shop: Shop, **typed: str) -> dict[str, str]:
        product = Product.objects.get(handle="xicara")
        return {"version": str(product.version), "title": product.title, "status": "active"} | typed

    def save(self, client: Client, shop: Shop, **typed: str):
        product = Product.objects.get(handle="xicara").pk
        return client.post(
            reverse("console:product-save", args=[product]), self.form(shop, **typed)
        )

    def test_leaves_a_price_that_was_repriced_while_it_was_open(self, owner, shop):
        cup, shown = shop.variants["CUP"], price(shop, "CUP").amount.major
        set_prices(store_id=shop.store_id, prices=[VariantPrice(cup, brl("50.00"))], now=NOW)
        opened = {f"price-{cup}": str(shown), f"compare_at-{cup}": "", f"seen-{cup}": f"{shown}|"}
        assert self.save(owner, shop, **opened).status_code == 303
        assert price(shop, "CUP").amount == brl("50.00")

    def test_refuses_to_set_a_price_over_one_it_has_not_shown(self, owner, shop):
        cup, shown = shop.variants["CUP"], price(shop, "CUP").amount.major
        set_prices(store_id=shop.store_id, prices=[VariantPrice(cup, brl("50.00"))], now=NOW)
        opened = {f"price-{cup}": "41", f"compare_at-{cup}": "", f"seen-{cup}": f"{shown}|"}
        answer = self.save(owner, shop, **opened)
        assert answer.status_code == 422
        assert "The price of CUP changed meanwhile." in answer.content.decode()
        assert price(shop, "CUP").amount == brl("50.00")

    def test_keeps_the_cost_that_it_does_not_show(self, owner, shop):
        cup = shop.variants["CUP"]
        priced_cup = VariantPrice(cup, brl("50.00"), None, brl("20.00"))
        set_prices(store_id=shop.store_id, prices=[priced_cup], now=NOW)
        typed = {f"price-{cup}": "41", f"compare_at-{cup}": "", f"seen-{cup}": "50.00|"}
        assert self.save(owner, shop, **typed).status_code == 303
        assert (price(shop, "CUP").amount, price(shop, "CUP").cost) == (brl("41.00"), brl("20.00"))


class TestRepricing:
    def test_is_looked_at_applied_and_undone(self, desk, shop):
        before = price(shop, "CUP").amount
        made = reprice(desk, rounding="end:90", compare_at="old")
        (found,) = repricings_of(shop.store_id)
        assert made["Location"] == reverse("console:repricing", args=[found.id])
        assert "Set these prices" in page(desk, "repricing", found.id)
        assert price(shop, "CUP").amount == before
        for _ in range(2):
            post(desk, "repricing-apply", found.id)
        assert price(shop, "CUP").amount.minor % 100 == 90
        assert price(shop, "CUP").compare_at == before
        assert "Applied" in page(desk, "repricings")
        post(desk, "repricing-undo", found.id)
        assert price(shop, "CUP").amount == before
        assert "put back" in page(desk, "repricing", found.id)

    def test_sent_twice_is_planned_once(self, desk):
        for _ in range(2):
            reprice(desk, key="the-same-key")
        assert Repricing.objects.count() == 1

    def test_says_which_prices_the_guard_keeps(self, desk, shop):
        cup = VariantPrice(shop.variants["CUP"], brl("40.00"), None, brl("39.00"))
        last = VariantPrice(shop.variants["LAST"], brl("40.00"), None, brl("10.00"))
        set_prices(store_id=shop.store_id, prices=[cup, last], now=NOW)
        made = reprice(desk, guard="20")
        shown = desk.get(made["Location"], {"outcome": "below"}).content.decode()
        assert "CUP" in shown
        assert "Margin too low" in shown
        assert ">LAST<" not in shown
        refused = reprice(desk, guard="20", below="refuse")
        assert refused.status_code == 422
        assert "would leave too little margin" in refused.content.decode()

    @pytest.mark.parametrize(
        "typed",
        [{"value": "x"}, {"action": "odd"}, {"category": "x"}, {"guard": "200"}, {"value": "0"},
         {"compare_at": "odd"}, {"tag": "nobody-has-it"}, {"key": ""}, {"margin_below": "1e400"}],
    )  # fmt: skip
    def test_that_cannot_be_is_refused(self, desk, typed):
        assert reprice(desk, **typed).status_code == 422
        assert not Repricing.objects.exists()


class TestSchedules:
    def test_are_made_by_a_rule_and_listed(self, desk, shop):
        typed = {"key": "a-key-of-it", "action": "amount", "value": "-1,00"}
        made = post(desk, "price-schedules-add", **typed, due_at="2090-05-01T09:00")
        assert made.status_code == 303
        assert len(schedules_of(shop.store_id)) == len(shop.variants)
        assert "1 May 2090, 09:00" in page(desk, "price-schedules")
        late = post(desk, "price-schedules-add", **{**typed, "key": "another-key"}, due_at="")
        assert late.status_code == 422


class TestExchangeRates:
    def test_are_entered_loaded_and_removed(self, desk, shop):
        rate = {"day": "2026-11-20", "base": "eur", "quote": "brl", "rate": "6,1", "source": "ECB"}
        post(desk, "exchange-rate-add", **rate)
        post(desk, "exchange-rates-load", rows="2026-11-21;EUR;BRL;6,2;ECB")
        assert [str(one.rate.normalize()) for one in rates_of(shop.store_id)] == ["6.2", "6.1"]
        assert "6.2 BRL" in page(desk, "exchange-rates")
        post(desk, "exchange-rate-delete", base="EUR", quote="BRL", day="2026-11-21")
        assert len(rates_of(shop.store_id)) == 1
        wrong = post(desk, "exchange-rates-load", rows="2026-11-21;EUR;EUR;0;")
        assert wrong.status_code == 422
        assert "A rate is between two currencies." in wrong.content.decode()

    def test_may_be_as_old_as_the_store_chose(self, desk, shop):
        post(desk, "price-choices-save", rate_days="3", lowest_price="always")
        post(desk, "price-choices-save", rate_days="999", lowest_price="always")
        assert choices_of(shop.store_id).rate_days == 3
