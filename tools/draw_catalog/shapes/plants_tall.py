"""Plants that stand on the floor or hang from above."""

import math

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import (
    PLUM,
    box,
    line,
    mix,
)
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.plants import (
    CX,
    GREENS,
    leaf,
    pot,
)


@draws("pothos")
def pothos(c: Canvas, s: Subject) -> None:
    """A trailing plant on a high shelf."""
    base = 560.0
    c.path(box(120, 560, 720, 34, 6), PLUM, opacity=0.25, blur=10, transform="translate(14 22)")
    c.flat(box(120, 556, 720, 34, 6), "Freijó")
    soil = pot(c, s, base=base, k=0.82, shadow=False)
    trails = [
        (-150, 1060, -90),
        (-60, 900, -30),
        (80, 1120, 60),
        (170, 840, 120),
        (20, 760, 10),
        (-200, 760, -170),
    ]
    for dx, end, drift in trails:
        start = (CX + dx * 0.6, soil + 4)
        pts = [
            start,
            (CX + dx, soil + 40),
            (CX + dx + drift * 0.6, (soil + end) / 2),
            (CX + dx + drift, end),
        ]
        c.path(line(pts), "none", "#6f8a4f", 6)
        count = int((end - soil) / 84)
        for i in range(count + 1):
            k = i / count
            x, y = CX + dx + drift * k, soil + 40 + (end - soil - 40) * k
            ink = mix(GREENS[(i + abs(dx)) % 5], "#b9c766", 0.25 * (i % 3 == 0))
            leaf(
                c,
                x,
                y,
                (150 if i % 2 else 210) + c.rng.uniform(-14, 14),
                112 * (1.1 - k * 0.4),
                50 * (1.1 - k * 0.4),
                ink,
            )
    for i, turn in enumerate((-70, 66, -40, 38, -12, 14)):
        leaf(c, CX + turn * 1.3, soil + 6, turn, 150, 66, GREENS[i % 5])


@draws("fern", "wall")
def fern(c: Canvas, s: Subject) -> None:
    for dx in (-150, 150, 0):
        c.path(f"M480 -500V60L{480 + dx} 560", "none", "#a58d6b", 6)
    base = 760.0
    fronds = [
        (-1, 420, 330),
        (1, 430, 300),
        (-1, 330, 480),
        (1, 340, 470),
        (-1, 210, 130),
        (1, 230, 150),
        (-1, 150, 560),
        (1, 160, 580),
        (-1, 60, 60),
        (1, 90, 80),
    ]

    def draw(side: int, reach: float, drop: float, i: int) -> None:
        pts = [
            (CX, 560),
            (CX + side * reach * 0.55, 560 - 190 + drop * 0.25),
            (CX + side * reach, 470 + drop),
        ]
        ink = GREENS[i % 5]
        c.path(line(pts), "none", ink, 6)
        for k in range(1, 21):
            t = k / 20
            x = (1 - t) ** 2 * pts[0][0] + 2 * t * (1 - t) * pts[1][0] + t * t * pts[2][0]
            y = (1 - t) ** 2 * pts[0][1] + 2 * t * (1 - t) * pts[1][1] + t * t * pts[2][1]
            size = 92 * math.sin(math.pi * min(t * 0.8 + 0.2, 1)) + 16
            heading = math.degrees(math.atan2(pts[2][0] - pts[0][0], pts[0][1] - pts[2][1])) * t
            for turn in (-72, 72):
                leaf(c, x, y, heading + turn, size, size * 0.2, ink, vein=False)

    for i, (side, reach, drop) in enumerate(fronds[:6]):
        draw(side, reach, drop, i)
    pot(c, Subject(s.color, s.other, {"pot": "round", **s.traits}), base=base, k=0.9, shadow=False)
    for i, (side, reach, drop) in enumerate(fronds[6:]):
        draw(side, reach, drop, i + 1)


@draws("zamioculca")
def zamioculca(c: Canvas, s: Subject) -> None:
    for j, (dx, top) in enumerate(((-300, 360), (300, 380), (-150, 230), (160, 240), (0, 160))):
        for i in range(10):
            t = 0.16 + i * 0.085
            x = CX + dx * (0.14 + 0.86 * t**1.4)
            y = 740 + (top - 740) * t
            if i == 0:
                c.path(
                    line([(CX + dx * 0.1, 750), (CX + dx * 0.42, 560), (CX + dx, top)]),
                    "none",
                    "#557748",
                    13,
                )
            size = 124 * (1 - t * 0.35)
            heading = dx * 0.12
            for turn in (-56, 56):
                leaf(c, x, y, heading + turn, size, size * 0.34, GREENS[(i + j) % 3])
        leaf(c, CX + dx, top + 8, dx * 0.12, 96, 34, GREENS[j % 3])
    pot(c, s)


@draws("palm", "floor")
def palm(c: Canvas, s: Subject) -> None:
    base = 1090.0
    heads = [
        (-270, 300, -50),
        (270, 330, 52),
        (-150, 150, -22),
        (170, 160, 26),
        (10, 110, 2),
        (-320, 520, -86),
        (320, 530, 86),
    ]
    for i, (dx, y, turn) in enumerate(heads):
        c.path(
            line([(CX + dx * 0.1, 860), (CX + dx * 0.4, 620), (CX + dx * 0.86, y + 70)]),
            "none",
            "#6f7f4c",
            8,
        )
        for k in range(11):
            spread = turn + (k - 5) * 15
            leaf(c, CX + dx * 0.86, y + 80, spread, 230 - abs(k - 5) * 14, 20, GREENS[(i + k) % 5])
    pot(c, s, base=base, k=0.95)


@draws("ficus", "floor")
def ficus(c: Canvas, s: Subject) -> None:
    base = 1090.0
    c.path(line([(CX, 860), (CX - 14, 600), (CX + 10, 340), (CX, 180)]), "none", "#7d5b41", 22)
    for i in range(17):
        y = 690 - i * 32
        side = -1 if i % 2 else 1
        turn = side * (74 - i * 2.6) + c.rng.uniform(-8, 8)
        long = 232 - i * 4
        leaf(c, CX + side * 8, y, turn, long, long * 0.5, GREENS[i % 5])
    leaf(c, CX, 190, 4, 150, 70, "#6b8f58")
    pot(c, s, base=base, k=0.95)
