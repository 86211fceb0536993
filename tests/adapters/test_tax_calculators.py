"""One contract, every calculator: our own rates and the one of the how-to."""

from __future__ import annotations

from pathlib import Path

import pytest

from balcao.domains.pricing.ports import calculator as calculator_of
from tests.adapters.tax_contract import TaxContract
from tests.adapters.test_payment_providers import blocks_of

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add-a-tax-calculator.md"


class TestOwnRates(TaxContract):
    @pytest.fixture
    def calculator(self):
        return calculator_of("tables")


TestFisco = blocks_of(HOW_TO)["TestFisco"]
