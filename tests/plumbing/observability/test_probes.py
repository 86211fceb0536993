"""What the operator's machines may ask."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings


class TestAlive:
    def test_answers_whatever_host_is_asked_for(self) -> None:
        answer = Client().get("/healthz", headers={"host": "10.0.0.7:8000"})
        assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
class TestReady:
    def test_says_so_when_the_tables_are_up_to_date(self) -> None:
        assert Client().get("/readyz").content == b"ready\n"


@pytest.mark.django_db
class TestMetrics:
    def test_counts_requests_by_route_and_not_by_address(self) -> None:
        client = Client(raise_request_exception=False)
        client.get("/p/no-such-product-here/")
        text = client.get("/metrics").content.decode()
        assert 'route="p/<slug:handle>/"' in text
        assert "no-such-product-here" not in text

    def test_tells_what_waits(self) -> None:
        text = Client().get("/metrics").content.decode()
        assert "balcao_outbox_waiting 0.0" in text
        assert "balcao_outbox_lag_seconds 0.0" in text
        assert "balcao_database_connections{" in text

    @pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer wrong"}])
    @override_settings(METRICS_TOKEN="right")
    def test_wants_the_token_where_one_is_set(self, headers: dict[str, str]) -> None:
        assert Client().get("/metrics", headers=headers).status_code == 403

    @override_settings(METRICS_TOKEN="right")
    def test_opens_to_the_token(self) -> None:
        answer = Client().get("/metrics", headers={"authorization": "Bearer right"})
        assert answer.status_code == 200

    def test_is_closed_to_other_machines(self) -> None:
        assert Client(REMOTE_ADDR="203.0.113.9").get("/metrics").status_code == 403

    def test_is_closed_to_what_came_through_a_proxy_on_this_machine(self) -> None:
        through = {"x-forwarded-for": "203.0.113.9"}
        assert Client().get("/metrics", headers=through).status_code == 403
        with override_settings(BEHIND_PROXY=True):
            assert Client().get("/metrics").status_code == 403
