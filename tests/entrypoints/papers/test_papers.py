from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from balcao.entrypoints.papers.packing_slip import packing_slip
from balcao.entrypoints.papers.purchase_order import purchase_order
from balcao.entrypoints.papers.values import (
    OrderedLine,
    PackedLine,
    PackingSlip,
    Party,
    PurchaseOrderPaper,
)
from tests.entrypoints.papers.reading import page_count, scanned, text_of
from tests.shop import brl

SHOP = Party("Loja de Teste Ltda.", ("Rua Augusta, 100", "São Paulo SP"), "12.345.678/0001-95")
LINE = OrderedLine("CUP-1", "Xícara Serra", 12, brl("12.34"), brl("148.08"), "FORN-7")
ORDER = PurchaseOrderPaper(
    number="PO-1042",
    language="pt-br",
    ordered_on=date(2026, 11, 24),
    expected_on=date(2026, 12, 10),
    buyer=SHOP,
    supplier=Party("Olaria São João & Filhos", email="vendas@olaria.example"),
    deliver_to=Party("Depósito", ("Guarulhos SP",)),
    lines=(LINE,),
    subtotal=brl("148.08"),
    amounts=(("Frete", brl("12.00")),),
    total=brl("160.08"),
    terms="30 dias após a entrega.",
)


def flat(pdf: bytes) -> str:
    return " ".join(text_of(pdf).replace("\xa0", " ").split())


class TestPurchaseOrder:
    def test_says_everything_in_the_supplier_s_language(self):
        said = flat(purchase_order(ORDER))
        for words in (
            "Pedido de compra",
            "Olaria São João & Filhos",
            "CNPJ/CPF: 12.345.678/0001-95",
            "10 de dez. de 2026",
            "FORN-7",
            "CUP-1",
            "R$ 148,08",
            "R$ 12,00",
            "R$ 160,08",
            "30 dias após a entrega.",
            "Página 1 de 1",
        ):
            assert words in said
        english = flat(purchase_order(replace(ORDER, language="en")))
        assert "Purchase order" in english
        assert "R$160.08" in english

    def test_carries_its_number_as_a_barcode(self):
        assert scanned(purchase_order(ORDER)) == [("Code 128", "PO-1042")]

    def test_repeats_the_head_of_its_table_on_every_page(self):
        long = replace(ORDER, lines=(LINE,) * 120)
        pdf = purchase_order(long)
        pages = page_count(pdf)
        assert pages > 2
        assert text_of(pdf).count("Seu código / nosso") == pages
        assert f"Página {pages} de {pages}" in text_of(pdf)

    def test_takes_nobody_s_words_for_markup(self):
        evil = "<b>x</b> &amp; <img src='file:///etc/passwd'/> <script>"
        said = flat(purchase_order(replace(ORDER, terms=evil, lines=(replace(LINE, title=evil),))))
        assert said.count("<img src='file:///etc/passwd'/>") == 2
        assert said.count("&amp;") == 2

    @pytest.mark.parametrize("title", ["x" * 255, "á b " * 60, "\x00\x1b\u202e控制", ""])
    def test_is_made_whatever_the_words(self, title):
        odd = replace(LINE, title=title, supplier_sku=title, sku=title or "S", note=title)
        pdf = purchase_order(replace(ORDER, lines=(odd,), terms=title * 40, note=title))
        assert page_count(pdf) >= 1

    def test_says_when_it_is_a_draft(self):
        assert "Rascunho" not in flat(purchase_order(ORDER))
        assert "Rascunho" in flat(purchase_order(replace(ORDER, is_draft=True)))

    def test_says_for_how_many_units_a_price_is(self):
        screws = replace(LINE, per_units=1000)
        assert "por 1.000" in flat(purchase_order(replace(ORDER, lines=(screws,))))


class TestPackingSlip:
    def test_says_what_to_take_from_where(self):
        slip = PackingSlip(
            number="B-1001",
            language="en",
            placed_on=date(2026, 11, 24),
            sender=SHOP,
            recipient=Party("Ana Souza", ("Rua Direita, 7",)),
            carrier="Correios PAC",
            lines=(PackedLine("CUP-1", "Xícara Serra", 2, "Azul", "A-01-03"),),
        )
        pdf = packing_slip(slip)
        assert scanned(pdf) == [("Code 128", "B-1001")]
        for words in ("Ana Souza", "Correios PAC", "A-01-03", "CUP-1", "Azul"):
            assert words in flat(pdf)

    @pytest.mark.parametrize(
        ("language", "gift", "note"),
        [
            ("en", "Message to lay in", "Note of the shopper"),
            ("pt-br", "Mensagem para o pacote", "Observação do cliente"),
        ],
    )
    def test_says_what_the_shopper_wrote(self, language: str, gift: str, note: str):
        slip = PackingSlip(
            number="B-1001",
            language=language,
            placed_on=date(2026, 11, 24),
            sender=SHOP,
            recipient=Party("Ana Souza", ("Rua Direita, 7",)),
            carrier="Correios PAC",
            lines=(PackedLine("CUP-1", "Xícara Serra", 2),),
        )
        silent = flat(packing_slip(slip))
        assert gift not in silent and note not in silent
        said = replace(slip, gift_message="Feliz <b>aniversário</b>!\nBia", note="Ring twice")
        printed = flat(packing_slip(said))
        assert f"{gift} Feliz <b>aniversário</b>! Bia" in printed
        assert f"{note} Ring twice" in printed
