"""From SVG to WebP, with a paper grain over everything."""

import io
import random
from functools import cache
from pathlib import Path

import resvg_py
from PIL import Image, ImageChops, ImageFilter

# Grain coarser than a pixel survives the encoder at a third of the bytes.
GRAIN_SCALE = 2
QUALITY = 74


@cache
def _grain(size: tuple[int, int]) -> Image.Image:
    small = (size[0] // GRAIN_SCALE, size[1] // GRAIN_SCALE)
    noise = Image.frombytes("L", small, random.Random(11).randbytes(small[0] * small[1]))
    noise = noise.filter(ImageFilter.GaussianBlur(0.7))
    return noise.resize(size, Image.Resampling.BICUBIC).convert("RGB")


def render(svg: str, size: tuple[int, int]) -> Image.Image:
    """Rasterize and lay the grain."""
    png = resvg_py.svg_to_bytes(
        svg_string=svg, width=size[0], height=size[1], skip_system_fonts=True
    )
    picture = Image.open(io.BytesIO(bytes(png))).convert("RGB")
    return Image.blend(picture, ImageChops.soft_light(picture, _grain(size)), 0.2)


def save(picture: Image.Image, path: Path, limit: int) -> int:
    """Write WebP, stepping the quality down until it fits; give its size in bytes."""
    for quality in range(QUALITY, 20, -8):
        picture.save(path, "WEBP", quality=quality, method=4)
        if path.stat().st_size <= limit:
            break
    return path.stat().st_size
