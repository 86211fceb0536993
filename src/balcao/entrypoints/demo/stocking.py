"""Filling the demo shop: its product file goes through the importer that merchants use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from balcao.domains.catalog.queries import products_page
from balcao.domains.imports.operations import apply_import, plan_import, upload_products_file
from balcao.domains.imports.queries import plan_page, runs_page
from balcao.domains.imports.values.plan import ImportPlan
from balcao.domains.imports.values.runs import RunState
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.demo.catalogfiles import FOLDER, PRODUCTS, copy_pictures
from balcao.kernel.errors import Invalid

ACTOR: Final = "demo"
DONE: Final = (RunState.APPLIED, RunState.UNDONE)  # who has taken it back wants it gone
ANY_STATUS: Final = ("active", "draft", "archived")


class DemoFileBroken(Invalid):
    """The demo's own product file has errors."""

    code = "demo_file_broken"


def fill_shelves(
    store: StoreInfo, media: Path, now: datetime, progress: Callable[[str], None]
) -> None:
    """Import the demo's products, once: a second import would count sold stock back in."""
    copied = copy_pictures(media)
    if copied:
        progress(f"{copied} pictures copied")
    if _was_imported(store.id):
        return
    run_id = _upload(store.id, now)
    plan = plan_import(run_id=run_id, now=now)
    _refuse_errors(plan, run_id)
    done = apply_import(run_id=run_id, actor=ACTOR, now=now)
    counts = done.counts
    progress(f"{counts.products_created} products, {counts.variants_created} variants imported")


def _was_imported(store_id: int) -> bool:
    if products_page(store_id, statuses=ANY_STATUS, cursor=None, limit=1).items:
        return True
    latest = runs_page(store_id, limit=200)
    return any(run.file_name == PRODUCTS.name and run.state in DONE for run in latest.items)


def _upload(store_id: int, now: datetime) -> UUID:
    with PRODUCTS.open("rb") as stream:
        return upload_products_file(
            store_id=store_id,
            file_name=PRODUCTS.name,
            size=PRODUCTS.stat().st_size,
            stream=stream,
            actor=ACTOR,
            now=now,
            asset_folder=FOLDER,
        )


def _refuse_errors(plan: ImportPlan, run_id: UUID) -> None:
    if not plan.is_sound:
        first = next(p for p in plan_page(run_id, limit=200).problems if p.is_error)
        raise DemoFileBroken(f"Line {first.line}, column {first.column}: {first.wrong}")
