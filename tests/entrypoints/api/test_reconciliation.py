"""Reconciliation by the API."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from balcao.domains.team.values import Role
from balcao.entrypoints.jobs.reconciling import look_again_every_hour, match_job
from tests.cards import offering
from tests.domains.ledger.ledgers import balances
from tests.domains.reconciliation.reports import HEADER, FakeStripe, by_card, rate, row
from tests.entrypoints.api.conftest import Api

pytestmark = pytest.mark.django_db
FORMAT = {"date": "Data", "amount": "Valor"}


@pytest.fixture(autouse=True)
def stripe(shop):
    with offering(FakeStripe()):
        yield


def hand_in(owner, *rows: str, source: str = "stripe"):
    file = SimpleUploadedFile("report.csv", (HEADER + "".join(rows)).encode())
    return owner.client.post(
        f"/api/v1/reconciliation/files?source={source}",
        {"file": file},
        headers={"Authorization": f"Bearer {owner.token}"},
    )


def matched(owner, *rows: str) -> None:
    assert hand_in(owner, *rows).status_code == 201
    match_job(**ProcrastinateJob.objects.get(task_name="reconciliation.match").args)


class TestFiles:
    def test_are_matched_and_asked_for_until_they_are(self, shop, owner):
        by_card(shop)
        matched(owner, row("t1", "93.00", "4.10", "charge", "pi_1"))
        (found,) = owner.get("/reconciliation/files").json()["items"]
        assert (found["state"], found["open"]) == ("done", 0)
        assert owner.get(f"/reconciliation/files/{found['id']}").json() == found
        (held,) = owner.get("/reconciliation").json()["items"]
        assert (held["ledger_minor"], held["unexplained_minor"]) == (8890, 0)

    def test_are_of_a_source_that_is_known(self, owner):
        assert hand_in(owner, source="paypal").status_code == 422
        assert hand_in(owner, source="bank:none").status_code == 404


class TestLines:
    def test_are_decided_about_once_and_undone(self, shop, owner):
        by_card(shop)
        matched(owner, row("t1", "90.00", "0.00", "charge", "pi_1"))
        (line,) = owner.get("/reconciliation/lines").json()["items"]
        path = f"/reconciliation/lines/{line['id']}"
        assert owner.post(f"{path}/accept", key="a").json()["state"] == "matched"
        assert owner.post(f"{path}/accept", key="a").status_code == 200
        assert owner.post(f"{path}/accept").json()["type"].endswith("/line_settled")
        assert balances(shop)["fees"] == 300
        assert owner.post(f"{path}/undo", {"note": "no"}).json()["state"] == "open"
        booked = owner.post(f"{path}/book", {"way": "write_off", "note": "small"})
        assert booked.json()["state"] == "booked"
        owner.post(f"{path}/undo", {"note": "no"})
        assert owner.post(f"{path}/match", {"target": "pi_7"}).status_code == 422
        assert owner.post(f"{path}/leave", {"note": "later"}).json()["note"] == "later"
        decided = owner.get(f"{path}/decisions").json()["items"]
        assert [one["action"] for one in decided] == [
            "matched", "undone", "booked", "undone", "noted",
        ]  # fmt: skip

    def test_of_another_currency_need_a_rate_and_book_the_difference(self, shop, owner):
        by_card(shop)
        matched(owner, row("t1", "18.00", "0.00", "charge", "pi_1", currency="usd"))
        (line,) = owner.get("/reconciliation/lines").json()["items"]
        assert (line["cause"], line["fact_minor"], line["fact_currency"]) == (
            "currency", 9300, "BRL"
        )  # fmt: skip
        path = f"/reconciliation/lines/{line['id']}/accept"
        refused = owner.post(path)
        assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (
            409, "no_exchange_rate"
        )  # fmt: skip
        rate(shop, "5.00")
        assert owner.post(path).json()["state"] == "matched"
        found = owner.get("/ledger/trial-balance?until=2026-11-30").json()["items"]
        held = {(one["code"], one["currency"]): one["balance_minor"] for one in found}
        assert held["exchange_difference", "BRL"] == 300
        assert (held["exchanged", "BRL"], held["exchanged", "USD"]) == (9000, -1800)

    def test_are_looked_at_again(self, shop, owner):
        matched(owner, row("t1", "93.00", "4.10", "charge", "pi_1"))
        by_card(shop)
        look_again_every_hour(timestamp=0)
        assert owner.post("/reconciliation/again").json() == {"matched": 0}
        assert owner.get("/reconciliation/lines").json()["items"] == []


class TestSettings:
    def test_of_banks_are_put(self, owner):
        said = {"name": "Itaú", "currency": "BRL", "format": FORMAT}
        path = "/reconciliation/bank-accounts"
        assert owner.call("PUT", f"{path}/itau", said).json()["format"]["amount"] == "Valor"
        assert owner.get(path).json()["items"][0]["code"] == "itau"
        wrong = {**said, "format": {"date": "Data"}}
        assert owner.call("PUT", f"{path}/itau", wrong).status_code == 422

    def test_of_terms_are_put(self, owner):
        said = {"missing_after_days": 3, "payout_days": 4, "write_off_limit_minor": 0}
        assert owner.call("PUT", "/reconciliation/terms", said).json() == said


def test_who_may_not_see_the_books_sees_nothing(tokens):
    viewer = Api(Client(), tokens[Role.VIEWER])
    assert viewer.get("/reconciliation").status_code == 403
