"""The books by the API: the same as on the boards."""

from __future__ import annotations

import pytest
from django.test import Client

from balcao.domains.team.values import Role
from tests.clock import today
from tests.domains.ledger.ledgers import bought, sent, told
from tests.entrypoints.api.conftest import Api

pytestmark = pytest.mark.django_db
FEE = {
    "day": "2026-11-20",
    "reason": "Fees of November",
    "lines": [
        {"account": "fees", "amount_minor": 350, "currency": "BRL"},
        {"account": "bank", "amount_minor": -350, "currency": "BRL"},
    ],
}


class TestReads:
    def test_say_what_each_account_holds(self, shop, owner):
        sent(shop)
        told()
        found = owner.get("/ledger/trial-balance?until=2026-11-30").json()
        balances = {row["code"]: row["balance_minor"] for row in found["items"]}
        assert balances["revenue"] == -7800
        assert sum(balances.values()) == 0
        months = owner.get("/ledger/profit?until=2026-11-30").json()["items"]
        assert [month["profit_minor"] for month in months] == [9300]

    def test_lead_from_an_order_to_an_account(self, shop, owner):
        order_id = sent(shop)
        told()
        books = owner.get(f"/ledger/orders/{order_id}").json()
        kinds = [journal["kind"] for journal in books["journals"]]
        assert sorted(kinds) == ["captured", "order_placed", "order_shipped"]
        line = books["journals"][0]["lines"][0]
        entries = owner.get(f"/ledger/accounts/{line['account_id']}/entries").json()["items"]
        assert entries[0]["order_id"] == str(order_id)
        journal = books["journals"][0]["id"]
        assert owner.get(f"/ledger/journals/{journal}").json()["id"] == journal

    def test_come_page_by_page(self, shop, owner):
        sent(shop)
        told()
        seen, path = [], "/ledger/journals?limit=2"
        cursor = ""
        while cursor is not None:
            page = owner.get(path + (f"&cursor={cursor}" if cursor else "")).json()
            seen += [one["id"] for one in page["items"]]
            cursor = page["next_cursor"]
        assert len(seen) == len(set(seen)) == 3

    @pytest.mark.parametrize("name", ["journals.csv", "trial-balance.csv", "books.beancount"])
    def test_send_files(self, shop, owner, name):
        sent(shop)
        told()
        answer = owner.get(f"/ledger/files/{name}?until=2026-11-30")
        assert len(b"".join(answer.streaming_content)) > 100


class TestWrites:
    def test_book_once_for_a_key(self, shop, owner):
        first = owner.post("/ledger/journals", FEE, key="a-fee")
        again = owner.post("/ledger/journals", FEE, key="a-fee")
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json()["id"] == again.json()["id"]
        assert len(owner.get("/ledger/journals").json()["items"]) == 1

    def test_say_by_how_much_a_journal_is_off(self, shop, owner):
        lines = [FEE["lines"][0], {**FEE["lines"][1], "amount_minor": -349}]
        refused = owner.post("/ledger/journals", {**FEE, "lines": lines})
        assert (refused.status_code, refused.json()["off_minor"]) == (422, {"BRL": 1})

    def test_give_up_what_is_open_on_an_order(self, shop, owner):
        order_id = bought(shop)
        told()
        path = f"/ledger/orders/{order_id}/write-off"
        done = owner.post(path, {"reason": "Will never pay"}).json()
        assert {row["code"]: row["balance_minor"] for row in done["balances"]}["receivable"] == 0
        assert owner.post(path, {"reason": "Again"}).status_code == 422

    def test_post_what_is_missing(self, shop, owner):
        owner.post("/ledger/journals", FEE)
        bought(shop)
        assert len(owner.get("/ledger/missing").json()["items"]) == 1
        since = {"since": "2026-11-01T00:00:00Z"}
        assert owner.post("/ledger/missing/post", since).json() == {"written": 1}
        assert owner.get("/ledger/missing").json()["items"] == []

    def test_close_a_month_only_when_it_is_over_and_seen(self, shop, owner):
        now = today()
        owner.post("/ledger/journals", {**FEE, "day": f"{now:%Y-%m-%d}"})
        months = owner.get("/ledger/months")
        assert months.json()["due"] == f"{now:%Y-%m}-01"
        path = f"/ledger/months/{now:%Y-%m}/close"
        assert owner.post(path).status_code == 428
        stale = owner.post(path, If_Match='"77"')
        assert stale.status_code == 412
        early = owner.post(path, If_Match=months["ETag"])
        assert early.status_code == 409
        assert b"not over yet" in early.content


def test_a_viewer_sees_no_books(tokens):
    viewer = Api(Client(), tokens[Role.VIEWER])
    assert viewer.get("/ledger/trial-balance").status_code == 403
