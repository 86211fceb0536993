from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cards import offering
from tests.domains.reconciliation.reports import FakeStripe
from tests.shop import Shop, open_shop
from tests.truth import assert_books_balance


@pytest.fixture
def shop(db: None) -> Iterator[Shop]:
    """A shop that takes cards by Stripe; whatever a test did in it, every truth holds after it."""
    with offering(FakeStripe()):
        yield open_shop()
        assert_books_balance()
