"""From a run to a plan: the file read, the shop looked up, the two compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from balcao.domains.catalog.queries import rows_of
from balcao.domains.imports.models import ImportPaper, ImportRun
from balcao.domains.imports.operations.pictures import find_pictures
from balcao.domains.imports.rules.comparing import compare
from balcao.domains.imports.rules.merging import pick
from balcao.domains.imports.rules.reading import read_products
from balcao.domains.imports.rules.shop import Terms
from balcao.domains.imports.rules.sku import readable_sku
from balcao.domains.imports.values.drafts import ProductDraft, ProductsFile, Reading
from balcao.domains.imports.values.plan import ImportPlan, ShopRows
from balcao.domains.inventory.queries import default_location, levels_of
from balcao.domains.pricing.queries import price_rows_of
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class FileInHand:
    """A file that was read, with what is needed to compare it."""

    store_id: int
    currency: str
    asset_folder: str
    file: ProductsFile

    @property
    def handles(self) -> list[str]:
        """The products the file is about."""
        return [product.handle for product in self.file.products]


def read_file(run: ImportRun) -> FileInHand:
    """Read the file of a run; what is wrong with it is in the file's findings."""
    store = store_by_id(run.store_id)
    content = ImportPaper.objects.values_list("content", flat=True).get(run=run)
    further = tuple(language for language in store.languages if language != store.language)
    file = read_products(bytes(content), Reading(currency=store.currency, languages=further))
    return FileInHand(
        store_id=run.store_id,
        currency=store.currency,
        asset_folder=run.asset_folder,
        file=file,
    )


def shop_rows(hand: FileInHand) -> ShopRows:
    """The part of the shop that the file is about, as it is now."""
    catalog = rows_of(store_id=hand.store_id, handles=hand.handles, skus=_skus(hand.file.products))
    ids = [row.id for row in catalog.variants]
    location = default_location(hand.store_id).id
    prices = price_rows_of(store_id=hand.store_id, currency=hand.currency, variant_ids=ids)
    levels = {level.variant_id: level for level in levels_of(ids) if level.location_id == location}
    return ShopRows(
        catalog=catalog, prices={price.variant_id: price for price in prices}, levels=levels
    )


def make_plan(hand: FileInHand, rows: ShopRows, now: datetime) -> ImportPlan:
    """Compare, and put the findings of the file and of the comparison together."""
    file = hand.file
    column = file.columns.get("image", "Image Src")
    pictures, missing = find_pictures(file.products, hand.asset_folder, column)
    terms = Terms(
        currency=hand.currency,
        now=now,
        make_id=new_id,
        columns=file.columns,
        pictures=pictures,
    )
    plan = compare(file.products, rows, terms)
    # A cell refused while reading counts as blank while comparing; it is told once.
    told = {(found.line, found.column) for found in file.errors}
    new = [found for found in plan.problems if (found.line, found.column) not in told]
    problems = sorted((*file.problems, *missing, *new), key=lambda found: found.line)
    return replace(plan, problems=tuple(problems))


def _skus(products: Sequence[ProductDraft]) -> list[str]:
    """The SKUs the file names, and those that would be made for variants without one."""
    return [
        variant.sku or readable_sku(product.handle, pick(variant.options, ()))
        for product in products
        for variant in product.variants
    ]
