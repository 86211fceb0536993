from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from balcao.domains.catalog.models import Variant
from balcao.domains.catalog.queries import product_by_handle
from balcao.domains.inventory.queries import bins_page
from tests.entrypoints.papers.reading import scanned

pytestmark = pytest.mark.django_db
EAN = "7891234567895"


def words_of(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


class TestProductLabels:
    def test_are_found_by_name_or_product_and_printed(self, as_role, shop):
        client = as_role("viewer")
        page = client.get(reverse("console:labels"), {"q": "vaso"}).content.decode()
        assert "VASE-S" in page
        vase = product_by_handle(shop.store_id, "vaso-lua")
        page = client.get(reverse("console:labels"), {"product": vase.id}).content.decode()
        assert page.count('name="copies-') == 2
        said = {f"copies-{shop.variants['VASE-S']}": "2", "format": "roll-50x25", "first": "1"}
        answer = client.post(reverse("console:labels-print"), said)
        assert answer["Content-Type"] == "application/pdf"
        assert scanned(answer.content) == [("Code 128", "VASE-S")] * 2

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({}, "labels are printed at once"),
            ({"copies-CUP": "x"}, "digits"),
            ({"copies-CUP": "9999"}, "labels are printed at once"),
            ({"copies-CUP": "1", "first": "2"}, "places 1 to 1"),
            ({"copies-CUP": "1", "format": "a3"}, "no such label format"),
            ({"copies-nobody": "1"}, "no such variant"),
        ],
    )
    def test_refuse_by_name(self, as_role, shop, said, words):
        named = {k.replace("CUP", str(shop.variants["CUP"])): v for k, v in said.items()}
        form = {"format": "roll-50x25", "first": "1", **named}
        answer = as_role("viewer").post(reverse("console:labels-print"), form)
        assert answer.status_code == 303
        assert words in words_of(answer)


class TestBins:
    def test_are_made_labeled_and_retired(self, as_role, shop):
        client = as_role("stock")
        client.post(reverse("console:bins-make"), {"codes": "B-[1-3]", "place": shop.location_id})
        page = client.get(reverse("console:bins")).content.decode()
        assert 'value="B-2"' in page
        answer = client.post(
            reverse("console:bins-print"), {"code": ["B-1", "B-3"], "format": "a4-3x8"}
        )
        assert sorted(scanned(answer.content)) == [("Code 128", "B-1"), ("Code 128", "B-3")]
        client.post(reverse("console:bin-retire"), {"code": "B-2"})
        assert [one.code for one in bins_page(shop.store_id).items] == ["B-1", "B-3"]

    def test_are_refused_by_name(self, as_role, shop):
        client = as_role("stock")
        backwards = client.post(reverse("console:bins-make"), {"codes": "B-[3-1]"})
        assert "goes up" in words_of(backwards)
        nothing = client.post(reverse("console:bins-print"), {"format": "a4-3x8"})
        assert "printed at once" in words_of(nothing)


def test_a_product_warns_of_a_barcode_that_another_one_has(as_role, shop):
    Variant.objects.filter(sku__in=["CUP", "LAST"]).update(barcode=EAN)
    cup = product_by_handle(shop.store_id, "xicara")
    page = as_role("catalog").get(reverse("console:product", args=[cup.id])).content.decode()
    assert "CUP, LAST have the same barcode" in page
