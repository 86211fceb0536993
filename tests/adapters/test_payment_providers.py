"""One contract, every provider: those that come with Balcao and the one of the how-to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from balcao.adapters.payments.offline import BankTransfer, CashOnDelivery
from balcao.domains.payments.ports import offered
from tests.adapters.payment_contract import OfflineContract, attempt

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add-a-payment-provider.md"


def blocks_of(page: Path) -> dict[str, Any]:
    """What the Python blocks of a page define, run one after the other as they stand."""
    defined: dict[str, Any] = {"__name__": __name__}
    text = page.read_text("utf-8")
    for found in re.finditer(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
        line = text[: found.start(1)].count("\n")
        exec(compile("\n" * line + found[1], str(page), "exec"), defined)
    return defined


class TestBankTransfer(OfflineContract):
    @pytest.fixture
    def provider(self):
        return BankTransfer(account=(("Banco", "Exemplo"), ("Conta", "1")))

    def test_names_the_account_and_the_reference(self, provider):
        left = provider.instructions("pt-br", attempt(), {})
        assert ("Conta", "1") in left.facts
        assert ("Referência", "B-1001") in left.facts


class TestCashOnDelivery(OfflineContract):
    @pytest.fixture
    def provider(self):
        return CashOnDelivery()

    def test_lets_orders_be_packed_before_they_are_paid(self, provider):
        assert provider.pays_on_delivery


TestVale = blocks_of(HOW_TO)["TestVale"]


def test_every_built_in_provider_is_tested_here():
    tested = {"bank_transfer", "cash_on_delivery"}
    assert {provider.code for provider in offered()} == tested
