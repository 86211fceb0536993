"""Ceramics for the table."""

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import (
    blob,
    box,
    curve,
    dim,
    ellipse,
    lathe,
    line,
    lit,
    loop,
    n,
)
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.patterns import decorate
from tools.draw_catalog.shapes.pottery import (
    BASE,
    CX,
    PROFILES,
    coffee,
    handle,
    scaled,
    steam,
    vessel,
)


@draws("cup_saucer")
def cup_saucer(c: Canvas, s: Subject) -> None:
    dish = ellipse(CX, BASE - 20, 310, 62)
    c.cast(dish, BASE + 30)
    c.contact(CX, BASE + 26, 250)
    c.path(ellipse(CX, BASE - 4, 300, 60), dim(s.color, 0.34))
    c.flat(dish, s.other if s.get("saucer") else s.color)
    c.path(ellipse(CX, BASE - 24, 160, 30), dim(s.color, 0.2), opacity=0.6)
    profile = scaled("cup", 1.15)
    h, r = profile[-1][0], profile[-1][1]
    handle(
        c,
        [
            (CX + r * 0.92, BASE - h * 0.86),
            (CX + r + 92, BASE - h * 0.9),
            (CX + r + 80, BASE - h * 0.5),
            (CX + r * 0.72, BASE - h * 0.36),
        ],
        s.color,
        30,
    )
    vessel(c, s, profile, base=BASE - 24, shadow=False)
    coffee(c, CX, BASE - 24 - h, r)
    steam(c, CX, BASE - h - 50)


@draws("bowl")
def bowl(c: Canvas, s: Subject) -> None:
    profile = scaled(s.get("profile", "bowl"), s.get("size", 1.0))
    for i in range(s.get("stack", 1)):
        vessel(c, s, profile, base=BASE - i * 96, shadow=i == 0)
    top = BASE - profile[-1][0] - (s.get("stack", 1) - 1) * 96
    if s.get("fruit"):
        _fruit(c, top, profile[-1][1])


def _fruit(c: Canvas, y: float, r: float) -> None:
    inks = ["#e8a33a", "#d9663c", "#e9b94c", "#b9c05a", "#dd7a44"]
    spots = [(-0.5, 8), (0.02, -26), (0.5, 6), (-0.24, -6), (0.28, -2)]
    with c.group(
        clip=(
            f"M0 0H960V{n(y)}H{n(CX + r)}A{n(r * 0.93)} {n(r * 0.12)} 0"
            f" 0 1 {n(CX - r * 0.93)} {n(y)}H0Z"
        )
    ):
        for ink, (dx, dy) in zip(inks, spots, strict=True):
            at = (CX + dx * r, y + dy)
            c.solid(ellipse(*at, 82, 78), ink)
            c.path(ellipse(at[0] - 4, at[1] - 70, 10, 6), "#5c6b3a")


@draws("plates")
def plates(c: Canvas, s: Subject) -> None:
    """A plate leaning against the wall, one lying before it."""
    up = ellipse(CX + 30, 640, 318, 328)
    c.drop(up, 26, 24, 18, 0.3)
    plate_face(c, s, CX + 30, 640, 318, 328)
    count = s.get("stack", 2)
    c.cast(ellipse(CX - 60, BASE, 300, 60), BASE + 40)
    for i in range(count):
        y = BASE + 16 - i * 22
        c.path(ellipse(CX - 60, y + 15, 296, 62), dim(s.color, 0.4))
        c.flat(ellipse(CX - 60, y, 300, 62), s.color)
    y = BASE + 16 - (count - 1) * 22
    c.path(ellipse(CX - 60, y, 210, 40), dim(s.color, 0.16))
    c.flat(ellipse(CX - 60, y + 4, 204, 37), s.color, 0.6)


def plate_face(c: Canvas, s: Subject, cx: float, cy: float, rx: float, ry: float) -> None:
    rim = ellipse(cx, cy, rx, ry)
    c.path(rim, s.color)
    decorate(
        c,
        s.get("pattern"),
        rim,
        (cx - rx, cy - ry, rx * 2, ry * 2),
        s.get("inks") or [s.other],
        s.get("scale", 1.0),
    )
    c.path(ellipse(cx, cy, rx - 10, ry - 10), "none", s.other, 7, opacity=0.8)
    well = ellipse(cx, cy, rx * 0.66, ry * 0.66)
    if s.get("pattern") and not s.get("full"):
        c.path(well, s.color)
    c.path(well, "none", dim(s.color, 0.22), 5, opacity=0.6)
    c.sheen(rim)
    c.path(
        (
            f"M{n(cx - rx * 0.62)} {n(cy + ry * 0.1)}A{n(rx * 0.64)} {n(ry * 0.64)}"
            f" 0 0 1 {n(cx - rx * 0.1)} {n(cy - ry * 0.63)}"
        ),
        "none",
        "#fffaf0",
        10,
        opacity=0.35,
        blur=3,
    )


@draws("platter", "flat")
def platter(c: Canvas, s: Subject) -> None:
    d = blob(480, 600, 350, 470, c.rng, 0.035)
    c.drop(d)
    c.path(d, s.color)
    decorate(
        c,
        s.get("pattern"),
        d,
        (100, 100, 760, 1000),
        s.get("inks") or [s.other],
        s.get("scale", 1.3),
    )
    c.sheen(d)
    c.path(blob(480, 600, 270, 380, c.rng, 0.03), "none", dim(s.color, 0.3), 6, opacity=0.5)
    c.path(d, "none", lit(s.color, 0.4), 9)
    c.path(line([(180, 480), (200, 330), (290, 210)]), "none", "#fffaf0", 16, opacity=0.4, blur=4)


@draws("teapot")
def teapot(c: Canvas, s: Subject) -> None:
    profile = scaled("pot", 1.2)
    h = profile[-1][0]
    left = [
        (CX - 190, BASE - 110),
        (CX - 310, BASE - 170),
        (CX - 350, BASE - 300),
        (CX - 392, BASE - 352),
    ]
    right = [
        (CX - 344, BASE - 370),
        (CX - 300, BASE - 300),
        (CX - 262, BASE - 268),
        (CX - 190, BASE - 262),
    ]
    c.solid(line(left) + f"L{n(right[0][0])} {n(right[0][1])}" + curve(right) + "Z", s.color)
    arch = [
        (CX - 150, BASE - h + 40),
        (CX - 130, BASE - h - 150),
        (CX, BASE - h - 230),
        (CX + 130, BASE - h - 150),
        (CX + 150, BASE - h + 40),
    ]
    handle(c, arch, s.get("handle", "Natural"), 28)
    vessel(c, s, profile, open_top=False)
    lid = lathe([(0, 156), (26, 140), (52, 60), (60, 24)], CX, BASE - h + 14)
    c.solid(lid, s.color)
    c.solid(ellipse(CX, BASE - h - 60, 34, 28), s.other)


@draws("shakers")
def shakers(c: Canvas, s: Subject) -> None:
    """Salt and pepper as two plump hens."""
    for cx, k, color in ((CX + 160, 1.25, s.other), (CX - 130, 1.5, s.color)):
        one = Subject(color, s.other, {"speck": 26})
        pinch = [(h * k, r * k * 1.15) for h, r in PROFILES["pinch"]]
        top = BASE - pinch[-1][0]
        tail = loop(
            [
                (cx + 110 * k, BASE - 120 * k),
                (cx + 186 * k, BASE - 210 * k),
                (cx + 168 * k, BASE - 110 * k),
                (cx + 110 * k, BASE - 60 * k),
            ]
        )
        c.solid(tail, dim(color, 0.1))
        c.path(
            loop(
                [
                    (cx - 16 * k, top + 6),
                    (cx - 26 * k, top - 40),
                    (cx, top - 26),
                    (cx + 10 * k, top - 54),
                    (cx + 26 * k, top - 24),
                    (cx + 40 * k, top + 8),
                ]
            ),
            "#c8452f",
        )
        vessel(c, one, pinch, cx=cx, open_top=False)
        c.path(
            (
                f"M{n(cx - 80 * k)} {n(top + 52 * k)}l{n(-44 * k)} {n(14 * k)}"
                f"l{n(42 * k)} {n(18 * k)}Z"
            ),
            "#e0a036",
        )
        c.path(ellipse(cx - 44 * k, top + 40 * k, 8 * k, 8 * k), "#332d30")


@draws("tileset", "wall")
def tileset(c: Canvas, s: Subject) -> None:
    side, gap = 326, 10
    for row in range(3):
        for column in range(2):
            x, y = 480 - side - gap / 2 + column * (side + gap), 96 + row * (side + gap)
            d = box(x, y, side, side, 6)
            c.drop(d, 8, 10, 6, 0.3)
            c.path(d, s.color)
            decorate(
                c,
                s.get("pattern", "tiles"),
                d,
                (x, y, side, side),
                s.get("inks") or [s.other],
                s.get("scale", 1.7),
            )
            c.sheen(d, 0.8)
            c.path(box(x + 4, y + 4, side - 8, side - 8, 5), "none", "#fffaf0", 4, opacity=0.35)


@draws("incense")
def incense(c: Canvas, s: Subject) -> None:
    d = ellipse(CX, BASE - 26, 330, 76)
    c.cast(d, BASE + 40)
    c.path(ellipse(CX, BASE - 2, 322, 76), dim(s.color, 0.36))
    c.flat(d, s.color)
    c.flat(ellipse(CX, BASE - 24, 282, 58), dim(s.color, 0.16))
    stone = blob(CX - 60, BASE - 70, 96, 66, c.rng, 0.08)
    c.solid(stone, s.other)
    c.path(line([(CX - 60, BASE - 124), (CX + 160, BASE - 560)]), "none", "#8d5a3a", 8)
    c.path(line([(CX + 150, BASE - 540), (CX + 160, BASE - 560)]), "none", "#f2793a", 10)
    d = line(
        [
            (CX + 164, BASE - 580),
            (CX + 120, BASE - 680),
            (CX + 210, BASE - 770),
            (CX + 130, BASE - 880),
        ]
    )
    c.path(d, "none", "#fffaf0", 14, opacity=0.5, blur=5)


@draws("butter")
def butter(c: Canvas, s: Subject) -> None:
    dish = ellipse(CX, BASE - 10, 350, 66)
    c.cast(dish, BASE + 40)
    c.path(ellipse(CX, BASE + 8, 340, 66), dim(s.color, 0.34))
    c.flat(dish, s.color)
    lid = [(0, 270), (90, 268), (170, 244), (214, 150), (226, 40)]
    part = Subject(s.other if s.get("two") else s.color, s.other, s.traits)
    vessel(c, part, lid, base=BASE - 24, shadow=False, open_top=False)
    c.solid(ellipse(CX, BASE - 286, 46, 40), s.color)
    c.path(box(CX - 240, BASE - 34, 480, 6), dim(s.color, 0.5), opacity=0.35)
