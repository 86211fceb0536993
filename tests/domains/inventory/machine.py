"""What tests beside a model have in common: a shop of its own for each run, and how many runs.

``BALCAO_MODEL_RUNS=500`` looks longer than the usual run does.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from balcao.domains.inventory import operations as stock
from balcao.kernel.errors import BalcaoError
from tests.shop import NOW, open_shop
from tests.truth import assert_books_balance

RUNS = os.environ.get("BALCAO_MODEL_RUNS", "")


class Beside(RuleBasedStateMachine):
    """A shop whose operations are tried in any order; everything is rolled back in the end."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.shop = open_shop()
        self.now = NOW
        stock.save_stock_settings(
            store_id=self.shop.store_id,
            changes={"approve_above_minor": 10**9, "recount_above_percent": 10**9},
        )

    def teardown(self) -> None:
        try:
            assert_books_balance()
        finally:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)

    @property
    def who(self) -> dict[str, Any]:
        """What every operation of the stock room asks for."""
        return {"store_id": self.shop.store_id, "actor": "ana", "now": self.now}

    def attempt(self, possible: bool, operation: Any, **said: Any) -> Any:
        """Do it when the model can; expect a refusal otherwise. None when it was refused."""
        if possible:
            return operation(**said)
        # As a request would: what was refused leaves nothing behind.
        with pytest.raises(BalcaoError), transaction.atomic():
            operation(**said)
        return None

    def tried(self, possible: bool, verb: str, **said: Any) -> Any:
        """Attempt an operation of the stock room."""
        return self.attempt(possible, getattr(stock, verb), **self.who, **said)


def run_beside_the_model(machine: type[Beside], *, runs: int, steps: int) -> None:
    """Look for a sequence that the model does not agree with; the same ones in every usual run."""
    how = settings(
        max_examples=int(RUNS or runs),
        stateful_step_count=steps,
        deadline=None,
        derandomize=not RUNS,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=how)
