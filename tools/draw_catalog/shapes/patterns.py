"""Surface patterns: each fills a rectangle; the caller clips it to the thing it decorates."""

import math
from collections.abc import Callable, Sequence

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import blob, box, curve, ellipse, line, mix, n, poly

Box = tuple[float, float, float, float]
Pattern = Callable[[Canvas, Box, Sequence[str], float], None]


def _steps(start: float, end: float, step: float) -> list[float]:
    return [start + i * step for i in range(int((end - start) / step) + 2)]


def waves(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    """The sidewalk: dark and light bands swelling into each other."""
    x, y, w, h = area
    pitch, period = 92 * s, 250 * s
    for row, top in enumerate(_steps(y - pitch, y + h + pitch, pitch)):
        shift = period / 2 * (row % 2)
        upper, lower = [], []
        for px in _steps(x - period, x + w + period, period / 8):
            phase = (px - x + shift) / period * math.tau
            upper.append((px, top + math.sin(phase) * pitch * 0.42))
            lower.append((px, top + pitch * 0.5 + math.sin(phase + 0.9) * pitch * 0.42))
        back = lower[::-1]
        c.path(line(upper) + f"L{n(back[0][0])} {n(back[0][1])}" + curve(back) + "Z", inks[0])


def stripes(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for i, px in enumerate(_steps(x, x + w, 58 * s)):
        wide = (34, 12, 22)[i % 3] * s
        c.path(box(px + c.rng.uniform(-2, 2), y - 5, wide, h + 10), inks[i % len(inks)])


def bands(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for i, py in enumerate(_steps(y + 14 * s, y + h, 62 * s)):
        tall = (32, 10, 20, 10)[i % 4] * s
        c.path(box(x - 5, py + c.rng.uniform(-2, 2), w + 10, tall), inks[i % len(inks)])


def check(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for px in _steps(x, x + w, 84 * s):
        c.path(box(px, y - 5, 42 * s, h + 10), inks[0], opacity=0.5)
    for py in _steps(y, y + h, 84 * s):
        c.path(box(x - 5, py, w + 10, 42 * s), inks[0], opacity=0.5)
    for px in _steps(x + 61 * s, x + w, 84 * s):
        c.path(box(px, y, 5 * s, h), inks[-1], opacity=0.7)


def dots(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for row, py in enumerate(_steps(y, y + h, 52 * s)):
        for i, px in enumerate(_steps(x + (row % 2) * 30 * s, x + w, 60 * s)):
            size = c.rng.uniform(9, 13) * s
            c.path(blob(px, py, size, size, c.rng), inks[(row + i) % len(inks)])


def terrazzo(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for row, py in enumerate(_steps(y, y + h, 44 * s)):
        for px in _steps(x + (row % 2) * 24 * s, x + w, 48 * s):
            ink = inks[c.rng.randrange(len(inks))]
            big, flat = c.rng.uniform(9, 21) * s, c.rng.uniform(7, 13) * s
            at = (px + c.rng.uniform(-9, 9) * s, py + c.rng.uniform(-9, 9) * s)
            c.path(blob(*at, big, flat, c.rng, 0.3), ink)


def tiles(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    """Square tiles with a quarter turn each, laid as the mason pleases."""
    x, y, w, h = area
    side = 96 * s
    for py in _steps(y, y + h - side / 2, side):
        for px in _steps(x, x + w - side / 2, side):
            turn = c.rng.randrange(4)
            ink = inks[c.rng.randrange(len(inks))]
            r, inner = n(side), n(side * 0.42)
            shape = f"M0 0H{r}A{r} {r} 0 0 1 0 {r}Z"
            move = f"translate({n(px)} {n(py)}) rotate({turn * 90} {n(side / 2)} {n(side / 2)})"
            c.path(shape, ink, transform=move)
            bite = f"M0 0H{inner}A{inner} {inner} 0 0 1 0 {inner}Z"
            c.path(bite, inks[(inks.index(ink) + 1) % len(inks)], transform=move)


def zigzag(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for i, py in enumerate(_steps(y, y + h, 56 * s)):
        points = [
            (px, py + (26 * s if k % 2 else -4 * s))
            for k, px in enumerate(_steps(x - 40, x + w + 40, 40 * s))
        ]
        d = "M" + "L".join(f"{n(a)} {n(b)}" for a, b in points)
        c.path(d, "none", inks[i % len(inks)], (18 if i % 2 else 9) * s)


def diamonds(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for row, py in enumerate(_steps(y, y + h, 74 * s)):
        for i, px in enumerate(_steps(x + (row % 2) * 55 * s, x + w, 110 * s)):
            for k, part in enumerate((1, 0.62, 0.28)):
                a, b = 50 * s * part, 66 * s * part
                shape = poly([(px, py - b), (px + a, py), (px, py + b), (px - a, py)])
                c.path(shape, inks[(i + k) % len(inks)] if k < 2 else inks[0])


def scales(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for row, py in enumerate(_steps(y, y + h + 60 * s, 44 * s)):
        for px in _steps(x + (row % 2) * 48 * s, x + w + 48 * s, 96 * s):
            for k, part in enumerate((1, 0.72, 0.42)):
                c.path(ellipse(px, py, 48 * s * part, 48 * s * part), inks[k % len(inks)])


def leaves(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for row, py in enumerate(_steps(y, y + h, 82 * s)):
        for i, px in enumerate(_steps(x + (row % 2) * 46 * s, x + w, 92 * s)):
            turn = c.rng.uniform(-50, 50) + (90 if (row + i) % 2 else 0)
            d = f"M0 {n(-42 * s)}Q{n(30 * s)} 0 0 {n(42 * s)}Q{n(-30 * s)} 0 0 {n(-42 * s)}Z"
            with c.group(transform=f"translate({n(px)} {n(py)}) rotate({n(turn)})"):
                ink = inks[(row + i) % len(inks)]
                c.path(d, ink)
                c.path(f"M0 {n(-36 * s)}V{n(40 * s)}", "none", mix(ink, "#fff4df", 0.5), 2.5 * s)


def flags(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    """Little paper flags of the June feasts."""
    x, y, w, h = area
    for row, py in enumerate(_steps(y + 10 * s, y + h, 96 * s)):
        for i, px in enumerate(_steps(x - (row % 2) * 36 * s, x + w, 72 * s)):
            a, b = 56 * s, 76 * s
            shape = [
                (px, py),
                (px + a, py),
                (px + a, py + b),
                (px + a / 2, py + b * 0.62),
                (px, py + b),
            ]
            c.path(poly(shape), inks[(i * 2 + row) % len(inks)])


def cobogo(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    """The pierced brick: petals in a square grid."""
    x, y, w, h = area
    side = 84 * s
    for row, py in enumerate(_steps(y, y + h, side)):
        for i, px in enumerate(_steps(x, x + w, side)):
            with c.group(transform=f"translate({n(px)} {n(py)})"):
                for turn in range(4):
                    r = side / 2
                    d = (
                        f"M0 0Q{n(r * 0.9)} {n(r * 0.1)} {n(r * 0.92)} {n(r * 0.92)}"
                        f"Q{n(r * 0.1)} {n(r * 0.9)} 0 0Z"
                    )
                    c.path(d, inks[(row + i) % len(inks)], transform=f"rotate({turn * 90})")


def strokes(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for row, py in enumerate(_steps(y, y + h, 46 * s)):
        for i, px in enumerate(_steps(x + (row % 3) * 25 * s, x + w, 88 * s)):
            lean = c.rng.uniform(-8, 8) * s
            d = line(
                [(px, py), (px + 22 * s, py + lean), (px + 50 * s, py + c.rng.uniform(-5, 5) * s)]
            )
            c.path(d, "none", inks[(row + i) % len(inks)], 13 * s)


def suns(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    x, y, w, h = area
    for row, py in enumerate(_steps(y + 60 * s, y + h, 130 * s)):
        for i, px in enumerate(_steps(x + 60 * s - (row % 2) * 65 * s, x + w, 130 * s)):
            ink = inks[(row + i) % len(inks)]
            c.path(
                (
                    f"M{n(px - 40 * s)} {n(py)}A{n(40 * s)} {n(40 * s)} 0 0 1 {n(px + 40 * s)}"
                    f" {n(py)}Z"
                ),
                ink,
            )
            for k in range(7):
                a = math.pi * (k / 6) + math.pi
                near, far = 50 * s, 66 * s
                ray = line(
                    [
                        (px + near * math.cos(a), py + near * math.sin(a)),
                        (px + far * math.cos(a), py + far * math.sin(a)),
                    ]
                )
                c.path(ray, "none", ink, 6 * s)


def weave(c: Canvas, area: Box, inks: Sequence[str], s: float) -> None:
    """Warp and weft, fine enough to read as cloth."""
    x, y, w, h = area
    for py in _steps(y, y + h, 9 * s):
        c.path(f"M{n(x)} {n(py)}H{n(x + w)}", "none", inks[0], 2.2 * s, opacity=0.5)
    for px in _steps(x, x + w, 13 * s):
        c.path(f"M{n(px)} {n(y)}V{n(y + h)}", "none", inks[-1], 1.8 * s, opacity=0.35)


PATTERNS: dict[str, Pattern] = {
    "waves": waves, "stripes": stripes, "bands": bands, "check": check, "dots": dots,
    "terrazzo": terrazzo, "tiles": tiles, "zigzag": zigzag, "diamonds": diamonds,
    "scales": scales, "leaves": leaves, "flags": flags, "cobogo": cobogo, "strokes": strokes,
    "suns": suns, "weave": weave,
}  # fmt: skip


def decorate(
    c: Canvas,
    name: str | None,
    shape: str,
    area: Box,
    inks: Sequence[str],
    scale: float = 1.0,
    **rest,
) -> None:
    """Fill a shape with a pattern; no name leaves it plain."""
    if not name:
        return
    with c.group(clip=shape):
        if rest:
            with c.group(**rest):
                PATTERNS[name](c, area, inks, scale)
        else:
            PATTERNS[name](c, area, inks, scale)
