"""Asking on the page of something sold out to be told when it is back."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from balcao.domains.inventory.operations import write_off
from balcao.domains.replenishment.models import StockNotice
from balcao.entrypoints.storefront.noticetokens import token_of
from tests.domains.inventory.stock import doing
from tests.shop import NOW

URL = "/p/vaso-lua/notice/"


@pytest.fixture
def large(shop) -> str:
    """The large vase, sold out; the small one is there."""
    write_off(
        store_id=shop.store_id, location_id=shop.location_id, variant_id=shop.variants["VASE-L"],
        quantity=5, actor="ana", note="", now=NOW,
    )  # fmt: skip
    return str(shop.variants["VASE-L"])


class TestTheForm:
    def test_is_on_the_page_of_what_is_sold_out_and_names_it(self, large, visitor: Client):
        page = visitor.get("/p/vaso-lua/", {"o1": "G"}).content.decode()
        assert f'action="{URL}"' in page
        assert f'name="variant" value="{large}"' in page
        assert "Avise-me quando G voltar" in page

    def test_is_not_on_the_page_of_what_can_be_bought(self, large, visitor: Client):
        assert URL not in visitor.get("/p/vaso-lua/", {"o1": "P"}).content.decode()

    def test_follows_the_options_with_htmx(self, large, visitor: Client):
        page = visitor.get("/p/vaso-lua/", {"o1": "G"}, headers={"HX-Request": "true"})
        assert 'id="notice" hx-swap-oob="true"' in page.content.decode()
        assert URL in page.content.decode()

    def test_stands_alone_beside_the_form_to_buy(self, large, visitor: Client):
        page = visitor.get("/p/vaso-lua/", {"o1": "G"}).content.decode()
        assert not re.search(r"<form(?:(?!</form>).)*<form", page, re.DOTALL)


class TestAsking:
    def test_without_javascript_answers_the_page_with_what_was_done(self, large, visitor: Client):
        sent = {"variant": large, "email": "Ana@example.com"}
        page = visitor.post(URL, sent)
        assert page.status_code == 200
        assert "Enviaremos um único e-mail para Ana@example.com" in page.content.decode()
        assert 'value="G" checked' in page.content.decode()
        found = StockNotice.objects.get()
        assert (found.email, found.language) == ("ana@example.com", "pt-br")

    def test_answers_the_same_to_an_address_that_is_known(self, large, visitor: Client):
        sent = {"variant": large, "email": "ana@example.com"}
        first, second = visitor.post(URL, sent), visitor.post(URL, sent)
        strip = re.compile(r'csrfmiddlewaretoken" value="\w+"')
        assert strip.sub("", first.content.decode()) == strip.sub("", second.content.decode())
        assert StockNotice.objects.count() == 1

    def test_with_htmx_answers_only_the_form(self, large, visitor: Client):
        sent = {"variant": large, "email": "ana@example.com"}
        page = visitor.post(f"/en{URL}", sent, headers={"HX-Request": "true"}).content.decode()
        assert "We write one mail to ana@example.com" in page
        assert "<html" not in page
        assert StockNotice.objects.get().language == "en"

    @pytest.mark.parametrize("email", ["", "nobody", "a@b.example,c@d.example", "x" * 5000])
    def test_says_beside_the_field_what_is_wrong(self, large, visitor: Client, email):
        page = visitor.post(URL, {"variant": large, "email": email})
        assert page.status_code == 422
        assert "Informe um e-mail" in page.content.decode()
        assert not StockNotice.objects.exists()

    def test_shows_hostile_words_as_words(self, large, visitor: Client):
        page = visitor.post(URL, {"variant": large, "email": '"><script>x</script>'})
        assert "<script>x" not in page.content.decode()

    @pytest.mark.parametrize("variant", ["", "x", "00000000-0000-0000-0000-000000000000"])
    def test_leads_back_to_the_product_for_a_variant_it_does_not_have(
        self, large, visitor: Client, variant
    ):
        page = visitor.post(URL, {"variant": variant, "email": "ana@example.com"})
        assert (page.status_code, page["Location"]) == (303, "/p/vaso-lua/")

    def test_leads_to_the_variant_when_it_is_there_by_now(self, shop, large, visitor: Client):
        doing(shop, "receive_stock", "VASE-L", quantity=1)
        page = visitor.post(URL, {"variant": large, "email": "ana@example.com"})
        assert (page.status_code, page["Location"]) == (303, "/p/vaso-lua/?o1=G")
        assert not StockNotice.objects.exists()

    def test_needs_the_token_of_the_form(self, large):
        page = Client(enforce_csrf_checks=True).post(
            URL, {"variant": large, "email": "a@b.example"}
        )
        assert page.status_code == 403


class TestTakingItBack:
    def end_url(self, visitor, large):
        visitor.post(URL, {"variant": large, "email": "ana@example.com"})
        return f"/notices/{token_of(StockNotice.objects.get().id)}/"

    def test_asks_first_because_mail_programs_open_links_by_themselves(
        self, large, visitor: Client
    ):
        url = self.end_url(visitor, large)
        assert visitor.get(url).status_code == 200
        assert StockNotice.objects.get().ended_at is None
        assert visitor.post(url).status_code == 200
        assert StockNotice.objects.get().ended_at is not None
        assert visitor.post(url).status_code == 200

    def test_is_not_possible_with_a_token_that_is_not_ours(self, large, visitor: Client):
        url = self.end_url(visitor, large)
        for wrong in (url[:-3] + "xx/", "/notices/x/", "/notices/x:y/"):
            assert visitor.post(wrong).status_code == 404
        assert StockNotice.objects.get().ended_at is None
