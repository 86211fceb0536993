"""Back-tests by program, run by a real worker."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from balcao.domains.analytics.models import BackTest
from balcao.domains.analytics.operations import run_back_test
from balcao.domains.team.values import Role
from balcao.entrypoints.api.here import STORES
from balcao.entrypoints.jobs.backtests import queue_back_test, resume_left, run_job
from tests.domains.analytics.conftest import place_all
from tests.entrypoints.api.conftest import Api
from tests.offers import offer, percent
from tests.shop import Shop, open_shop

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 5, 15, tzinfo=UTC)
PERIOD = {"starts_at": "2026-01-05T00:00:00Z", "ends_at": "2026-02-01T00:00:00Z"}


@pytest.fixture
def shop(db) -> Shop:
    STORES.forget()
    shop = open_shop(START)
    place_all(shop, START)
    return shop


@pytest.fixture
def owner(tokens) -> Api:
    return Api(Client(), tokens[Role.OWNER])


@pytest.fixture
def body(shop) -> dict[str, str]:
    return {"promotion_id": str(offer(shop, percent(1_000))), **PERIOD}


def kind(answer) -> str:
    return answer.json()["type"].rpartition("/")[2]


def finish(answer) -> str:
    made = answer.json()["id"]
    assert answer.status_code == 201
    run_job(back_test_id=made)
    return f"/back-tests/{made}"


class TestBackTests:
    def test_are_asked_for_watched_and_read(self, owner, body):
        asked = owner.post("/back-tests/promotion", body)
        assert (asked.json()["state"], asked.json()["total"]) == ("queued", 6)
        at = finish(asked)
        seen = owner.get(at).json()
        assert (seen["state"], seen["done"], seen["percent"]) == ("done", 6, 100)
        found = owner.get(f"{at}/result").json()
        assert found["total"]["touched"] == 6
        assert found["total"]["discount_after"] == sum(
            one["discount_after"] for one in found["days"].values()
        )
        assert len(found["losses"]) == 6
        assert [one["id"] for one in owner.get("/back-tests").json()["items"]] == [seen["id"]]

    def test_come_as_a_file(self, owner, body):
        at = finish(owner.post("/back-tests/promotion", body))
        lines = b"".join(owner.get(f"{at}/result.csv").streaming_content).decode().splitlines()
        rows = list(csv.DictReader(lines))
        assert [row["by"] for row in rows] == ["total", *["day"] * 6, "segment"]
        assert rows[0]["orders"] == "6"

    def test_have_no_result_before_they_are_done(self, owner, body):
        made = owner.post("/back-tests/promotion", body).json()["id"]
        early = owner.get(f"/back-tests/{made}/result")
        assert (early.status_code, kind(early)) == (409, "back_test_not_done")
        assert owner.post(f"/back-tests/{made}/cancel").json()["state"] == "cancelled"
        run_job(back_test_id=made)
        assert owner.get(f"/back-tests/{made}").json()["done"] == 0

    def test_are_asked_for_once_with_a_key(self, owner, body):
        made = {owner.post("/back-tests/promotion", body, key="k").json()["id"] for _ in range(2)}
        assert len(made) == BackTest.objects.count() == 1
        assert ProcrastinateJob.objects.filter(task_name="backtests.run").count() == 1

    def test_of_a_period_to_come_are_refused(self, owner, body):
        late = owner.post(
            "/back-tests/promotion",
            {**body, "starts_at": "2990-01-01T00:00:00Z", "ends_at": "2991-01-01T00:00:00Z"},
        )
        assert (late.status_code, kind(late)) == (422, "bad_back_test")

    def test_try_prices_by_sku_and_by_rule(self, owner, shop):
        prices = [{"sku": "CUP", "amount_minor": 4_000}]
        at = finish(owner.post("/back-tests/price", {"prices": prices, **PERIOD}))
        assert owner.get(f"{at}/result").json()["total"]["touched"] == 5
        rule = {"action": "percent", "value": -100_000}
        at = finish(owner.post("/back-tests/price", {"rule": rule, **PERIOD}))
        assert owner.get(f"{at}/result").json()["total"]["touched"] == 6
        both = owner.post("/back-tests/price", {"rule": rule, "prices": prices, **PERIOD})
        assert (both.status_code, kind(both)) == (422, "bad_back_test")

    def test_try_taxes(self, owner, shop):
        at = finish(owner.post("/back-tests/tax", {"tables": ["br_icms"], **PERIOD}))
        found = owner.get(f"{at}/result").json()
        assert (
            sum(after for _, after in found["jurisdictions"].values())
            == (found["total"]["tax_after"])
        )
        assert found["total"]["tax_after"] > 0


class TestResuming:
    def test_queues_again_what_a_killed_worker_left(self, owner, body):
        made = owner.post("/back-tests/promotion", body).json()["id"]
        ProcrastinateJob.objects.all().delete()
        resume_left()
        assert not ProcrastinateJob.objects.exists()  # it may only be waiting
        BackTest.objects.update(asked_at=datetime.now(UTC) - timedelta(minutes=6))
        resume_left()
        resume_left()
        assert ProcrastinateJob.objects.filter(task_name="backtests.run").count() == 1
        run_back_test(back_test_id=made, clock=lambda: datetime.now(UTC))
        ProcrastinateJob.objects.all().delete()
        resume_left()
        assert not ProcrastinateJob.objects.exists()

    def test_does_not_queue_twice_what_waits(self, owner, body):
        made = owner.post("/back-tests/promotion", body).json()["id"]
        queue_back_test(made)
        assert ProcrastinateJob.objects.filter(task_name="backtests.run").count() == 1
