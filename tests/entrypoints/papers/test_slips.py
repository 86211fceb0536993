"""Packing slips of real orders: the bins, the places, the parts of kits, and who gets it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.inventory.operations import create_bins, put_away, set_kit
from balcao.domains.inventory.values import Component
from balcao.domains.orders.queries import order_by_id
from balcao.domains.stores.queries import store_by_id
from balcao.entrypoints.papers.packing_slip import packing_slip
from balcao.entrypoints.papers.slips import slip_of
from tests.entrypoints.papers.reading import scanned, text_of
from tests.shop import NOW, brl, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return open_shop()


def slip(shop, *lines, **changes):
    made = purchase(shop.request(*lines, **changes), now=NOW)
    return slip_of(order_by_id(made.order_id), store_by_id(shop.store_id))


def shelve(shop, sku, code, units):
    where = {"store_id": shop.store_id, "location_id": shop.location_id}
    create_bins(**where, codes=code)
    put_away(
        **where, variant_id=shop.variants[sku], to_bin=code, quantity=units, actor="x", now=NOW
    )


def test_names_the_bins_in_picking_order_or_the_place_where_there_are_none(shop):
    for code in ("A-01", "A-02", "A-03", "A-04"):
        shelve(shop, "CUP", code, 5)
    cup, vase = slip(shop, ("CUP", 2), ("VASE-S", 1)).lines
    assert (cup.sku, cup.quantity, cup.bins) == ("CUP", 2, "A-01, A-02, A-03")
    assert (vase.options, vase.bins) == ("P", "Depósito")


def test_says_what_lies_in_a_kit(shop):
    parts = [Component(shop.variants["CUP"], 2), Component(shop.variants["VASE-L"], 1)]
    set_kit(store_id=shop.store_id, kit_id=shop.variants["VASE-S"], components=parts)
    shelve(shop, "CUP", "K-1", 9)
    (kit,) = slip(shop, ("VASE-S", 1)).lines
    assert sorted(kit.options.splitlines()) == ["1 × VASE-L: Depósito", "2 × CUP: K-1", "P"]
    assert kit.bins == ""


def test_is_in_the_shoppers_language_with_the_stores_day_and_every_word(shop):
    made = slip(shop, ("CUP", 1), note="Portão azul", gift_message="Parabéns!")
    assert made.placed_on.isoformat() == "2026-11-23"
    assert made.recipient.lines[-1] == "Brasil"
    pdf = packing_slip(made)
    assert scanned(pdf) == [("Code 128", made.number)]
    for words in ("Romaneio", "Portão azul", "Parabéns!", "Ana Souza", "01310-100"):
        assert words in text_of(pdf)
    english = slip(shop, ("LAST", 1), locale="en", expected_total=brl("515.00"))
    assert english.recipient.lines[-1] == "Brazil"
    assert "Packing slip" in text_of(packing_slip(replace(english, note="x")))
