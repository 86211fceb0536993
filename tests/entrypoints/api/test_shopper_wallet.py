"""A shopper's own store credit, points and gift cards by the API, and nobody else's."""

from __future__ import annotations

import pytest

from balcao.domains.wallet.operations import grant_credit, issue_gift_card
from balcao.kernel.ids import new_id
from tests.entrypoints.api.test_shoppers import signed
from tests.shop import NOW, brl

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(anybody):
    return signed(anybody)


def given(shop, email="ana@example.com"):
    who = {"store_id": shop.store_id, "actor": "owner@example.com", "now": NOW}
    credit = grant_credit(shopper=email, amount=brl("25.00"), reason="Broken cup", **who)
    card = issue_gift_card(amount=brl("50.00"), owner=email, note="From Bia", **who)
    return credit, card


def test_lists_what_is_theirs_and_no_code(shop, ana):
    _, card = given(shop)
    given(shop, "bia@example.com")
    answer = ana.get("/shopper/stored-value")
    found = {one["kind"]: one for one in answer.json()["items"]}
    assert len(answer.json()["items"]) == 2
    assert (found["store_credit"]["balance"], found["store_credit"]["currency"]) == (2500, "BRL")
    assert (found["gift_card"]["balance"], found["gift_card"]["state"]) == (5000, "live")
    assert found["gift_card"]["code_end"] == card.code[-4:]
    assert card.code not in answer.content.decode()


def test_says_why_without_naming_staff(shop, ana):
    credit, _ = given(shop)
    grant_credit(
        store_id=shop.store_id, shopper="ana@example.com", amount=brl("1.00"), reason="More",
        actor="owner@example.com", now=NOW,
    )  # fmt: skip
    path = f"/shopper/stored-value/{credit.id}/entries"
    answer = ana.get(path)
    assert [(one["kind"], one["amount"], one["balance"]) for one in answer.json()["items"]] == [
        ("granted", 100, 2600),
        ("granted", 2500, 2500),
    ]
    assert "owner@example.com" not in answer.content.decode()
    assert "Broken cup" not in answer.content.decode()
    first = ana.get(f"{path}?limit=1").json()
    second = ana.get(f"{path}?limit=1&cursor={first['next_cursor']}").json()
    assert [first["items"][0]["turn"], second["items"][0]["turn"]] == [2, 1]


def test_of_others_is_not_there(shop, ana, anybody):
    credit, card = given(shop, "bia@example.com")
    assert ana.get("/shopper/stored-value").json()["items"] == []
    for one in (credit.id, card.account.id, new_id()):
        refused = ana.get(f"/shopper/stored-value/{one}/entries")
        assert refused.status_code == 404
        assert refused.json()["type"].endswith("/no_such_account")
        assert anybody.get(f"/shopper/stored-value/{one}/entries").status_code == 401
