"""Textiles that lie, hang in a window or are worn."""

import itertools

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import (
    PLUM,
    blob,
    box,
    curve,
    dim,
    ellipse,
    line,
    lit,
    loop,
    n,
    poly,
)
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.cloth import (
    cloth,
    folds,
    fringe,
)


@draws("tablecloth")
def tablecloth(c: Canvas, s: Subject) -> None:
    """A laid table seen from the seat: cloth top and its falling front."""
    top = poly([(130, 640), (830, 640), (930, 800), (30, 800)])
    hem = [(944, 1120), (760, 1136), (600, 1112), (420, 1138), (220, 1114), (16, 1126)]
    front = f"M30 800H930L{n(hem[0][0])} {n(hem[0][1])}" + curve(hem) + "Z"
    c.contact(500, 1160, 460, 0.3)
    runner = s.get("runner")
    base = Subject("#f4ead6", s.other, {}) if runner else s
    cloth(c, base, top, (20, 640, 920, 160), 0.8, 0.4)
    cloth(c, base, front, (10, 800, 940, 340), 1.0, 0.6)
    if runner:
        over = poly([(400, 640), (590, 640), (640, 800), (350, 800)])
        fall = poly([(350, 800), (640, 800), (642, 1040), (348, 1040)])
        cloth(c, s, over, (340, 640, 310, 160), 0.6, 0.4)
        cloth(c, s, fall, (340, 800, 310, 240), 0.75, 0.4)
        fringe(c, (350, 1040), (640, 1040), (0, 50), s.other, 24)
    folds(c, front, [150, 330, 520, 700, 850], 810, 1130, 56)
    c.path("M30 800H930", "none", "#fffaf0", 5, opacity=0.5)
    c.cast(ellipse(480, 690, 130, 40), 740, 0.3)
    c.solid("M372 640Q380 736 480 738Q580 736 588 640Z", "Petróleo")
    for x, y, ink in ((420, 620, "#e7a43c"), (540, 624, "#d9663c"), (482, 596, "#c9bb52")):
        c.solid(ellipse(x, y, 58, 54), ink)
    c.solid("M366 636Q480 668 594 636Q580 738 480 740Q380 738 366 636Z", s.get("bowl", "Telha"))


@draws("flatcloth", "flat")
def flatcloth(c: Canvas, s: Subject) -> None:
    """Placemats and rugs from above."""
    w, h = s.get("w", 620), s.get("h", 860)
    x, y = 480 - w / 2, 600 - h / 2
    if s.get("round"):
        for i in range(2):
            d = blob(430 + i * 110, 470 + i * 270, 318, 312, c.rng, 0.015)
            c.drop(d, 14, 18, 10)
            _braided(c, s, d, 430 + i * 110, 470 + i * 270)
        return
    d = poly(
        [
            (x, y),
            (x + w / 2, y + c.rng.uniform(-4, 4)),
            (x + w, y + 3),
            (x + w - 3, y + h),
            (x + w / 2, y + h + 4),
            (x + 3, y + h - 2),
        ]
    )
    with c.group(transform=f"rotate({s.get('turn', -4)} 480 600)"):
        c.drop(d, 14, 18, 10)
        for k, side in ((y + 4, -1), (y + h - 4, 1)):
            fringe(
                c,
                (x + 4, k),
                (x + w - 4, k),
                (0, side * 48),
                s.get("fringe_ink", "#efe3cb"),
                int(w / 15),
            )
        cloth(c, s, d, (x, y, w, h), 1.25)
        c.path(box(x + 26, y + 26, w - 52, h - 52), "none", s.other, 9, opacity=0.75)
        c.path(d, "none", dim(s.color, 0.3), 4, opacity=0.5)


def _braided(c: Canvas, s: Subject, d: str, cx: float, cy: float) -> None:
    c.path(d, s.color)
    with c.group(clip=d):
        for i in range(14):
            r = 24 + i * 23
            ink = s.other if i in (7, 8, 12) else dim(s.color, 0.18)
            c.path(
                ellipse(cx, cy, r, r), "none", ink, 5 if i not in (7, 8, 12) else 15, opacity=0.75
            )
        for i in range(60):
            turn = f"rotate({i * 6} {n(cx)} {n(cy)})"
            c.path(
                f"M{n(cx + 40)} {n(cy)}L{n(cx + 318)} {n(cy + 20)}",
                "none",
                lit(s.color, 0.4),
                3,
                opacity=0.5,
                transform=turn,
            )
    c.sheen(d)


@draws("napkins", "flat")
def napkins(c: Canvas, s: Subject) -> None:
    tones = s.get("tones") or [s.color, s.other]
    for i in range(4):
        part = Subject(tones[i % len(tones)], s.other, s.traits)
        with c.group(
            transform=(
                f"translate({n(i * 44 - 66)} {n(i * 64 - 96)}) rotate({n(-14 + i * 7)} 480 600)"
            )
        ):
            d = box(230, 340, 480, 500, 10)
            c.drop(d, 10, 14, 9)
            cloth(c, part, d, (230, 340, 480, 500), 0.9)
            c.path(box(248, 358, 444, 464, 4), "none", lit(part.color, 0.5), 4, opacity=0.7)
            c.path("M470 340V840", "none", PLUM, 5, opacity=0.16, blur=3)


@draws("hammock", "wall")
def hammock(c: Canvas, s: Subject) -> None:
    for x, sway in ((-20, 1), (980, -1)):
        for i in range(9):
            c.path(line([(x, 180), (480 - sway * 300, 430 + i * 14)]), "none", "#e9dcc0", 4)
    bed = loop(
        [
            (170, 430),
            (300, 640),
            (480, 716),
            (660, 640),
            (790, 430),
            (740, 660),
            (600, 820),
            (480, 850),
            (360, 820),
            (220, 660),
        ]
    )
    c.drop(bed, 30, 60, 24, 0.26)
    inside = "M170 424Q300 800 480 800Q660 800 790 424Q640 560 480 560Q320 560 170 424Z"
    c.flat(inside, dim(s.color, 0.12))
    outer = (
        "M160 420Q250 720 480 730Q710 720 800 420Q800 760 640 860Q480 930 320 860Q160 760 160 420Z"
    )
    cloth(c, s, outer, (150, 410, 660, 500), 1.0, 0.9)
    folds(c, outer, [300, 420, 560, 690], 480, 900, 50)
    pts = [(186, 640), (250, 790), (340, 866), (480, 902), (620, 866), (712, 790), (776, 640)]
    for a, b in itertools.pairwise(pts):
        fringe(c, a, b, (0, 92), lit(s.other, 0.1), 9)
        c.path(line([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 40), b]), "none", s.other, 7)


@draws("curtain", "wall")
def curtain(c: Canvas, s: Subject) -> None:
    c.path(box(200, 150, 560, 900, 6), "#fbf1d8")
    c.path(
        box(200, 150, 560, 900),
        c.linear([(0, "#f7d9a0", 0.7), (0.6, "#fff6e2", 0.6), (1, "#b9cfc4", 0.9)], 0, 0, 0, 1),
    )
    c.path(blob(610, 900, 160, 120, c.rng), "#8fae84", opacity=0.6)
    c.path("M200 600H760M480 150V1050", "none", "#e2d3b4", 14)
    rod = box(60, 116, 840, 18, 9)
    for x, w in ((80, 330), (560, 320)):
        hem = [(x + w + 14, 1110), (x + w * 0.6, 1122), (x + w * 0.3, 1106), (x - 10, 1116)]
        d = f"M{x} 124H{x + w}L{n(hem[0][0])} {n(hem[0][1])}" + curve(hem) + "Z"
        c.drop(d, 20, 10)
        cloth(c, s, d, (x - 20, 120, w + 40, 1010), 1.0, 0.5)
        folds(c, d, [x + w * k for k in (0.14, 0.38, 0.62, 0.86)], 130, 1110, 46)
        for k in range(6):
            c.path(ellipse(x + 20 + k * (w - 40) / 5, 124, 15, 17), "none", "Latão", 6)
    c.solid(rod, "Freijó", 0.6)
    c.solid(ellipse(58, 125, 24, 24), "Freijó")
    c.solid(ellipse(902, 125, 24, 24), "Freijó")


@draws("apron", "wall")
def apron(c: Canvas, s: Subject) -> None:
    c.path(
        line([(356, 330), (380, 190), (480, 130), (580, 190), (604, 330)]),
        "none",
        s.get("strap", s.other),
        22,
    )
    c.solid(ellipse(480, 124, 24, 24), "Freijó")
    d = "M350 320H610Q622 480 760 560L736 1050Q480 1080 224 1050L200 560Q338 480 350 320Z"
    c.drop(d, 26, 22)
    for side in (-1, 1):
        x = 480 + side * 276
        c.path(
            line([(x, 570), (x + side * 40, 700), (x + side * 10, 820), (x + side * 44, 930)]),
            "none",
            s.get("strap", s.other),
            18,
        )
    cloth(c, s, d, (190, 310, 580, 780), 1.1, 0.7)
    folds(c, d, [300, 440, 660], 560, 1070, 44)
    pocket = "M330 700H630V880Q630 906 600 906H360Q330 906 330 880Z"
    c.path(pocket, PLUM, opacity=0.25, transform="translate(5 8)", blur=5)
    cloth(
        c,
        Subject(s.get("pocket", dim(s.color, 0.06)), s.other, {}),
        pocket,
        (330, 700, 300, 206),
        1,
        0.7,
    )
    c.path("M330 726H630M480 726V906", "none", lit(s.color, 0.4), 4)
