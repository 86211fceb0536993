"""Asking for back-tests, running and ending them."""

from balcao.domains.analytics.operations.asking import (
    ask_list_test,
    ask_prices_test,
    ask_promotion_test,
    ask_rule_test,
)
from balcao.domains.analytics.operations.running import cancel_back_test, run_back_test
from balcao.domains.analytics.operations.taxes import ask_tax_test

__all__ = [
    "ask_list_test",
    "ask_prices_test",
    "ask_promotion_test",
    "ask_rule_test",
    "ask_tax_test",
    "cancel_back_test",
    "run_back_test",
]
