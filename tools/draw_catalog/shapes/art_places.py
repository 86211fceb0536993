"""Compositions of places: bay, range, plateau, houses, river, night."""

import math

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import blob, box, dim, ellipse, line, lit, mix, n, poly
from tools.draw_catalog.shapes.patterns import waves
from tools.draw_catalog.shapes.plants import leaf
from tools.draw_catalog.shapes.prints import art


def sky(c: Canvas, top: str, low: str) -> None:
    c.path(box(0, 0, 600, 800), c.linear([(0, top), (1, low)], 0, 0, 0, 1))


def ridge(c: Canvas, points: list[tuple[float, float]], ink: str) -> None:
    c.path(line(points) + "V820H-20Z", ink)


def ripples(c: Canvas, y0: float, y1: float, ink: str, count: int) -> None:
    for i in range(count):
        y = y0 + (y1 - y0) * (i / count) ** 1.2
        x, w = c.rng.uniform(-20, 460), c.rng.uniform(50, 190) * (0.5 + i / count)
        c.path(
            line([(x, y), (x + w * 0.5, y - 4), (x + w, y)]),
            "none",
            ink,
            3 + 4 * i / count,
            opacity=0.7,
        )


@art("bay")
def bay(c: Canvas) -> None:
    sky(c, "#f3b48a", "#f8dfb4")
    c.path(ellipse(420, 250, 74, 74), "#f6efd6")
    ridge(c, [(-20, 430), (80, 390), (180, 420), (300, 380), (460, 420), (620, 390)], "#c98f8c")
    ridge(
        c,
        [
            (150, 520),
            (214, 500),
            (250, 380),
            (300, 212),
            (356, 200),
            (402, 330),
            (430, 470),
            (520, 510),
            (620, 500),
        ],
        "#5d5570",
    )
    c.path(
        line([(300, 212), (330, 330), (322, 470)]) + "L402 500Q420 380 356 200Z",
        dim("#5d5570", 0.2),
    )
    ridge(c, [(-20, 440), (60, 420), (130, 470), (190, 540), (260, 560)], "#47485f")
    c.path(box(-10, 548, 620, 260), "#3d7d85")
    ripples(c, 570, 800, "#a9d0c4", 26)
    c.path(line([(60, 380), (200, 280), (330, 206)]), "none", "#473a55", 3)
    c.path(box(176, 282, 34, 20, 6), "#c8452f")
    for i in range(7):
        leaf(c, 30, 800, -30 + i * 22, 270, 24, ("#2f5a45", "#3f6b4a")[i % 2], vein=False)


@art("range")
def range_(c: Canvas) -> None:
    sky(c, "#e7ead8", "#f4dcb9")
    c.path(ellipse(170, 220, 62, 62), "#e8894f")
    inks = ["#c4cdc0", "#9fb5ab", "#779a92", "#4f7d78", "#32605f", "#204848"]
    for i, ink in enumerate(inks):
        y = 300 + i * 78
        pts = [
            (x, y + math.sin(x / (92 - i * 6) + i * 1.9) * (46 - i * 3) + c.rng.uniform(-20, 16))
            for x in range(-40, 680, 62)
        ]
        ridge(c, pts, ink)
        c.path(line(pts), "none", lit(ink, 0.4), 3, opacity=0.5)
    for i in range(9):
        x, tall = 30 + i * 66 + c.rng.uniform(-14, 14), c.rng.uniform(80, 150)
        c.path(f"M{n(x)} 800V{n(790 - tall)}", "none", "#14302f", 7)
        for k in range(4):
            c.path(
                line(
                    [
                        (x - 44 + k * 8, 788 - tall + k * 15),
                        (x, 806 - tall + k * 15),
                        (x + 44 - k * 8, 788 - tall + k * 15),
                    ]
                ),
                "none",
                "#14302f",
                8,
            )


@art("plateau")
def plateau(c: Canvas) -> None:
    sky(c, "#e46a48", "#f5c069")
    c.path(ellipse(300, 420, 130, 130), "#fbe6a8")
    c.path(
        "M-10 470L90 466L116 400L260 396L290 480L370 484L400 360L560 356L590 470H610V820H-10Z",
        "#9a4335",
    )
    c.path("M400 360L560 356L590 470L610 480V560H380Z", "#7c3040", opacity=0.5)
    for i in range(5):
        c.path(
            line(
                [(-10, 520 + i * 16), (200, 512 + i * 20), (420, 526 + i * 16), (610, 514 + i * 18)]
            ),
            "none",
            "#c9603f",
            5,
            opacity=0.6,
        )
    ridge(c, [(-20, 610), (140, 590), (330, 630), (620, 596)], "#d99a4e")
    ridge(c, [(-20, 690), (200, 660), (420, 710), (620, 676)], "#7f8a4a")
    for x, y, k in ((120, 680, 1.0), (470, 700, 1.3), (300, 650, 0.6)):
        c.path(
            line([(x, y), (x - 8 * k, y - 50 * k), (x + 10 * k, y - 100 * k)]),
            "none",
            "#3b2a2a",
            10 * k,
        )
        for dx, dy in ((-34, -104), (20, -132), (56, -92)):
            c.path(blob(x + dx * k, y + dy * k, 52 * k, 25 * k, c.rng, 0.15), "#3f5a3c")


@art("houses")
def houses(c: Canvas) -> None:
    sky(c, "#a9d0d2", "#f1e6c8")
    ridge(c, [(-20, 330), (120, 250), (300, 320), (470, 240), (620, 310)], "#7ba08c")
    inks = ["#e0735c", "#efbd42", "#f2e6cf", "#5b93a0", "#dc9f90", "#a3b18f"]
    for row in range(3):
        x = -30 - row * 40
        i = row * 2
        while x < 600:
            w, y = 104 + (i * 37) % 50, 300 + row * 140 + (i * 53) % 46
            ink = inks[i % 6]
            c.path(box(x, y, w, 560), ink)
            c.path(
                poly(
                    [
                        (x - 9, y + 4),
                        (x + w / 2, y - 44),
                        (x + w + 9, y + 4),
                        (x + w + 9, y + 16),
                        (x - 9, y + 16),
                    ]
                ),
                "#a8573b",
            )
            trim = "#31528a" if i % 2 else "#f7eedb"
            for k in range(2):
                wx = x + w * (0.16 + k * 0.42)
                c.path(
                    (
                        f"M{n(wx)} {y + 84}V{y + 52}A{n(w * 0.13)} {n(w * 0.13)} 0"
                        f" 0 1 {n(wx + w * 0.26)} {y + 52}V{y + 84}Z"
                    ),
                    trim,
                )
                c.path(box(wx + 5, y + 50, w * 0.26 - 10, 32, 6), "#3b3a4a")
            c.path(box(x + w * 0.36, y + 104, w * 0.28, 70, 4), trim)
            c.path(box(x + w - 12, y + 14, 12, 560), dim(ink, 0.22), opacity=0.6)
            x += w
            i += 1
    c.path("M-10 800L230 720Q330 690 610 740V820H-10Z", "#cdbfa4")
    for i in range(26):
        c.path(blob(20 + (i * 83) % 580, 750 + (i * 31) % 50, 20, 9, c.rng, 0.2), "#b5a68a")


@art("raft")
def raft(c: Canvas) -> None:
    sky(c, "#f6d79b", "#f3ead0")
    c.path(ellipse(150, 190, 60, 60), "#e8894f")
    c.path(box(-10, 470, 620, 340), "#2f7f87")
    c.path(box(-10, 470, 620, 60), "#58a3a0")
    ripples(c, 540, 800, "#bfe0d0", 34)
    c.path("M316 590L330 130Q560 380 520 590Z", "#f7efdc")
    c.path("M330 130Q560 380 520 590L440 590Q470 390 330 130Z", "#e9d3a6")
    c.path("M330 240Q440 330 470 420L320 420L324 300Z", "#d9663c")
    c.path("M318 610L332 110", "none", "#5e3c2b", 9)
    for i in range(3):
        c.path(
            line([(130, 626 + i * 16), (300, 640 + i * 16), (540, 622 + i * 16)]),
            "none",
            ("#b97b44", "#8b5a35", "#a76c3c")[i],
            19,
        )
    c.path(ellipse(240, 556, 19, 19), "#5e3c2b")
    c.path("M222 640L228 580Q240 566 256 580L262 640Z", "#31528a")
    c.path("M206 546Q240 520 274 546Z", "#e6c374")


@art("palace")
def palace(c: Canvas) -> None:
    """Columns of the central plateau: white sails standing on water."""
    sky(c, "#2f6f86", "#f0c58e")
    c.path(ellipse(450, 170, 52, 52), "#f6efd6")
    for i in range(4):
        c.path(
            line(
                [
                    (60 + i * 130, 250 + i * 20),
                    (140 + i * 130, 240 + i * 20),
                    (240 + i * 130, 252 + i * 20),
                ]
            ),
            "none",
            "#f7eedb",
            12,
            opacity=0.5,
        )
    c.path(box(-10, 600, 620, 220), "#d6c39a")
    c.path(box(-10, 640, 620, 180), "#3d7d85")
    c.path(box(30, 380, 540, 24), "#f7f1e2")
    c.path(box(80, 404, 440, 200), "#33505c")
    for k in range(5):
        x = 40 + k * 102
        for flip, y, tone in ((1, 604, 1.0), (-1, 640, 0.35)):
            d = (
                f"M{x} {y - flip * 200}Q{x + 48} {y - flip * 60} {x - 6} {y}"
                f"Q{x + 52} {y - flip * 22} {x + 110} {y}Q{x + 52} {y - flip * 70}"
                f" {x + 100} {y - flip * 200}Q{x + 66} {y - flip * 120} {x + 51}"
                f" {y - flip * 40}Q{x + 30} {y - flip * 120} {x} {y - flip * 200}Z"
            )
            c.path(d, "#f7f1e2", opacity=tone)
    ripples(c, 660, 800, "#a9d0c4", 20)


@art("night")
def night(c: Canvas) -> None:
    sky(c, "#1f2545", "#3d4f78")
    c.path(ellipse(360, 230, 190, 190), "#5a6a98", opacity=0.4)
    c.path(ellipse(360, 230, 112, 112), "#f6ead0")
    for x, y, r in ((330, 210, 20), (392, 256, 14), (370, 190, 9)):
        c.path(ellipse(x, y, r, r * 0.9), "#e3d3b0")
    for _ in range(46):
        c.path(
            ellipse(c.rng.uniform(0, 600), c.rng.uniform(0, 430), 2.6, 2.6),
            "#f6ead0",
            opacity=c.rng.uniform(0.4, 1),
        )
    c.path(box(-10, 470, 620, 340), "#1d3a56")
    for i in range(13):
        y, w = 486 + i * 24, 46 + (i * 41) % 90 + i * 5
        c.path(
            line([(360 - w, y), (360, y - 4), (360 + w, y)]),
            "none",
            "#f6dfae",
            7,
            opacity=0.8 - i * 0.04,
        )
    ridge(c, [(-20, 690), (120, 640), (260, 720), (420, 760), (620, 730)], "#141a30")
    c.path(line([(110, 680), (134, 520), (120, 350)]), "none", "#0f1426", 15)
    for i in range(9):
        leaf(c, 120, 356, -130 + i * 32, 170, 15, "#0f1426", vein=False)


@art("mandacaru")
def mandacaru(c: Canvas) -> None:
    """After the woodcuts sold on strings at the fair: two inks and the knife's marks."""
    c.path(box(0, 0, 600, 800), "#f3e2bd")
    c.path(ellipse(420, 210, 96, 96), "#d9512f")
    for i in range(20):
        a = i / 20 * math.tau
        c.path(
            line(
                [
                    (420 + 112 * math.cos(a), 210 + 112 * math.sin(a)),
                    (420 + 156 * math.cos(a), 210 + 156 * math.sin(a)),
                ]
            ),
            "none",
            "#d9512f",
            9,
        )
    black = "#2a2426"
    c.path("M-10 640Q160 600 330 650T610 630V820H-10Z", black)
    for d, w in (
        ("M240 660V210", 66),
        ("M240 520H150Q110 520 110 470V360", 50),
        ("M240 460H330Q372 460 372 410V330", 50),
        ("M110 440H70Q44 440 44 410V380", 32),
    ):
        c.path(d, "none", black, w)
    for x, y0, y1 in (
        (226, 240, 640),
        (254, 230, 630),
        (100, 376, 490),
        (120, 370, 500),
        (362, 350, 440),
        (382, 346, 440),
    ):
        for y in range(y0, y1, 26):
            c.path(f"M{x} {y}l7 12", "none", "#f3e2bd", 5)
    for i in range(24):
        x, y = 20 + (i * 97) % 570, 676 + (i * 41) % 116
        c.path(line([(x, y), (x + 26, y - 5), (x + 48, y + 2)]), "none", "#f3e2bd", 5)
    for x, y in ((470, 420), (540, 470), (500, 350)):
        c.path(
            line([(x - 34, y - 12), (x - 10, y - 16), (x, y), (x + 10, y - 16), (x + 34, y - 12)]),
            "none",
            black,
            8,
        )
    c.path(box(14, 14, 572, 772), "none", black, 12)


@art("sidewalk")
def sidewalk(c: Canvas) -> None:
    c.path(box(0, 0, 600, 800), "#f1e6cf")
    c.path(box(0, 0, 600, 230), "#58a3a0")
    c.path(ellipse(440, 120, 62, 62), "#f2c45c")
    c.path(
        line([(-10, 232), (150, 214), (300, 240), (450, 216), (610, 234)]), "none", "#f7eedb", 17
    )
    c.path(box(0, 236, 600, 60), "#e7cf9b")
    with c.group(clip=box(0, 296, 600, 504)):
        waves(c, (0, 296, 600, 504), ["#332d30"], 1.25)
    for x, y, ink in ((150, 560, "#d9512f"), (420, 660, "#efbd42")):
        for k in range(8):
            (ax, ay), (bx, by) = (
                (x + 92 * math.cos(turn * math.pi / 4), y + 62 * math.sin(turn * math.pi / 4))
                for turn in (k, k + 1)
            )
            d = f"M{x} {y}L{n(ax)} {n(ay)}A92 62 0 0 1 {n(bx)} {n(by)}Z"
            c.path(d, ink if k % 2 else mix("#f7eedb", ink, 0.1))
        c.path(ellipse(x, y, 6, 5), "#332d30")
