"""Legal pages are written in the console, and two people do not overwrite each other."""

from __future__ import annotations

import pytest
from django.urls import reverse

from balcao.domains.checkout.operations import purchase
from balcao.domains.stores.queries import legal_page
from tests.shop import NOW

pytestmark = pytest.mark.django_db
SAVE = "/console/legal/terms/save/"


def test_are_published_and_listed(owner, shop):
    assert "Missing in your shop" in owner.get("/console/").content.decode()
    assert owner.get("/console/legal/").content.decode().count(">Missing<") == 3
    said = {"version": "0", "text-en": "# Us", "url-pt-br": "https://x.example/t"}
    assert owner.post(SAVE, said).status_code == 303
    page = legal_page(shop.store_id, "terms")
    assert (page.version, page.actor) == (1, "owner@example.com")
    assert owner.get("/console/legal/").content.decode().count(">Missing<") == 2
    shown = owner.get("/console/legal/terms/").content.decode()
    assert "# Us" in shown and "https://x.example/t" in shown and "/legal/terms/1/" in shown


def test_keep_what_was_typed_when_they_are_refused(owner, shop):
    wrong = owner.post(SAVE, {"version": "0", "text-en": "Mine", "url-en": "https://x.example"})
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "not both" in page and "Mine" in page and 'aria-invalid="true"' in page


def test_tell_who_comes_second_and_let_them_go_on(owner, shop):
    owner.post(SAVE, {"version": "0", "text-en": "First"})
    late = owner.post(SAVE, {"version": "0", "text-en": "Second"})
    assert late.status_code == 409
    assert 'name="version" value="1"' in late.content.decode()
    assert owner.post(SAVE, {"version": "1", "text-en": "Second"}).status_code == 303
    assert legal_page(shop.store_id, "terms").version == 2


def test_of_an_order_are_on_its_timeline(owner, shop):
    owner.post(SAVE, {"version": "0", "text-en": "First"})
    made = purchase(shop.request(("CUP", 1), agreed=(("terms", 1),)), now=NOW)
    page = owner.get(reverse("console:order", args=[made.order_id])).content.decode()
    assert '<a href="/legal/terms/1/">Terms, version 1</a>' in page
