"""When an import must not happen, or must not be undone, it says so by name and does nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from tests.domains.imports.rows import LATER, NOW, every_row

from balcao.domains.catalog.models import Category, Product, Variant
from balcao.domains.catalog.operations import edit_product
from balcao.domains.catalog.values import ProductEdit
from balcao.domains.imports.errors import (
    AlreadyApplied,
    AlreadyUndone,
    CannotUndo,
    FileHasProblems,
    FileTooLarge,
    PlanIsStale,
    WrongState,
)
from balcao.domains.imports.operations import (
    apply_import,
    plan_import,
    undo_import,
    upload_products_file,
)
from balcao.domains.imports.queries import plan_page, run_by_id, runs_page
from balcao.domains.inventory.models import Commitment, StockLevel
from balcao.kernel.ids import new_id

Bring = Callable[..., UUID]
CUP = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\n"
ONE = CUP + "cup,Cup,CUP,10,5\n"


def promise(sku: str, units: int) -> None:
    """An order that waits for some units."""
    level = StockLevel.objects.get(variant__sku=sku)
    level.allocated += units
    level.save()
    Commitment.objects.create(
        store_id=level.store_id,
        order_id=new_id(),
        line_no=1,
        level=level,
        quantity=units,
        state="allocated",
    )


def apply(run_id: UUID) -> None:
    apply_import(run_id=run_id, actor="ana@example.com", now=LATER)


def undo(run_id: UUID) -> None:
    undo_import(run_id=run_id, actor="ana@example.com", now=LATER)


class TestUpload:
    def test_refuses_a_large_file_before_reading_it(self, store: int) -> None:
        class Unreadable(io.BytesIO):
            def read(self, *_: object) -> bytes:
                raise AssertionError("was read")

        with pytest.raises(FileTooLarge):
            upload_products_file(
                store_id=store, file_name="big.csv", size=200 * 1024 * 1024, stream=Unreadable(),
                actor="", now=NOW,
            )  # fmt: skip

    def test_does_not_believe_a_size_that_is_too_small(self, store: int) -> None:
        with pytest.raises(FileTooLarge):
            upload_products_file(
                store_id=store, file_name="x.csv", size=1, stream=io.BytesIO(b"x" * 100),
                actor="", now=NOW, limit=10,
            )  # fmt: skip

    def test_keeps_only_the_name_of_a_path(self, upload: Bring) -> None:
        run = run_by_id(upload(ONE, file_name="C:\\files\\..\\list.csv"))
        assert (run.file_name, run.state, run.size) == ("list.csv", "uploaded", len(ONE))


class TestPlan:
    def test_changes_nothing_and_can_be_looked_at(self, upload: Bring, store: int) -> None:
        before = every_row()
        run_id = upload(ONE + "pot,Pot,POT,x,1\n")
        plan = plan_import(run_id=run_id, now=NOW)
        assert every_row() == before
        assert not plan.is_sound
        page = plan_page(run_id)
        assert [step.handle for step in page.steps] == ["cup", "pot"]
        assert [(problem.line, problem.column) for problem in page.problems] == [
            (3, "Variant Price")
        ]
        assert (page.run.errors, page.run.can_apply) == (1, False)
        assert page.kinds == {"create": 2}
        assert [run.id for run in runs_page(store).items] == [run_id]

    def test_names_rows_that_the_shop_forbids(self, bring_in: Bring, upload: Bring) -> None:
        bring_in(ONE + "pot,Pot,POT,1,1\n")
        plan = plan_import(
            run_id=upload(
                "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n"
                "cup,Cup,,,POT,1\n"  # another product's SKU
                "jug,,,,JUG,1\n"  # a new product without a title
                "jar,Jar,,,JAR,\n"  # a new variant without a price
                "pot,Pot,Size,S,POT-S,1\n"  # options that its old variant lacks
            ),
            now=NOW,
        )
        assert [(found.line, found.column) for found in plan.problems] == [
            (2, "Variant SKU"),
            (3, "Title"),
            (4, "Variant Price"),
            (5, "Option1 Name"),
        ]

    def test_refuses_stock_below_what_buyers_were_promised(
        self, bring_in: Bring, upload: Bring
    ) -> None:
        bring_in(ONE)
        promise("CUP", 3)
        run_id = upload("Handle,Variant SKU,Variant Inventory Qty\ncup,CUP,2\n")
        plan = plan_import(run_id=run_id, now=NOW)
        assert "3 of “CUP” are promised" in plan.problems[0].wrong
        with pytest.raises(FileHasProblems):
            apply(run_id)
        assert StockLevel.objects.get().on_hand == 5


class TestApplyRefuses:
    def test_a_second_time(self, bring_in: Bring) -> None:
        run_id = bring_in(ONE)
        rows = every_row()
        with pytest.raises(AlreadyApplied):
            apply(run_id)
        assert every_row() == rows

    def test_a_file_that_was_not_compared(self, upload: Bring) -> None:
        with pytest.raises(WrongState):
            apply(upload(ONE))

    def test_when_the_shop_changed_since_the_dry_run(self, bring_in: Bring, upload: Bring) -> None:
        bring_in(ONE)
        run_id = upload("Handle,Title\ncup,Mug\n")
        plan_import(run_id=run_id, now=NOW)
        cup = Product.objects.get()
        edit_product(
            product_id=cup.pk, expected_version=1, edit=ProductEdit(title="Big cup"), now=LATER
        )
        with pytest.raises(PlanIsStale):
            apply(run_id)
        assert Product.objects.get().title == "Big cup"
        assert plan_page(run_id).steps[0].changes[0].old == "Big cup"
        apply(run_id)
        assert Product.objects.get().title == "Mug"

    def test_when_the_end_of_a_long_text_changed_since_the_dry_run(
        self, bring_in: Bring, upload: Bring
    ) -> None:
        words = "word " * 100
        bring_in(f"Handle,Title,Body (HTML),Variant Price\ncup,Cup,{words},1\n")
        run_id = upload("Handle,Body (HTML)\ncup,short\n")
        plan_import(run_id=run_id, now=NOW)
        edit = ProductEdit(description_html=f"<p>{words}end</p>")
        edit_product(product_id=Product.objects.get().pk, expected_version=1, edit=edit, now=LATER)
        with pytest.raises(PlanIsStale):
            apply(run_id)
        assert Product.objects.get().description_html.endswith("end</p>")

    def test_when_stock_was_promised_since_the_dry_run(
        self, bring_in: Bring, upload: Bring
    ) -> None:
        bring_in(ONE)
        run_id = upload("Handle,Variant SKU,Variant Price,Variant Inventory Qty\ncup,CUP,9,2\n")
        plan_import(run_id=run_id, now=NOW)
        promise("CUP", 3)
        before = every_row()
        with pytest.raises(FileHasProblems):
            apply(run_id)
        assert every_row() == before
        assert run_by_id(run_id).errors == 1


class TestUndoRefuses:
    def test_a_second_time(self, bring_in: Bring) -> None:
        run_id = bring_in(ONE)
        undo(run_id)
        with pytest.raises(AlreadyUndone):
            undo(run_id)
        with pytest.raises(AlreadyUndone):
            apply(run_id)

    def test_what_was_never_applied(self, upload: Bring) -> None:
        with pytest.raises(WrongState, match="is uploaded"):
            undo(upload(ONE))

    def test_when_a_product_was_edited_since(self, bring_in: Bring) -> None:
        run_id = bring_in(ONE)
        cup = Product.objects.get()
        edit_product(
            product_id=cup.pk, expected_version=1, edit=ProductEdit(title="Big cup"), now=LATER
        )
        rows = every_row()
        with pytest.raises(CannotUndo, match="product “cup” was changed since") as refusal:
            undo(run_id)
        assert refusal.value.facts["names"] == ["product “cup”"]
        assert "product “cup” was changed since" in run_by_id(run_id).note
        assert every_row() == rows

    def test_when_it_was_sold_since(self, bring_in: Bring) -> None:
        run_id = bring_in(ONE)
        promise("CUP", 1)
        rows = every_row()
        with pytest.raises(CannotUndo, match="“CUP” was ordered since"):
            undo(run_id)
        assert every_row() == rows

    def test_when_more_is_promised_than_there_was_before(self, bring_in: Bring) -> None:
        bring_in(ONE)
        run_id = bring_in(ONE.replace(",5\n", ",50\n"), now=LATER)
        promise("CUP", 20)
        rows = every_row()
        with pytest.raises(CannotUndo, match="“CUP” was promised"):
            undo(run_id)
        assert every_row() == rows

    def test_when_a_variant_was_added_since(self, bring_in: Bring) -> None:
        run_id = bring_in(ONE)
        cup = Product.objects.get()
        Variant.objects.create(store_id=cup.store_id, product=cup, sku="CUP-2", option_values=["2"])
        with pytest.raises(CannotUndo, match="variant “CUP-2” was added since"):
            undo(run_id)

    def test_when_its_category_holds_others_by_now(self, bring_in: Bring) -> None:
        first = bring_in("Handle,Title,Type,Variant Price\ncup,Cup,Clay,1\n")
        bring_in("Handle,Title,Type,Variant Price\npot,Pot,Clay,1\n", now=LATER)
        rows = every_row()
        with pytest.raises(CannotUndo, match="still needs"):
            undo(first)
        assert every_row() == rows
        assert Category.objects.count() == 1

    def test_nothing_when_a_later_import_is_undone_first(self, bring_in: Bring) -> None:
        empty = every_row()
        first = bring_in(ONE)
        full = every_row()
        second = bring_in(ONE.replace("10", "12"), now=LATER)
        with pytest.raises(CannotUndo):
            undo(first)
        undo(second)
        assert every_row() == full
        undo(first)
        assert every_row() == empty


class TestPictures:
    FILE = "Handle,Title,Variant Price,Image Src\ncup,Cup,1,pictures/cup.png\n"

    def test_come_from_the_given_folder_with_their_size(
        self, bring_in: Bring, tmp_path: Path
    ) -> None:
        (tmp_path / "pictures").mkdir()
        Image.new("RGB", (40, 30)).save(tmp_path / "pictures" / "cup.png")
        bring_in(self.FILE, asset_folder=tmp_path)
        media = Product.objects.get().media.get()
        assert (media.src, media.width, media.height) == ("pictures/cup.png", 40, 30)

    def test_are_refused_without_a_folder_or_outside_it(
        self, upload: Bring, tmp_path: Path
    ) -> None:
        plan = plan_import(run_id=upload(self.FILE), now=NOW)
        assert "without a picture folder" in plan.problems[0].wrong
        inside = tmp_path / "inside"
        (inside / "pictures").mkdir(parents=True)
        Image.new("RGB", (4, 3)).save(tmp_path / "cup.png")
        (inside / "pictures" / "cup.png").symlink_to(tmp_path / "cup.png")
        plan = plan_import(run_id=upload(self.FILE, asset_folder=inside), now=NOW)
        assert "not a picture inside" in plan.problems[0].wrong
        assert plan.problems[0].line == 2

    def test_must_be_pictures(self, upload: Bring, tmp_path: Path) -> None:
        (tmp_path / "pictures").mkdir()
        (tmp_path / "pictures" / "cup.png").write_text("no picture")
        plan = plan_import(run_id=upload(self.FILE, asset_folder=tmp_path), now=NOW)
        assert "not a readable picture" in plan.problems[0].wrong
