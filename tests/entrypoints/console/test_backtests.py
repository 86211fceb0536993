"""The board of back-tests: asking, watching, reading."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from balcao.domains.analytics.models import BackTest
from balcao.entrypoints.jobs.backtests import run_job
from tests.domains.analytics.conftest import asked_back_test, place_all
from tests.offers import offer, percent
from tests.shop import open_shop

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 5, 15, tzinfo=UTC)
DAYS = {"from": "2026-01-05", "to": "2026-01-31"}


@pytest.fixture
def shop(db):
    shop = open_shop(START)
    place_all(shop, START)
    return shop


@pytest.fixture
def owner(as_role):
    return as_role("owner")


def ask(client, name, **said):
    answer = client.post(reverse(f"console:{name}"), {"key": "k" * 20, **DAYS, **said})
    assert answer.status_code == 303
    return answer.headers["Location"]


def finish(client, at):
    made = BackTest.objects.latest("asked_at")
    run_job(back_test_id=str(made.pk))
    page = client.get(at).content.decode()
    return page, made


class TestBackTests:
    def test_of_a_promotion_are_asked_for_watched_and_read(self, shop, owner):
        promotion = offer(shop, percent(1_000), name="Ten off")
        form = owner.get(reverse("console:back-test-promotion") + f"?promotion={promotion}")
        assert f'value="{promotion}" selected' in form.content.decode()
        at = ask(owner, "back-test-promotion-ask", promotion=str(promotion), beside="on_top")
        assert 'role="status"' in owner.get(at).content.decode()
        assert "HX-Refresh" not in owner.get(f"{at}progress/").headers
        page, _ = finish(owner, at)
        assert "of 6 orders touched" in page
        assert page.count("<svg") >= 1
        assert "<title" in page
        assert "As a table" in page
        assert owner.get(f"{at}progress/").headers["HX-Refresh"] == "true"
        file = b"".join(owner.get(f"{at}file/").streaming_content).decode()
        assert file.splitlines()[1].startswith("total,,6,6,")

    def test_are_asked_for_once_by_a_form_sent_twice(self, shop, owner):
        said = {"promotion": str(offer(shop, percent(1_000))), "beside": "on_top"}
        assert ask(owner, "back-test-promotion-ask", **said) == ask(
            owner, "back-test-promotion-ask", **said
        )
        assert BackTest.objects.count() == 1

    @pytest.mark.parametrize(
        ("said", "touched"),
        [
            ({"what": "prices", "prices": "CUP;35,00\n\nVASE-S\t80.00"}, 6 - 1),
            ({"what": "rule", "action": "percent", "value": "-5"}, 6),
        ],
    )
    def test_of_prices_take_what_is_typed(self, shop, owner, said, touched):
        page, _ = finish(owner, ask(owner, "back-test-price-ask", **said))
        assert f"<strong>{touched}</strong>of 6 orders touched" in page

    def test_of_taxes_are_told_by_jurisdiction(self, shop, owner):
        page, _ = finish(owner, ask(owner, "back-test-tax-ask", table=["br_icms"]))
        assert "By jurisdiction" in page

    def test_refuse_what_cannot_be_read_and_ask_for_nothing(self, shop, owner):
        for said in ({"what": "prices", "prices": "CUP"}, {"what": "rule", "value": "x"}, {}):
            ask(owner, "back-test-price-ask", **said)
        ask(owner, "back-test-promotion-ask", promotion="x", beside="on_top")
        ask(owner, "back-test-tax-ask", **{"from": "never"})
        assert not BackTest.objects.exists()

    def test_are_cancelled_by_those_who_may_ask(self, shop, owner, as_role):
        made = asked_back_test(shop)
        at = reverse("console:back-test-cancel", args=[made])
        as_role("viewer").post(at)
        assert BackTest.objects.get(pk=made).state == "queued"
        as_role("catalog").post(at)
        assert BackTest.objects.get(pk=made).state == "cancelled"
