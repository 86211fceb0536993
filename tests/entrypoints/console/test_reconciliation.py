"""Reconciliation in the console: what reconciles, lines to decide about, files, bank accounts."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from balcao.domains.reconciliation import queries
from balcao.domains.team.models import StaffMember
from balcao.entrypoints.jobs.reconciling import match_job
from tests.cards import offering
from tests.domains.ledger.ledgers import balances
from tests.domains.reconciliation.reports import (
    HEADER,
    FakeStripe,
    by_card,
    lines,
    only,
    rate,
    report,
    row,
    with_bank,
)
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
BANK = {
    "code": "itau", "name": "Itaú", "currency": "BRL", "date": "Data", "amount": "Valor",
    "delimiter": ";", "decimal": ",", "date_format": "%d/%m/%Y",
}  # fmt: skip


@pytest.fixture
def client(staff: dict[str, StaffMember]) -> Client:
    client = Client()
    client.force_login(staff["owner"])
    return client


@pytest.fixture(autouse=True)
def stripe(shop):
    with offering(FakeStripe()):
        yield
        assert_books_balance()


def page(client: Client, path: str = "") -> str:
    answer = client.get(f"/console/reconciliation/{path}")
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def step(client: Client, line, what: str, **typed: str):
    return client.post(f"/console/reconciliation/lines/{line.id}/{what}/", typed, follow=True)


class TestTheOverview:
    def test_is_empty_before_the_first_payment(self, client):
        assert "Nothing to reconcile yet" in page(client)

    def test_explains_what_a_provider_holds(self, shop, client):
        by_card(shop)
        report(
            shop,
            row("t1", "93.00", "4.10", "charge", "pi_1"),
            row("t2", "5.00", "0.00", "topup"),
        )
        with_bank(shop)
        text = page(client)
        assert "What it reports" in text
        assert "Lines that wait for a decision" in text
        assert "Itaú" in text
        assert "not explained" not in text

    def test_takes_a_few_queries(self, shop, client, django_assert_max_num_queries):
        for nr in range(4):
            by_card(shop)
            report(shop, row(f"t{nr}", "93.00", "4.10", "charge", f"pi_{nr + 1}"))
        with django_assert_max_num_queries(16):
            page(client)


class TestLines:
    def test_are_accepted_matched_booked_left_and_undone(self, shop, client):
        by_card(shop)
        report(shop, row("t1", "90.00", "0.00", "charge", "pi_1"))
        line = only(shop)
        assert "a fee was withheld" in page(client, "lines/")
        assert "Accept" in page(client, f"lines/{line.id}/")
        assert "Matched." in step(client, line, "accept").content.decode()
        assert balances(shop)["fees"] == 300
        assert "Open again." in step(client, line, "undo", reason="no").content.decode()
        step(client, line, "book", way="fee", note="what?")
        assert page(client, "lines/?state=booked").count(str(line.id)) == 1
        step(client, line, "undo", reason="no")
        step(client, line, "leave", note="later")
        assert only(shop, "noted").note == "later"

    def test_of_another_currency_show_both_and_what_it_cost(self, shop, client):
        order_id = by_card(shop)
        report(shop, row("t1", "18.00", "0.00", "charge", "pi_1", currency="usd"))
        line = only(shop)
        text = page(client, f"lines/{line.id}/")
        assert "may be 93.00 BRL of ours" in text
        assert "no rate of USD in BRL" in step(client, line, "accept").content.decode()
        rate(shop, "5.00")
        assert "Matched." in step(client, line, "accept").content.decode()
        assert balances(shop)["exchange_difference"] == 300
        books = client.get("/console/ledger/?until=2026-11-30").content.decode()
        assert "Exchange gains and losses" in books
        assert "Exchanged between currencies" in books
        assert "Equity, in USD" in books
        assert (
            "Exchange gains" in client.get(f"/console/ledger/orders/{order_id}/").content.decode()
        )

    def test_say_what_stands_against_a_step(self, shop, client):
        report(shop, row("t1", "90.00", "0.00", "charge", "pi_9"))
        line = only(shop)
        assert "There is no suggestion" in step(client, line, "accept").content.decode()
        assert "Choose what it is" in step(client, line, "book", note="x").content.decode()
        assert "by this name" in step(client, line, "match", target="B-7").content.decode()
        client.post("/console/reconciliation/again/")
        assert only(shop).state == "open"


class TestFiles:
    def test_are_matched_by_the_worker(self, shop, client):
        by_card(shop)
        text = HEADER + row("t1", "93.00", "4.10", "charge", "pi_1")
        file = SimpleUploadedFile("report.csv", text.encode())
        answer = client.post(
            "/console/reconciliation/files/upload/", {"source": "stripe", "file": file}
        )
        assert answer.status_code == 303
        (found,) = queries.statements(shop.store_id)
        assert "Waiting for the worker" in page(client, f"files/{found.id}/")
        job = ProcrastinateJob.objects.get(task_name="reconciliation.match")
        match_job(**job.args)
        assert lines(shop, "open") == []
        assert "Matched" in page(client, "files/")
        bar = client.get(f"/console/reconciliation/files/{found.id}/progress/")
        assert bar["HX-Refresh"] == "true"

    def test_that_are_wrong_say_where(self, shop, client):
        found = report(shop, row("", "93.00", "4.10", "charge", "pi_1"))
        text = page(client, f"files/{found}/")
        assert "balance_transaction_id" in text
        assert "Nothing was taken in" in text

    def test_need_a_file_and_a_source(self, client):
        path = "/console/reconciliation/files/upload/"
        assert "Choose a CSV" in client.post(path, follow=True).content.decode()
        sent = {"source": "bank:none", "file": SimpleUploadedFile("a.csv", b"a")}
        assert "no such bank account" in client.post(path, sent, follow=True).content.decode()


class TestBankAccounts:
    def test_are_made_and_changed(self, shop, client):
        client.post("/console/reconciliation/banks/save/", BANK)
        assert queries.bank_account(shop.store_id, "itau").format.decimal == ","
        assert 'value="Valor"' in page(client, "banks/?code=itau")

    def test_that_cannot_be_keep_what_was_typed(self, client):
        answer = client.post("/console/reconciliation/banks/save/", {**BANK, "amount": ""})
        assert answer.status_code == 422
        assert 'value="Itaú"' in answer.content.decode()

    def test_have_terms(self, shop, client):
        typed = {"missing_after_days": "3", "payout_days": "4", "write_off_limit": "2,50"}
        client.post("/console/reconciliation/banks/terms/", typed)
        assert queries.terms_of(shop.store_id).write_off_limit_minor == 250
