"""What shoppers wait for, as staff see it."""

from __future__ import annotations

import pytest

from balcao.domains.replenishment.operations import ask_for_notice, refresh_alerts
from tests.domains.inventory.stock import doing
from tests.shop import NOW


@pytest.fixture
def asked(shop):
    doing(shop, "write_off", "LAST", quantity=1)
    ask_for_notice(
        store_id=shop.store_id, variant_id=shop.variants["LAST"], email="ana@example.com",
        language="en", now=NOW,
    )  # fmt: skip
    refresh_alerts(store_id=shop.store_id, now=NOW)
    return shop.variants["LAST"]


class TestWaitedFor:
    def test_says_how_many_wait_and_what_they_would_bring(self, asked, owner):
        page = owner.get("/console/wanted/").content.decode()
        assert "LAST" in page
        assert "R$500.00" in page
        assert "ana@example.com" in owner.get(f"/console/wanted/{asked}/").content.decode()

    def test_is_said_on_the_alert_too(self, asked, owner):
        assert "1 wait for it" in owner.get("/console/alerts/").content.decode()

    def test_says_so_when_nobody_waits(self, owner):
        assert "Nobody waits for anything" in owner.get("/console/wanted/").content.decode()
