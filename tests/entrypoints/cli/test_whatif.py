"""What `balcao whatif` says."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from balcao.kernel.ids import new_id
from tests.domains.analytics.conftest import place_all
from tests.offers import offer, percent
from tests.shop import open_shop

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 5, 15, tzinfo=UTC)
PERIOD = {"since": START.date(), "until": START.date().replace(day=31)}


@pytest.fixture
def promotion():
    shop = open_shop(START)
    place_all(shop, START)
    return offer(shop, percent(1_000))


def said(*arguments: str, **options: object) -> str:
    out = StringIO()
    call_command("whatif", *arguments, stdout=out, **options)
    return out.getvalue()


class TestWhatIf:
    def test_tells_what_a_promotion_would_have_given(self, promotion):
        text = said(str(promotion), **PERIOD)
        assert "6, of which 6 would have been others" in text
        assert "in no segment" in text

    def test_speaks_to_programs(self, promotion):
        found = json.loads(said(str(promotion), json=True, **PERIOD))
        assert found["total"]["orders"] == 6
        assert len(found["days"]) == 6

    def test_refuses_a_promotion_that_is_not_there(self, promotion):
        with pytest.raises(CommandError, match="promotion"):
            said(str(new_id()), **PERIOD)

    def test_refuses_a_store_that_is_not_there(self, promotion):
        with pytest.raises(CommandError, match="no such store"):
            said(str(promotion), store="elsewhere", **PERIOD)
