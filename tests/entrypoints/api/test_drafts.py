"""Drafts, quotes and payment links by the API."""

from __future__ import annotations

import pytest
from django.test import Client

from balcao.domains.checkout.operations import purchase
from balcao.domains.payments.ports import Outcome
from balcao.domains.team.values import Role
from balcao.kernel.ids import new_id
from tests.cards import Card, offering
from tests.clock import next_month
from tests.domains.drafts.drafted import drafted
from tests.entrypoints.api.conftest import Api
from tests.shop import ADDRESS, NOW, open_shop

pytestmark = pytest.mark.django_db
ENDS = next_month().isoformat()


def put(api, path, body, **headers):
    return api.call("PUT", path, body, Idempotency_Key=str(new_id()), **headers)


def code_of(answer):
    return answer.json()["type"].rpartition("/")[2]


def money(minor):
    return {"amount_minor": minor, "currency": "BRL"}


@pytest.fixture
def desk(tokens):
    return Api(Client(), tokens[Role.ORDER_DESK])


def wanted(shop, **changes):
    return {
        "email": "ana@example.com",
        "language": "pt-br",
        "address": ADDRESS.as_json(),
        "shipping": "standard",
        "lines": [{"variant_id": str(shop.variants["CUP"]), "quantity": 2}],
        **changes,
    }


class TestDrafts:
    def test_go_from_first_words_to_an_order(self, shop, owner, desk, anybody):
        draft = desk.post("/drafts", wanted(shop)).json()
        path = f"/drafts/{draft['id']}"
        cup = shop.variants["CUP"]
        assert draft["quote"]["total"] == money(9300)
        assert draft["missing"] == {}
        said = {"unit": money(3000), "reason": "Old friend"}
        assert put(desk, f"{path}/prices/{cup}", said).status_code == 403
        priced = put(owner, f"{path}/prices/{cup}", said).json()
        (line,) = priced["lines"]
        assert (line["unit"], line["listed"], line["by"]) == (
            money(3000), money(3900), "owner@example.com",
        )  # fmt: skip
        given = put(owner, f"{path}/given", {"discount": money(500), "reason": "x"}).json()
        assert given["quote"]["total"] == money(7000)
        sent = desk.post(f"{path}/send", {"expires_at": ENDS}, If_Match=f'"{given["version"]}"')
        token = sent.json()["url"].rstrip("/").rpartition("/")[2]

        seen = anybody.get(f"/sent-quotes/{token}").json()
        assert (seen["state"], seen["quote"]["total"]) == ("quoted", money(7000))
        accept = {"version": seen["version"], "payment": "bank_transfer"}
        made = anybody.post(f"/sent-quotes/{token}/accept", accept)
        again = anybody.post(f"/sent-quotes/{token}/accept", accept)
        assert (made.status_code, again.json()) == (201, made.json())
        assert made.json()["total"] == money(7000)
        assert desk.get(path).json()["order_id"] == made.json()["order_id"]

    def test_are_listed_and_found(self, shop, desk):
        desk.post("/drafts", wanted(shop))
        assert len(desk.get("/drafts?state=draft&text=ana").json()["items"]) == 1
        assert desk.get("/drafts?state=quoted").json()["items"] == []

    def test_say_which_field_is_wrong(self, shop, desk):
        draft = desk.post("/drafts", wanted(shop, shipping="")).json()
        refused = desk.post(f"/drafts/{draft['id']}/send", {"expires_at": ENDS})
        assert (refused.status_code, code_of(refused)) == (422, "checkout_incomplete")
        bad = desk.post("/drafts", wanted(shop, email="ana"))
        assert bad.status_code == 422

    def test_tell_who_was_too_late(self, shop, desk):
        draft = desk.post("/drafts", wanted(shop)).json()
        path = f"/drafts/{draft['id']}"
        assert put(desk, path, wanted(shop, note="a"), If_Match='"1"').status_code == 200
        assert put(desk, path, wanted(shop, note="b"), If_Match='"1"').status_code == 412

    def test_are_completed_taken_back_and_cancelled(self, shop, desk):
        first = desk.post("/drafts", wanted(shop)).json()
        made = desk.post(f"/drafts/{first['id']}/complete", {"payment": "bank_transfer"})
        assert made.status_code == 201
        second = desk.post("/drafts", wanted(shop)).json()
        path = f"/drafts/{second['id']}"
        desk.post(f"{path}/send", {"expires_at": ENDS})
        assert desk.post(f"{path}/take-back").json()["state"] == "draft"
        assert desk.post(f"{path}/cancel").json()["state"] == "cancelled"
        assert desk.post(f"{path}/cancel").status_code == 409

    def test_of_another_store_are_not_there(self, shop, desk, anybody):
        other = open_shop(slug="other")
        theirs = drafted(other)
        assert desk.get(f"/drafts/{theirs.id}").status_code == 404
        assert anybody.get(f"/sent-quotes/{theirs.token}").status_code == 404

    def test_that_were_not_sent_are_not_shown_to_customers(self, shop, anybody):
        assert anybody.get(f"/sent-quotes/{drafted(shop).token}").status_code == 404


class TestPaymentLinks:
    def test_are_made_paid_by_and_ended(self, shop, desk, anybody):
        made = purchase(shop.request(("CUP", 2)), now=NOW)
        path = f"/orders/{made.order_id}/payment-links"
        link = desk.post(path, {"expires_at": ENDS}).json()
        token = link["url"].rstrip("/").rpartition("/")[2]
        owed = anybody.get(f"/pay/{token}").json()
        assert (owed["owed"], owed["number"]) == (money(9300), made.number)
        with offering(Card()) as card:
            card.says = Outcome.CAPTURED
            paid = anybody.post(f"/pay/{token}", {"payment": "card", "payment_token": "t"})
            assert paid.json()["outcome"] == "captured"
            again = anybody.post(f"/pay/{token}", {"payment": "card", "payment_token": "t"})
            assert code_of(again) == "not_payable"
            assert anybody.get(f"/pay/{token}").json()["owed"] is None
        for _ in range(2):
            ended = desk.post(f"/payment-links/{link['id']}/revoke")
            assert ended.json()["revoked_at"]
        assert code_of(anybody.post(f"/pay/{token}", {"payment": "card"})) == "payment_link_over"
        assert len(desk.get(path).json()["items"]) == 1
        assert code_of(desk.post(path, {"expires_at": ENDS})) == "nothing_owed"
