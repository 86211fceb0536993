from __future__ import annotations

import pytest

from tests.domains.purchasing.buying import Buying, open_buying


@pytest.fixture
def buying() -> Buying:
    return open_buying()
