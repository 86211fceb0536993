"""What is scanned to pay, read back by a program that did not draw it."""

from __future__ import annotations

import io

import pytest
import resvg_py
import zxingcpp
from PIL import Image

from balcao.adapters.payments.boleto import barcode_of
from balcao.adapters.payments.brcode import static_code
from balcao.domains.payments.ports import Instructions
from balcao.entrypoints.storefront.paycodes import elements_of, pay_code
from tests.adapters.payment_contract import AMOUNT
from tests.adapters.test_brazil import NOON

CODE = static_code(key="k", name="n", city="c", amount=AMOUNT, txid="1")
SLIP = barcode_of(bank="001", due=NOON.date(), amount=AMOUNT, free="1234567890" * 2 + "12345")


def read(svg: str, width: int, height: int) -> str:
    png = resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height, background="white")
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(bytes(png))).convert("L"))
    return found.text


class TestPayCode:
    def test_is_a_qr_code_that_a_bank_reads(self):
        shown = pay_code(Instructions(copy=CODE, qr=CODE))
        assert read(shown.qr, 400, 400) == CODE
        assert shown.barcode == ""

    def test_is_a_barcode_that_a_till_reads(self):
        shown = pay_code(Instructions(copy="line", barcode=SLIP))
        svg = shown.barcode.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
        assert read(svg, 1400, 120) == SLIP
        assert shown.qr == ""

    def test_is_nothing_where_there_is_nothing_to_copy(self):
        assert pay_code(Instructions("Pay the courier.")) is None

    def test_takes_two_digits_at_a_time(self):
        assert len(elements_of("12")) == 4 + 10 + 3
        with pytest.raises(ValueError, match="zip"):
            elements_of("123")
