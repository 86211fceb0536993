"""Legal pages in the shop: the footer, the page, and the sentence beside the button."""

from __future__ import annotations

import pytest
from django.test import Client

from balcao.domains.orders.models import Order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.stores.operations import publish_legal_page
from balcao.domains.stores.values import LegalKind
from balcao.entrypoints.storefront import chrome
from balcao.entrypoints.storefront.legal import versions_of
from tests.domains.drafts.drafted import drafted, quoted
from tests.entrypoints.storefront.outline import Outline
from tests.entrypoints.storefront.test_buying import fill_cart, opened_checkout
from tests.entrypoints.storefront.test_quotes import TODAY, at
from tests.shop import NOW, Shop

pytestmark = pytest.mark.django_db


def publish(shop: Shop, kind: LegalKind, seen: int = 0, **said: dict[str, str]) -> None:
    publish_legal_page(
        store_id=shop.store_id, kind=kind, texts=said.get("texts", {}), urls=said.get("urls", {}),
        by="owner", now=NOW, expected_version=seen,
    )  # fmt: skip
    chrome.DRAWN.forget()


def html(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


class TestPages:
    def test_are_linked_only_where_there_are_some(self, shop: Shop, visitor: Client) -> None:
        assert "/legal/" not in html(visitor, "/")
        html(visitor, "/legal/terms/", 404)
        publish(shop, LegalKind.TERMS, texts={"pt-br": "# Quem\n\n<b>nós</b>", "en": "Us"})
        publish(shop, LegalKind.PRIVACY, urls={"pt-br": "https://elsewhere.example/p"})
        home = html(visitor, "/")
        assert 'href="/legal/terms/"' in home
        assert 'href="https://elsewhere.example/p"' in home
        assert "returns" not in home
        page = html(visitor, "/legal/terms/")
        assert Outline(page).problems() == []
        assert "<h2>Quem</h2>" in page and "&lt;b&gt;nós" in page
        assert "Versão 1, desde 23 de novembro de 2026" in page
        assert "Us" in html(visitor, "/en/legal/terms/")
        assert visitor.get("/legal/privacy/")["Location"] == "https://elsewhere.example/p"
        html(visitor, "/legal/nothing/", 404)
        html(visitor, "/legal/terms/9/", 404)
        html(visitor, f"/legal/terms/{10**12}/", 404)

    def test_stay_as_they_were(self, shop: Shop, visitor: Client) -> None:
        publish(shop, LegalKind.TERMS, texts={"pt-br": "Antes"})
        publish(shop, LegalKind.TERMS, 1, texts={"pt-br": "Depois"})
        old = html(visitor, "/legal/terms/1/")
        assert "Antes" in old and "Há uma mais nova" in old
        assert "Há uma mais nova" not in html(visitor, "/legal/terms/2/")
        publish(shop, LegalKind.TERMS, 2)
        assert "/legal/" not in html(visitor, "/")
        html(visitor, "/legal/terms/", 404)
        assert "Antes" in html(visitor, "/legal/terms/1/")

    def test_say_in_which_language_they_are(self, shop: Shop, visitor: Client) -> None:
        publish(shop, LegalKind.TERMS, texts={"en": "Us"})
        assert '<div class="prose" lang="en">' in html(visitor, "/legal/terms/")


class TestPlacing:
    def test_keeps_which_versions_were_shown(self, shop: Shop, visitor: Client) -> None:
        publish(shop, LegalKind.TERMS, texts={"pt-br": "T"})
        publish(shop, LegalKind.TERMS, 1, texts={"pt-br": "T2"})
        publish(shop, LegalKind.RETURNS, texts={"pt-br": "R"})
        fill_cart(visitor)
        shown = html(visitor, "/checkout/")
        assert "Ao fazer o pedido, você concorda com" in shown
        assert "os termos de venda" in shown and "privacidade" not in shown
        form = opened_checkout(visitor)
        assert form["agreed"] == "terms-2.returns-1"
        assert visitor.post("/checkout/", {**form, "action": "place"}).status_code == 303
        order = order_by_id(Order.objects.get().pk)
        assert order.agreed == {"terms": 2, "returns": 1}
        page = html(visitor, f"/en/orders/{order.token}/")
        assert '<a href="/en/legal/terms/2/">Terms of sale</a>' in page
        assert Outline(page).problems() == []

    def test_asks_again_when_they_have_changed(self, shop: Shop, visitor: Client) -> None:
        fill_cart(visitor)
        form = opened_checkout(visitor)
        publish(shop, LegalKind.TERMS, texts={"pt-br": "T"})
        answer = visitor.post("/checkout/", {**form, "action": "place"})
        assert answer.status_code == 409
        assert "Nossos termos mudaram" in answer.content.decode()
        assert not Order.objects.exists()
        form = opened_checkout(visitor)
        assert visitor.post("/checkout/", {**form, "action": "place"}).status_code == 303
        assert order_by_id(Order.objects.get().pk).agreed == {"terms": 1}

    def test_says_nothing_without_any(self, visitor: Client) -> None:
        fill_cart(visitor)
        assert "você concorda" not in html(visitor, "/checkout/")
        form = opened_checkout(visitor)
        assert "agreed" not in form
        assert visitor.post("/checkout/", {**form, "action": "place"}).status_code == 303
        assert order_by_id(Order.objects.get().pk).agreed == {}

    def test_accepting_a_quote_agrees_too(self, shop: Shop, visitor: Client) -> None:
        publish(shop, LegalKind.TERMS, texts={"pt-br": "T"})
        quote = quoted(drafted(shop, ("CUP", 2)), now=TODAY)
        path = at("quote", quote.token)
        assert "os termos de venda" in html(visitor, path)
        said = {"idempotency_key": "k", "version": quote.version, "payment": "bank_transfer"}
        assert visitor.post(path, said).status_code == 409
        assert visitor.post(path, {**said, "agreed": "terms-1"}).status_code == 303
        order = order_by_id(Order.objects.get().pk)
        assert order.agreed == {"terms": 1}
        assert {one.kind for one in order.timeline} >= {"agreed", "placed"}


@pytest.mark.parametrize(
    "said", ["", "terms", "terms-", "terms-x", "evil-1", "terms-" + "9" * 10, "terms-²"]
)
def test_forged_versions_are_nothing(said: str) -> None:
    assert versions_of(said) == ()
