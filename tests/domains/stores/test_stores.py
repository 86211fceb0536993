from __future__ import annotations

import pytest

from balcao.domains.stores.errors import BadStoreSettings, NoSuchStore
from balcao.domains.stores.operations import create_store
from balcao.domains.stores.queries import store_by_id, store_for_host
from tests.shop import NOW, open_shop

pytestmark = pytest.mark.django_db


class TestStoreForHost:
    def test_says_no_when_there_is_no_store(self):
        with pytest.raises(NoSuchStore):
            store_for_host("example.com")

    def test_answers_with_the_oldest_store_when_none_claims_the_host(self):
        first, _ = open_shop(slug="one"), open_shop(slug="two")
        assert store_for_host("nobody.example").id == first.store_id
        assert store_by_id(first.store_id).slug == "one"


class TestCreateStore:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"time_zone": "Mars/Olympus"}, "time_zone"), ({"currency": "reais"}, "currency")],
    )
    def test_names_the_setting_that_is_wrong(self, changes, field):
        good = {
            "slug": "x",
            "name": "X",
            "currency": "BRL",
            "language": "pt-br",
            "languages": ["pt-br"],
            "country": "BR",
            "time_zone": "UTC",
            "email": "x@example.com",
        }
        with pytest.raises(BadStoreSettings) as refusal:
            create_store(**good | changes, now=NOW)
        assert refusal.value.facts["field"] == field
