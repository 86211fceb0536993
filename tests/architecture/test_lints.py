"""The lints catch what they are for, and leave alone what is fine."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture import lints

HERE = Path("sample.py")


def found(lint, source: str, **options) -> int:
    return len(list(lint(HERE, ast.parse(source), **options)))


class TestImportsInsideFunctions:
    def test_are_found(self):
        assert found(lints.imports_inside_functions, "def f():\n    import os") == 1

    def test_leave_the_top_of_a_file_alone(self):
        assert found(lints.imports_inside_functions, "import os\ndef f():\n    pass") == 0


class TestWallClock:
    @pytest.mark.parametrize(
        "call", ["timezone.now()", "datetime.now(UTC)", "date.today()", "datetime.datetime.now()"]
    )
    def test_is_found(self, call):
        assert found(lints.wall_clock, call) == 1

    def test_leaves_other_functions_of_the_name_alone(self):
        assert found(lints.wall_clock, "order.now()\nfrom_clock(now)") == 0


class TestSignals:
    def test_are_found(self):
        source = "from django.db.models.signals import post_save"
        assert found(lints.signals, source) == 1
        assert found(lints.signals, "from django.dispatch import receiver") == 1

    def test_leave_events_alone(self):
        assert found(lints.signals, "from balcao.plumbing.outbox import on") == 0


class TestModelsByName:
    def test_are_found(self):
        assert found(lints.models_by_name, "apps.get_model('orders', 'Order')") == 1


class TestPathsInto:
    @pytest.mark.parametrize(
        "source", ["rows.filter(variant__sku='x')", "rows.order_by('-variant__sku')"]
    )
    def test_are_found(self, source):
        tree = ast.parse(source)
        assert len(list(lints.paths_into({"variant"}, HERE, tree))) == 1

    def test_leave_paths_within_the_domain_alone(self):
        tree = ast.parse("rows.filter(quantity__gt=1, level__in=x)\n'a variant__ of text'")
        assert list(lints.paths_into({"variant"}, HERE, tree)) == []


class TestPrivateDrawers:
    def find(self, source: str, *, here: str = "checkout", models: bool = False) -> int:
        return found(lints.private_drawers, source, here=here, models=models)

    def test_are_found_from_outside(self):
        assert self.find("from balcao.domains.orders.rules import check_move") == 1
        assert self.find("from balcao.domains.orders import rules") == 1
        assert self.find("import balcao.domains.orders.models") == 1

    def test_are_open_to_their_own_domain(self):
        assert self.find("from balcao.domains.orders.rules import x", here="orders") == 0

    def test_leave_the_public_face_alone(self):
        assert self.find("from balcao.domains.orders.queries import order_by_id") == 0
        assert self.find("from balcao.domains.orders import queries") == 0

    def test_let_the_console_see_models(self):
        assert self.find("from balcao.domains.orders.models import Order", models=True) == 0
