"""Pix and boleto: by the Central Bank's and FEBRABAN's own figures, and by readers of others."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
import segno
import zxingcpp
from PIL import Image

from balcao.adapters.payments.boleto import (
    Boleto,
    barcode_of,
    due_factor,
    line_of,
    modulo_10,
    modulo_11,
)
from balcao.adapters.payments.brcode import crc16, dynamic_code, fields_of, static_code
from balcao.adapters.payments.pix import PixByHand, PixCharges, txid_of
from balcao.adapters.payments.pixservice import PixService
from balcao.domains.payments.ports import (
    Attempt,
    BadMessage,
    Outcome,
    Payer,
    ProviderAway,
    ProviderRefused,
)
from balcao.kernel.money import Money
from tests.adapters.payment_contract import AMOUNT, OfflineContract, PaymentContract, attempt
from tests.adapters.pix_service import running

NOON = datetime(2026, 11, 24, 15, tzinfo=UTC)


class TestBrCode:
    def test_has_the_check_value_of_the_standard(self):
        assert crc16("123456789") == "29B1"

    def test_is_the_example_of_the_central_bank(self):
        # Manual de Padrões para Iniciação do Pix, example of a static code without amount.
        text = (
            "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-426655440000"
            "5204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***6304"
        )
        assert crc16(text) == "1D3D"

    def test_says_key_amount_and_order(self):
        code = static_code(
            key="ana@loja.example", name="Loja da Ana", city="São Paulo", amount=AMOUNT, txid="B-1"
        )
        fields = fields_of(code)
        assert fields["54"] == "123.45"
        assert fields["60"] == "Sao Paulo"
        assert "ana@loja.example" in fields["26"]
        assert fields["62"] == "0502B1"

    def test_says_where_a_charge_lies(self):
        code = dynamic_code(location="https://psp.example/v2/1", name="Ana", city="Natal")
        assert "psp.example/v2/1" in fields_of(code)["26"]
        assert "54" not in fields_of(code)

    @pytest.mark.parametrize("amount", [Money(0, "BRL"), Money(100, "EUR")])
    def test_is_for_reais(self, amount):
        with pytest.raises(ValueError, match="BRL"):
            static_code(key="k", name="n", city="c", amount=amount, txid="1")

    def test_that_was_changed_is_noticed(self):
        code = static_code(key="k", name="n", city="c", amount=AMOUNT, txid="1")
        with pytest.raises(ValueError, match="check digits"):
            fields_of(code.replace("123.45", "923.45"))

    def test_is_read_back_from_its_picture(self):
        code = static_code(key="k", name="n", city="c", amount=AMOUNT, txid="1")
        picture = io.BytesIO()
        segno.make(code, error="m").save(picture, kind="png", scale=4)
        (read,) = zxingcpp.read_barcodes(Image.open(picture))
        assert read.text == code


class TestPixByHand(OfflineContract):
    @pytest.fixture
    def provider(self):
        return PixByHand(key="ana@loja.example", name="Loja", city="Recife")

    def test_shows_one_code_to_scan_and_to_copy(self, provider):
        left = provider.instructions("en", attempt(), {})
        assert left.copy == left.qr
        assert fields_of(left.copy)["54"] == "123.45"


class TestPixCharges(PaymentContract):
    @pytest.fixture
    def outside(self):
        with running() as service:
            yield service

    @pytest.fixture
    def provider(self, outside):
        return PixCharges(
            PixService(outside.url, "id", "s3cret"), key="ana@loja.example", secret="sesame"
        )

    def test_makes_one_charge_however_often_it_is_asked(self, provider, outside):
        one = attempt()
        first, second = provider.pay(one), provider.pay(one)
        assert first.outcome is Outcome.PENDING
        assert first == second
        assert len(outside.charges) == 1
        assert first.expires_at == datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
        left = provider.instructions("pt-br", one, first.facts)
        assert left.qr == left.copy == first.facts["code"]

    def test_finds_what_the_shopper_paid(self, provider, outside):
        one = attempt()
        provider.pay(one)
        assert outside.shopper_pays(one)
        found = provider.look_up(one)
        assert found.outcome is Outcome.CAPTURED
        assert found.reference.startswith("E")
        assert outside.taken(one) == AMOUNT.minor

    def test_takes_nothing_after_a_charge_was_taken_away(self, provider, outside):
        made, never = attempt(), attempt()
        provider.pay(made)
        for one in (made, never):
            provider.void(one)
            provider.void(one)
            provider.pay(one)
            assert not outside.shopper_pays(one)
            assert provider.look_up(one).outcome is Outcome.DECLINED

    def test_does_not_take_away_what_was_paid(self, provider, outside):
        one = attempt()
        provider.pay(one)
        outside.shopper_pays(one)
        provider.void(one)
        assert provider.look_up(one).outcome is Outcome.CAPTURED

    def test_gives_back_once_for_each_key(self, provider, outside):
        one = attempt()
        provider.pay(one)
        outside.shopper_pays(one)
        for key in ("refund:1", "refund:1", "refund:2"):
            provider.refund(one, amount=Money(5_000, "BRL"), key=key)
        assert outside.given_back(one) == 10_000

    def test_tells_refusal_from_silence(self, provider, outside):
        one = attempt()
        with pytest.raises(ProviderRefused):
            provider.refund(one, amount=AMOUNT, key="refund:1")
        provider.pay(one)
        outside.shopper_pays(one)
        outside.refuses_returns = True
        with pytest.raises(ProviderRefused):
            provider.refund(one, amount=AMOUNT, key="refund:1")
        outside.go_away()
        for ask in (provider.pay, provider.look_up, provider.void):
            with pytest.raises(ProviderAway):
                ask(attempt())

    def test_asks_for_a_token_once(self, provider, outside):
        for _ in range(3):
            provider.look_up(attempt())
        assert outside.tokens == 1

    def test_names_who_pays_where_the_tax_number_is_known(self, provider, outside):
        payer = Payer(name="Ana", tax_id="52998224725")
        one = Attempt("pay:x", "B-1", AMOUNT, payer=payer)
        provider.pay(one)
        assert outside.charges[txid_of("pay:x")]["devedor"] == {"cpf": "52998224725", "nome": "Ana"}

    def test_reads_messages_that_know_the_secret(self, provider):
        body = b'{"pix": [{"endToEndId": "E1", "txid": "abc"}, {"endToEndId": "E2", "txid": "d"}]}'
        told = provider.read_message({}, body, query="hmac=sesame", now=NOON)
        assert [(one.id, one.key) for one in told] == [("E1", "pay:abc"), ("E2", "pay:d")]

    @pytest.mark.parametrize(
        ("query", "body"),
        [("hmac=open", b"{}"), ("", b"{}"), ("hmac=sesame", b"[]"), ("hmac=sesame", b"\xff")],
    )
    def test_refuses_other_messages(self, provider, query, body):
        with pytest.raises(BadMessage):
            provider.read_message({}, body, query=query, now=NOON)

    def test_keeps_its_secrets_to_itself(self, provider):
        assert "s3cret" not in repr(provider)
        assert "sesame" not in repr(provider)


class TestBoleto(OfflineContract):
    @pytest.fixture
    def provider(self):
        return Boleto(agreement="1234567")

    @pytest.mark.parametrize(
        ("due", "factor"),
        [
            (date(2000, 7, 3), 1000),
            (date(2025, 2, 21), 9999),
            (date(2025, 2, 22), 1000),
            (date(2026, 11, 27), 1643),
        ],
    )
    def test_counts_days_and_began_again_in_2025(self, due, factor):
        assert due_factor(due) == factor

    @pytest.mark.parametrize("due", [date(1999, 1, 1), date(2050, 1, 1)])
    def test_has_no_factor_outside_of_both_rounds(self, due):
        with pytest.raises(ValueError, match="factor"):
            due_factor(due)

    def test_takes_the_check_digits_of_a_slip_that_was_paid(self):
        # A published example of Banco do Brasil: 001 9 3 3737 0000000100 + free field.
        barcode = "00193373700000001000500940144816060680935031"
        assert modulo_11(barcode[:4] + barcode[5:]) == "3"
        assert line_of(barcode) == "00190.50095 40144.816069 06809.350314 3 37370000000100"
        assert modulo_10("001905009") == "5"

    def test_is_due_after_three_days_in_brasilia(self, provider):
        late = Attempt("k", "B-7", AMOUNT, asked_at=datetime(2026, 11, 25, 1, tzinfo=UTC))
        assert provider.due(late) == date(2026, 11, 27)
        left = provider.instructions("pt-br", late, {})
        assert len(left.barcode) == 44
        assert left.barcode[5:9] == "1643"
        assert left.barcode[9:19] == "0000012345"
        assert left.copy == line_of(left.barcode)
        assert left.facts[0][0] == "Vencimento"

    def test_is_the_same_each_time_it_is_shown(self, provider):
        one = Attempt("k", "B-7", AMOUNT, asked_at=NOON)
        first = provider.instructions("en", one, {})
        assert first == provider.instructions("en", one, {})
        other = Attempt("k", "B-8", AMOUNT, asked_at=NOON + timedelta(0))
        assert provider.instructions("en", other, {}).barcode != first.barcode

    @pytest.mark.parametrize("agreement", ["", "123456", "abcdefg"])
    def test_needs_an_agreement(self, agreement):
        with pytest.raises(ValueError, match="BALCAO_BOLETO"):
            Boleto(agreement=agreement)

    def test_refuses_what_no_slip_can_say(self):
        for wrong in (Money(0, "BRL"), Money(100, "USD"), Money(10**10, "BRL")):
            with pytest.raises(ValueError, match="BRL"):
                barcode_of(bank="001", due=date(2026, 1, 1), amount=wrong, free="0" * 25)
