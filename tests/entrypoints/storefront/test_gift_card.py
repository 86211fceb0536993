from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from balcao.domains.wallet.operations import disable, issue_gift_card
from balcao.entrypoints.storefront.shell import STORES
from tests.shop import NOW, brl, open_shop

pytestmark = pytest.mark.django_db
PAGE = "/en/gift-card/"


@pytest.fixture
def shop():
    STORES.forget()
    return open_shop()


def issued(shop, **more):
    about = {"store_id": shop.store_id, "amount": brl("50.00"), "actor": "ana", "now": NOW}
    return issue_gift_card(**about, **more)


def ask(code: str, page: str = PAGE):
    return Client().post(page, {"code": code})


class TestBalance:
    def test_is_shown_in_both_languages(self, shop):
        code = issued(shop).written.lower()
        assert "R$50.00 left" in ask(code).content.decode()
        assert "Restam R$\xa050,00" in ask(code, "/gift-card/").content.decode()

    def test_names_the_end_of_the_card(self, shop):
        card = issued(shop, expires_at=NOW + timedelta(days=3000))
        assert "Valid until February 9, 2035" in ask(card.code).content.decode()

    def test_says_when_a_card_pays_nothing(self, shop):
        card = issued(shop)
        disable(store_id=shop.store_id, account_id=card.account.id, now=NOW)
        assert "has been disabled" in ask(card.code).content.decode()

    def test_keeps_what_was_typed_when_there_is_no_such_card(self, shop):
        answer = ask('WRONG"><b>')
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "No gift card has this code" in page
        assert 'value="WRONG&quot;&gt;&lt;b&gt;"' in page

    def test_stops_who_guesses(self, shop):
        card = issued(shop)
        for _ in range(10):
            ask("WRONG")
        answer = ask(card.code)
        assert answer.status_code == 429
        assert "R$50.00" not in answer.content.decode()

    def test_is_asked_for_by_a_form_that_is_not_indexed(self, shop):
        page = Client().get(PAGE).content.decode()
        assert '<meta name="robots" content="noindex">' in page
        assert 'autocomplete="off"' in page
