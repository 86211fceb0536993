"""What people type: the commands that change something, and the one that proves."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from balcao.domains.catalog.models import Product
from balcao.domains.inventory.models import StockLevel
from balcao.domains.team.errors import StaffExists
from balcao.domains.team.queries import actor_of
from balcao.domains.team.values import Capability
from balcao.plumbing.audit.trail import read_trail
from tests.shop import open_shop

FILE = Path(__file__).resolve().parents[2] / "data" / "shopify" / "apparel-excerpt.csv"
pytestmark = pytest.mark.django_db(transaction=True)


def said(*arguments: str, **options: object) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def products() -> int:
    return Product.objects.count()


class TestImport:
    @pytest.fixture(autouse=True)
    def _shop(self):
        open_shop()

    def bring(self, *how: str, file: Path = FILE) -> str:
        return said("import", "products", str(file), "--store", "test", *how)

    def test_only_tells_unless_it_is_told_to(self):
        before = products()
        assert "new" in self.bring()
        assert products() == before

    def test_does_it_and_takes_it_back(self):
        before = products()
        told = self.bring("--apply", "--yes")
        assert products() > before
        said("import", "undo", re.search(r"undo ([0-9a-f-]{36})", told)[1])
        assert products() == before

    def test_is_written_down_under_the_name_of_who_did_it(self):
        self.bring("--apply", "--yes")
        newest = read_trail(kind="product", limit=1).items[0]
        assert newest.source == "cli"
        assert newest.actor.endswith("(command line)")

    def test_says_where_a_file_is_wrong_and_changes_nothing(self, tmp_path):
        broken = tmp_path / "broken.csv"
        text = FILE.read_text("utf-8")
        broken.write_text(text.replace(",50,,true", ",fifty,,true", 1), "utf-8")
        before = products()
        with pytest.raises(CommandError, match="nothing was changed"):
            self.bring("--apply", "--yes", file=broken)
        assert products() == before

    def test_says_that_a_file_or_a_store_is_not_there(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            self.bring(file=tmp_path / "nothing.csv")
        with pytest.raises(CommandError, match="no store"):
            said("import", "products", str(FILE), "--store", "nowhere")


class TestStaff:
    def test_can_sign_in_afterwards_in_the_role_that_was_said(self, monkeypatch):
        monkeypatch.setenv("BALCAO_PASSWORD", "a long enough secret")
        said("staff", "create", "rita@example.com", role="stock")
        assert Capability.ADJUST_STOCK in actor_of("rita@example.com").capabilities
        with pytest.raises(StaffExists):
            said("staff", "create", "rita@example.com")

    def test_refuses_a_password_that_anyone_guesses(self, monkeypatch):
        monkeypatch.setenv("BALCAO_PASSWORD", "12345678")
        with pytest.raises(CommandError):
            said("staff", "create", "rita@example.com")
        assert actor_of("rita@example.com") is None


class TestVerify:
    def test_says_that_all_is_well(self):
        open_shop()
        assert "0 broken" in said("verify")

    def test_ends_with_status_1_and_says_what_is_wrong(self):
        shop = open_shop()
        StockLevel.objects.filter(variant=shop.variants["CUP"]).update(on_hand=99)
        out = StringIO()
        with pytest.raises(SystemExit) as end:
            call_command("verify", "--json", stdout=out)
        assert end.value.code == 1
        broken = [finding for finding in json.loads(out.getvalue()) if not finding["holds"]]
        assert {finding["name"] for finding in broken} == {
            "stock.ledger",
            "stock.balances",
            "stock.layers",
        }
        (ledger,) = [finding for finding in broken if finding["name"] == "stock.ledger"]
        assert "CUP" in ledger["breaches"][0]["what"]
