"""Real files: in, in again without a change, and out to the exact state before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from tests.domains.imports.rows import LATER, NOW, every_row

from balcao.domains.catalog.models import Media, Product, Variant
from balcao.domains.imports.operations import (
    apply_import,
    plan_import,
    undo_import,
)
from balcao.domains.imports.queries import run_by_id
from balcao.domains.inventory.invariants import on_hand_is_its_movements
from balcao.domains.inventory.models import StockLevel, StockMovement
from balcao.domains.pricing.models import Price

OURS = Path(__file__).parents[2] / "data" / "shopify"
SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "shopify"
FILES = sorted([*OURS.glob("*.csv"), *(SHARED.glob("*.csv") if SHARED.is_dir() else [])])
Bring = Callable[..., UUID]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
class TestRealFiles:
    def test_come_in_come_in_again_unchanged_and_go_out_row_by_row(
        self, path: Path, bring_in: Bring, upload: Bring
    ) -> None:
        empty = every_row()
        first = bring_in(path.read_bytes())
        full = every_row()
        assert full["catalog_product"]
        again = upload(path.read_bytes())
        plan = plan_import(run_id=again, now=LATER)
        assert plan.counts.changes_nothing
        apply_import(run_id=again, actor="ana@example.com", now=LATER)
        assert every_row() == full
        undo_import(run_id=again, actor="ana@example.com", now=LATER)
        assert every_row() == full
        undo_import(run_id=first, actor="ana@example.com", now=LATER)
        assert every_row() == empty
        assert on_hand_is_its_movements() == []


class TestApply:
    def test_makes_what_the_file_says(self, bring_in: Bring) -> None:
        run_id = bring_in((OURS / "new-headers.csv").read_bytes())
        mug = Product.objects.get(handle="caneca-de-barro")
        assert mug.title == "Caneca de barro"
        assert mug.tags == ["barro", "cozinha"]
        assert mug.category is not None
        assert (mug.category.slug, mug.category.translations) == (
            "ceramica",
            {"en": {"name": "Ceramics"}},
        )
        assert mug.translations["en"]["title"] == "Clay mug"
        assert mug.translations["en"]["terms"] == {
            "Cor": "Color",
            "Azul": "Blue",
            "Verde": "Green",
        }
        assert list(mug.media.values_list("position", "alt")) == [
            (1, "Caneca azul sobre a mesa"),
            (2, "Caneca verde"),
            (3, "O ateliê"),
        ]
        assert Media.objects.get(position=3).translations == {"en": {"alt": "The workshop"}}
        blue = Variant.objects.get(sku="CAN-AZ")
        assert (blue.option_values, blue.weight_grams, blue.barcode) == (
            ["Azul"],
            350,
            "7891000315507",
        )
        price = Price.objects.get(variant=blue)
        assert (price.amount_minor, price.compare_at_minor, price.cost_minor) == (8990, 9900, 3150)
        assert StockLevel.objects.get(variant=blue).on_hand == 12
        assert StockLevel.objects.get(variant__sku="CAN-VD").backorder_limit > 0
        bag = Product.objects.get(handle="sacola-de-algodao")
        assert (bag.status, bag.option_names, bag.description_html) == (
            "draft",
            [],
            "<p>Leve e forte.</p>",
        )
        assert [v.sku for v in bag.variants.all()] == ["SACOLA-DE-ALGODAO"]
        movement = StockMovement.objects.get(sku="CAN-AZ")
        assert (movement.reason, movement.quantity, movement.document, movement.actor) == (
            "imported",
            12,
            f"import:{run_id}",
            "ana@example.com",
        )

    def test_changes_only_what_differs_and_undo_puts_versions_and_times_back(
        self, bring_in: Bring, upload: Bring
    ) -> None:
        bring_in((OURS / "new-headers.csv").read_bytes())
        before = every_row()
        update = (
            "Handle,Title,Type,Tags,Option1 Name,Option1 Value,Variant SKU,Variant Price,"
            "Variant Inventory Qty,Image Src,Image Alt Text\n"
            "caneca-de-barro,Caneca nova,Barro,,Cor,Azul,CAN-VD,79.90,3,,\n"
            "caneca-de-barro,,,,,Verde,CAN-AZ,,5,https://example.com/new.jpg,Nova\n"
            "caneca-de-barro,,,,,Preto,,10.00,1,,\n"
            "novo,Produto novo,Barro,,Title,Default Title,,5.00,,,\n"
        )
        run_id = bring_in(update, now=LATER)
        mug = Product.objects.get(handle="caneca-de-barro")
        assert (mug.version, mug.title, mug.tags) == (2, "Caneca nova", [])
        assert Variant.objects.get(sku="CAN-VD").option_values == ["Azul"]
        assert Variant.objects.get(sku="CAN-AZ").option_values == ["Verde"]
        assert Product.objects.get(handle="sacola-de-algodao").version == 1
        again = plan_import(run_id=upload(update), now=LATER)
        assert again.counts.changes_nothing
        undo_import(run_id=run_id, actor="ana@example.com", now=LATER)
        assert every_row() == before
        assert on_hand_is_its_movements() == []
        assert run_by_id(run_id).state == "undone"

    def test_leaves_what_the_file_does_not_name(self, bring_in: Bring) -> None:
        bring_in((OURS / "new-headers.csv").read_bytes())
        before = every_row()
        run_id = bring_in("Handle,Variant SKU,Variant Price\ncaneca-de-barro,CAN-AZ,95\n", LATER)
        assert run_by_id(run_id).counts.variants_changed == 1
        after = every_row()
        assert after["catalog_variant"] == before["catalog_variant"]
        assert after["inventory_stocklevel"] == before["inventory_stocklevel"]
        assert Price.objects.get(variant__sku="CAN-AZ").amount_minor == 9500
        assert Price.objects.get(variant__sku="CAN-AZ").compare_at_minor == 9900
        assert Price.objects.get(variant__sku="CAN-AZ").updated_at > NOW
