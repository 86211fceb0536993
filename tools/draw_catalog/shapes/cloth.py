"""Textiles: folded, hung, thrown or lying flat."""

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import (
    PLUM,
    Point,
    blob,
    box,
    curve,
    dim,
    ellipse,
    line,
    lit,
    n,
)
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.patterns import Box, decorate


def inks_of(s: Subject) -> list[str]:
    return s.get("inks") or [s.other]


def cloth(
    c: Canvas, s: Subject, d: str, area: Box, scale: float = 1.0, depth: float = 1.0, **turn
) -> None:
    """One piece of fabric: color, pattern, a breath of weave, light."""
    c.path(d, s.color)
    decorate(c, s.get("pattern"), d, area, inks_of(s), s.get("scale", 1.0) * scale, **turn)
    with c.group(opacity=0.35):
        decorate(c, "weave", d, area, [lit(s.color, 0.4), dim(s.color, 0.4)], 1.1)
    c.sheen(d, depth)


def fringe(c: Canvas, start: Point, end: Point, drop: Point, color: str, count: int) -> None:
    for i in range(count):
        k = i / (count - 1)
        x, y = start[0] + (end[0] - start[0]) * k, start[1] + (end[1] - start[1]) * k
        sway = c.rng.uniform(-6, 6)
        tip = (x + drop[0] + sway, y + drop[1] + c.rng.uniform(-6, 6))
        c.path(line([(x, y), (x + drop[0] * 0.5 - sway, y + drop[1] * 0.5), tip]), "none", color, 6)


def folds(
    c: Canvas, shape: str, xs: list[float], top: float, bottom: float, wide: float = 40
) -> None:
    """Soft vertical folds inside a hanging cloth."""
    lines = [
        line(
            [
                (x, top),
                (x + c.rng.uniform(-10, 10), (top + bottom) / 2),
                (x + c.rng.uniform(-8, 8), bottom),
            ]
        )
        for x in xs
    ]
    with c.group(clip=shape):
        with c.group(blur=12, opacity=0.16):
            c.path("".join(lines), "none", PLUM, wide)
        with c.group(blur=10, opacity=0.13):
            c.path(
                "".join(lines),
                "none",
                "#fffaf0",
                wide * 0.5,
                transform=f"translate({n(-wide * 0.8)} 0)",
            )


@draws("cushion")
def cushion(c: Canvas, s: Subject) -> None:
    if s.get("pair"):
        behind = Subject(s.other, s.color, {})
        with c.group(transform="translate(130 -40) rotate(8 480 700)"):
            _pillow(c, behind, 470, 700, 300)
    _pillow(c, s, 450, 720, 318)


def _pillow(c: Canvas, s: Subject, cx: float, cy: float, r: float) -> None:
    if s.get("round"):
        d = blob(cx, cy, r * 1.02, r * 0.98, c.rng, 0.02)
    else:
        ear, waist = r * 1.0, r * 0.9
        pts = [
            (cx - ear, cy - ear), (cx, cy - waist), (cx + ear, cy - ear), (cx + waist, cy),
            (cx + ear, cy + ear), (cx, cy + waist + 8), (cx - ear, cy + ear), (cx - waist, cy),
        ]  # fmt: skip
        parts = [
            (
                f"Q{n((pts[i][0] + pts[i + 1][0]) / 2)} {n((pts[i][1] + pts[i + 1][1]) / 2)}"
                f" {n(pts[(i + 2) % 8][0])} {n(pts[(i + 2) % 8][1])}"
            )
            for i in range(0, 8, 2)
        ]
        parts = [
            (
                f"Q{n(pts[i + 1][0])} {n(pts[i + 1][1])} {n(pts[(i + 2) % 8][0])}"
                f" {n(pts[(i + 2) % 8][1])}"
            )
            for i in (0, 2, 4, 6)
        ]
        d = f"M{n(pts[0][0])} {n(pts[0][1])}" + "".join(parts) + "Z"
    c.cast(d, cy + r * 0.98, 0.3)
    c.contact(cx, cy + r * 0.95, r * 0.9)
    if s.get("tassel"):
        for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            x, y = cx + dx * r, cy + dy * r
            c.path(blob(x + dx * 8, y + 8, 17, 17, c.rng), s.other)
            fringe(
                c, (x + dx * 8 - 13, y + 16), (x + dx * 8 + 13, y + 16), (dx * 5, 48), s.other, 6
            )
    cloth(c, s, d, (cx - r, cy - r, r * 2, r * 2), 1.0, 0.8)
    glow = [(0, "#fffaf0", 0.34), (0.55, "#fffaf0", 0), (0.6, PLUM, 0), (1, PLUM, 0.42)]
    c.path(d, c.radial(glow, 0.36, 0.32, 0.78))
    for k in (-0.5, 0.55):
        crease = line(
            [
                (cx + k * r * 1.6, cy - r * 0.8),
                (cx + k * r * 1.28, cy - r * 0.55),
                (cx + k * r * 1.2, cy - r * 0.4),
            ]
        )
        c.path(crease, "none", PLUM, 7, opacity=0.22, blur=4)
    c.path(d, "none", s.get("piping") or dim(s.color, 0.18), 6)


@draws("folded")
def folded(c: Canvas, s: Subject) -> None:
    """A stack of folded cloth: rounded fold at the front."""
    count, tall, wide = s.get("stack", 3), s.get("tall", 96), s.get("wide", 620)
    x0, base = 480 - wide / 2, 1010.0
    c.cast(box(x0, base - count * tall, wide, count * tall), base)
    c.contact(480, base, wide / 2)
    tones = s.get("tones") or [s.color]
    for i in range(count):
        y = base - (i + 1) * tall
        shift = c.rng.uniform(-9, 9)
        d = box(x0 + shift, y, wide, tall - 3, tall * 0.42)
        part = Subject(
            tones[i % len(tones)], s.other, s.traits if i % max(len(tones), 1) == 0 else {}
        )
        cloth(c, part, d, (x0 + shift, y, wide, tall), 0.8, 0.8)
        c.path(
            d,
            c.linear(
                [(0, "#fffaf0", 0.3), (0.4, "#fffaf0", 0), (0.6, PLUM, 0), (1, PLUM, 0.4)],
                0,
                0,
                0,
                1,
            ),
        )
        seam = line(
            [
                (x0 + shift + 30, y + tall * 0.55),
                (480, y + tall * 0.58),
                (x0 + wide - 60, y + tall * 0.53),
            ]
        )
        c.path(seam, "none", PLUM, 4, opacity=0.3)
    if s.get("fringe"):
        y = base - count * tall + 14
        fringe(
            c,
            (x0 + wide - 190, y),
            (x0 + wide - 24, y),
            (0, 100),
            s.get("fringe_ink") or s.other,
            18,
        )
    if s.get("band"):
        c.solid(box(420, base - count * tall - 3, 96, count * tall + 3, 4), s.get("band"), 0.5)
        c.path(
            ellipse(468, base - count * tall * 0.5, 24, 24), lit(s.get("band"), 0.6), opacity=0.8
        )


@draws("hung", "wall")
def hung(c: Canvas, s: Subject) -> None:
    """Cloths over a wooden rail."""
    count = s.get("count", 3)
    rail = box(90, 206, 780, 22, 11)
    wide = (700 - (count - 1) * 26) / count
    tones = s.get("tones") or [s.color]
    for x in (150, 810):
        c.path(line([(x, -500), (x, 214)]), "none", "#8d7a63", 6)
    for i in range(count):
        x, tall = 130 + i * (wide + 26), s.get("tall", 720) + c.rng.uniform(-24, 24)
        edge = [
            (x + wide + 6, 216 + tall),
            (x + wide * 0.5, 216 + tall + 12),
            (x - 6, 216 + tall - 4),
        ]
        d = f"M{n(x)} 212H{n(x + wide)}L{n(edge[0][0])} {n(edge[0][1])}" + curve(edge) + "Z"
        c.drop(d, 22, 20)
        patterns = s.get("patterns") or [s.get("pattern")]
        part = Subject(
            tones[i % len(tones)], s.other, {**s.traits, "pattern": patterns[i % len(patterns)]}
        )
        cloth(c, part, d, (x, 200, wide, tall + 40), 0.9, 0.5)
        c.path(box(x - 8, 216 + tall * 0.9, wide + 16, 10), s.other, clip=d, opacity=0.85)
        folds(c, d, [x + wide * k for k in (0.3, 0.62, 0.9)], 216, 216 + tall, wide * 0.11)
        if s.get("fringe"):
            fringe(
                c,
                (x, 216 + tall - 2),
                (x + wide, 216 + tall),
                (0, 46),
                lit(part.color, 0.1),
                int(wide / 12),
            )
    c.drop(rail, 6, 12, 6, 0.3)
    c.solid(rail, "Freijó", 0.6)


@draws("throw", "wall")
def throw(c: Canvas, s: Subject) -> None:
    """A blanket over the back of a chair-high ladder rung."""
    for x in (250, 730):
        pole = box(x - 15, 70, 30, 1110, 14)
        c.drop(pole, 26, 10, 12, 0.25)
        c.solid(pole, "Freijó")
    for y in (170, 520, 1010):
        c.solid(box(240, y, 500, 24, 10), "Freijó", 0.7)
    d = (
        "M292 168H688L704 930"
        + curve([(704, 930), (610, 944), (480, 926), (380, 944), (276, 930)])
        + "Z"
    )
    c.drop(d, 26, 20)
    cloth(c, s, d, (270, 160, 440, 800), 1.0, 0.6)
    c.path(
        box(270, 160, 460, 30),
        c.linear([(0, "#fffaf0", 0.35), (1, PLUM, 0.25)], 0, 0, 0, 1),
        clip=d,
    )
    folds(c, d, [380, 520, 640], 190, 940, 50)
    fringe(c, (280, 930), (700, 932), (0, 76), s.get("fringe_ink") or lit(s.color, 0.25), 34)
