"""The order desk: lists, the next step, and two people at one order."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.queries import level_of
from balcao.domains.orders.operations import pack_order
from balcao.domains.orders.queries import order_by_id
from balcao.entrypoints.console.listing import PAGE
from tests.brokendown import order_of_everything
from tests.entrypoints.papers.reading import scanned
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(as_role):
    return as_role("order_desk")


def do(client, step, order_id, **fields):
    fields.setdefault("version", order_by_id(order_id).version)
    answer = client.post(reverse(f"console:{step}", args=[order_id]), fields)
    assert answer.status_code == 303
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


class TestTheWayOfAnOrder:
    def test_goes_from_placed_to_delivered(self, desk, shop, order_id):
        do(desk, "order-pay", order_id)
        do(desk, "order-pack", order_id)
        do(desk, "order-ship", order_id, carrier="Correios PAC", tracking_number="BR123")
        do(desk, "order-deliver", order_id)
        order = order_by_id(order_id)
        assert order.state == "delivered"
        assert {t.actor for t in order.timeline if t.kind != "placed"} == {"order_desk@example.com"}
        assert level_of(shop.location_id, shop.variants["VASE-S"]).on_hand == 8
        assert_books_balance()

    def test_offers_one_next_step_at_a_time(self, desk, order_id):
        page = desk.get(reverse("console:order", args=[order_id])).content.decode()
        assert "Confirm payment" in page
        assert "Mark as packed" not in page
        do(desk, "order-pay", order_id)
        page = desk.get(reverse("console:order", args=[order_id])).content.decode()
        assert "Mark as packed" in page

    def test_offers_packing_first_when_cash_is_taken_at_the_door(self, desk, shop):
        made = purchase(shop.request(("CUP", 1), provider="cash_on_delivery"), now=NOW)
        page = desk.get(reverse("console:order", args=[made.order_id])).content.decode()
        assert page.index("Mark as packed") < page.index("Confirm payment")

    def test_cancels_with_a_reason_and_gives_the_stock_back(self, desk, shop, order_id):
        do(desk, "order-cancel", order_id, reason="Asked by phone")
        entries = {t.kind: t.detail for t in order_by_id(order_id).timeline}
        assert entries["cancelled"] == {"reason": "Asked by phone"}
        assert level_of(shop.location_id, shop.variants["VASE-S"]).allocated == 0

    def test_prints_its_packing_slip_for_whoever_may_look(self, as_role, desk, order_id):
        page = desk.get(reverse("console:order", args=[order_id])).content.decode()
        address = reverse("console:slip-pdf", args=[order_id])
        assert page.count(address) == 1
        for client in (desk, as_role("viewer")):
            answer = client.get(address)
            assert answer["Content-Type"] == "application/pdf"
            number = order_by_id(order_id).number
            assert scanned(answer.content) == [("Code 128", number)]
            assert f"slip-{number}.pdf" in answer["Content-Disposition"]
        slip = desk.get(reverse("console:slip", args=[order_id])).content.decode()
        assert address in slip

    def test_shows_notes_as_text(self, desk, order_id):
        do(desk, "order-note", order_id, text="<script>alert(1)</script>")
        page = desk.get(reverse("console:order", args=[order_id])).content.decode()
        assert "&lt;script&gt;alert(1)" in page


class TestTwoAtOneOrder:
    def test_tells_who_comes_late_and_changes_nothing(self, desk, order_id):
        opened = order_by_id(order_id).version
        do(desk, "order-pay", order_id)
        pack_order(order_id=order_id, by="somebody else", now=NOW)
        said = do(desk, "order-cancel", order_id, version=opened, reason="Too late")
        assert "Somebody else changed this order" in said
        assert order_by_id(order_id).state == "packed"

    def test_refuses_a_form_without_a_version(self, desk, order_id):
        assert "Somebody else" in do(desk, "order-pay", order_id, version="")
        assert order_by_id(order_id).state == "placed"


class TestList:
    def test_counts_the_work_and_filters_by_it(self, desk, shop, order_id):
        number = order_by_id(order_id).number
        cash = purchase(shop.request(("CUP", 1), provider="cash_on_delivery"), now=NOW)
        to_confirm = desk.get("/console/orders/?work=confirm").content.decode()
        assert number in to_confirm
        assert order_by_id(cash.order_id).number not in to_confirm
        assert number not in desk.get("/console/orders/?work=ship").content.decode()

    def test_finds_by_name_mail_and_number(self, desk, order_id):
        number = order_by_id(order_id).number
        for text in (number.lower(), "ana@exam", "souza"):
            assert number in desk.get("/console/orders/", {"q": text}).content.decode()
        assert "Nothing found" in desk.get("/console/orders/?q=nobody").content.decode()

    def test_shows_all_pages_without_losing_or_repeating_an_order(self, desk, shop):
        made = [purchase(shop.request(("CUP", 1)), now=NOW).order_id for _ in range(PAGE + 2)]
        first = desk.get("/console/orders/")
        second = desk.get("/console/orders/" + first.context["more"])
        seen = [row.id for answer in (first, second) for row in answer.context["rows"]]
        assert sorted(seen) == sorted(made)
        assert second.context["more"] == ""

    def test_costs_the_same_number_of_queries_however_many_there_are(
        self, desk, shop, order_id, django_assert_max_num_queries
    ):
        for _ in range(6):
            purchase(shop.request(("CUP", 1)), now=NOW)
        with django_assert_max_num_queries(6):  # session, person, store by host twice, page, counts
            assert desk.get("/console/orders/").status_code == 200

    def test_refuses_a_cursor_that_is_not_ours(self, desk):
        assert desk.get("/console/orders/?cursor=zzz").status_code == 400


class TestTotals:
    def test_name_each_discount_tax_and_what_stored_value_pays(self, desk, shop):
        order_id = order_of_everything(shop, is_included=True)
        page = desk.get(reverse("console:order", args=[order_id])).content.decode()
        for said in (
            "Dez por cento",
            "−R$7.80",
            'Meio frete, off shipping <span class="b-code">FRETE</span>',
            "−R$7.50",
            "Includes ICMS 20%",
            "R$12.95",
            "Left to pay",
            "R$57.70",
        ):
            assert said in page
