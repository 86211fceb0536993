from __future__ import annotations

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from balcao.domains.catalog.queries import product_by_handle
from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.queries import order_by_id
from balcao.kernel.ids import new_id
from balcao.plumbing.audit.trail import read_trail
from tests.brokendown import order_of_everything
from tests.entrypoints.papers.reading import scanned
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(shop):
    return str(purchase(shop.request(("CUP", 2)), now=NOW).order_id)


@pytest.fixture
def product(shop):
    return str(product_by_handle(shop.store_id, "xicara").id)


class TestOrders:
    def test_go_from_placed_to_delivered(self, owner, order):
        steps = [
            ("confirm-payment", None, "paid"),
            ("pack", None, "packed"),
            ("ship", {"carrier": "Correios", "tracking_number": "BR1"}, "shipped"),
            ("deliver", None, "delivered"),
        ]
        for step, body, state in steps:
            answer = owner.post(f"/orders/{order}/{step}", body)
            assert (answer.status_code, answer.json()["state"]) == (200, state)
            assert answer["ETag"] == f'"{answer.json()["version"]}"'
        assert_books_balance()

    def test_are_cancelled_once_per_key_and_give_back_what_was_taken(self, owner, order):
        first = owner.post(f"/orders/{order}/cancel", {"reason": "test"}, key="k")
        again = owner.post(f"/orders/{order}/cancel", {"reason": "test"}, key="k")
        assert again.json() == first.json()
        assert again["Idempotency-Replayed"] == "true"
        other = owner.post(f"/orders/{order}/cancel", {"reason": "test"})
        assert other.status_code == 409
        assert other.json()["type"].endswith("/wrong_state")
        assert_books_balance()

    def test_have_a_packing_slip_to_print(self, owner, anybody, order):
        path = f"/orders/{order}/packing-slip"
        answer = owner.get(path)
        assert answer["Content-Type"] == "application/pdf"
        number = order_by_id(UUID(order)).number
        assert scanned(answer.content) == [("Code 128", number)]
        assert f"slip-{number}.pdf" in answer["Content-Disposition"]
        assert owner.get(path.replace(order, str(new_id()))).status_code == 404
        assert anybody.get(path).status_code == 401

    def test_refuse_a_step_that_was_thought_of_before_another_change(self, owner, order):
        seen = owner.get(f"/orders/{order}")["ETag"]
        owner.post(f"/orders/{order}/confirm-payment")
        stale = owner.post(f"/orders/{order}/pack", If_Match=seen)
        assert stale.status_code == 412

    def test_do_not_pack_what_is_not_paid(self, owner, order):
        assert owner.post(f"/orders/{order}/pack").json()["type"].endswith("/not_paid_yet")

    def test_keep_notes_that_shoppers_do_not_see(self, owner, anybody, order, shop):
        noted = owner.post(f"/orders/{order}/notes", {"text": "Frágil"})
        assert noted.status_code == 201
        assert {"text": "Frágil"} in [line["detail"] for line in noted.json()["timeline"]]
        secret = order_by_id(UUID(order)).token
        assert "Fr\u00e1gil" not in anybody.get(f"/order-status/{secret}").content.decode()

    def test_are_listed_by_state_and_found_by_words(self, owner, order):
        assert len(owner.get("/orders?state=placed").json()["items"]) == 1
        assert owner.get("/orders?state=paid&state=packed").json()["items"] == []
        assert len(owner.get("/orders?text=ana").json()["items"]) == 1


class TestProducts:
    def test_are_edited_by_whoever_saw_the_latest_version(self, owner, product):
        seen = owner.get(f"/products/{product}")["ETag"]
        edited = owner.call("PATCH", f"/products/{product}", {"title": "Xícara"}, If_Match=seen)
        assert (edited.status_code, edited.json()["title"]) == (200, "Xícara")
        late = owner.call("PATCH", f"/products/{product}", {"title": "Copo"}, If_Match=seen)
        assert late.status_code == 412
        assert late.json()["version"] == edited.json()["version"]

    def test_are_not_edited_blindly(self, owner, product):
        blind = owner.call("PATCH", f"/products/{product}", {"title": "Copo"})
        assert blind.status_code == 428

    def test_leave_a_trail_with_the_name_of_who_changed_them(self, owner, product):
        seen = owner.get(f"/products/{product}")["ETag"]
        owner.call("PATCH", f"/products/{product}", {"vendor": "Ateliê"}, If_Match=seen)
        last = read_trail(object_id=product, limit=1).items[0]
        assert (last.actor, last.source) == ("owner@example.com", "api")
        told = owner.get(f"/audit?object_id={product}").json()["items"][0]
        assert told["fields"] == [{"name": "Vendor", "old": "Oficina Teste", "new": "Ateliê"}]

    def test_are_made_with_variants_and_found_by_strangers_once_active(self, owner, anybody):
        body = {
            "handle": "tigela",
            "title": "Tigela",
            "status": "active",
            "option_names": ["Cor"],
            "variants": [
                {"sku": "T-1", "option_values": ["Azul"]},
                {"sku": "T-2", "option_values": ["Verde"]},
            ],
        }
        made = owner.post("/products", body)
        assert made.status_code == 201
        assert [v["sku"] for v in made.json()["variants"]] == ["T-1", "T-2"]
        assert anybody.get("/products/by-handle/tigela").json()["id"] == made.json()["id"]
        assert owner.post("/products", body).json()["type"].endswith("/handle_taken")

    def test_have_prices_that_nobody_overwrites_unseen(self, owner, product, shop):
        path = f"/products/{product}/prices"
        seen = owner.get(path)["ETag"]
        cup = str(shop.variants["CUP"])
        body = {"items": [{"variant_id": cup, "amount_minor": 4000, "compare_at_minor": 4500}]}
        priced = owner.call("PUT", path, body, If_Match=seen)
        assert priced.json()["items"][0]["amount"] == {"amount_minor": 4000, "currency": "BRL"}
        assert priced["ETag"] != seen
        assert owner.call("PUT", path, body, If_Match=seen).status_code == 412

    def test_page_without_gaps_or_repeats(self, anybody, shop):
        seen, path = [], "/products?limit=1"
        while path:
            page = anybody.get(path)
            seen += [item["handle"] for item in page.json()["items"]]
            cursor = page.json()["next_cursor"]
            assert ("Link" in page) == bool(cursor)
            path = f"/products?limit=1&cursor={cursor}" if cursor else None
        assert sorted(seen) == ["ultimo", "vaso-lua", "xicara"]

    def test_page_on_where_they_were_while_others_are_added(self, owner, anybody):
        first = anybody.get("/products?limit=2").json()
        body = {"handle": "novo", "title": "Novo", "status": "active", "variants": [{"sku": "N"}]}
        owner.post("/products", body)
        rest = anybody.get(f"/products?limit=2&cursor={first['next_cursor']}").json()
        handles = [item["handle"] for item in first["items"] + rest["items"]]
        assert len(handles) == len(set(handles))
        assert {"ultimo", "vaso-lua", "xicara"} <= set(handles)


class TestStock:
    def test_is_received_once_per_key(self, owner, shop):
        cup = str(shop.variants["CUP"])
        body = {"variant_id": cup, "quantity": 7, "document": "NF 1"}
        first = owner.post("/stock/receipts", body, key="k")
        owner.post("/stock/receipts", body, key="k")
        assert (first.status_code, first.json()["on_hand"]) == (201, 107)
        ledger = owner.get(f"/stock/variants/{cup}/movements").json()["items"]
        found = sorted((m["quantity"], m["actor"]) for m in ledger)
        assert found == [(7, "owner@example.com"), (100, "test")]
        assert_books_balance()

    def test_refuses_the_same_key_for_another_quantity(self, owner, shop):
        body = {"variant_id": str(shop.variants["CUP"]), "quantity": 7}
        owner.post("/stock/receipts", body, key="k")
        assert owner.post("/stock/receipts", {**body, "quantity": 8}, key="k").status_code == 409

    def test_is_counted_and_written_off(self, owner, shop):
        cup = str(shop.variants["CUP"])
        assert (
            owner.post("/stock/counts", {"variant_id": cup, "counted": 90}).json()["on_hand"] == 90
        )
        off = owner.post("/stock/write-offs", {"variant_id": cup, "quantity": 4, "note": "broken"})
        assert off.json()["on_hand"] == 86

    def test_names_a_variant_that_does_not_exist(self, owner):
        body = {"variant_id": "00000000-0000-7000-8000-000000000000", "quantity": 1}
        assert owner.post("/stock/receipts", body).json()["type"].endswith("/no_such_variant")

    def test_has_places_that_are_saved_by_their_code(self, owner):
        for _ in range(2):
            saved = owner.call("PUT", "/stock/locations/loja-2", {"name": "Loja", "priority": 2})
        assert [place["code"] for place in saved.json()["items"]] == ["main", "loja-2"]


class TestTeam:
    def test_is_added_and_changed_by_whoever_saw_them(self, owner):
        new = {"email": "Bia@Example.com", "name": "Bia", "role": "stock"}
        assert owner.post("/staff", new).status_code == 201
        seen = owner.get("/staff/bia@example.com")["ETag"]
        edit = {"name": "Bia", "role": "catalog", "is_active": True}
        changed = owner.call("PUT", "/staff/bia@example.com", edit, If_Match=seen)
        assert changed.json()["role"] == "catalog"
        assert owner.call("PUT", "/staff/bia@example.com", edit, If_Match=seen).status_code == 412

    def test_keeps_an_owner(self, owner):
        seen = owner.get("/staff/owner@example.com")["ETag"]
        edit = {"name": "Owner", "role": "viewer", "is_active": True}
        refused = owner.call("PUT", "/staff/owner@example.com", edit, If_Match=seen)
        assert refused.json()["type"].endswith("/last_owner")

    def test_issues_a_token_that_works_and_is_never_shown_again(self, owner, anybody):
        asked = {"name": "robot", "scopes": ["stock:read"]}
        token = owner.post("/tokens", asked, key=None).json()["token"]
        robot = type(owner)(anybody.client, token)
        assert robot.get("/me").json()["capabilities"] == ["stock:read"]
        assert token not in owner.get("/tokens").content.decode()


class TestImports:
    CSV = (
        "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,"
        "Variant Inventory Qty,Status\n"
        "cuia,Cuia,Title,Default Title,CUIA-1,25.00,3,active\n"
    )

    def test_are_planned_applied_once_and_undone(self, owner, anybody):
        run = self.upload(owner).json()
        assert run["state"] == "uploaded"
        path = f"/imports/{run['id']}"
        assert owner.post(f"{path}/plan").json()["counts"]["products_created"] == 1
        assert owner.get(f"{path}/plan").json()["steps"][0]["handle"] == "cuia"
        assert owner.post(f"{path}/apply").json()["state"] == "applied"
        assert anybody.get("/products/by-handle/cuia").status_code == 200
        assert owner.post(f"{path}/apply").json()["type"].endswith("/import_already_applied")
        assert owner.post(f"{path}/undo").json()["state"] == "undone"
        assert anybody.get("/products/by-handle/cuia").status_code == 404

    def upload(self, owner):
        return owner.client.post(
            "/api/v1/imports",
            {"file": _file(self.CSV)},
            headers={"Authorization": f"Bearer {owner.token}"},
        )


def _file(text):
    return SimpleUploadedFile("p.csv", text.encode(), "text/csv")


class TestWhatAnOrderIsMadeOf:
    def test_is_told_to_the_desk_and_to_the_shopper(self, owner, anybody, shop):
        order_id = order_of_everything(shop, is_included=True)
        desk = owner.get(f"/orders/{order_id}").json()
        assert [(one["name"], one["code"], one["line_no"]) for one in desk["discounts"]] == [
            ("Dez por cento", "", 1),
            ("Meio frete", "FRETE", None),
        ]
        assert {one["amount"]["amount_minor"] for one in desk["taxes"]} == {1_170, 125}
        assert all(one["is_included"] for one in desk["taxes"])
        assert (desk["credit"]["amount_minor"], desk["exemption"]["amount_minor"]) == (2_000, 0)
        secret = order_by_id(order_id).token
        seen = anybody.get(f"/order-status/{secret}").json()
        assert (seen["discounts"], seen["taxes"]) == (desk["discounts"], desk["taxes"])
