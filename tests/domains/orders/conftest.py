from __future__ import annotations

import pytest

from tests.shop import Shop, open_shop


@pytest.fixture
def shop() -> Shop:
    return open_shop()
