from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from balcao.domains.pricing.queries import tax_zones
from tests.shop import open_shop

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command("taxes", *words, stdout=out)
    return out.getvalue()


class TestTaxes:
    @pytest.fixture
    def shop(self, settings):
        settings.STORE = "test"
        return open_shop()

    def test_lists_what_can_be_loaded(self):
        assert "eu-vat" in run("list")

    def test_previews_without_writing_and_then_loads(self, shop):
        assert run("preview", "eu-vat").splitlines()[-1].endswith(" new")
        assert tax_zones(shop.store_id) == ()
        assert "0 brought up to date" in run("load", "eu-vat")
        assert len(tax_zones(shop.store_id)) == 27
        assert run("load", "eu-vat").startswith("0 added")

    def test_names_the_tables_there_are(self, shop):
        with pytest.raises(CommandError, match="br_icms"):
            run("load", "mars")
