"""The working pages without a script: questions in the address, one post at the end."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from balcao.domains.catalog.models import Variant
from balcao.domains.inventory import operations
from balcao.domains.inventory.queries import bins_of, level_of, lots_of, movements_page
from balcao.domains.inventory.values import Arrival, Tracking
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
EAN = "7891234567895"


@pytest.fixture
def worker(as_role, shop):
    Variant.objects.filter(sku="CUP").update(barcode=EAN)
    operations.create_bins(store_id=shop.store_id, location_id=shop.location_id, codes="A-[01-03]")
    return as_role("stock")


def asked(client, task, /, **given):
    answer = client.get(reverse(f"console:floor-{task}"), given)
    return answer, answer.content.decode()


def send(client, task, /, **said):
    return client.post(reverse(f"console:floor-{task}"), {"key": "one-form", **said})


def told(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def on_hand(shop, sku="CUP"):
    return level_of(shop.location_id, shop.variants[sku]).on_hand


def lying(shop, sku="CUP"):
    return {line.bin: line.quantity for line in bins_of(shop.store_id, shop.variants[sku])}


class TestScanning:
    def test_goes_on_to_the_number_of_units(self, worker, shop):
        answer, page = asked(worker, "receive", code=f"0{EAN}")
        assert answer.status_code == 200
        assert "How many came in?" in page
        assert str(shop.variants["CUP"]) in page

    def test_says_what_was_scanned_and_what_to_do_when_nothing_has_the_code(self, worker):
        answer, page = asked(worker, "receive", code="4006381333931")
        assert answer.status_code == 404
        assert "4006381333931" in page
        assert "Find it by name" in page

    def test_says_that_a_check_digit_is_wrong(self, worker):
        answer, page = asked(worker, "receive", code="7891234567890")
        assert answer.status_code == 422
        assert "end in 5" in page

    def test_asks_which_one_when_two_products_share_a_barcode(self, worker, shop):
        Variant.objects.filter(sku="LAST").update(barcode=EAN)
        _, page = asked(worker, "count", code=EAN)
        assert "2 products have the code" in page
        assert len(re.findall(r'class="f-pick" href="[^"]+variant=', page)) == 2

    def test_finds_by_name(self, worker):
        _, page = asked(worker, "receive", name="lua")
        assert "VASE-S" in page
        answer, page = asked(worker, "receive", name="nothing like it")
        assert answer.status_code == 404

    def test_wants_a_product_where_a_bin_was_scanned(self, worker):
        answer, page = asked(worker, "receive", code="A-01")
        assert answer.status_code == 422
        assert "A-01 is a bin" in page

    @pytest.mark.parametrize("variant", ["x", "00000000-0000-7000-8000-000000000000"])
    def test_refuses_forged_addresses_kindly(self, worker, variant):
        answer, _ = asked(worker, "receive", variant=variant)
        assert answer.status_code == 404

    def test_shows_nobody_s_words_as_markup(self, worker):
        _, page = asked(worker, "receive", code="<script>alert(1)</script>")
        assert "<script>alert" not in page


class TestReceive:
    def test_counts_once_however_often_the_form_is_sent(self, worker, shop):
        cup = shop.variants["CUP"]
        for _ in range(2):
            answer = send(worker, "received", variant=cup, units="5", document="NF 12")
            assert answer.status_code == 303
        assert on_hand(shop) == 105
        assert_books_balance()

    def test_keeps_broken_units_apart(self, worker, shop):
        send(worker, "received", variant=shop.variants["CUP"], units="4", damaged="2")
        level = level_of(shop.location_id, shop.variants["CUP"])
        assert (level.on_hand, level.damaged) == (104, 2)

    def test_keeps_the_delivery_note_for_the_next_product(self, worker, shop):
        send(worker, "received", variant=shop.variants["CUP"], units="1", document="NF 12")
        _, page = asked(worker, "receive", code="VASE-S")
        assert 'value="NF 12"' in page

    def test_fills_in_the_lot_that_the_label_says(self, worker, shop):
        last = shop.variants["LAST"]
        Variant.objects.filter(pk=last).update(barcode="4006381333931")
        operations.set_tracking(
            store_id=shop.store_id, variant_id=last, tracking=Tracking.LOT, now=NOW
        )
        _, page = asked(worker, "receive", code="(01)04006381333931(10)L-7(17)271231")
        assert 'value="L-7"' in page
        assert 'value="2027-12-31"' in page
        send(worker, "received", variant=last, units="3", lot="L-7", expires="2027-12-31")
        found = {lot.code: lot.quantity for lot in lots_of(shop.store_id, last)}
        assert found["L-7"] == 3

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"units": "0"}, "unit"),
            ({"units": "-1"}, "digits"),
            ({"units": "1.5"}, "digits"),
            ({"units": "99999999999"}, "digits"),
            ({"units": "1", "lot": "L"}, "not told apart"),
            ({"units": "1", "lot": "L", "expires": "soon"}, "not a date"),
        ],
    )
    def test_refuses_by_name_and_asks_again(self, worker, shop, said, words):
        answer = send(worker, "received", variant=shop.variants["CUP"], **said)
        assert words in told(answer)
        assert str(shop.variants["CUP"]) in answer["Location"]
        assert on_hand(shop) == 100

    def test_is_undone_once(self, worker, shop):
        send(worker, "received", variant=shop.variants["CUP"], units="5", damaged="1")
        _, page = asked(worker, "receive")
        key = re.search(r'action="[^"]+undo/".*?name="key" value="([^"]+)"', page)[1]
        for _ in range(2):
            worker.post(reverse("console:floor-undo"), {"key": key})
        level = level_of(shop.location_id, shop.variants["CUP"])
        assert (level.on_hand, level.damaged) == (100, 0)
        reasons = [m.reason for m in movements_page(
            shop.store_id, variant_id=shop.variants["CUP"]).items]  # fmt: skip
        assert reasons[0] == "receipt_reversed"
        assert_books_balance()

    def test_is_not_undone_by_a_page_that_showed_something_else(self, worker, shop):
        send(worker, "received", variant=shop.variants["CUP"], units="5")
        worker.post(reverse("console:floor-undo"), {"key": "older"})
        assert on_hand(shop) == 105


class TestPutAway:
    def test_asks_what_where_to_and_how_many(self, worker, shop):
        _, page = asked(worker, "put-away")
        assert "Waiting to be put away" in page
        cup = shop.variants["CUP"]
        _, page = asked(worker, "put-away", variant=cup)
        assert "Where does it go?" in page
        _, page = asked(worker, "put-away", variant=cup, to="a-02")
        assert "100 wait to be put away" in page
        send(worker, "moved", variant=cup, to="A-02", units="60")
        assert lying(shop) == {"A-02": 60}

    def test_says_that_there_is_no_such_bin(self, worker, shop):
        answer, page = asked(worker, "put-away", variant=shop.variants["CUP"], to="Z-1")
        assert answer.status_code == 404
        assert "no bin Z-1" in page

    def test_puts_no_more_away_than_waits(self, worker, shop):
        answer = send(worker, "moved", variant=shop.variants["CUP"], to="A-01", units="101")
        assert "Only 100 wait" in told(answer)

    def test_is_undone(self, worker, shop):
        send(worker, "moved", variant=shop.variants["CUP"], to="A-01", units="10")
        _, page = asked(worker, "put-away")
        key = re.search(r'action="[^"]+undo/".*?name="key" value="([^"]+)"', page)[1]
        worker.post(reverse("console:floor-undo"), {"key": key})
        assert lying(shop) == {}


class TestMove:
    def test_asks_from_where_and_where_to(self, worker, shop):
        cup = shop.variants["CUP"]
        send(worker, "moved", variant=cup, to="A-01", units="10", key="k1")
        _, page = asked(worker, "move", variant=cup)
        assert "Where is it now?" in page
        _, page = asked(worker, "move", variant=cup, **{"from": "A-01"})
        assert "Where does it go?" in page
        _, page = asked(worker, "move", variant=cup, **{"from": "A-01", "to": "A-03"})
        assert "10 lie in A-01" in page
        send(worker, "moved", variant=cup, to="A-03", units="4", key="k2", **{"from": "A-01"})
        assert lying(shop) == {"A-01": 6, "A-03": 4}


class TestCount:
    def test_is_blind(self, worker, shop):
        _, page = asked(worker, "count", code=EAN)
        assert "100" not in page.replace(EAN, "")

    def test_sets_on_hand_and_tells_the_difference(self, worker, shop):
        answer = send(worker, "counted", variant=shop.variants["CUP"], units="97")
        assert "3 fewer than expected" in told(answer)
        assert on_hand(shop) == 97
        assert_books_balance()

    def test_asks_for_approval_where_the_difference_is_worth_much(self, worker, shop):
        operations.receive_lines(
            store_id=shop.store_id, location_id=shop.location_id, document="", actor="t", now=NOW,
            lines=[Arrival(shop.variants["CUP"], 10, value=brl("100000.00"))],
        )  # fmt: skip
        answer = send(worker, "counted", variant=shop.variants["CUP"], units="50")
        assert "60 fewer than expected" in told(answer)
        assert "approve" in told(answer)
        assert on_hand(shop) == 110

    def test_refuses_a_product_that_is_gone(self, worker, shop):
        answer = send(worker, "counted", variant="00000000-0000-7000-8000-000000000000", units="1")
        assert "no such variant" in told(answer).lower()


class TestLookUp:
    def test_shows_where_it_lies_and_what_happened(self, worker, shop, order_id):
        send(worker, "moved", variant=shop.variants["CUP"], to="A-01", units="10")
        _, page = asked(worker, "lookup", code=EAN)
        for words in ("On hand", "Promised to orders", "A-01", "What happened last"):
            assert words in page

    def test_shows_what_lies_in_a_bin(self, worker, shop):
        send(worker, "moved", variant=shop.variants["CUP"], to="A-01", units="10")
        _, page = asked(worker, "lookup", code="a-01")
        assert "10 units of 1 product" in page
        _, page = asked(worker, "lookup", code="A-02")
        assert "empty" in page

    def test_gives_an_unknown_barcode_to_what_was_found_by_name(self, as_role, worker, shop):
        new = "4006381333931"
        catalog = as_role("catalog")
        _, page = asked(catalog, "lookup", code=new)
        assert f'name="unknown" value="{new}"' in page
        vase = shop.variants["VASE-S"]
        _, page = asked(catalog, "lookup", variant=vase, unknown=new)
        assert f"Give it the barcode {new}" in page
        send(catalog, "barcode", variant=vase, code=new)
        _, page = asked(worker, "lookup", code=new)
        assert "VASE-S" in page
        _, page = asked(worker, "lookup", variant=vase, unknown="96385074")
        assert "Give it the barcode" not in page


class TestPlace:
    def test_is_where_everything_happens_from_then_on(self, worker, shop):
        second = operations.create_location(store_id=shop.store_id, code="two", name="Loja Centro")
        _, page = asked(worker, "place")
        assert "Loja Centro" in page
        worker.post(reverse("console:floor-stand"), {"place": second})
        send(worker, "received", variant=shop.variants["CUP"], units="2")
        assert level_of(second, shop.variants["CUP"]).on_hand == 2
        assert on_hand(shop) == 100

    def test_is_one_of_the_store_s_own(self, worker):
        answer = worker.post(reverse("console:floor-stand"), {"place": "999999"})
        assert "no such location" in told(answer).lower()


def test_needs_no_script_and_shows_only_what_the_role_may_do(as_role, shop):
    page = as_role("viewer").get(reverse("console:floor")).content.decode()
    assert "Look up" in page
    assert "floor/receive" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?! src=)", page)


def test_opens_in_few_queries(worker, django_assert_max_num_queries):
    # session, person, store by host twice, places
    with django_assert_max_num_queries(5):
        worker.get(reverse("console:floor"))
