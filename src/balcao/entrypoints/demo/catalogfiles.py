"""The files that the demo shop is made of, in ``catalog/`` beside this module."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
FOLDER: Final = HERE / "catalog"
LEGAL: Final = HERE / "legal"
PRODUCTS: Final = FOLDER / "products.csv"
PICTURES: Final = "images"


def read_store() -> dict[str, Any]:
    """Name and texts of the shop: ``tagline``, ``about`` and ``headline``, each by language."""
    return dict(_read("store.json"))


def read_categories() -> list[dict[str, Any]]:
    """The shelves in their order."""
    return list(_read("categories.json"))


def read_legal_page(kind: str, languages: Sequence[str]) -> dict[str, str]:
    """A legal page of the demo shop, Markdown by language."""
    return {one: (LEGAL / f"{kind}.{one}.md").read_text(encoding="utf-8") for one in languages}


def copy_pictures(media: Path) -> int:
    """Put the pictures where uploaded files are served from; returns how many were new."""
    target = media / PICTURES
    target.mkdir(parents=True, exist_ok=True)
    new = [file for file in sorted((FOLDER / PICTURES).iterdir()) if _differs(file, target)]
    for file in new:
        shutil.copyfile(file, target / file.name)
    return len(new)


def _differs(file: Path, folder: Path) -> bool:
    there = folder / file.name
    return not there.is_file() or there.stat().st_size != file.stat().st_size


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
