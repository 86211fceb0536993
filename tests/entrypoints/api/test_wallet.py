"""Gift cards, store credit and points by program."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core import mail
from django.test import Client

from balcao.domains.checkout.operations import purchase
from balcao.domains.team.values import Role
from balcao.domains.wallet.operations import earn_points, spend
from balcao.domains.wallet.values import Take
from balcao.kernel.ids import new_id
from tests.entrypoints.api.conftest import Api
from tests.shop import NOW, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
FIFTY = {"amount_minor": 5000, "currency": "BRL"}
PROGRAM = {"is_active": True, "points_per_major": 1, "worth_minor": 5, "minimum_points": 10}


@pytest.fixture
def desk(tokens) -> Api:
    return Api(Client(), tokens[Role.ORDER_DESK])


def issued(desk: Api, **more):
    answer = desk.post("/gift-cards", {"amount": FIFTY, **more})
    assert answer.status_code == 201, answer.content
    return answer.json()


class TestIssue:
    def test_tells_the_code_once(self, desk):
        body = {"amount": FIFTY, "note": "Fair"}
        first = desk.post("/gift-cards", body, key="one")
        again = desk.post("/gift-cards", body, key="one")
        assert len(first.json()["code"]) == 19
        assert again.json() == {**first.json(), "code": ""}
        assert again["Idempotency-Replayed"] == "true"
        assert len(desk.get("/gift-cards").json()["items"]) == 1

    def test_mails_it_to_whom_it_is_for(self, desk):
        card = issued(desk, email="bia@example.com", mail=True, language="en", message="Yours!")
        [letter] = mail.outbox
        assert card["is_mailed"] is True
        assert letter.to == ["bia@example.com"]
        assert card["code"] in letter.body
        assert "Yours!" in letter.body
        assert "R$50.00" in letter.subject

    @pytest.mark.parametrize(
        "more", [{"mail": True}, {"email": "x"}, {"expires_at": "2001-01-01T00:00:00Z"}]
    )
    def test_refuses_what_cannot_be(self, desk, more):
        answer = desk.post("/gift-cards", {"amount": FIFTY, **more})
        assert answer.status_code == 422
        assert answer.json()["type"].endswith("/bad_stored_value")


class TestBalance:
    def test_is_told_to_whoever_knows_the_code(self, desk, anybody):
        card = issued(desk)
        said = anybody.post("/gift-cards/balance", {"code": card["code"].lower()}, key=None)
        assert said.json() == {
            "balance_minor": 5000, "currency": "BRL", "state": "live", "expires_at": None,
        }  # fmt: skip

    def test_is_not_told_to_who_guesses(self, desk, anybody):
        card = issued(desk)
        for _ in range(10):
            wrong = anybody.post("/gift-cards/balance", {"code": "WRONG"}, key=None)
            assert wrong.status_code == 404
        right = anybody.post("/gift-cards/balance", {"code": card["code"]}, key=None)
        assert right.status_code == 429
        assert right["Retry-After"]
        assert right.json()["type"].endswith("/too_many_gift_card_attempts")


class TestAccounts:
    def test_show_why_the_balance_is_what_it_is(self, desk):
        card = issued(desk)
        desk.post(f"/stored-value/{card['id']}/adjust", {"amount": -500, "reason": "Typed wrong"})
        lines = desk.get(f"/stored-value/{card['id']}/entries").json()["items"]
        assert [(one["kind"], one["amount"], one["balance"]) for one in lines] == [
            ("adjusted", -500, 4500), ("issued", 5000, 5000),
        ]  # fmt: skip
        assert lines[0]["actor"] == "order_desk@example.com"

    def test_can_be_disabled_and_enabled(self, desk):
        card = issued(desk)
        assert desk.post(f"/stored-value/{card['id']}/disable").json()["state"] == "disabled"
        assert desk.post(f"/stored-value/{card['id']}/enable").json()["state"] == "live"

    def test_of_a_shopper_are_found_by_address(self, desk):
        issued(desk, email="bia@example.com")
        credit = {"email": "Bia@example.com", "amount": FIFTY, "reason": "Sorry"}
        assert desk.post("/store-credits", credit).status_code == 201
        found = desk.get("/stored-value?email=bia@example.com").json()["items"]
        assert {one["kind"] for one in found} == {"gift_card", "store_credit"}
        assert [one["email"] for one in desk.get("/store-credits?q=bia").json()["items"]] == [
            "bia@example.com"
        ]

    def test_get_another_code(self, desk, anybody):
        card = issued(desk)
        new = desk.post(f"/gift-cards/{card['id']}/code").json()
        assert desk.post("/gift-cards/find", {"code": card["code"]}, key=None).status_code == 404
        found = desk.post("/gift-cards/find", {"code": new["code"]}, key=None).json()
        assert found["id"] == card["id"]

    def test_add_up_to_what_is_owed(self, desk):
        issued(desk)
        [row] = desk.get("/stored-value/owed").json()["items"]
        assert (row["kind"], row["balance"], row["worth_minor"]) == ("gift_card", 5000, 5000)


class TestRefund:
    def test_goes_back_to_the_card(self, desk, shop):
        order_id = purchase(shop.request(("CUP", 1)), now=NOW).order_id
        card = issued(desk)
        spend(
            store_id=shop.store_id, order_id=order_id, currency="BRL", now=NOW,
            takes=[Take(UUID(card["id"]), 2000, 2000)],
        )  # fmt: skip
        said = {"amount": {"amount_minor": 3000, "currency": "BRL"}, "email": "ana@example.com"}
        path = f"/stored-value/orders/{order_id}/refund"
        done = desk.post(path, said, key="r").json()["items"]
        assert [one["amount"] for one in done] == [2000, 1000]
        assert desk.post(path, said, key="r").json()["items"] == done
        assert_books_balance()


class TestProgram:
    def test_is_changed_by_whoever_has_seen_it(self, desk):
        seen = desk.get("/points/program")
        assert (seen["ETag"], seen.json()["is_active"]) == ('"0"', False)
        done = desk.call("PUT", "/points/program", PROGRAM, If_Match='"0"')
        assert done.json()["version"] == 1
        assert desk.call("PUT", "/points/program", PROGRAM, If_Match='"0"').status_code == 412
        assert desk.call("PUT", "/points/program", PROGRAM).status_code == 428

    def test_of_an_order_that_is_not_there_is_refused(self, desk):
        said = {"amount": FIFTY}
        assert desk.post(f"/stored-value/orders/{new_id()}/refund", said).status_code == 404

    def test_shows_points_of_shoppers(self, desk, shop):
        desk.call("PUT", "/points/program", PROGRAM, If_Match='"0"')
        earn_points(
            store_id=shop.store_id, order_id=new_id(), shopper="a@b.co", paid=brl("99.90"), now=NOW
        )
        [one] = desk.get("/points").json()["items"]
        assert (one["email"], one["balance"]) == ("a@b.co", 99)
