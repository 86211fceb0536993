"""The same story without a browser: a shopping program and a warehouse program, over the API."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from balcao.domains.team.values import Role
from balcao.entrypoints.api.here import STORES
from balcao.entrypoints.emails.models import KeptMail
from balcao.plumbing.outbox.relay import deliver_all
from tests import jobqueue
from tests.entrypoints.api.conftest import Api, body_of, issue_tokens
from tests.shop import open_shop
from tests.truth import assert_books_balance


@pytest.fixture
def shop(transactional_db, settings):
    settings.EMAIL_BACKEND = "balcao.entrypoints.emails.keeping.KeepMail"
    STORES.forget()
    jobqueue.empty()
    yield open_shop(datetime.now(UTC))
    jobqueue.empty()
    STORES.forget()


def let_work_be_done():
    deliver_all(now=datetime.now(UTC))
    jobqueue.work_off()


class TestPrograms:
    def test_sell_and_ship_with_every_call_made_twice(self, shop):
        tokens = issue_tokens()
        buyer, desk = Api(Client()), Api(Client(), tokens[Role.ORDER_DESK])
        stock = Api(Client(), tokens[Role.STOCK])
        cup = str(shop.variants["CUP"])

        asked = {"lines": body_of(shop)["lines"], "country": "BR", "shipping": "standard"}
        total = buyer.post("/quotes", asked, key=None).json()["total"]
        body = {**body_of(shop), "expected_total": total, "language": "en"}
        made = [buyer.post("/purchases", body, key="purchase-1").json() for _ in range(2)]
        assert made[0] == made[1]
        order, token = made[0]["order_id"], made[0]["token"]

        version = desk.get(f"/orders/{order}")["ETag"]
        shipping = {"carrier": "Correios", "tracking_number": "AA1BR"}
        for step, said in (("confirm-payment", None), ("pack", None), ("ship", shipping)):
            answers = [
                desk.post(f"/orders/{order}/{step}", said, key=step, If_Match=version)
                for _ in range(2)
            ]
            assert [answer.status_code for answer in answers] == [200, 200], answers[1].content
            assert answers[0].json() == answers[1].json()
            version = answers[0]["ETag"]
        let_work_be_done()

        assert buyer.get(f"/order-status/{token}").json()["state"] == "shipped"
        movements = stock.get(f"/stock/variants/{cup}/movements").json()["items"]
        assert [(m["quantity"], m["balance"], m["reason"]) for m in movements] == [
            (-2, 98, "shipped"),
            (100, 100, "received"),
        ]
        subjects = set(KeptMail.objects.values_list("subject", flat=True))
        number = made[0]["number"]
        assert subjects == {f"Your order {number} is on its way", f"We have your order {number}"}
        assert not jobqueue.failed()
        assert_books_balance()
