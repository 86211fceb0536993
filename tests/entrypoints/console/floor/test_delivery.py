"""A delivery for a purchase order, counted on one's feet and received as one receipt."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from balcao.domains.purchasing.queries import purchase_by_id
from tests.domains.purchasing.buying import open_buying
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
DELIVERY = "console:floor-delivery"


@pytest.fixture
def buying(shop):
    made = open_buying(shop)
    made.offer("CUP", (1, 1000, 1))
    made.offer("VASE-S", (1, 2000, 1))
    return made


@pytest.fixture
def order(buying):
    return purchase_by_id(buying.sent(("CUP", 10), ("VASE-S", 4)))


def told(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def count(client, buying, order, sku, units, **more):
    said = {"order": order.id, "variant": buying.variant(sku), "units": units, **more}
    return client.post(reverse(f"{DELIVERY}-count"), said)


def key_of(client, order):
    page = client.get(reverse(DELIVERY), {"order": order.id}).content.decode()
    found = re.search(r'name="key" value="([^"]+)">\s*<label', page)
    return found and found[1]


def receive(client, order, key, **more):
    said = {"order": order.id, "key": key, **more}
    return client.post(reverse(f"{DELIVERY}-received"), said)


def test_begins_by_scanning_the_number_on_the_paper(as_role, order):
    answer = as_role("stock").get(reverse("console:floor-receive"), {"code": order.number.lower()})
    assert answer["Location"].endswith(f"?order={order.id}")


def test_is_one_receipt_however_often_it_is_sent(as_role, buying, order):
    client = as_role("stock")
    before = buying.level("CUP").on_hand
    count(client, buying, order, "CUP", 6)
    count(client, buying, order, "CUP", 1, damaged=2)
    count(client, buying, order, "VASE-S", 4)
    assert buying.level("CUP").on_hand == before
    key = key_of(client, order)
    for _ in range(2):
        receive(client, order, key, document="NF 77")
    after = purchase_by_id(order.id)
    assert [(r.delivery_note, r.units) for r in after.receipts] == [("NF 77", 13)]
    level = buying.level("CUP")
    assert (level.on_hand, level.damaged) == (before + 7, 2)
    assert_books_balance()


def test_refuses_what_is_not_on_the_order(as_role, buying, order):
    client = as_role("stock")
    page = client.get(reverse(DELIVERY), {"order": order.id, "code": "LAST"})
    assert page.status_code == 422
    assert "LAST is not on" in page.content.decode()
    assert "is not on" in told(count(client, buying, order, "LAST", 1))


def test_takes_an_entry_out_again(as_role, buying, order):
    client = as_role("stock")
    count(client, buying, order, "CUP", 6)
    client.post(reverse(f"{DELIVERY}-drop"), {"order": order.id, "at": "0"})
    assert key_of(client, order) is None
    assert "nothing" in told(receive(client, order, "k")).lower()


def test_keeps_what_was_counted_when_more_came_than_was_ordered(as_role, buying, order):
    client = as_role("stock")
    count(client, buying, order, "CUP", 500)
    key = key_of(client, order)
    assert told(receive(client, order, key))
    page = client.get(reverse(DELIVERY), {"order": order.id}).content.decode()
    assert "500" in page
    assert purchase_by_id(order.id).receipts == ()


def test_does_not_open_an_order_that_was_not_sent(as_role, buying):
    draft = buying.draft(("CUP", 1))
    answer = as_role("stock").get(reverse(DELIVERY), {"order": draft})
    assert answer["Location"] == reverse("console:floor-receive")
    assert "nothing comes in" in told(answer)
