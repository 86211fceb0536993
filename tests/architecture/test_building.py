"""The rules of docs/map.md hold everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from balcao.plumbing.truths import TRUTHS
from tests.architecture import lints
from tests.architecture.building import (
    DOMAINS,
    ROOT,
    SOURCE,
    Finding,
    functions_of,
    length_of,
    python_below,
    tracked,
    tree_of,
)

FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "services", "managers"}
# Django asks a database backend for its module `base` (ADR 0012).
NAMED_BY_OTHERS = {SOURCE / "plumbing" / "postgres" / "backend" / "base.py"}
# Nobody writes it, so nobody splits it (ADR 0042).
GENERATED = {SOURCE / "plumbing" / "fresh.sql"}
MOST_FILE, MOST_FUNCTION, MOST_VIEW, MOST_TEMPLATE = 400, 50, 20, 150
# Every web framework calls its root template so; the name says what it is there.
TEMPLATE_SUFFIXES = (".html", ".txt")


def assert_none(findings: Iterable[Finding]) -> None:
    """Says each place that breaks the rule."""
    listed = [str(finding) for finding in findings]
    assert not listed, "\n" + "\n".join(listed)


def rooms(floor: str) -> list[Path]:
    return sorted(p for p in (SOURCE / floor).iterdir() if (p / "__init__.py").exists())


class TestSizes:
    def test_a_file_has_at_most_400_lines(self):
        for_all = [*python_below(ROOT), *(p for p in tracked(".sql") if SOURCE in p.parents)]
        lengths = ((path, len(path.read_text("utf-8").splitlines())) for path in for_all)
        assert_none(
            Finding(path, n, f"{n} lines. Split it by what changes together.")
            for path, n in lengths
            if n > MOST_FILE and path not in GENERATED
        )

    def test_a_function_has_at_most_50_lines(self):
        assert_none(
            Finding(path, node.lineno, f"{node.name} has {length_of(node)} lines.")
            for path in python_below(ROOT)
            for node in functions_of(tree_of(path))
            if length_of(node) > MOST_FUNCTION
        )

    def test_a_view_has_at_most_20_lines(self):
        assert_none(self._long_views())

    def _long_views(self) -> Iterator[Finding]:
        for path in python_below(SOURCE / "entrypoints"):
            for node in functions_of(tree_of(path)):
                names = [argument.arg for argument in node.args.args[:2]]
                if "request" in names and length_of(node) > MOST_VIEW:
                    says = f"view {node.name} has {length_of(node)} lines. Translate, call, answer."
                    yield Finding(path, node.lineno, says)

    def test_a_template_has_at_most_150_lines(self):
        templates = [
            p for p in tracked(*TEMPLATE_SUFFIXES) if "templates" in p.parts and SOURCE in p.parents
        ]
        lengths = ((path, len(path.read_text("utf-8").splitlines())) for path in templates)
        assert_none(
            Finding(path, n, f"{n} lines. Split it into partials.")
            for path, n in lengths
            if n > MOST_TEMPLATE
        )


class TestNames:
    def test_no_file_is_called_after_nothing(self):
        assert_none(
            Finding(path, 1, f"“{part}” says nothing. Name it after what it does.")
            for path in tracked(".py")
            for part in path.relative_to(ROOT).with_suffix("").parts
            if part in FORBIDDEN_NAMES and path not in NAMED_BY_OTHERS
        )


class TestBorders:
    def test_no_import_hides_inside_a_function(self):
        allowed = {SOURCE / "config" / "apps.py"}  # ADR 0007
        assert_none(
            finding
            for path in python_below(SOURCE)
            if path not in allowed
            for finding in lints.imports_inside_functions(path, tree_of(path))
        )

    def test_no_domain_asks_the_clock(self):
        assert_none(
            finding
            for path in python_below(DOMAINS)
            for finding in lints.wall_clock(path, tree_of(path))
        )

    def test_no_business_runs_by_signals_or_models_by_name(self):
        assert_none(
            finding
            for path in python_below(DOMAINS)
            for lint in (lints.signals, lints.models_by_name)
            for finding in lint(path, tree_of(path))
        )

    def test_no_domain_opens_the_drawers_of_another(self):
        assert_none(
            finding
            for room in rooms("domains")
            for path in python_below(room)
            for finding in lints.private_drawers(path, tree_of(path), here=room.name, models=False)
        )

    def test_no_entrypoint_or_adapter_opens_private_drawers(self):
        assert_none(
            finding
            for floor in ("entrypoints", "adapters")
            for room in rooms(floor)
            for path in python_below(room)
            for finding in lints.private_drawers(
                path, tree_of(path), here="", models=room.name == "console"
            )
        )

    @pytest.mark.parametrize("room", rooms("domains"), ids=lambda room: room.name)
    def test_no_query_path_leaves_its_domain(self, room):
        foreign = {
            field.name
            for model in apps.get_app_config(room.name).get_models()
            for field in model._meta.get_fields()
            if field.is_relation
            and field.related_model is not None
            and field.related_model._meta.app_label != room.name
        }
        assert_none(
            finding
            for path in python_below(room)
            for finding in lints.paths_into(foreign, path, tree_of(path))
        )

    def test_foreign_keys_point_down_only(self):
        order = [
            ["analytics"],
            ["reconciliation", "risk"],
            ["checkout", "imports", "ledger", "replenishment"],
            ["orders"],
            ["cart", "search", "payments", "shipping", "purchasing", "wallet"],
            ["promotions"],
            ["inventory", "pricing"],
            ["catalog"],
            ["customers", "team"],
            ["stores"],
        ]
        height = {name: -row for row, names in enumerate(order) for name in names}
        upward = [
            f"{model.__name__}.{field.name} points up to {field.related_model.__name__}"
            for name in height
            for model in apps.get_app_config(name).get_models()
            for field in model._meta.get_fields()
            if field.many_to_one and field.related_model._meta.app_label in height
            if field.related_model._meta.app_label != name
            and height[field.related_model._meta.app_label] >= height[name]
        ]
        assert upward == []

    def test_every_domain_with_invariants_has_them_asked(self):
        stated = {p.parent.name for p in tracked(".py") if p.name == "invariants.py"}
        asked = {one.check.__module__.split(".")[-2] for one in TRUTHS}
        assert stated - {"kernel"} == asked

    def test_every_table_that_grows_with_sales_names_its_store(self):
        growing = {"Order", "OrderLine", "Payment", "Commitment", "StockMovement", "OutboxEvent"}
        growing |= {"Cart", "Customer", "IdempotencyKey", "TimelineEntry", "Fulfillment"}
        growing |= {"PurchaseOrder", "PurchaseLine", "Receipt", "ReceiptLine", "SupplierReturn"}
        growing |= {"Transfer", "TransferLine", "TransferLotLine", "StockCount", "CountLine"}
        growing |= {"Adjustment", "CountRhythm", "OrderDiscount", "TaxLine"}
        models = {m.__name__: {f.name for f in m._meta.get_fields()} for m in apps.get_models()}
        assert {name for name in growing if "store_id" not in models[name]} == set()


class TestMigrations:
    def test_say_what_the_models_say_and_end_in_one_place(self, db):
        loader = MigrationLoader(None)
        assert loader.detect_conflicts() == {}
        call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


class TestSql:
    def test_every_statement_says_what_it_is_for(self):
        silent = [
            path
            for path in tracked(".sql")
            if SOURCE in path.parents
            if not path.read_text("utf-8").startswith("-- ")
            or "alled by" not in path.read_text("utf-8")
        ]
        assert_none(
            Finding(path, 1, "begin with its purpose, caller and budget") for path in silent
        )
