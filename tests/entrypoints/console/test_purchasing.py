"""Buying at the console: from supplier to goods on the shelf."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from balcao.domains.purchasing.queries import (
    purchase_by_id,
    purchases_page,
    return_by_id,
    returns_page,
    supplier_by_id,
    suppliers_page,
)
from tests.clock import today
from tests.domains.purchasing.buying import Buying, landed, open_buying, receive
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
SUPPLIER = {
    "name": "Beta Papel", "code": "beta", "currency": "brl", "language": "pt-br", "country": "br",
    "payment_days": "30", "lead_time_days": "5", "minimum": "100,50", "email": "b@beta.example",
}  # fmt: skip


@pytest.fixture
def buying(shop) -> Buying:
    return open_buying(shop)


@pytest.fixture
def buyer(as_role):
    return as_role("buyer")


def at(name, *args):
    return reverse(f"console:{name}", args=args)


def words_of(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def step(client, name, order_id, **said):
    version = purchase_by_id(order_id).version
    return client.post(at(name, order_id), {"version": version, **said})


class TestSuppliers:
    def test_are_made_changed_and_found(self, buyer, shop):
        made = buyer.post(at("supplier-create"), SUPPLIER)
        (supplier,) = suppliers_page(shop.store_id).items
        assert made["Location"] == at("supplier", supplier.id)
        assert (supplier.currency, supplier.minimum) == ("BRL", brl("100.50"))
        changed = {**SUPPLIER, "name": "Beta S.A.", "version": supplier.version}
        buyer.post(at("supplier-save", supplier.id), changed)
        again = buyer.post(at("supplier-save", supplier.id), {**changed, "name": "Gamma"})
        assert "Somebody changed this supplier" in words_of(again)
        assert supplier_by_id(supplier.id).name == "Beta S.A."
        assert "Beta S.A." in buyer.get(at("suppliers") + "?q=bet").content.decode()

    def test_keep_what_was_typed_when_refused(self, buyer, shop):
        answer = buyer.post(at("supplier-create"), {**SUPPLIER, "tax_id": "123"})
        assert answer.status_code == 422
        assert 'value="Beta Papel"' in answer.content.decode()

    def test_offer_items_with_prices(self, buyer, buying):
        said = {"sku": "LAST", "price": "12,50", "per_units": "10", "units_per_pack": "10",
                "minimum_quantity": "20", "is_preferred": "1"}  # fmt: skip
        buyer.post(at("supplier-item", buying.supplier_id), said)
        item = buying.item("LAST")
        assert (item.units_per_pack, item.is_preferred) == (10, True)
        wrong = buyer.post(at("supplier-item", buying.supplier_id), {**said, "sku": "NOPE"})
        assert "no product with the SKU “NOPE”" in words_of(wrong)

    def test_bring_prices_by_file(self, buyer, buying):
        content = b"sku,cost,currency,unit\nCUP,21.00,BRL,each\nVASE-S,x,BRL,each\n"
        shown = upload(buyer, buying, content)
        page = buyer.get(shown["Location"]).content.decode()
        assert "is not a price" in page
        shown = upload(buyer, buying, content.replace(b",x,", b",26.00,"))
        assert "is no whole packs" not in buyer.get(shown["Location"]).content.decode()
        done = buyer.post(shown["Location"] + "apply/")
        assert done.status_code == 303

    def test_show_a_scorecard(self, buyer, buying):
        receive(buying.sent(("CUP", 10)), (1, 10, 0), now=today())
        page = buyer.get(at("supplier", buying.supplier_id)).content.decode()
        assert "Scorecard" in page
        assert "days from order" in page.lower()


def upload(client, buying, content):
    file = SimpleUploadedFile("prices.csv", content, "text/csv")
    return client.post(at("price-upload", buying.supplier_id), {"file": file})


class TestOrders:
    def write(self, buyer, buying, **changes):
        said = {
            "supplier": buying.supplier_id, "key": "form-1", "place": buying.shop.location_id,
            "sku": ["CUP", "VASE-S", ""], "quantity": ["10", "4", ""], "price": ["", "24.00", ""],
            "per": ["", "1", ""], "expected": "", "tolerance": "", "note": "",
        }  # fmt: skip
        return buyer.post(at("purchase-create"), {**said, **changes})

    def only(self, buying):
        (row,) = purchases_page(buying.store_id, now=NOW).items
        return purchase_by_id(row.id)

    def test_are_written_once_however_often_the_form_is_sent(self, buyer, buying):
        self.write(buyer, buying)
        self.write(buyer, buying)
        order = self.only(buying)
        assert order.total == brl("296.00")
        assert order.author == "buyer@example.com"

    def test_name_the_row_that_is_wrong_and_keep_the_others(self, buyer, buying):
        answer = self.write(buyer, buying, sku=["CUP", "NOPE", ""])
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Row 2: there is no product with the SKU “NOPE”" in page
        assert 'value="NOPE"' in page

    def test_go_from_draft_to_the_shelf(self, buyer, owner, as_role, buying):
        self.write(buyer, buying)
        order_id = self.only(buying).id
        refused = step(buyer, "purchase-approve", order_id)
        assert "Ask somebody else" in words_of(refused)
        step(owner, "purchase-approve", order_id)
        step(buyer, "purchase-send", order_id, channel="phone")
        stock = as_role("stock")
        assert "Good" in stock.get(at("purchase-receive", order_id)).content.decode()
        form = {"key": "k", "version": purchase_by_id(order_id).version, "accepted-1": "9",
                "damaged-1": "1", "accepted-2": "", "delivery_note": "DN 5"}  # fmt: skip
        for _ in range(2):
            answer = stock.post(at("purchase-received", order_id), form)
            assert "Received." in words_of(answer)
        assert purchase_by_id(order_id).received == 10
        form = {"key": "k2", "version": purchase_by_id(order_id).version, "everything": "1"}
        stock.post(at("purchase-received", order_id), form)
        assert purchase_by_id(order_id).state == "closed"
        page = buyer.get(at("purchase", order_id)).content.decode()
        assert "1 broken" in page
        assert_books_balance()

    def test_are_changed_while_they_are_drafts(self, buyer, buying):
        order_id = buying.draft(("CUP", 3))
        assert 'value="CUP"' in buyer.get(at("purchase-edit", order_id)).content.decode()
        said = {"version": "1", "sku": ["CUP"], "quantity": ["5"], "price": [""], "per": [""]}
        buyer.post(at("purchase-save", order_id), said)
        assert purchase_by_id(order_id).units == 5
        stale = buyer.post(at("purchase-save", order_id), {**said, "quantity": ["7"]})
        assert stale.status_code == 422
        assert purchase_by_id(order_id).units == 5

    @pytest.mark.parametrize("units", ["-1", "1.5", "many"])
    def test_take_whole_numbers_only(self, buyer, as_role, buying, units):
        order_id = buying.sent(("CUP", 10))
        form = {"key": "k", "version": purchase_by_id(order_id).version, "accepted-1": units}
        answer = as_role("stock").post(at("purchase-received", order_id), form)
        assert "not a whole number" in words_of(answer)
        assert purchase_by_id(order_id).received == 0

    def test_take_every_other_step(self, buyer, owner, buying):
        order_id = buying.approved(("CUP", 10))
        step(owner, "purchase-reopen", order_id)
        assert purchase_by_id(order_id).state == "draft"
        step(owner, "purchase-approve", order_id)
        step(buyer, "purchase-send", order_id)
        step(buyer, "purchase-expect", order_id, expected="2027-01-15")
        assert purchase_by_id(order_id).expected_at.date().isoformat() == "2027-01-15"
        buyer.post(at("purchase-note", order_id), {"text": "called"})
        receive(order_id, (1, 4, 0))
        step(buyer, "purchase-close", order_id, reason="enough")
        other = buying.draft(("CUP", 1))
        step(buyer, "purchase-cancel", other, reason="double")
        assert [purchase_by_id(one).state for one in (order_id, other)] == ["closed", "cancelled"]
        assert "called" in buyer.get(at("purchase", order_id)).content.decode()
        assert_books_balance()

    def test_bear_freight_once_and_give_it_back(self, buyer, as_role, buying):
        receipt = receive(buying.sent(("CUP", 10)), (1, 4, 0))
        said = {"kind": "freight", "basis": "quantity", "amount": "10,00", "currency": "brl",
                "key": "c1", "document": "NF 9", "rate": ""}  # fmt: skip
        for _ in range(2):
            assert "Spread." in words_of(buyer.post(at("receipt-cost", receipt), said))
        (order,) = purchases_page(buying.store_id, now=NOW).items
        (cost,) = purchase_by_id(order.id).receipts[0].costs
        buyer.post(at("cost-reverse", cost.id))
        as_role("stock").post(at("receipt-reverse", receipt), {"reason": "wrong"})
        assert purchase_by_id(order.id).state == "sent"
        assert_books_balance()

    def test_are_printed(self, buyer, buying):
        answer = buyer.get(at("purchase-pdf", buying.sent(("CUP", 10))))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")

    def test_of_nobody_are_not_found(self, buyer, buying):
        nobody = "01900000-0000-7000-8000-000000000000"
        assert buyer.get(at("purchase", nobody)).status_code == 404

    def test_are_listed_by_work(self, buyer, buying):
        receipt = receive(buying.sent(("CUP", 10)), (1, 4, 0))
        landed(receipt)
        buying.draft(("CUP", 1))
        page = buyer.get(at("purchases")).content.decode()
        tabs = re.findall(r">([A-Z][a-z ]+) <span>(\d+)</span>", page)
        assert dict(tabs)["To approve"] == "1"
        assert dict(tabs)["To receive"] == "1"


class TestReturns:
    def test_go_back_and_are_credited(self, buyer, as_role, buying):
        said = {"supplier": buying.supplier_id, "key": "r1", "place": buying.shop.location_id,
                "reason": "cracked", "sku": ["CUP", ""], "good": ["2", ""],
                "damaged": ["", ""]}  # fmt: skip
        for _ in range(2):
            buyer.post(at("return-create"), said)
        (row,) = returns_page(buying.store_id).items
        for client, name in ((buyer, "return-approve"), (as_role("stock"), "return-send")):
            client.post(at(name, row.id), {"version": return_by_id(row.id).version})
        credit = {"version": return_by_id(row.id).version, "amount": "39,00", "credit_note": "C1"}
        buyer.post(at("return-credit", row.id), credit)
        found = return_by_id(row.id)
        assert (found.state, found.expected, found.credited) == (
            "credited", brl("40.00"), brl("39.00"),
        )  # fmt: skip
        assert "cracked" in buyer.get(at("return", row.id)).content.decode()
        assert_books_balance()

    def test_keep_what_was_typed_when_refused(self, buyer, buying):
        said = {"supplier": buying.supplier_id, "key": "r1", "reason": "cracked",
                "sku": ["NOPE"], "good": ["2"], "damaged": [""]}  # fmt: skip
        answer = buyer.post(at("return-create"), said)
        assert answer.status_code == 422
        assert 'value="NOPE"' in answer.content.decode()


def test_the_policy_is_the_owners_to_change(owner, buyer, shop):
    said = {"self_approval": "500,00", "tolerance": "5"}
    assert buyer.post(at("buying-policy"), said).status_code == 403
    owner.post(at("buying-policy"), said)
    assert "R$500.00" in owner.get(at("purchases")).content.decode()
