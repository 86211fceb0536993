"""The rooms: one wall and one table tone per category, so a listing reads as one family."""

import math
from dataclasses import dataclass

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import CREAM, PLUM, box, dim, ellipse, line, lit, n

TABLE_EDGE = 880.0


@dataclass(frozen=True)
class Mood:
    wall: str
    table: str
    accent: str


MOODS = {
    "ceramica": Mood("#ecd3b8", "#d9a887", "#f3e2cc"),
    "texteis": Mood("#c9cfb4", "#a9b08e", "#dbe0cb"),
    "papelaria": Mood("#f0dfae", "#e3c585", "#f7ecc9"),
    "luminarias": Mood("#473a55", "#33293f", "#5a4a68"),
    "cafe-e-cozinha": Mood("#e3b7a0", "#b9694f", "#efcdb9"),
    "bolsas": Mood("#e6c3bb", "#d3a096", "#f1d9d2"),
    "plantas-e-vasos": Mood("#cfdcd2", "#a9bfae", "#e2ebe2"),
    "gravuras": Mood("#e6ddcf", "#c8b399", "#f1ebe0"),
}


def _wall(c: Canvas, mood: Mood) -> None:
    full = box(0, 0, c.width, c.height)
    c.path(full, mood.wall)
    glow = [(0, lit(mood.wall, 0.45), 0.9), (1, mood.wall, 0)]
    c.path(full, c.radial(glow, 0.18, 0.16, 0.85))
    c.path(full, c.linear([(0.5, PLUM, 0), (1, PLUM, 0.13)], 0, 0, 1, 0.6))


def _window(c: Canvas, mood: Mood, x: float, y: float) -> None:
    """Late sun through a window: four leaning panes, softly edged."""
    with c.group(blur=5, opacity=0.42, transform=f"translate({n(x)} {n(y)}) skewY(14) skewX(-6)"):
        for column in range(2):
            for row in range(3):
                c.path(box(column * 168, row * 178, 150, 160), lit(mood.wall, 0.62))


def _leaf_shade(c: Canvas, x: float, y: float) -> None:
    """The shadow of two palm fronds that stand outside the picture."""
    with c.group(blur=8, opacity=0.11):
        for turn, k in ((152, 1.0), (118, 0.84)):
            move = f"translate({n(x + 480)} {n(y - 420)}) rotate({turn}) scale({k})"
            with c.group(transform=move):
                c.path("M0 0Q300 -40 640 30", "none", PLUM, 9)
                for i in range(15):
                    share = (i + 1) / 15
                    reach = 250 * math.sin(math.pi * (0.16 + share * 0.72)) + 30
                    rise = -70 * share * (1 - share) + 30 * share**2
                    at = f"translate({n(640 * share)} {n(rise)})"
                    blade = f"M0 0Q{n(reach * 0.5)} -22 {n(reach)} 0Q{n(reach * 0.5)} 16 0 0Z"
                    for side in (-1, 1):
                        c.path(blade, PLUM, transform=f"{at} rotate({n(side * (62 - share * 34))})")


def _decor(c: Canvas, mood: Mood, variant: int) -> None:
    match variant % 5:
        case 0:
            c.path(ellipse(c.width * 0.53, 520, 345, 345), lit(mood.accent, 0.12), opacity=0.75)
        case 1:
            _window(c, mood, 130, 120)
        case 2:
            top = 250.0
            d = f"M190 {TABLE_EDGE}V{top + 300}A300 300 0 0 1 790 {top + 300}V{TABLE_EDGE}Z"
            c.path(d, mood.accent, opacity=0.7)
            c.path(d, c.linear([(0, PLUM, 0.1), (0.12, PLUM, 0), (1, PLUM, 0)]))
        case 3:
            _leaf_shade(c, 500, 360)
        case _:
            c.path(box(0, 0, c.width * 0.36, TABLE_EDGE), mood.accent, opacity=0.55)


def _table(c: Canvas, mood: Mood, edge: float) -> None:
    pts = [(-20, edge), (c.width * 0.3, edge - 4), (c.width * 0.7, edge + 3), (c.width + 20, edge)]
    d = line(pts) + f"V{c.height + 20}H-20Z"
    c.path(d, mood.table)
    c.path(d, c.linear([(0, CREAM, 0.34), (0.6, CREAM, 0), (1, PLUM, 0.12)], 0, 0, 0.9, 1))
    c.path(line(pts), "none", lit(mood.table, 0.4), 3, opacity=0.7)
    c.path(
        box(-20, edge - 26, c.width + 40, 26), c.linear([(0, PLUM, 0), (1, PLUM, 0.12)], 0, 0, 0, 1)
    )


def room(c: Canvas, category: str, ground: str, variant: int) -> None:
    """Paint the ground for a picture: `table`, `floor`, `wall` or `flat` (seen from above)."""
    mood = MOODS[category]
    _wall(c, mood)
    if ground == "flat":
        if variant % 2:
            _leaf_shade(c, 560, 300)
        else:
            _window(c, mood, 420, 60)
        return
    if ground == "wall":
        if variant % 3 == 0:
            _window(c, mood, 480, 40)
        elif variant % 3 == 1:
            _leaf_shade(c, 620, 260)
        return
    _decor(c, mood, variant)
    edge = TABLE_EDGE if ground == "table" else 960.0
    _table(c, mood, edge)
    if ground == "floor":
        c.path(box(-10, edge - 44, c.width + 20, 44), dim(mood.wall, 0.12), opacity=0.8)
        c.path(box(-10, edge - 44, c.width + 20, 4), lit(mood.wall, 0.5), opacity=0.6)
