"""Relative picture paths: found inside the folder that was given for them, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

from balcao.domains.imports.values.drafts import ProductDraft
from balcao.domains.imports.values.plan import PictureSize
from balcao.domains.imports.values.problems import Problem

SUFFIXES: Final = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})


def find_pictures(
    products: Sequence[ProductDraft], folder: str, column: str
) -> tuple[dict[str, PictureSize], list[Problem]]:
    """Sizes of the local pictures by path, and a finding for each that cannot be used."""
    sizes: dict[str, PictureSize] = {}
    problems: list[Problem] = []
    for product in products:
        for media in product.media:
            if "://" in media.source or media.source in sizes:
                continue
            found = _size_of(media.source, folder)
            if isinstance(found, PictureSize):
                sizes[media.source] = found
            else:
                remedy = "Give the picture's web address, or put the file there."
                problems.append(Problem(media.line, column, found, remedy))
    return sizes, problems


def _size_of(source: str, folder: str) -> PictureSize | str:
    """The size of a picture file, or what stands against using it."""
    if not folder:
        return f"“{source}” is a path, but this import came without a picture folder."
    root = Path(folder).resolve()
    path = (root / source).resolve()
    # resolve() follows links, so a link that leads outside is refused as well.
    if not path.is_relative_to(root) or path.suffix.lower() not in SUFFIXES:
        return f"“{source}” is not a picture inside the picture folder."
    if not path.is_file():
        return f"There is no picture “{source}” in the picture folder."
    if path.suffix.lower() == ".svg":
        return PictureSize()
    try:
        with Image.open(path) as picture:
            return PictureSize(*picture.size)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return f"“{source}” is not a readable picture."
