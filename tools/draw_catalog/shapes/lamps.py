"""Lamps: the only category drawn at dusk, so that the light is the subject."""

import itertools

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import box, curve, dim, ellipse, lathe, line, lit, n, poly
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.cloth import inks_of
from tools.draw_catalog.shapes.patterns import decorate

WARM, HOT = "#ffc873", "#fff1c9"
CX, BASE = 480.0, 1010.0


def halo(c: Canvas, x: float, y: float, r: float, strength: float = 0.6) -> None:
    c.path(
        ellipse(x, y, r, r),
        c.radial([(0, WARM, strength), (0.35, WARM, strength * 0.45), (1, WARM, 0)]),
    )


def pool(c: Canvas, x: float, y: float, rx: float) -> None:
    """Light lying on the table."""
    c.path(ellipse(x, y, rx, rx * 0.24), c.radial([(0, HOT, 0.62), (0.5, WARM, 0.3), (1, WARM, 0)]))


def beam(
    c: Canvas, x: float, y: float, top: float, bottom: float, tall: float, strength: float = 0.36
) -> None:
    d = poly([(x - top, y), (x + top, y), (x + bottom, y + tall), (x - bottom, y + tall)])
    c.path(d, c.linear([(0, HOT, strength), (1, WARM, 0)], 0, 0, 0, 1), blur=16)


def glowing(c: Canvas, d: str, color: str, up: float = 0.3) -> None:
    """A shade lit from inside: hot in the middle, its own color toward the rim."""
    c.path(d, color)
    c.path(d, c.radial([(0, HOT, 0.95), (0.4, WARM, 0.72), (1, WARM, 0.08)], 0.47, up + 0.3, 0.62))
    c.path(d, c.linear([(0, "#fff6e0", 0.12), (0.5, "#fff6e0", 0), (1, "#3a2233", 0.3)]))


def cord(c: Canvas, x: float, y: float) -> None:
    c.path(f"M{n(x)} -500V{n(y)}", "none", "#1f1926", 7)
    c.path(f"M{n(x - 2)} -500V{n(y)}", "none", "#8a7a92", 2, opacity=0.7)


def pole(c: Canvas, x: float, top: float, bottom: float, w: float, color: str) -> None:
    c.solid(box(x - w / 2, top, w, bottom - top, w / 3), color)


def foot(c: Canvas, x: float, y: float, rx: float, color: str, tall: float = 26) -> None:
    c.contact(x, y + 6, rx, 0.6)
    c.path(ellipse(x, y, rx, rx * 0.16), dim(color, 0.45))
    c.solid(lathe([(0, rx), (tall, rx * 0.96)], x, y, 0.15), color)
    c.flat(ellipse(x, y - tall, rx * 0.96, rx * 0.15), lit(color, 0.12))


@draws("mushroom")
def mushroom(c: Canvas, s: Subject) -> None:
    k = s.get("size", 1.0)
    top = BASE - 560 * k
    halo(c, CX, top + 170 * k, 520)
    pool(c, CX, BASE + 10, 400)
    stem = lathe([(0, 130 * k), (30 * k, 124 * k), (150 * k, 66 * k), (380 * k, 58 * k)], CX, BASE)
    c.contact(CX, BASE + 6, 140 * k, 0.55)
    c.solid(stem, s.color)
    c.path(stem, c.linear([(0, HOT, 0.7), (0.55, WARM, 0)], 0, 0, 0, 1))
    y = BASE - 330 * k
    cap = (
        f"M{n(CX - 290 * k)} {n(y)}C{n(CX - 290 * k)} {n(top - 20)}"
        f" {n(CX + 290 * k)} {n(top - 20)} {n(CX + 290 * k)} {n(y)}"
        f"A{n(290 * k)} {n(44 * k)} 0 0 1 {n(CX - 290 * k)} {n(y)}Z"
    )
    glowing(c, cap, s.color, 0.35)
    c.path(
        f"M{n(CX - 288 * k)} {n(y)}A{n(290 * k)} {n(44 * k)} 0 0 0 {n(CX + 288 * k)} {n(y)}",
        "none",
        HOT,
        7,
        opacity=0.8,
    )


FEET = {
    "gourd": [(0, 110), (40, 150), (120, 156), (220, 90), (300, 106), (360, 60), (400, 36)],
    "ball": [(0, 90), (30, 140), (130, 186), (240, 160), (320, 80), (390, 34)],
    "column": [(0, 120), (20, 126), (180, 116), (340, 110), (380, 40)],
    "turned": [
        (0, 140),
        (30, 134),
        (60, 60),
        (130, 46),
        (180, 90),
        (240, 50),
        (330, 40),
        (390, 30),
    ],
}


@draws("tablelamp")
def tablelamp(c: Canvas, s: Subject) -> None:
    """A ceramic foot under a linen shade."""
    profile = FEET[s.get("profile", "gourd")]
    top = BASE - profile[-1][0]
    halo(c, CX, top - 150, 560)
    pool(c, CX, BASE + 10, 420)
    d = lathe(profile, CX, BASE)
    c.contact(CX, BASE + 8, 140, 0.55)
    c.path(d, s.color)
    decorate(c, s.get("pattern"), d, (CX - 200, top, 400, 430), inks_of(s), 0.6)
    c.wash(d)
    c.path(d, c.linear([(0, WARM, 0.5), (0.5, WARM, 0)], 0, 0, 0, 1))
    pole(c, CX, top - 60, top + 10, 18, "Latão")
    a, b, y0, y1 = s.get("shade", (170, 290, 330, 30))
    shade = (
        f"M{n(CX - a)} {n(top - y0)}A{n(a)} {n(a * 0.13)} 0 0 1 {n(CX + a)}"
        f" {n(top - y0)}L{n(CX + b)} {n(top - y1)}A{n(b)} {n(b * 0.13)}"
        f" 0 0 1 {n(CX - b)} {n(top - y1)}Z"
    )
    glowing(c, shade, s.get("linen", "#ecd9b4"))
    decorate(
        c,
        s.get("shade_pattern"),
        shade,
        (CX - b, top - y0 - 30, b * 2, y0 + 40),
        [dim(WARM, 0.2)],
        0.9,
    )
    with c.group(opacity=0.3):
        decorate(
            c, "weave", shade, (CX - b, top - y0 - 30, b * 2, y0 + 40), ["#fff6df", "#c28a45"], 1.1
        )
    c.path(
        f"M{n(CX - b)} {n(top - y1)}A{n(b)} {n(b * 0.13)} 0 0 0 {n(CX + b)} {n(top - y1)}",
        "none",
        HOT,
        8,
        opacity=0.8,
    )
    c.path(ellipse(CX, top - y0, a, a * 0.13), HOT, opacity=0.9)


@draws("tripod", "floor")
def tripod(c: Canvas, s: Subject) -> None:
    halo(c, CX, 330, 560)
    pool(c, CX, 1090, 460)
    for dx, ink in ((30, dim(s.color, 0.3)), (-190, s.color), (210, s.color)):
        c.path(
            f"M{n(CX + dx * 0.06)} 430L{n(CX + dx)} {1080 if dx != 30 else 1040}",
            "none",
            dim(ink, 0.3),
            26,
        )
        c.path(
            f"M{n(CX + dx * 0.06 - 4)} 430L{n(CX + dx - 4)} {1080 if dx != 30 else 1040}",
            "none",
            ink,
            17,
        )
    c.solid(box(CX - 40, 420, 80, 50, 10), "Latão")
    shade = (
        f"M{CX - 190} 190A190 26 0 0 1 {CX + 190} 190L{CX + 230} 430A230 32 0 0 1 {CX - 230} 430Z"
    )
    glowing(c, shade, s.get("linen", "#ecd9b4"))
    with c.group(opacity=0.3):
        decorate(c, "weave", shade, (240, 160, 480, 310), ["#fff6df", "#c28a45"], 1.1)
    c.path(f"M{CX - 228} 430A230 32 0 0 0 {CX + 228} 430", "none", HOT, 8, opacity=0.8)


@draws("reading", "floor")
def reading(c: Canvas, s: Subject) -> None:
    """A floor lamp with a long bowed arm."""
    pool(c, 640, 1080, 320)
    halo(c, 650, 420, 460, 0.5)
    beam(c, 650, 420, 110, 300, 640)
    foot(c, 330, 1080, 130, s.color)
    c.path(
        line([(330, 1050), (330, 500), (370, 240), (500, 150), (620, 210), (650, 300)]),
        "none",
        dim(s.color, 0.4),
        22,
    )
    c.path(
        line([(326, 1050), (326, 500), (366, 238), (498, 146), (618, 206), (647, 300)]),
        "none",
        lit(s.color, 0.1),
        11,
    )
    d = lathe([(0, 130), (60, 120), (110, 70), (130, 30)], 650, 412)
    c.solid(d, s.color)
    c.path(ellipse(650, 412, 130, 19), c.radial([(0, "#ffffff"), (0.5, HOT), (1, WARM)]))


@draws("desklamp")
def desklamp(c: Canvas, s: Subject) -> None:
    """Two arms, two joints, one head."""
    pool(c, 280, BASE + 20, 330)
    halo(c, 290, 560, 400, 0.5)
    with c.group(transform="rotate(14 300 520)"):
        beam(c, 290, 540, 120, 320, 480)
    foot(c, 600, BASE, 150, s.color, 34)
    joints = [(600, BASE - 40), (720, 660), (400, 410), (330, 470)]
    for a, b in itertools.pairwise(joints):
        c.path(line([a, b]), "none", dim(s.color, 0.4), 24)
        c.path(line([(a[0] - 3, a[1] - 3), (b[0] - 3, b[1] - 3)]), "none", s.color, 14)
    for x, y in joints[1:3]:
        c.solid(ellipse(x, y, 26, 26), "Latão")
    with c.group(transform="rotate(24 320 480)"):
        d = lathe([(0, 160), (60, 150), (130, 90), (190, 50), (210, 30)], 310, 560)
        c.solid(d, s.color)
        c.path(ellipse(310, 560, 160, 24), c.radial([(0, "#ffffff"), (0.5, HOT), (1, WARM)]))


@draws("cobogolamp")
def cobogolamp(c: Canvas, s: Subject) -> None:
    halo(c, CX, 700, 560)
    pool(c, CX, BASE + 16, 460)
    d = lathe([(0, 200), (520, 200)], CX, BASE)
    c.contact(CX, BASE + 14, 200, 0.5)
    c.solid(d, s.color)
    with c.group(clip=box(CX - 200, BASE - 470, 400, 440)):
        decorate(c, "cobogo", d, (CX - 200, BASE - 470, 400, 460), [HOT], 0.95)
        decorate(c, "cobogo", d, (CX - 200, BASE - 470, 400, 460), [WARM], 0.7)
    c.path(
        d,
        c.linear(
            [(0, "#3a2233", 0.3), (0.3, "#3a2233", 0), (0.7, "#3a2233", 0), (1, "#3a2233", 0.5)]
        ),
    )
    c.path(ellipse(CX, BASE - 520, 200, 28), dim(s.color, 0.2))
    c.path(ellipse(CX, BASE - 518, 180, 24), c.radial([(0, "#ffffff"), (0.6, HOT), (1, WARM)]))


@draws("portable")
def portable(c: Canvas, s: Subject) -> None:
    """A small rechargeable lamp beside a cup."""
    halo(c, CX, 640, 480)
    pool(c, CX, BASE + 10, 380)
    foot(c, CX, BASE, 130, s.color, 30)
    pole(c, CX, 650, BASE - 24, 24, s.color)
    d = lathe([(0, 190), (14, 194), (120, 150), (170, 90), (186, 30)], CX, 690)
    c.solid(d, s.color)
    c.path(ellipse(CX, 692, 190, 27), c.radial([(0, "#ffffff"), (0.5, HOT), (1, WARM)]))
    c.solid(ellipse(CX, 500, 16, 16), "Latão")
    cup = lathe([(0, 52), (60, 76), (96, 82)], 770, BASE + 30)
    c.solid(cup, s.other)
    c.path(ellipse(770, BASE - 66, 82, 13), dim(s.other, 0.4))


@draws("tower", "floor")
def tower(c: Canvas, s: Subject) -> None:
    halo(c, CX, 620, 640, 0.55)
    pool(c, CX, 1090, 420)
    d = lathe([(0, 130), (220, 144), (440, 124), (660, 146), (860, 128)], CX, 1080)
    glowing(c, d, s.color, 0.2)
    with c.group(clip=d):
        for i in range(44):
            yy = 206 + i * 20
            c.path(
                f"M320 {yy}Q480 {yy + 22 + (i % 3) * 3} 640 {yy}",
                "none",
                dim(WARM, 0.32),
                3,
                opacity=0.55,
            )
    for side in (-1, 1):
        c.path(f"M{CX + side * 128} 224V1076", "none", "Imbuia", 10)
    c.path(ellipse(CX, 220, 128, 18), HOT)
    foot(c, CX, 1096, 140, "#6b4630", 16)


@draws("candlelamp")
def candlelamp(c: Canvas, s: Subject) -> None:
    """An oil lamp of the interior, wired."""
    halo(c, CX, 560, 540)
    pool(c, CX, BASE + 10, 400)
    c.contact(CX, BASE + 8, 160, 0.5)
    c.solid(
        lathe(
            [(0, 160), (24, 150), (60, 80), (90, 120), (190, 150), (270, 90), (300, 70)], CX, BASE
        ),
        s.color,
    )
    glass = lathe([(0, 84), (60, 150), (150, 156), (260, 90), (400, 76)], CX, 720)
    c.path(glass, WARM, opacity=0.35)
    c.path(glass, c.radial([(0, HOT, 0.9), (0.7, WARM, 0.25), (1, "#fff6e0", 0.45)], 0.5, 0.7, 0.6))
    c.path(f"M{CX} 520Q{CX + 46} 620 {CX} 690Q{CX - 46} 620 {CX} 520Z", "#fff6d8")
    c.path(glass, "none", "#fff3d0", 5, opacity=0.6)
    c.path(line([(370, 660), (360, 590), (396, 500)]), "none", "#ffffff", 13, opacity=0.5, blur=3)
    arm = [
        (350, 880),
        (250, 820),
        (260, 620),
        (380, 330),
        (480, 270),
        (580, 330),
        (700, 620),
        (710, 820),
        (612, 880),
    ]
    c.path("M350 880" + curve(arm), "none", s.other, 10)
