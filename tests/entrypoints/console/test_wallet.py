from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from balcao.domains.wallet.models import Account
from balcao.domains.wallet.operations import earn_points, save_program
from balcao.domains.wallet.queries import accounts_of, program_of
from balcao.domains.wallet.values import Program
from balcao.kernel.ids import new_id
from tests.entrypoints.console.conftest import SignedIn
from tests.shop import NOW, Shop, brl
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b(?:[2-9A-HJ-KM-NP-TV-Z]{4}-){3}[2-9A-HJ-KM-NP-TV-Z]{4}\b")


@pytest.fixture
def desk(as_role: SignedIn) -> Client:
    return as_role("order_desk")


def page(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"console:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def issue(client: Client, **typed: str):
    said = {"key": str(new_id()), "amount": "50.00", **typed}
    return client.post(reverse("console:wallet-issue"), said)


def code_in(answer) -> str:
    [code] = set(CODE.findall(answer.content.decode()))
    return code


class TestIssue:
    def test_shows_the_code_once_to_be_printed(self, desk: Client):
        answer = issue(desk, key="same", expires="2030-12-24")
        assert answer["Cache-Control"] == "no-store"
        assert len(code_in(answer)) == 19
        again = issue(desk, key="same", expires="2030-12-24")
        row = Account.objects.get()
        assert again["Location"] == reverse("console:wallet-account", args=[row.pk])
        assert row.expires_at.isoformat() == "2030-12-25T03:00:00+00:00"
        assert code_in(answer) not in page(desk, "wallet-account", row.pk)

    def test_mails_the_card_in_the_language_chosen(self, desk: Client):
        answer = issue(desk, email="bia@example.com", mail="1", language="pt-br", message="Viva!")
        [letter] = mail.outbox
        assert letter.subject == "Um vale-presente de R$ 50,00 da Loja de Teste"
        assert code_in(answer) in letter.body
        assert "Viva!" in letter.body
        assert "It was mailed to bia@example.com." in answer.content.decode()

    @pytest.mark.parametrize(
        "typed",
        [{"amount": "x"}, {"amount": "0"}, {"expires": "2001-01-01"}, {"expires": "soon"},
         {"mail": "1"}, {"email": "x"}, {"key": ""}],
    )  # fmt: skip
    def test_refuses_what_cannot_be(self, desk: Client, typed: dict[str, str]):
        answer = issue(desk, **typed)
        assert answer.status_code == 303
        assert not Account.objects.exists()


class TestLookUp:
    def test_opens_a_card_by_its_code(self, desk: Client):
        code = code_in(issue(desk))
        found = desk.post(reverse("console:wallet-find"), {"code": code.lower()})
        card = Account.objects.get()
        assert found["Location"] == reverse("console:wallet-account", args=[card.pk])
        wrong = desk.post(reverse("console:wallet-find"), {"code": "WRONG"})
        assert wrong["Location"] == reverse("console:wallet")

    def test_replaces_a_lost_code(self, desk: Client):
        code = code_in(issue(desk))
        card = Account.objects.get()
        new = code_in(desk.post(reverse("console:wallet-code", args=[card.pk])))
        assert new != code
        for typed, target in ((code, "wallet"), (new, "wallet-account")):
            found = desk.post(reverse("console:wallet-find"), {"code": typed})
            args = [card.pk] if target == "wallet-account" else []
            assert found["Location"] == reverse(f"console:{target}", args=args)


class TestAccount:
    def test_is_disabled_corrected_and_enabled(self, desk: Client):
        issue(desk)
        card = Account.objects.get()
        desk.post(reverse("console:wallet-disable", args=[card.pk]))
        assert "Let it pay again" in page(desk, "wallet-account", card.pk)
        desk.post(reverse("console:wallet-enable", args=[card.pk]))
        said = {"key": "k", "amount": "-10,00", "reason": "Typed wrong"}
        for _ in range(2):
            desk.post(reverse("console:wallet-adjust", args=[card.pk]), said)
        shown = page(desk, "wallet-account", card.pk)
        assert "Why the balance is R$40.00" in shown
        assert "Typed wrong" in shown
        assert_books_balance()

    def test_of_points_says_when_they_end(self, desk: Client, shop: Shop):
        save_program(program=Program(shop.store_id, is_active=True, expires_after_days=30))
        earn_points(
            store_id=shop.store_id, order_id=new_id(), shopper="a@b.co", paid=brl("99.00"), now=NOW
        )
        [one] = accounts_of(shop.store_id, "a@b.co")
        shown = page(desk, "wallet-account", one.id)
        assert "99 points" in shown
        assert "until 23 Dec 2026" in shown
        said = {"key": "k", "amount": "-9", "reason": "Typed wrong"}
        desk.post(reverse("console:wallet-adjust", args=[one.id]), said)
        assert accounts_of(shop.store_id, "a@b.co")[0].balance == 90


class TestShopper:
    def test_gets_credit_once_per_form(self, desk: Client, shop: Shop):
        said = {"key": "k", "email": "Bia@example.com", "amount": "20", "reason": "Late"}
        for _ in range(2):
            desk.post(reverse("console:wallet-grant"), said)
        assert [one.balance for one in accounts_of(shop.store_id, "bia@example.com")] == [2000]
        assert "R$20.00" in page(desk, "wallet-shopper", email="bia@example.com")
        assert "R$20.00" in page(desk, "wallet", kind="store_credit", q="bia")


class TestProgram:
    def test_is_saved_by_whoever_has_seen_it(self, desk: Client, shop: Shop):
        said = {
            "is_active": "1", "earn_on": "paid", "per_major": "2", "worth": "0.05",
            "minimum": "100", "days": "", "version": "0",
        }  # fmt: skip
        for _ in range(2):
            desk.post(reverse("console:wallet-program-save"), said)
        found = program_of(shop.store_id)
        assert (found.version, found.worth_minor, found.expires_after_days) == (1, 5, None)
        assert "R$10.00" in page(desk, "wallet-program")


class TestOwed:
    def test_adds_up_and_draws_each_day(self, desk: Client):
        issue(desk)
        shown = page(desk, "wallet-owed")
        assert "R$50.00" in shown
        assert shown.count("<rect") == 42


class TestLists:
    def test_ask_the_database_as_often_for_many_as_for_one(
        self, desk: Client, django_assert_max_num_queries
    ):
        for _ in range(30):
            issue(desk)
        with django_assert_max_num_queries(8):
            page(desk, "wallet")
