"""Races run on committed data, so each cleans up after itself.

``BALCAO_RACE_REPEAT=20`` (or ``make races``) runs every race so many times; the tests that show
that races can fail, and the storm, run once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from balcao.domains.checkout.operations import place
from tests.cards import offering
from tests.races.settled import assert_settled
from tests.races.vault import Vault
from tests.shop import Shop, open_shop

REPEAT = int(os.environ.get("BALCAO_RACE_REPEAT", "1"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    is_race = "shop" in metafunc.fixturenames and not metafunc.module.__name__.endswith("teeth")
    if is_race and REPEAT > 1:
        metafunc.fixturenames.append("again")
        metafunc.parametrize("again", range(1, REPEAT + 1))


@pytest.fixture
def shop(transactional_db: None) -> Iterator[Shop]:
    """A shop that every thread can see."""
    yield open_shop()


@pytest.fixture(autouse=True)
def apart(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Buyers meet in the database only, as those of different processes do.

    Otherwise purchases for the same thing would never meet there: they go together. That they do
    is what ``test_together`` plays.
    """
    if not request.module.__name__.endswith("test_together"):
        monkeypatch.setattr(place, "placing", lambda document, touches: place._place([document])[0])


@pytest.fixture
def vault(shop: Shop) -> Iterator[Vault]:
    """It takes the money at once."""
    with offering(Vault()) as vault:
        yield vault
        assert_settled(shop, vault)


@pytest.fixture
def by_hand(shop: Shop) -> Iterator[Vault]:
    """It sets the money aside first."""
    with offering(Vault(by_hand=True)) as vault:
        yield vault
        assert_settled(shop, vault)
