"""Price lists, repricing, scheduled prices and exchange rates, as programs use them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from balcao.domains.pricing.models import ListPriceAudit
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.queries import prices_of
from balcao.domains.pricing.values import VariantPrice
from tests.shop import NOW, Shop, brl

pytestmark = pytest.mark.django_db
SOON = (datetime.now(UTC) + timedelta(days=2)).isoformat()
LIST = {"name": "Trade", "currency": "BRL", "starts_at": "2026-01-01T00:00:00Z"}
TEN_OFF = {"action": "percent", "value": -100_000}


def new_list(owner, **said):
    made = owner.post("/price-lists", {**LIST, **said})
    assert made.status_code == 201, made.content
    return made.json()


def upload(owner, path: str, text: str):
    return owner.client.post(
        f"/api/v1{path}",
        {"file": SimpleUploadedFile("prices.csv", text.encode())},
        headers={"Authorization": f"Bearer {owner.token}"},
    )


def price(shop: Shop, sku: str) -> int:
    return prices_of([shop.variants[sku]], "BRL")[shop.variants[sku]].amount.minor


class TestPriceLists:
    def test_are_made_changed_on_top_of_what_was_seen_and_deleted_before_they_begin(self, owner):
        made = new_list(owner, starts_at=SOON)
        assert made["state"] == "coming"
        path = f"/price-lists/{made['id']}"
        said = {**LIST, "starts_at": SOON, "priority": 5}
        changed = owner.call("PUT", path, said, If_Match='"1"')
        assert (changed.json()["priority"], changed["ETag"]) == (5, '"2"')
        assert owner.call("PUT", path, said, If_Match='"1"').status_code == 412
        assert owner.call("DELETE", path, If_Match='"2"').status_code == 204
        assert owner.get(path).status_code == 404

    def test_that_have_begun_are_kept(self, owner):
        made = new_list(owner)
        refused = owner.call("DELETE", f"/price-lists/{made['id']}", If_Match='"1"')
        assert refused.json()["type"].endswith("price_list_in_use")

    def test_of_one_name_are_refused_by_field(self, owner):
        new_list(owner)
        refused = owner.post("/price-lists", LIST)
        assert (refused.status_code, refused.json()["field"]) == (422, "name")

    def test_point_at_what_is_wrong_in_the_body(self, owner):
        refused = owner.post("/price-lists", {**LIST, "currency": "reais"})
        assert refused.status_code == 422
        assert "/currency" in refused.content.decode()

    def test_take_entries_and_tell_them_by_page_and_sku(self, owner, shop):
        path = f"/price-lists/{new_list(owner)['id']}/entries"
        items = [
            {"variant_id": str(shop.variants[sku]), "tiers": [{"amount_minor": 1000}]}
            for sku in ("CUP", "LAST")
        ]
        put = owner.call("PUT", path, {"items": items}, If_Match='"1"')
        assert (put.status_code, put.json()["entries"]) == (200, 2)
        assert owner.call("PUT", path, {"items": items}, If_Match='"1"').status_code == 412
        page = owner.get(f"{path}?limit=1").json()
        rest = owner.get(f"{path}?limit=1&cursor={page['next_cursor']}").json()
        told = {one["sku"] for one in (*page["items"], *rest["items"])}
        assert (told, rest["next_cursor"]) == ({"CUP", "LAST"}, None)
        (one,) = owner.get(f"{path}?q=cup").json()["items"]
        assert one["sku"] == "CUP"
        assert ListPriceAudit.objects.filter(pgh_context__metadata__source="api").count() == 2


class TestFilesOfEntries:
    def test_come_in_and_go_out_the_same(self, owner, shop):
        path = f"/price-lists/{new_list(owner)['id']}/entries"
        text = "SKU;Quantity;Price;Compare at\nCUP;1;39,90;45,00\nCUP;10;35.00\nLAST;;12"
        loaded = upload(owner, f"{path}/imports", text)
        assert (loaded.status_code, loaded.json()) == (200, {"skus": 2})
        out = b"".join(owner.get(f"{path}/export").streaming_content).decode()
        assert sorted(out.splitlines()) == sorted(
            ["sku;quantity;price;compare_at", "CUP;1;39.90;45.00", "CUP;10;35.00;", "LAST;1;12.00;"]
        )
        assert upload(owner, f"{path}/imports", out).status_code == 200
        assert upload(owner, f"{path}/imports?is_whole=true", "CUP;1;39,90").status_code == 200
        assert [one["sku"] for one in owner.get(path).json()["items"]] == ["CUP"]

    @pytest.mark.parametrize(
        ("text", "row", "column"),
        [
            ("CUP;1;39,90\nNOPE;1;2", 2, "sku"),
            ("CUP;0;39,90", 1, "quantity"),
            ("CUP;1;x", 1, "price"),
            ("CUP;1;-1", 1, "price"),
            ("CUP;1;5;4", 1, "compare_at"),
            ("CUP;1;5\nCUP;2;6", 2, "price"),
            ("sku;quantity;colour\nCUP;1;5", 1, "colour"),
        ],
    )
    def test_are_refused_whole_by_row_and_column(self, owner, text, row, column):
        path = f"/price-lists/{new_list(owner)['id']}/entries"
        refused = upload(owner, f"{path}/imports", text)
        found = refused.json()["findings"][0]
        assert (refused.status_code, found["row"], found["column"]) == (422, row, column)
        assert owner.get(path).json()["items"] == []

    @pytest.mark.parametrize("text", ["", "\0", "sku;price"])
    def test_without_rows_are_refused(self, owner, text):
        path = f"/price-lists/{new_list(owner)['id']}/entries/imports"
        refused = upload(owner, path, text or " ")
        assert (refused.status_code, refused.json()["type"][-14:]) == (422, "bad_price_rows")


class TestVariantPrice:
    def test_tells_cost_margin_lists_and_history(self, owner, shop):
        cup = shop.variants["CUP"]
        wanted = VariantPrice(cup, brl("40.00"), None, brl("30.00"))
        set_prices(store_id=shop.store_id, prices=[wanted], now=NOW + timedelta(days=1))
        new_list(owner, name="Sale", kind="percent", off_ppm=250_000)
        told = owner.get(f"/variants/{cup}/price").json()
        assert (told["amount_minor"], told["cost_minor"]) == (4000, 3000)
        assert told["margin_ppm"] == 250_000
        (listed,) = told["lists"]
        assert listed["tiers"][0]["amount_minor"] == 3000
        assert listed["is_public_price"] is True
        history = owner.get(f"/variants/{cup}/price-history").json()
        assert history["items"][-1]["amount_minor"] == 4000
        at = datetime.fromisoformat(history["items"][-1]["at"])
        assert at == NOW + timedelta(days=1)


class TestRepricing:
    def test_is_looked_at_applied_once_per_key_and_undone(self, owner, shop):
        before = price(shop, "CUP")
        made = owner.post("/repricings", TEN_OFF)
        assert made.status_code == 201
        path = f"/repricings/{made.json()['id']}"
        (row,) = [
            one
            for one in owner.get(f"{path}/rows").json()["items"]
            if one["variant_id"] == str(shop.variants["CUP"])
        ]
        assert (row["old_minor"], row["outcome"]) == (before, "planned")
        assert price(shop, "CUP") == before
        answers = [owner.post(f"{path}/apply", key="once") for _ in range(2)]
        assert [one.status_code for one in answers] == [200, 200]
        assert answers[1]["Idempotency-Replayed"] == "true"
        assert price(shop, "CUP") == row["new_minor"]
        again = owner.post(f"{path}/apply")
        assert (again.status_code, again.json()["type"][-15:]) == (409, "repricing_state")
        undone = owner.post(f"{path}/undo").json()
        assert (undone["status"], price(shop, "CUP")) == ("undone", before)
        assert owner.post(f"{path}/undo").status_code == 409
        assert owner.get("/repricings").json()["items"][0]["status"] == "undone"

    def test_needs_a_key_to_be_applied(self, owner):
        path = f"/repricings/{owner.post('/repricings', TEN_OFF).json()['id']}"
        assert owner.post(f"{path}/apply", key=None).status_code == 400

    def test_names_skus_that_the_guard_keeps(self, owner, shop):
        cup = VariantPrice(shop.variants["CUP"], brl("40.00"), None, brl("39.00"))
        set_prices(store_id=shop.store_id, prices=[cup], now=NOW)
        refused = owner.post("/repricings", {**TEN_OFF, "guard_ppm": 1, "skip_below": False})
        assert refused.json()["type"].endswith("margin_too_low")
        assert "CUP" in refused.json()["skus"]

    def test_takes_only_prices_below_a_margin(self, owner, shop):
        cup = VariantPrice(shop.variants["CUP"], brl("40.00"), None, brl("39.00"))
        set_prices(store_id=shop.store_id, prices=[cup], now=NOW)
        rule = {"action": "margin", "value": 400_000, "margin_below_ppm": 100_000}
        made = owner.post("/repricings", {**rule, "rounding": "end:90"}).json()
        assert (made["total"], made["rule"]["margin_below_ppm"]) == (1, 100_000)

    def test_points_at_what_is_wrong(self, owner):
        refused = owner.post("/repricings", {"action": "double", "value": 1})
        assert refused.status_code == 422
        assert "/action" in refused.content.decode()
        rounded = owner.post("/repricings", {**TEN_OFF, "rounding": "pretty"})
        assert rounded.json()["field"] == "rounding"


class TestScheduledPrices:
    def test_wait_and_are_canceled(self, owner, shop):
        said = {"variant_id": str(shop.variants["CUP"]), "amount_minor": 100, "due_at": SOON}
        (waiting,) = owner.post("/scheduled-prices", said).json()["items"]
        assert owner.post("/scheduled-prices", said).json()["field"] == "due_at"
        canceled = owner.post(f"/scheduled-prices/{waiting['id']}/cancel", key=None).json()
        assert canceled["items"][0]["status"] == "canceled"

    def test_are_made_by_a_rule_once_per_moment(self, owner, shop):
        body = {"rule": TEN_OFF, "due_at": SOON}
        made = owner.post("/scheduled-prices/by-rule", body)
        assert made.status_code == 201
        assert made.json()["scheduled"] == len(owner.get("/scheduled-prices").json()["items"])
        twice = owner.post("/scheduled-prices/by-rule", body)
        assert (twice.status_code, bool(twice.json()["skus"])) == (422, True)
        past = owner.post("/scheduled-prices/by-rule", {**body, "due_at": "2020-01-01T00:00:00Z"})
        assert past.json()["field"] == "due_at"


class TestExchangeRates:
    def test_are_entered_read_from_a_file_and_taken_away(self, owner):
        rate = {"base": "EUR", "quote": "BRL", "day": "2026-11-20", "rate": "6.1", "source": "ECB"}
        put = owner.call("PUT", "/exchange-rates", {"items": [rate]})
        assert put.json()["items"][0]["rate"].startswith("6.1")
        text = "2026-11-21;usd;brl;5,43;BCB\n2026-11-20;EUR;BRL;6.2;ECB"
        loaded = upload(owner, "/exchange-rates/imports", text).json()["items"]
        assert [(one["base"], one["rate"][:4]) for one in loaded] == [
            ("USD", "5.43"),
            ("EUR", "6.20"),
        ]
        path = "/exchange-rates/EUR/BRL/2026-11-20"
        assert len(owner.call("DELETE", path).json()["items"]) == 1
        assert owner.call("DELETE", path).status_code == 404

    def test_are_refused_by_row_and_column(self, owner):
        refused = upload(owner, "/exchange-rates/imports", "2026-11-21;USD;BRL;0;BCB\nx;y;z;1;s")
        where = [(one["row"], one["column"]) for one in refused.json()["findings"]]
        assert where == [(1, "rate"), (2, "base"), (2, "quote"), (2, "day")]
        assert owner.get("/exchange-rates").json()["items"] == []

    def test_settings_say_how_old_a_rate_may_be(self, owner):
        said = {"lowest_price": "always", "rate_days": 3}
        assert owner.call("PUT", "/price-settings", said).json() == said
        assert owner.get("/price-settings").json() == said
