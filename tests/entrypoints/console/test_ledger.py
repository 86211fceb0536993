"""The books in the console: balances, statements, months, files, journals by hand."""

from __future__ import annotations

from typing import ClassVar

import pytest
from django.test import Client

from balcao.domains.ledger.queries import books_of, journals_of_order, journals_page, trial_balance
from balcao.domains.team.models import StaffMember
from tests.clock import today
from tests.domains.ledger.ledgers import LATE, booked, delivered, open_on, receive, sent, told
from tests.domains.ledger.ledgers import bought as placed
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(staff: dict[str, StaffMember]) -> Client:
    client = Client()
    client.force_login(staff["owner"])
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(f"/console/ledger/{path}")
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


class TestTrialBalance:
    def test_is_empty_before_the_first_order(self, shop, client):
        assert "Nothing is booked yet" in page(client, "")

    def test_shows_each_account_on_its_side_and_the_profit_of_the_month(self, shop, client):
        receive(shop, "LAST", 1, "100.00")
        delivered(shop)
        told()
        text = page(client, "?until=2026-11-30")
        assert "in balance" in text
        assert "Held by bank transfer" in text
        assert "Profit by month" in text
        assert "November 2026" in text

    def test_takes_a_few_queries_however_many_orders_there_are(
        self, shop, client, django_assert_max_num_queries
    ):
        for _ in range(3):
            sent(shop)
        told()
        with django_assert_max_num_queries(14):
            page(client, "")

    @pytest.mark.parametrize("day", ["x", "0001-01-01", "9999-12-31", "2026-13-01"])
    def test_takes_a_forged_day_for_today(self, shop, client, day):
        page(client, f"?until={day}")


class TestStatements:
    def test_lead_from_an_order_to_its_journals_and_accounts(self, shop, client):
        order_id = sent(shop)
        told()
        assert "In the books" in client.get(f"/console/orders/{order_id}/").content.decode()
        text = page(client, f"orders/{order_id}/")
        assert "Order shipped" in text
        # Journals of one moment come in any order.
        pages = [page(client, f"journals/{one.id}/") for one in journals_of_order(order_id)]
        assert any("Receivable from shoppers" in one for one in pages)
        rows = trial_balance(shop.store_id, until=LATE)
        account = next(row for row in rows if row.code == "revenue")
        assert "on the credit side" in page(client, f"accounts/{account.account_id}/")

    def test_list_the_journals_by_kind(self, shop, client):
        sent(shop)
        told()
        assert "Payment taken" in page(client, "journals/")
        assert "No journal of this kind" in page(client, "journals/?kind=refunded")

    def test_let_what_is_open_be_given_up_for_a_reason(self, shop, client):
        order_id = placed(shop)
        told()
        path = f"/console/ledger/orders/{order_id}/off/"
        assert client.post(path, {"reason": ""}).status_code == 303
        assert open_on(order_id)["receivable"] == 9300
        client.post(path, {"reason": "Will never pay"})
        assert "receivable" not in open_on(order_id)
        assert open_on(order_id)["write_off"] == 9300
        client.post(path, {"reason": "Again"})
        assert open_on(order_id)["write_off"] == 9300


class TestBookByHand:
    typed: ClassVar = {
        "key": "k1", "day": "2026-11-20", "reason": "Fees of November", "account0": "fees",
        "debit0": "3,50", "account1": "bank", "credit1": "3.50",
    }  # fmt: skip

    def test_writes_once_however_often_it_is_sent(self, shop, client):
        page(client, "book/")
        for _ in range(2):
            answer = client.post("/console/ledger/book/save/", self.typed)
            assert answer.status_code == 303
        (found,) = journals_page(shop.store_id).items
        assert [line.amount_minor for line in found.lines] == [350, -350]
        assert_books_balance()

    def test_keeps_what_was_typed_when_it_does_not_balance(self, shop, client):
        answer = client.post("/console/ledger/book/save/", {**self.typed, "credit1": "3.49"})
        assert answer.status_code == 422
        assert "Fees of November" in answer.content.decode()
        assert journals_page(shop.store_id).items == []


class TestMonths:
    def test_say_what_is_missing_and_post_it(self, shop, client):
        booked(shop)
        order_id = placed(shop)
        assert "is not in the books" in page(client, "months/")
        client.post("/console/ledger/months/post/", {"since": "2026-11-01"})
        assert "Everything is booked" in page(client, "months/")
        assert len(journals_of_order(order_id)) == 1

    def test_are_closed_only_once_they_are_over(self, shop, client):
        now = today()
        booked(shop, at=now)
        asked = {"month": f"{now:%Y-%m}-01", "version": "1"}
        answer = client.post("/console/ledger/months/close/", asked, follow=True)
        assert "not over yet" in answer.content.decode()
        assert books_of(shop.store_id).closed_through is None


class TestFiles:
    @pytest.mark.parametrize(
        ("kind", "says"),
        [("journals", "debit,credit"), ("trial-balance", "balance"), ("books", " open ")],
    )
    def test_are_sent_to_be_kept(self, shop, client, kind, says):
        sent(shop)
        told()
        answer = client.get(f"/console/ledger/files/{kind}/?until=2026-11-30")
        assert says in b"".join(answer.streaming_content).decode()
        assert "attachment" in answer["Content-Disposition"]

    def test_of_another_kind_are_not_known(self, shop, client):
        assert client.get("/console/ledger/files/moon/").status_code == 404
