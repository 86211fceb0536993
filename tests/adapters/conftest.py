"""A localstripe for the tests of cards; others have services of their own by these names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from balcao.adapters.payments.stripe import Stripe
from tests.adapters.stripe_proxy import Wire, localstripe, made, running


@pytest.fixture(scope="module")
def upstream() -> Iterator[str]:
    with localstripe() as url:
        yield url


@pytest.fixture
def outside(upstream: str) -> Iterator[Wire]:
    with running(upstream) as wire:
        yield wire


@pytest.fixture
def provider(outside: Wire) -> Stripe:
    return made(outside)


@pytest.fixture
def authorizing(outside: Wire) -> Stripe:
    return made(outside, capture_when="by_hand")
