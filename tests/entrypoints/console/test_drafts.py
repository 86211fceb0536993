"""Staff at the boards of drafts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from balcao.domains.drafts.models import Draft
from balcao.domains.drafts.queries import draft_by_id
from balcao.domains.orders.models import Order
from balcao.domains.payments.queries import links_of
from tests.clock import next_month
from tests.domains.drafts.drafted import drafted, priced_by_hand
from tests.shop import brl

pytestmark = pytest.mark.django_db
ENDS = f"{next_month():%Y-%m-%d}"
FORM = {
    "sku": ["CUP", "VASE-S", ""], "quantity": ["2", "", ""], "email": "ana@example.com",
    "locale": "pt-br", "name": "Ana Souza", "line1": "Rua Augusta, 100", "city": "São Paulo",
    "region": "SP", "postal_code": "01310-100", "country": "BR", "rate_code": "standard",
    "note": "Olá", "providers": ["bank_transfer"], "key": "a-key-of-a-form",
}  # fmt: skip


def at(name, *args):
    return reverse(f"console:{name}", args=args)


def read(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


class TestWriting:
    def test_makes_one_draft_however_often_the_form_is_sent(self, as_role, shop):
        desk = as_role("order_desk")
        assert desk.get(at("draft-new")).status_code == 200
        first = desk.post(at("draft-create"), FORM)
        assert desk.post(at("draft-create"), FORM)["Location"] == first["Location"]
        draft = draft_by_id(Draft.objects.get().pk)
        assert [line.quantity for line in draft.lines] == [2, 1]
        assert draft.said.providers == ("bank_transfer",)
        page = read(desk.get(first["Location"]))
        assert "R$182.90" in page
        assert "Send quote to ana@example.com" in page

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"sku": ["NOPE"]}, "there is no product with the SKU"),
            ({"quantity": ["many"]}, "is not a number of units"),
            ({"email": "ana"}, 'id="wrong-email"'),
            ({"postal_code": "1"}, 'id="wrong-postal_code"'),
        ],
    )
    def test_says_beside_the_field_what_is_wrong(self, owner, shop, changes, said):
        answer = owner.post(at("draft-create"), {**FORM, **changes})
        assert answer.status_code == 422
        assert said in read(answer)
        assert "Rua Augusta, 100" in read(answer)
        assert not Draft.objects.exists()

    def test_begins_with_what_the_last_order_of_a_customer_says(self, owner, order_id):
        page = read(owner.get(at("draft-new") + "?email=ana@example.com"))
        assert "Rua Augusta, 100" in page

    def test_tells_who_was_too_late(self, owner, shop):
        draft = drafted(shop)
        owner.post(at("draft-save", draft.id), {**FORM, "version": "1"})
        answer = owner.post(at("draft-save", draft.id), {**FORM, "version": "1", "note": "Late"})
        assert "Somebody else changed this draft" in read(answer)
        assert draft_by_id(draft.id).said.note == "Olá"


class TestPricesByHand:
    def test_are_for_who_may(self, as_role, shop):
        draft = drafted(shop)
        said = {
            "variant": str(shop.variants["CUP"]), "price": "30,00", "reason": "x", "version": "1"
        }  # fmt: skip
        desk, owner = as_role("order_desk"), as_role("owner")
        assert "orders:override_price" in read(desk.get(at("draft", draft.id)))
        assert desk.post(at("draft-price", draft.id), said).status_code == 403
        owner.post(at("draft-price", draft.id), said)
        assert draft_by_id(draft.id).lines[0].unit == brl("30")
        page = read(owner.get(at("draft", draft.id)))
        assert "Price by hand" in page
        assert "R$39.00" in page

    def test_of_the_whole_are_in_the_sums(self, owner, shop):
        draft = drafted(shop)
        said = {"discount": "5", "shipping": "0", "reason": "x", "version": "1"}
        owner.post(at("draft-given", draft.id), said)
        page = read(owner.get(at("draft", draft.id)))
        assert "−R$5.00" in page
        assert "R$34.00" in page


class TestLife:
    def test_is_sent_taken_back_and_cancelled(self, as_role, shop):
        desk, draft = as_role("order_desk"), drafted(shop)

        def step(name, **said):
            version = str(draft_by_id(draft.id).version)
            desk.post(at(name, draft.id), {"version": version, **said})
            return draft_by_id(draft.id).state

        assert step("draft-send", expires="not a day") == "draft"
        assert step("draft-send", expires=ENDS) == "quoted"
        page = read(desk.get(at("draft", draft.id)))
        assert f"/quotes/{draft.token}/" in page
        assert step("draft-back") == "draft"
        assert step("draft-cancel") == "cancelled"

    def test_is_completed_by_staff_once(self, as_role, shop):
        desk, draft = as_role("order_desk"), priced_by_hand(shop, drafted(shop), "CUP", "30")
        said = {"version": "2", "payment": "bank_transfer", "key": "a-key-of-a-form"}
        desk.post(at("draft-complete", draft.id), said)
        order = Order.objects.get()
        again = desk.post(at("draft-complete", draft.id), said)
        assert again["Location"] == at("order", order.pk)
        assert Order.objects.count() == 1
        page = read(desk.get(at("order", order.pk)))
        for text in ("Price given by hand", "R$39.00", "R$30.00", "Old friend", draft.number):
            assert text in page

    def test_says_what_is_missing(self, as_role, shop):
        desk, draft = as_role("order_desk"), drafted(shop, email="", rate_code="")
        page = read(desk.get(at("draft", draft.id)))
        assert "email is missing" in page
        desk.post(at("draft-send", draft.id), {"version": "1", "expires": ENDS})
        assert draft_by_id(draft.id).state == "draft"


class TestList:
    def test_has_a_tab_for_each_kind_and_an_empty_state(self, owner, shop):
        assert "No drafts here" in read(owner.get(at("drafts")))
        draft = drafted(shop)
        page = read(owner.get(at("drafts")))
        assert draft.number in page
        assert draft.number not in read(owner.get(at("drafts") + "?work=quoted"))
        assert "Nothing found" in read(owner.get(at("drafts") + "?q=zebra"))


class TestPaymentLinks:
    def test_are_made_once_shown_and_ended(self, as_role, order_id):
        desk = as_role("order_desk")
        assert "Make a payment link" in read(desk.get(at("order", order_id)))
        said = {"expires": ENDS, "key": "a-key-of-a-form"}
        for _ in range(2):
            desk.post(at("payment-link", order_id), said)
        (link,) = links_of(order_id)
        assert f"/pay/{link.token}/" in read(desk.get(at("order", order_id)))
        desk.post(at("payment-link-revoke", link.id))
        assert links_of(order_id)[0].revoked_at
        assert f"/pay/{link.token}/" not in read(desk.get(at("order", order_id)))
