"""Stock and products at the console."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from balcao.domains.catalog.models import Product
from balcao.domains.catalog.queries import product_by_handle, product_by_id
from balcao.domains.inventory.operations import create_location
from balcao.domains.inventory.queries import level_of, movements_page
from balcao.domains.orders.queries import order_by_id
from balcao.domains.pricing.queries import prices_of
from balcao.plumbing.outbox.relay import deliver_all
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


def level_address(name, shop, sku):
    return reverse(f"console:{name}", args=[shop.location_id, shop.variants[sku]])


def words_of(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


class TestStock:
    def test_receives_once_however_often_the_form_is_sent(self, as_role, shop):
        client, address = as_role("stock"), level_address("receive", shop, "CUP")
        for _ in range(2):
            client.post(address, {"quantity": "5", "document": "NF 12", "key": "one-form"})
        assert level_of(shop.location_id, shop.variants["CUP"]).on_hand == 105
        ledger = movements_page(shop.store_id, variant_id=shop.variants["CUP"]).items
        received = [(m.quantity, m.actor) for m in ledger if m.document == "NF 12"]
        assert received == [(5, "stock@example.com")]
        assert_books_balance()

    def test_counts_and_writes_off(self, as_role, shop):
        client = as_role("stock")
        client.post(level_address("count", shop, "CUP"), {"quantity": "90", "key": "k1"})
        client.post(level_address("write-off", shop, "CUP"), {"quantity": "3", "key": "k2"})
        assert level_of(shop.location_id, shop.variants["CUP"]).on_hand == 87

    def test_says_why_a_count_cannot_go_below_what_is_promised(self, as_role, shop, order_id):
        answer = as_role("stock").post(
            level_address("count", shop, "VASE-S"), {"quantity": "1", "key": "k"}
        )
        assert "promised to orders" in words_of(answer)
        assert level_of(shop.location_id, shop.variants["VASE-S"]).on_hand == 10

    @pytest.mark.parametrize("quantity", ["", "-1", "1.5", "two", "99999999999"])
    def test_takes_whole_numbers_only(self, as_role, shop, quantity):
        answer = as_role("stock").post(
            level_address("receive", shop, "CUP"), {"quantity": quantity, "key": "k"}
        )
        assert "whole number" in words_of(answer)

    def test_shows_which_orders_hold_the_units(self, as_role, shop, order_id):
        page = as_role("viewer").get(level_address("level", shop, "VASE-S")).content.decode()
        assert order_by_id(order_id).number in page
        assert "Why is on-hand 10?" in page

    def test_lists_what_runs_out_among_the_alerts(self, as_role, shop):
        deliver_all(now=NOW)
        page = as_role("viewer").get("/console/alerts/?kind=low_stock").content.decode()
        assert "LAST" in page
        assert "CUP" not in page

    def test_lists_one_place(self, as_role, shop):
        second = create_location(store_id=shop.store_id, code="loja", name="Loja da esquina")
        client = as_role("viewer")
        assert "CUP" in client.get(f"/console/stock/?place={shop.location_id}").content.decode()
        page = client.get(f"/console/stock/?place={second}").content.decode()
        assert "Nothing lies here" in page

    def test_lists_in_few_queries(self, as_role, shop, django_assert_max_num_queries):
        client = as_role("viewer")
        # session, person, store by host twice, page, settings, places, alerts
        with django_assert_max_num_queries(8):
            client.get("/console/stock/")


class TestProducts:
    def form(self, found):
        fields = {
            "version": found.version,
            "title": found.title,
            "status": found.status,
            "vendor": found.vendor,
            "category": found.category,
            "tags": "a, b",
            "description_html": "<p>New</p><script>alert(1)</script>",
            "title-en": "Ridge cup",
            "description_html-en": "",
            "terms-en": "",
        }
        cup = found.variants[0]
        return fields | {f"price-{cup.id}": "41,50", f"compare_at-{cup.id}": "50.00"}

    def test_saves_words_prices_and_variants_together(self, as_role, shop):
        client, found = as_role("catalog"), product_by_handle(shop.store_id, "xicara")
        cup = found.variants[0]
        fields = self.form(found) | {f"sku-{cup.id}": "CUP-2", f"weight-{cup.id}": "250"}
        answer = client.post(reverse("console:product-save", args=[found.id]), fields)
        assert answer.status_code == 303, words_of(answer)
        saved = product_by_id(found.id)
        assert (saved.tags, saved.variants[0].sku) == (("a", "b"), "CUP-2")
        assert saved.variants[0].weight_grams == 250
        assert "script" not in saved.description_html
        assert saved.translations["en"]["title"] == "Ridge cup"
        assert prices_of([cup.id], "BRL")[cup.id].amount == brl("41.50")

    def test_keeps_what_was_typed_when_somebody_else_was_faster(self, as_role, shop):
        client, found = as_role("catalog"), product_by_handle(shop.store_id, "xicara")
        address = reverse("console:product-save", args=[found.id])
        client.post(address, self.form(found) | {"title": "First"})
        answer = client.post(address, self.form(found) | {"title": "Second"})
        assert answer.status_code == 409
        assert "Somebody else saved this product" in answer.content.decode()
        assert 'value="Second"' in answer.content.decode()
        assert product_by_id(found.id).title == "First"

    def test_saves_nothing_when_one_part_is_wrong(self, as_role, shop):
        client, found = as_role("catalog"), product_by_handle(shop.store_id, "xicara")
        fields = self.form(found) | {"title": "New", f"price-{found.variants[0].id}": "abc"}
        answer = client.post(reverse("console:product-save", args=[found.id]), fields)
        assert answer.status_code == 422
        assert product_by_id(found.id).title == "Xícara Serra"

    def test_makes_a_draft_with_its_first_variant(self, as_role, shop):
        answer = as_role("catalog").post(
            reverse("console:product-create"),
            {"title": "Jarra Nova", "sku": "JAR-1", "price": "120", "category": "ceramica"},
        )
        assert answer.status_code == 303, answer.content
        made = product_by_handle(shop.store_id, "jarra-nova")
        assert (made.status, made.variants[0].sku) == ("draft", "JAR-1")

    def test_adds_a_variant_and_refuses_the_same_options_twice(self, as_role, shop):
        client, found = as_role("catalog"), product_by_handle(shop.store_id, "vaso-lua")
        address = reverse("console:variant-add", args=[found.id])
        new = {"version": found.version, "option_values": "M", "sku": "VASE-M", "price": "99"}
        client.post(address, new)
        again = client.post(address, new | {"version": found.version + 1, "sku": "VASE-X"})
        assert "same options" in words_of(again)
        assert len(product_by_id(found.id).variants) == 3

    def test_lets_a_viewer_look_but_not_save(self, as_role, shop):
        found = product_by_handle(shop.store_id, "xicara")
        page = as_role("viewer").get(reverse("console:product", args=[found.id])).content.decode()
        assert "disabled" in page
        assert "Save product" not in page

    def test_lists_in_few_queries(self, as_role, shop, django_assert_max_num_queries):
        assert Product.objects.count() == 3
        client = as_role("viewer")
        # session, person, store by host twice, page, lowest prices, what is left, variants
        with django_assert_max_num_queries(8):
            client.get("/console/products/")
