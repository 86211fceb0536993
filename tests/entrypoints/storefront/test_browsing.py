"""Looking around: every page answers, keeps the markup contract and asks the database once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from balcao.domains.catalog.models import Product
from balcao.domains.pricing.models import PriceRecord
from balcao.domains.pricing.values.lists import ListKind, Tier
from balcao.domains.stores.models import Store
from balcao.entrypoints.storefront.shell import STORES
from tests.entrypoints.storefront.outline import Outline
from tests.offers import price_list
from tests.shop import Shop

PAGES = ["/", "/c/ceramica/", "/p/vaso-lua/", "/search/?q=vaso", "/search/", "/cart/"]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
class TestPage:
    def test_answers_in_both_languages_and_keeps_the_markup_contract(
        self, visitor: Client, prefix: str, path: str
    ) -> None:
        answer = visitor.get(prefix + path)
        assert answer.status_code == 200
        page = Outline(answer.content.decode())
        assert page.problems() == []
        assert page.all("html")[0]["lang"] == ("en" if prefix else "pt-BR")

    def test_sets_no_session(self, visitor: Client, prefix: str, path: str) -> None:
        answer = visitor.get(prefix + path)
        assert "sessionid" not in answer.cookies
        assert "Cookie" in answer["Vary"]


class TestSpeed:
    """What every page shares is kept for some seconds; what is left is the page's own."""

    @pytest.mark.parametrize(
        ("path", "count"),
        [
            ("/", 0),
            ("/c/ceramica/", 1),
            ("/p/vaso-lua/", 1),
            ("/search/?q=vaso", 1),
            ("/search/", 0),
            ("/cart/", 0),
        ],
    )
    def test_asks_the_database_so_many_times(
        self,
        visitor: Client,
        django_assert_num_queries: DjangoAssertNumQueries,
        path: str,
        count: int,
    ) -> None:
        visitor.get(path)
        with django_assert_num_queries(count):
            visitor.get(path)


class TestCategory:
    def test_sorts_by_price_both_ways(self, visitor: Client) -> None:
        up = visitor.get("/c/ceramica/?sort=price").content.decode()
        assert up.index("Xícara Serra") < up.index("Vaso Lua") < up.index("Último exemplar")
        down = visitor.get("/c/ceramica/?sort=-price").content.decode()
        assert down.index("Último exemplar") < down.index("Vaso Lua") < down.index("Xícara Serra")

    def test_takes_nonsense_for_the_first_page_sorted_as_usual(self, visitor: Client) -> None:
        assert visitor.get("/c/ceramica/?sort=x&page=x").status_code == 200

    @pytest.mark.parametrize("path", ["/c/nowhere/", "/c/ceramica/?page=99", "/p/nothing/", "/x"])
    def test_says_404_with_a_way_back(self, visitor: Client, path: str) -> None:
        answer = visitor.get(path)
        assert answer.status_code == 404
        assert "/c/ceramica/" in answer.content.decode()
        assert Outline(answer.content.decode()).problems() == []

    def test_writes_prices_as_the_language_does(self, visitor: Client) -> None:
        assert "a partir de R$\xa089,90" in visitor.get("/c/ceramica/").content.decode()
        assert "from R$89.90" in visitor.get("/en/c/ceramica/").content.decode()


class TestProduct:
    def test_shows_the_chosen_option(self, visitor: Client) -> None:
        html = visitor.get("/p/vaso-lua/?o1=G").content.decode()
        assert "R$\xa0149,90" in html
        chosen = [a for a in Outline(html).all("input") if "checked" in a]
        assert [a["value"] for a in chosen] == ["G"]

    def test_survives_an_option_it_does_not_have(self, visitor: Client) -> None:
        assert "R$\xa089,90" in visitor.get("/p/vaso-lua/?o1=XXL").content.decode()

    def test_says_how_few_are_left(self, visitor: Client) -> None:
        assert "Resta 1" in visitor.get("/p/ultimo/").content.decode()

    def test_gives_htmx_the_form_alone(self, visitor: Client) -> None:
        answer = visitor.get("/p/vaso-lua/?o1=G", headers={"HX-Request": "true"})
        html = answer.content.decode()
        assert html.startswith('<form class="buy"')
        assert "<html" not in html
        assert "HX-Request" in answer["Vary"]

    def test_translates_titles_and_options(self, visitor: Client) -> None:
        html = visitor.get("/en/p/vaso-lua/").content.decode()
        assert "Vaso Lua (en)" in html
        assert "Size" in html


class TestSearch:
    @pytest.mark.parametrize("text", ["xícara", "XICARA", "xic serra"])
    def test_finds_words_whatever_their_case_and_accents(self, visitor: Client, text: str) -> None:
        assert "Xícara Serra" in visitor.get("/search/", {"q": text}).content.decode()

    @pytest.mark.parametrize("text", ["zebra", "'; DROP TABLE", "&&& | !", "\0", "a" * 5000])
    def test_says_what_to_do_when_nothing_is_found(self, visitor: Client, text: str) -> None:
        answer = visitor.get("/search/", {"q": text})
        assert answer.status_code == 200
        assert "/c/ceramica/" in answer.content.decode()


class TestShop:
    def test_seen_by_one_host_only_is_found_by_any_when_there_is_one(self, shop: Shop) -> None:
        assert Client().get("/", headers={"host": "localhost"}).status_code == 200

    def test_not_opened_yet_says_so(self, db: None) -> None:
        STORES.forget()
        answer = Client().get("/")
        assert answer.status_code == 404
        assert "/console/" in answer.content.decode()

    def test_without_products_says_so(self, shop: Shop) -> None:
        Product.objects.update(status="draft")
        answer = Client().get("/en/")
        assert "still filling the shelves" in answer.content.decode()
        assert Outline(answer.content.decode()).problems() == []


class TestPriceLists:
    @pytest.fixture
    def listed(self, shop: Shop) -> None:
        price_list(shop, {"CUP": [Tier(1, 3_000), Tier(10, 2_500)]})

    def test_are_on_cards_with_the_price_before(self, visitor: Client, listed: None) -> None:
        page = visitor.get("/en/c/ceramica/").content.decode()
        assert re.search(r"R\$.?30\.00 <s>R\$.?39\.00</s>", page)

    @pytest.mark.parametrize(
        ("path", "quantity", "each"),
        [
            ("/p/xicara/", "a partir de 10", r"R\$.25,00 cada"),
            ("/en/p/xicara/", "from 10", r"R\$.?25\.00 each"),
        ],
    )
    def test_say_on_the_product_page_what_more_units_cost(
        self, visitor: Client, listed: None, path: str, quantity: str, each: str
    ) -> None:
        page = visitor.get(path).content.decode()
        assert Outline(page).problems() == []
        assert re.search(rf'<th scope="row">{quantity}</th><td>{each}</td>', page)

    def test_make_no_table_where_more_units_cost_the_same(self, visitor: Client) -> None:
        assert "steps" not in visitor.get("/p/xicara/").content.decode()

    @pytest.mark.parametrize(("path", "count"), [("/c/ceramica/", 2), ("/p/xicara/", 2)])
    def test_cost_one_question_a_page(
        self,
        visitor: Client,
        listed: None,
        django_assert_num_queries: DjangoAssertNumQueries,
        path: str,
        count: int,
    ) -> None:
        visitor.get(path)
        with django_assert_num_queries(count):
            visitor.get(path)


class TestTheLowestPriceOfThirtyDays:
    @pytest.mark.parametrize(
        ("prefix", "said"),
        [
            ("", r"Menor preço dos últimos 30 dias: R\$.39,00"),
            ("/en", r"Lowest price of the last 30 days: R\$.?39\.00"),
        ],
    )
    def test_stands_below_a_reduced_price_where_it_has_to(
        self, visitor: Client, shop: Shop, prefix: str, said: str
    ) -> None:
        began = datetime.now(UTC) - timedelta(seconds=1)
        PriceRecord.objects.create(
            store_id=shop.store_id, variant_id=shop.variants["CUP"], currency="BRL",
            amount_minor=3_900, at=began - timedelta(days=90),
        )  # fmt: skip
        price_list(shop, kind=ListKind.PERCENT, off_ppm=100_000, starts_at=began)
        assert "30 dias" not in visitor.get("/p/xicara/").content.decode()
        Store.objects.filter(pk=shop.store_id).update(country="DE")
        STORES.forget()
        assert re.search(said, visitor.get(f"{prefix}/p/xicara/").content.decode())
