from __future__ import annotations

from collections.abc import Iterator

import pytest

from balcao.domains.wallet.operations import save_program
from balcao.domains.wallet.values import Program
from tests.truth import assert_books_balance

STORE = 1


@pytest.fixture(autouse=True)
def books(db: None) -> Iterator[None]:
    """Whatever a test did, the books have to balance after it."""
    yield
    assert_books_balance()


@pytest.fixture
def program(db: None) -> Program:
    """Two points for each real, five cents for each point, from 100 points on, for 30 days."""
    return save_program(
        program=Program(
            STORE,
            is_active=True,
            points_per_major=2,
            worth_minor=5,
            minimum_points=100,
            expires_after_days=30,
        )
    )
