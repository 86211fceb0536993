from __future__ import annotations

from collections.abc import Iterator

import pytest

from balcao.domains.risk.operations.buying import ALARMS
from tests.cards import Card, offering
from tests.shop import Shop, open_shop
from tests.truth import assert_books_balance


@pytest.fixture
def card() -> Iterator[Card]:
    with offering(Card()) as provider:
        yield provider


@pytest.fixture
def shop(db: None, card: Card) -> Iterator[Shop]:
    """A shop that takes cards; whatever a test did in it, every truth holds after it."""
    ALARMS.forget()
    yield open_shop()
    assert_books_balance()
