"""Compositions of forms: botany, birds, fruit, geometry."""

import math

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import blob, box, dim, ellipse, line, lit, n, poly
from tools.draw_catalog.shapes.patterns import tiles
from tools.draw_catalog.shapes.plants import leaf, monstera_leaf
from tools.draw_catalog.shapes.prints import art


def ground(c: Canvas, ink: str) -> None:
    c.path(box(0, 0, 600, 800), ink)


@art("banana")
def banana(c: Canvas) -> None:
    ground(c, "#f0dcc0")
    c.path(ellipse(330, 330, 210, 210), "#e58f6a")
    for x, turn, long, ink in (
        (210, -24, 640, "#2f5a45"),
        (400, 20, 680, "#47785a"),
        (300, -2, 720, "#3f6b4a"),
    ):
        leaf(c, x, 820, turn, long, 150, ink)
        with c.group(transform=f"translate({x} 820) rotate({turn})"):
            for k in range(12):
                y = -90 - k * long / 15
                w = 116 * math.sin(math.pi * min((k + 2) / 14, 1)) + 8
                c.path(
                    (
                        f"M0 {n(y)}Q{n(-w * 0.6)} {n(y - 14)} {n(-w)} {n(y - 42)}M0"
                        f" {n(y)}Q{n(w * 0.6)} {n(y - 14)} {n(w)} {n(y - 42)}"
                    ),
                    "none",
                    lit(ink, 0.28),
                    3,
                    opacity=0.8,
                )


@art("cashew")
def cashew(c: Canvas) -> None:
    ground(c, "#dfe3cd")
    for x, y, turn in (
        (170, 190, -60),
        (420, 170, 50),
        (310, 120, 0),
        (480, 330, 96),
        (110, 350, -100),
    ):
        leaf(c, 300 + (x - 300) * 0.25, 240 + (y - 240) * 0.25, turn, 290, 92, "#4d7a4f")
    c.path(line([(300, -10), (310, 130), (290, 270)]), "none", "#7d5b41", 13)
    for x, y, k, ink in ((220, 470, 1.0, "#e05a3a"), (400, 540, 1.15, "#f0a93c")):
        d = (
            f"M{n(x - 62 * k)} {n(y - 130 * k)}Q{x} {n(y - 170 * k)} {n(x + 62 * k)}"
            f" {n(y - 130 * k)}Q{n(x + 130 * k)} {n(y + 30 * k)} {n(x + 70 * k)}"
            f" {n(y + 110 * k)}Q{x} {n(y + 150 * k)} {n(x - 70 * k)} {n(y + 110 * k)}"
            f"Q{n(x - 130 * k)} {n(y + 30 * k)} {n(x - 62 * k)} {n(y - 130 * k)}Z"
        )
        c.path(line([(290, 250), (x - 10, y - 210 * k), (x, y - 140 * k)]), "none", "#7d5b41", 9)
        c.solid(d, ink)
        nut = (
            f"M{n(x - 50 * k)} {n(y + 130 * k)}Q{n(x - 80 * k)} {n(y + 220 * k)}"
            f" {x} {n(y + 236 * k)}Q{n(x + 84 * k)} {n(y + 226 * k)} {n(x + 66 * k)}"
            f" {n(y + 150 * k)}Q{n(x + 30 * k)} {n(y + 190 * k)} {x} {n(y + 176 * k)}"
            f"Q{n(x - 20 * k)} {n(y + 160 * k)} {n(x - 20 * k)} {n(y + 126 * k)}Z"
        )
        c.solid(nut, "#7a6a50")


@art("tilework")
def tilework(c: Canvas) -> None:
    ground(c, "#f4ecd8")
    tiles(c, (12, 16, 576, 768), ["#31528a", "#f4ecd8", "#a9c7cf", "#31528a"], 1.0)
    for i in range(7):
        c.path(f"M{12 + i * 96} 0V800", "none", "#f4ecd8", 4)
    for i in range(9):
        c.path(f"M0 {16 + i * 96}H600", "none", "#f4ecd8", 4)


@art("concrete")
def concrete(c: Canvas) -> None:
    """Hard edges, four inks, one rule: each form is half of its neighbor."""
    ground(c, "#efe4cd")
    c.path(poly([(60, 80), (540, 80), (60, 400)]), "#cf4f36")
    c.path(poly([(540, 80), (540, 400), (300, 240)]), "#2b3f66")
    c.path(box(60, 400, 240, 160), "#e9b640")
    c.path("M300 400H540A160 160 0 0 1 380 560H300Z", "#2f7a6f")
    c.path(poly([(60, 560), (300, 560), (180, 720)]), "#2b2a30")
    c.path(ellipse(420, 640, 80, 80), "#cf4f36")
    c.path(ellipse(420, 640, 40, 40), "#efe4cd")
    c.path(poly([(300, 720), (300, 640), (340, 720)]), "#e9b640")
    c.path("M60 400H540M300 400V720", "none", "#efe4cd", 8)


@art("cutouts")
def cutouts(c: Canvas) -> None:
    ground(c, "#f2e3c6")
    fields = (
        (0, 0, 300, 400, "#e6a08c"),
        (300, 0, 300, 270, "#2f6f78"),
        (300, 270, 300, 530, "#efc14f"),
        (0, 400, 300, 400, "#7f9a74"),
    )
    for x, y, w, h, ink in fields:
        c.path(box(x, y, w, h), ink)
    for x, y, k, turn, ink in (
        (150, 210, 1.15, 12, "#f7eedb"),
        (450, 520, 1.3, -18, "#a8402f"),
        (160, 610, 1.0, 40, "#24406a"),
        (450, 130, 0.8, -60, "#f0cf7a"),
    ):
        with c.group(transform=f"translate({x} {y}) rotate({turn}) scale({k})"):
            c.path("M0 140Q-16 40 0 -130Q16 40 0 140Z", ink)
            for i in range(5):
                for side in (-1, 1):
                    yy, w = -70 + i * 42, 92 - abs(i - 2) * 17
                    d = (
                        f"M0 {yy + 18}Q{side * w * 0.5} {yy + 20} {side * w} {yy - 36}"
                        f"Q{side * (w + 18)} {yy - 66} {side * (w - 14)} {yy - 52}"
                        f"Q{side * w * 0.4} {yy - 10} 0 {yy - 10}Z"
                    )
                    c.path(d, ink)


@art("toucan")
def toucan(c: Canvas) -> None:
    ground(c, "#bcd3c2")
    for x, y, turn, k in (
        (60, 330, -30, 0.9),
        (560, 260, 40, 1.0),
        (520, 690, 120, 0.95),
        (60, 720, -110, 0.85),
    ):
        monstera_leaf(c, x, y, turn, k, "#3f7358")
    c.path(line([(-20, 640), (200, 600), (420, 620), (620, 570)]), "none", "#6b4630", 30)
    c.path(
        (
            "M170 690Q150 480 220 330Q260 230 350 240Q430 260 420 360"
            "Q410 520 330 600Q270 660 250 780L190 790Z"
        ),
        "#29262c",
    )
    c.path("M300 250Q400 236 418 330Q420 430 340 440Q280 400 300 250Z", "#f6eed8")
    c.path("M316 420Q370 440 392 402L386 440Q350 470 312 446Z", "#d9512f")
    c.path("M396 268Q540 240 584 370Q592 424 566 432Q540 340 404 372Q380 320 396 268Z", "#f0a23a")
    c.path("M404 346Q530 320 566 432Q500 384 406 374Z", "#d9663c")
    c.path("M560 330Q592 380 566 432Q548 380 540 340Z", "#29262c")
    c.path(ellipse(362, 306, 27, 27), "#4d9fb0")
    c.path(ellipse(364, 306, 14, 14), "#29262c")
    c.path(ellipse(368, 301, 4, 4), "#fffaf0")
    c.path(line([(230, 420), (270, 520), (250, 620)]), "none", "#4a4550", 9)
    for x in (250, 290):
        c.path(line([(x, 594), (x + 6, 630)]), "none", "#4d7a8a", 13)


@art("feast")
def feast(c: Canvas) -> None:
    """Paper flags over a dark June street."""
    sky_ink = c.linear([(0, "#24345c"), (1, "#5a4a6a")], 0, 0, 0, 1)
    c.path(box(0, 0, 600, 800), sky_ink)
    inks = ["#e0735c", "#efbd42", "#f2e6cf", "#5fa39a", "#d98fa0"]
    for row in range(5):
        y0, sag = 60 + row * 128, 60 + (row % 2) * 30
        c.path(line([(-20, y0), (300, y0 + sag), (620, y0 - 20)]), "none", "#f2e6cf", 4)
        for i in range(9):
            x = 6 + i * 68
            y = y0 + sag * (1 - ((x + 30 - 300) / 320) ** 2) - 10
            turn = (300 - x) / 40
            shape = poly([(0, 0), (52, 0), (52, 84), (26, 60), (0, 84)])
            c.path(
                shape, inks[(i + row * 2) % 5], transform=f"translate({x} {n(y)}) rotate({n(turn)})"
            )
    c.path(ellipse(300, 740, 200, 110), c.radial([(0, "#ffd27a", 0.8), (1, "#ffd27a", 0)]))
    for x, tall, ink in (
        (300, 190, "#f0a03c"),
        (260, 130, "#d9512f"),
        (344, 140, "#d9512f"),
        (302, 110, "#fff0bd"),
    ):
        c.path(
            f"M{x} {770 - tall}Q{x + 50} 700 {x + 20} 770H{x - 24}Q{x - 46} 710 {x} {770 - tall}Z",
            ink,
        )
    for turn in (-14, 12):
        c.path(box(200, 764, 200, 24, 10), "#3b2a2a", transform=f"rotate({turn} 300 776)")


@art("vases")
def vases(c: Canvas) -> None:
    ground(c, "#e9c6a4")
    c.path(box(0, 560, 600, 240), "#b9694f")
    c.path(box(60, 60, 220, 330), "#f4e3c1")
    c.path(box(170, 60, 6, 330), "#e9c6a4")
    c.path(
        "M210 660Q120 560 190 440Q220 390 206 320H290Q276 390 306 440Q376 560 286 660Z", "#2f6470"
    )
    c.path(
        "M250 320H290Q276 390 306 440Q376 560 286 660H250Q320 560 262 440Q236 390 250 320Z",
        dim("#2f6470", 0.22),
    )
    c.path("M370 700Q300 640 340 560H500Q540 640 470 700Z", "#efe4cd")
    c.path("M440 560H500Q540 640 470 700H420Q480 640 440 560Z", dim("#efe4cd", 0.2))
    for x, ink in ((370, "#d9663c"), (430, "#e9b640"), (484, "#a9b85a")):
        c.path(blob(x, 548, 44, 42, c.rng, 0.06), ink)
    for i, turn in enumerate((-46, -20, 4, 28, 52)):
        leaf(c, 248, 330, turn, 250 - abs(turn), 40, ("#47785a", "#6b8f58")[i % 2])
    c.path(line([(-10, 560), (610, 556)]), "none", "#f4e3c1", 4)
