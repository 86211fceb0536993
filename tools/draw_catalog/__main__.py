"""Run `python -m tools.draw_catalog` from the repository root; `--help` lists the choices."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.compose import HEIGHT, WIDTH, picture
from tools.draw_catalog.goods import Product, categories, products, read
from tools.draw_catalog.raster import render, save
from tools.draw_catalog.scenes import HERO_SIZE, category_scene, hero
from tools.draw_catalog.table import category_rows, write_csv, write_json

CATALOG = Path("src/balcao/entrypoints/demo/catalog")
PRODUCT_BYTES, HERO_BYTES = 45_000, 180_000
Drawing = tuple[str, Canvas, tuple[int, int], int]


def drawings(goods: list[Product], only: str) -> Iterator[Drawing]:
    """Each picture's file name, canvas, size and greatest weight."""
    size = (WIDTH, HEIGHT)
    for product in goods:
        slug = product.category["slug"]
        for shot in product.shots:
            if only in (slug, product.handle, ""):
                canvas = picture(slug, shot.entry, product.handle, product.number, shot.view)
                yield shot.file, canvas, size, PRODUCT_BYTES
    for category in categories():
        if only in ("scenes", ""):
            file = f"categoria-{category['slug']}.webp"
            yield file, category_scene(category["slug"]), size, PRODUCT_BYTES
    if only in ("scenes", ""):
        yield "hero.webp", hero(), HERO_SIZE, HERO_BYTES


def contact_sheet(files: list[Path], path: Path, columns: int = 9) -> None:
    """One picture of many, for looking at."""
    tall, wide = 275, 220
    sheet = Image.new(
        "RGB", (columns * (wide + 6), -(-len(files) // columns) * (tall + 6)), "white"
    )
    for i, file in enumerate(files):
        small = Image.open(file).resize((wide, tall), Image.Resampling.LANCZOS)
        sheet.paste(small, (i % columns * (wide + 6), i // columns * (tall + 6)))
    sheet.save(path)


def main() -> None:
    parser = argparse.ArgumentParser(prog="draw_catalog", description=__doc__)
    parser.add_argument(
        "--words-only", action="store_true", help="write the data files, no pictures"
    )
    parser.add_argument("--only", default="", help="a category, a handle, or `scenes`")
    parser.add_argument("--missing", action="store_true", help="draw only pictures not there yet")
    parser.add_argument("--sheets", type=Path, help="also write a contact sheet per category here")
    asked = parser.parse_args()
    goods, images = products(), CATALOG / "images"
    images.mkdir(parents=True, exist_ok=True)
    rows = write_csv(goods, CATALOG / "products.csv")
    write_json(category_rows(), CATALOG / "categories.json")
    write_json(read("store"), CATALOG / "store.json")
    print(f"{len(goods)} products, {rows} rows")
    if not asked.words_only:
        total = 0
        for file, canvas, size, limit in drawings(goods, asked.only):
            if not (asked.missing and (images / file).exists()):
                total += save(render(canvas.markup(), size), images / file, limit)
        print(f"{total / 1e6:.1f} MB of pictures")
    if asked.sheets:
        for category in categories():
            shots = [s for p in goods if p.category["slug"] == category["slug"] for s in p.shots]
            files = [images / s.file for s in shots if (images / s.file).exists()]
            if files and asked.only in (category["slug"], ""):
                contact_sheet(files, asked.sheets / f"{category['slug']}.png")


if __name__ == "__main__":
    main()
