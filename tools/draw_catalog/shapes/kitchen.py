"""Coffee and kitchen."""

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import (
    PLUM,
    blob,
    box,
    dim,
    ellipse,
    lathe,
    line,
    lit,
    loop,
    n,
    poly,
)
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.cloth import inks_of
from tools.draw_catalog.shapes.patterns import decorate
from tools.draw_catalog.shapes.pottery import handle, steam

CX, BASE = 470.0, 1010.0


def glint(
    c: Canvas, points: list[tuple[float, float]], width: float = 14, opacity: float = 0.5
) -> None:
    c.path(line(points), "none", "#fffaf0", width, opacity=opacity, blur=3)


def glass(c: Canvas, d: str, tint: str = "#dbe9e4") -> None:
    c.path(d, tint, opacity=0.16)
    c.path(
        d,
        c.linear(
            [(0, "#ffffff", 0.6), (0.16, "#ffffff", 0.04), (0.84, PLUM, 0.02), (1, PLUM, 0.2)]
        ),
    )
    c.path(d, "none", "#fffaf0", 5, opacity=0.75)


@draws("glasses")
def glasses(c: Canvas, s: Subject) -> None:
    """Faceted bar tumblers, one with coffee and milk in it."""
    for i, (x, y, k) in enumerate(((640, 960, 0.86), (300, 985, 0.92), (470, 1040, 1.05))):
        w0, w1, h = 96 * k, 128 * k, 330 * k
        d = lathe([(0, w0), (h * 0.72, w1), (h, w1)], x, y)
        c.cast(d, y, 0.22)
        c.contact(x, y + 6, w0, 0.35)
        if i == 2:
            fill = lathe([(0, w0 - 8), (h * 0.66, w1 - 12)], x, y - 8)
            c.solid(fill, s.other)
            c.path(ellipse(x, y - 8 - h * 0.66, w1 - 12, (w1 - 12) * 0.14), lit(s.other, 0.4))
        glass(c, d, s.color)
        for f in range(7):
            k2 = -0.84 + f * 0.28
            facet = f"M{n(x + k2 * w0)} {n(y)}L{n(x + k2 * w1)} {n(y - h * 0.72)}"
            c.path(facet, "none", "#fffaf0", 5, opacity=0.5)
        c.path(ellipse(x, y - h, w1, w1 * 0.14), "none", "#fffaf0", 6, opacity=0.9)


@draws("board", "flat")
def board(c: Canvas, s: Subject) -> None:
    with c.group(transform="rotate(-10 480 600)"):
        d = (
            "M300 380Q300 330 350 330H430V190Q430 120 480 120Q530 120"
            " 530 190V330H610Q660 330 660 380V1000Q660 1060 600 1060H360"
            "Q300 1060 300 1000Z"
        )
        c.drop(d)
        c.path(d, s.color)
        with c.group(clip=d, opacity=0.5):
            for i in range(13):
                x = 300 + i * 30
                c.path(
                    line(
                        [
                            (x, 100),
                            (x + c.rng.uniform(-16, 16), 420),
                            (x + c.rng.uniform(-22, 22), 760),
                            (x, 1090),
                        ]
                    ),
                    "none",
                    dim(s.color, 0.25),
                    c.rng.uniform(2, 8),
                )
        c.sheen(d)
        c.path(ellipse(480, 190, 19, 19), "#9d6a55")
        c.path("M318 384V1000", "none", lit(s.color, 0.45), 6, opacity=0.7)
    for x, y, r in ((420, 640, 84), (560, 760, 74)):
        c.path(ellipse(x + 8, y + 12, r, r), PLUM, opacity=0.25, blur=6)
        c.solid(ellipse(x, y, r, r), "#d94f35", 0.5)
        c.path(ellipse(x, y, r * 0.82, r * 0.82), "#f0836a")
        for k in range(6):
            c.path(
                ellipse(0, -r * 0.46, r * 0.16, r * 0.24),
                "#f7c9a0",
                transform=f"translate({x} {y}) rotate({k * 60})",
            )
    for i in range(4):
        leaf = "M0 -46Q34 0 0 46Q-34 0 0 -46Z"
        c.path(
            leaf,
            "#4f7a4a",
            transform=f"translate({560 + i * 24} {560 + (i % 2) * 34}) rotate({i * 50})",
        )


@draws("spoons")
def spoons(c: Canvas, s: Subject) -> None:
    tones = ["Freijó", "Imbuia", "Natural", "Caramelo"]
    for i, (lean, tall) in enumerate(((-16, 560), (-4, 640), (8, 590), (19, 530))):
        with c.group(transform=f"rotate({lean} {CX} {BASE})"):
            top = BASE - tall - 60
            c.solid(box(CX - 14, top + 90, 28, tall - 60, 12), tones[i])
            if i == 2:
                c.solid(box(CX - 52, top - 30, 104, 190, 30), tones[i])
                for k in (-1, 1):
                    c.path(box(CX + k * 22 - 8, top, 16, 120, 8), dim(tones[i], 0.6), opacity=0.6)
            else:
                c.solid(ellipse(CX, top + 60, 62, 90), tones[i])
                c.path(ellipse(CX + 4, top + 56, 42, 66), dim(tones[i], 0.2), opacity=0.6)
    d = lathe([(0, 140), (30, 156), (180, 150), (300, 160)], CX, BASE)
    c.cast(d, BASE)
    c.contact(CX, BASE + 10, 150)
    c.path(d, s.color)
    decorate(c, s.get("pattern"), d, (CX - 160, BASE - 320, 320, 350), inks_of(s), 0.7)
    c.wash(d)
    c.path(
        f"M{CX - 160} {BASE - 300}A160 22 0 0 0 {CX + 160} {BASE - 300}",
        "none",
        lit(s.color, 0.4),
        10,
    )


@draws("stewpot")
def stewpot(c: Canvas, s: Subject) -> None:
    d = lathe([(0, 220), (40, 268), (200, 286), (290, 280)], CX, BASE)
    c.cast(d, BASE)
    c.contact(CX, BASE + 16, 230)
    for side in (-1, 1):
        x = CX + side * 276
        handle(
            c,
            [
                (x, BASE - 230),
                (x + side * 74, BASE - 226),
                (x + side * 74, BASE - 164),
                (x, BASE - 160),
            ],
            s.get("grip", s.color),
            32,
        )
    c.solid(d, s.color)
    if s.get("band"):
        c.path(
            f"M{CX - 284} {BASE - 236}A284 36 0 0 0 {CX + 284} {BASE - 236}",
            "none",
            s.get("band"),
            13,
        )
    lid = lathe([(0, 290), (20, 284), (80, 190), (110, 60)], CX, BASE - 284)
    c.solid(lid, s.color)
    c.solid(lathe([(0, 26), (24, 20), (40, 46), (60, 40)], CX, BASE - 386), s.get("grip", s.other))
    if s.get("speck"):
        with c.group(clip=d):
            for _ in range(70):
                c.path(
                    blob(
                        CX + c.rng.uniform(-280, 280),
                        BASE - c.rng.uniform(0, 290),
                        4,
                        3,
                        c.rng,
                        0.3,
                    ),
                    lit(s.color, 0.4),
                    opacity=0.6,
                )
    glint(c, [(CX - 200, BASE - 80), (CX - 220, BASE - 200)], 18, 0.35)
    steam(c, CX + 150, BASE - 400)


@draws("thermos")
def thermos(c: Canvas, s: Subject) -> None:
    d = lathe([(0, 130), (20, 138), (430, 138), (500, 100), (520, 92)], CX, BASE)
    c.cast(d, BASE)
    c.contact(CX, BASE + 10, 136)
    handle(
        c,
        [
            (CX + 130, BASE - 440),
            (CX + 250, BASE - 450),
            (CX + 256, BASE - 200),
            (CX + 138, BASE - 160),
        ],
        s.get("grip", "Imbuia"),
        36,
    )
    c.path(d, s.color)
    decorate(c, s.get("pattern"), d, (CX - 140, BASE - 330, 280, 240), inks_of(s), 0.7)
    c.wash(d, 1.1)
    cup = lathe([(0, 100), (10, 106), (120, 100), (140, 84)], CX, BASE - 516)
    c.solid(cup, s.other)
    c.path(f"M{CX - 138} {BASE - 66}A138 18 0 0 0 {CX + 138} {BASE - 66}", "none", s.other, 14)
    glint(c, [(CX - 92, BASE - 80), (CX - 92, BASE - 400)], 18)


@draws("scale")
def scale(c: Canvas, s: Subject) -> None:
    """A brewing scale with a glass jug of coffee on it."""
    slab = box(CX - 290, BASE - 84, 580, 90, 22)
    c.cast(slab, BASE)
    c.contact(CX, BASE + 4, 290)
    c.solid(slab, s.color, 0.6)
    c.flat(
        poly(
            [
                (CX - 250, BASE - 140),
                (CX + 250, BASE - 140),
                (CX + 288, BASE - 78),
                (CX - 288, BASE - 78),
            ]
        ),
        lit(s.color, 0.15),
    )
    c.path(box(CX - 90, BASE - 58, 180, 44, 8), "#201c22")
    for i, w in enumerate((26, 26, 14, 26)):
        c.path(box(CX - 66 + i * 36, BASE - 46, w, 20, 4), "#f6c667")
    jug = lathe([(0, 130), (30, 146), (160, 130), (240, 84), (270, 88)], CX, BASE - 104)
    c.solid(lathe([(0, 128), (30, 140), (90, 138)], CX, BASE - 106), "#4a2b1e")
    c.path(ellipse(CX, BASE - 196, 138, 19), "#7d4d30")
    glass(c, jug)
    c.solid(box(CX - 90, BASE - 354, 180, 40, 10), s.other, 0.8)
    steam(c, CX, BASE - 400)


@draws("jars")
def jars(c: Canvas, s: Subject) -> None:
    for x, h, fill, ink in (
        (250, 330, 0.72, "#6b3f28"),
        (480, 470, 0.8, "#e6d3a4"),
        (700, 270, 0.62, "#c6703d"),
    ):
        d = lathe([(0, 108), (h, 108)], x, BASE)
        c.cast(d, BASE, 0.24)
        c.contact(x, BASE + 8, 108)
        c.solid(lathe([(0, 102), (h * fill, 102)], x, BASE - 4), ink)
        with c.group(clip=lathe([(0, 102), (h * fill, 102)], x, BASE - 4), opacity=0.5):
            for _ in range(46):
                at = (x + c.rng.uniform(-100, 100), BASE - c.rng.random() * h * fill)
                c.path(
                    blob(*at, 12, 8, c.rng, 0.3),
                    lit(ink, 0.35) if c.rng.random() > 0.5 else dim(ink, 0.3),
                )
        glass(c, d)
        c.solid(lathe([(0, 114), (56, 114)], x, BASE - h), s.color)
        c.flat(ellipse(x, BASE - h - 56, 114, 16), lit(s.color, 0.2))
        c.path(box(x - 52, BASE - h * 0.5, 104, 60, 6), "#f8efdc")
        c.path(f"M{x - 30} {n(BASE - h * 0.5 + 30)}h60", "none", s.other, 6)
        glint(c, [(x - 76, BASE - 40), (x - 76, BASE - h + 40)])


@draws("steamer")
def steamer(c: Canvas, s: Subject) -> None:
    """A cuscuzeira: tall pan, waist, domed lid."""
    low = lathe([(0, 170), (20, 180), (230, 180)], CX, BASE)
    high = lathe([(0, 178), (16, 190), (190, 190)], CX, BASE - 240)
    c.cast(box(CX - 180, BASE - 480, 360, 480), BASE)
    c.contact(CX, BASE + 12, 176)
    for y in (BASE - 160, BASE - 370):
        for side in (-1, 1):
            x = CX + side * 180
            handle(
                c,
                [(x, y - 30), (x + side * 66, y - 26), (x + side * 66, y + 26), (x, y + 30)],
                s.get("grip", "Imbuia"),
                26,
            )
    c.solid(low, s.color, 1.1)
    c.solid(high, s.color, 1.1)
    c.path(
        f"M{CX - 184} {BASE - 236}A184 24 0 0 0 {CX + 184} {BASE - 236}",
        "none",
        dim(s.color, 0.35),
        12,
    )
    c.solid(lathe([(0, 194), (30, 186), (110, 110), (134, 40)], CX, BASE - 430), s.color, 1.1)
    c.solid(ellipse(CX, BASE - 580, 34, 30), s.get("grip", "Imbuia"))
    glint(c, [(CX - 130, BASE - 40), (CX - 130, BASE - 200)], 18)
    glint(c, [(CX - 138, BASE - 270), (CX - 138, BASE - 410)], 18)
    steam(c, CX + 40, BASE - 620)
    cob = loop([(730, 1060), (800, 1000), (900, 990), (930, 1030), (880, 1080), (780, 1096)])
    c.contact(830, 1090, 100)
    c.path(cob, "#efbd42")
    decorate(c, "dots", cob, (720, 980, 220, 120), ["#d89f31"], 0.45)
    c.path("M700 1090Q760 1000 850 1080Q780 1110 700 1090Z", "#8d9c57")
