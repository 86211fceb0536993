"""What to buy: from the page to purchase orders."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command

from balcao.domains.purchasing.models import PurchaseOrder
from balcao.domains.replenishment.operations import ask_for_plan
from balcao.domains.replenishment.queries import latest_run, planning_rules
from tests.clock import today
from tests.domains.purchasing.buying import Buying, open_buying
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def buying(shop) -> Buying:
    return open_buying(shop)


def plan(buying, tmp_path):
    """Small vases sold seven a week for a quarter, until a month ago."""
    sold = [today() - timedelta(weeks=week) for week in range(16, 4, -1)]
    days = "\n".join(f"{day:%Y-%m-%d},VASE-S,7" for day in sold)
    path = tmp_path / "sales.csv"
    path.write_text("day,sku,quantity\n" + days + "\n")
    call_command("plan", sales=path)


def words_of(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.fixture(autouse=True)
def _named_store(settings, shop):
    settings.STORE = "test"


class TestPlans:
    def test_say_what_to_do_before_the_first_look(self, as_role, buying):
        page = as_role("buyer").get("/console/plans/").content.decode()
        assert "Nothing was looked at yet" in page

    def test_become_a_draft_with_the_quantity_that_was_typed(self, as_role, buying, tmp_path):
        plan(buying, tmp_path)
        client, variant = as_role("buyer"), buying.variant("VASE-S")
        page = client.get("/console/plans/").content.decode()
        assert f'name="quantity-{variant}"' in page
        answer = client.post(
            "/console/plans/order/", {"variant": variant, f"quantity-{variant}": "24"}
        )
        order = PurchaseOrder.objects.get()
        assert answer["Location"].endswith(f"{order.pk}/")
        assert [line.quantity for line in order.lines.all()] == [24]
        again = client.post("/console/plans/order/", {"variant": variant})
        assert "Nothing of this is suggested" in words_of(again)
        assert PurchaseOrder.objects.count() == 1
        assert_books_balance()

    def test_need_something_ticked(self, as_role, buying):
        answer = as_role("buyer").post("/console/plans/order/", {"variant": "nonsense"})
        assert "Tick what should be ordered" in words_of(answer)

    def test_show_how_far_a_look_is(self, as_role, buying):
        ask_for_plan(store_id=buying.store_id, by="ana", now=NOW)
        client = as_role("buyer")
        assert "Waiting for the worker" in client.get("/console/plans/").content.decode()
        assert "HX-Refresh" not in client.get("/console/plans/progress/")

    def test_are_asked_for_once(self, as_role, buying):
        client = as_role("buyer")
        assert "is being looked at" in words_of(client.post("/console/plans/look/"))
        assert "under way already" in words_of(client.post("/console/plans/look/"))

    def test_rules_are_saved_or_refused_by_field(self, as_role, buying):
        client, names = as_role("owner"), planning_rules(buying.store_id)
        form = {name: getattr(names, name) for name in names.__dataclass_fields__}
        client.post("/console/plans/save/", {**form, "review_days": "14"})
        assert planning_rules(buying.store_id).review_days == 14
        answer = client.post("/console/plans/save/", {**form, "review_days": "900"})
        assert "from 1 to 90" in words_of(answer)


class TestCommand:
    def test_keeps_what_it_found_on_the_run(self, buying, tmp_path):
        plan(buying, tmp_path)
        run = latest_run(buying.store_id)
        assert (run.done, run.problem) == (run.total, "")
        assert run.ended_at is not None

    def test_refuses_while_another_look_is_under_way(self, buying, tmp_path):
        ask_for_plan(store_id=buying.store_id, by="ana", now=NOW.replace(year=2099))
        with pytest.raises(CommandError, match="being planned"):
            call_command("plan")
