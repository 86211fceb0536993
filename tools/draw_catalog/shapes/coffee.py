"""The coffee corner."""

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import (
    PLUM,
    box,
    curve,
    dim,
    ellipse,
    lathe,
    line,
    lit,
    n,
    poly,
)
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.cloth import inks_of
from tools.draw_catalog.shapes.kitchen import (
    BASE,
    CX,
    glass,
    glint,
)
from tools.draw_catalog.shapes.patterns import decorate
from tools.draw_catalog.shapes.pottery import handle, mouth, steam


@draws("moka")
def moka(c: Canvas, s: Subject) -> None:
    low = poly([(CX - 160, BASE), (CX + 160, BASE), (CX + 108, BASE - 270), (CX - 108, BASE - 270)])
    high = poly(
        [
            (CX - 106, BASE - 300),
            (CX + 106, BASE - 300),
            (CX + 150, BASE - 580),
            (CX - 150, BASE - 580),
        ]
    )
    c.cast(box(CX - 150, BASE - 600, 300, 600), BASE)
    c.contact(CX, BASE, 165)
    handle(
        c,
        [
            (CX + 130, BASE - 540),
            (CX + 250, BASE - 560),
            (CX + 270, BASE - 440),
            (CX + 240, BASE - 320),
        ],
        "Imbuia",
        44,
    )
    c.solid(poly([(CX - 148, BASE - 580), (CX - 236, BASE - 570), (CX - 122, BASE - 420)]), s.color)
    for d in (low, high):
        c.solid(d, s.color, 1.2)
    for k, ink in ((-0.6, "#fffaf0"), (-0.2, PLUM), (0.25, "#fffaf0"), (0.62, PLUM)):
        for y0, y1, a, b in ((BASE - 6, BASE - 268, 160, 108), (BASE - 304, BASE - 578, 106, 150)):
            nxt = k + 0.36
            facet = poly(
                [(CX + k * a, y0), (CX + nxt * a, y0), (CX + nxt * b, y1), (CX + k * b, y1)]
            )
            c.path(facet, ink, opacity=0.14)
    c.solid(box(CX - 116, BASE - 306, 232, 42, 12), dim(s.color, 0.14))
    c.solid(
        poly(
            [
                (CX - 150, BASE - 580),
                (CX + 150, BASE - 580),
                (CX + 40, BASE - 640),
                (CX - 40, BASE - 640),
            ]
        ),
        s.color,
    )
    c.solid(ellipse(CX, BASE - 662, 26, 30), "Imbuia")
    c.solid(ellipse(CX - 56, BASE - 110, 17, 17), "Latão")
    steam(c, CX - 200, BASE - 610)


@draws("sockfilter")
def sockfilter(c: Canvas, s: Subject) -> None:
    """The cloth filter on its stand, above the pot: every grandmother's kitchen."""
    c.cast(box(CX - 190, 330, 40, 680), BASE)
    base = box(CX - 250, BASE - 40, 480, 44, 12)
    c.contact(CX - 10, BASE + 4, 240)
    c.solid(box(CX - 226, 300, 34, 680, 10), "Freijó")
    c.solid(base, "Freijó", 0.7)
    c.solid(box(CX - 226, 330, 330, 26, 10), "Freijó", 0.7)
    sock = (
        f"M{CX - 150} 356H{CX + 150}Q{CX + 110} 560 {CX + 12} 660Q{CX}"
        f" 676 {CX - 12} 660Q{CX - 110} 560 {CX - 150} 356Z"
    )
    c.solid(sock, "#f3e7cf")
    c.path(
        (
            f"M{CX - 96} 500Q{CX} 640 {CX + 96} 500Q{CX + 60} 610 {CX}"
            f" 668Q{CX - 60} 610 {CX - 96} 500Z"
        ),
        "#7a4a2e",
        opacity=0.75,
    )
    c.path(ellipse(CX, 356, 150, 20), "#5a3423")
    c.path(ellipse(CX, 356, 150, 20), "none", "Latão", 9)
    c.path(f"M{CX} 676V800", "none", "#5a3423", 6)
    pot = lathe([(0, 120), (30, 132), (160, 124), (200, 110)], CX + 6, BASE - 40)
    handle(c, [(CX + 116, 800), (CX + 210, 800), (CX + 214, 890), (CX + 128, 920)], s.color, 28)
    c.solid(poly([(CX - 110, 780), (CX - 176, 764), (CX - 120, 860)]), s.color)
    c.solid(pot, s.color)
    c.path(ellipse(CX + 6, 770, 110, 15), "#3c2219")
    c.path(ellipse(CX + 6, 770, 110, 15), "none", lit(s.color, 0.3), 6)
    for i in range(7):
        c.path(ellipse(CX - 80 + i * 27, 860 + (i % 2) * 40, 4, 4), lit(s.color, 0.6))


@draws("frenchpress")
def frenchpress(c: Canvas, s: Subject) -> None:
    body = lathe([(0, 150), (470, 150)], CX, BASE)
    c.cast(body, BASE)
    c.contact(CX, BASE + 12, 160)
    handle(
        c,
        [
            (CX + 150, BASE - 400),
            (CX + 270, BASE - 420),
            (CX + 280, BASE - 180),
            (CX + 150, BASE - 110),
        ],
        "Imbuia",
        42,
    )
    fill = lathe([(0, 146), (300, 146)], CX, BASE - 4)
    c.solid(fill, "#4a2b1e")
    c.path(ellipse(CX, BASE - 304, 146, 20), "#8a5a3a")
    glass(c, body)
    c.solid(box(CX - 142, BASE - 330, 284, 20, 8), s.color)
    c.path(f"M{CX} {BASE - 640}V{BASE - 330}", "none", s.color, 13)
    for y in (BASE - 70, BASE - 420):
        c.solid(
            (
                f"M{CX - 156} {y}V{y + 40}A156 20 0 0 0 {CX + 156} {y + 40}"
                f"V{y}A156 20 0 0 1 {CX - 156} {y}Z"
            ),
            s.color,
        )
    for x in (-150, 130):
        c.solid(box(CX + x, BASE - 440, 22, 440, 6), s.color)
    c.solid(lathe([(0, 158), (30, 140), (70, 40)], CX, BASE - 470), s.color)
    c.solid(ellipse(CX, BASE - 660, 38, 34), "Imbuia")
    glint(c, [(CX - 100, BASE - 100), (CX - 104, BASE - 360)])


@draws("kettle")
def kettle(c: Canvas, s: Subject) -> None:
    """A gooseneck for pouring slowly."""
    body = lathe([(0, 206), (20, 210), (200, 160), (290, 120), (310, 110)], CX + 30, BASE)
    spout = [
        (CX - 130, BASE - 80),
        (CX - 260, BASE - 110),
        (CX - 250, BASE - 300),
        (CX - 300, BASE - 420),
        (CX - 370, BASE - 424),
    ]
    c.cast(body, BASE)
    c.contact(CX + 30, BASE + 10, 210)
    c.path(line(spout), "none", dim(s.color, 0.38), 36)
    c.path(line(spout), "none", s.color, 26)
    c.path(line([(x - 5, y - 5) for x, y in spout]), "none", lit(s.color, 0.5), 6, opacity=0.7)
    handle(
        c,
        [
            (CX + 140, BASE - 300),
            (CX + 240, BASE - 390),
            (CX + 340, BASE - 350),
            (CX + 330, BASE - 200),
            (CX + 300, BASE - 120),
        ],
        s.get("grip", "Imbuia"),
        40,
    )
    c.solid(body, s.color, 1.1)
    c.solid(lathe([(0, 112), (24, 96), (44, 30)], CX + 30, BASE - 312), s.color)
    c.solid(ellipse(CX + 30, BASE - 376, 26, 26), s.get("grip", "Imbuia"))
    glint(c, [(CX - 90, BASE - 60), (CX - 70, BASE - 180), (CX - 40, BASE - 280)], 18)
    steam(c, CX - 370, BASE - 450)


@draws("grinder")
def grinder(c: Canvas, s: Subject) -> None:
    d = lathe([(0, 110), (20, 116), (300, 116), (520, 112)], CX, BASE)
    c.cast(d, BASE)
    c.contact(CX, BASE + 8, 116)
    c.solid(d, s.color)
    c.solid(lathe([(0, 116), (210, 118)], CX, BASE), "Freijó")
    c.path(f"M{CX - 118} {BASE - 210}A118 16 0 0 0 {CX + 118} {BASE - 210}", "none", "Latão", 11)
    for i in range(9):
        c.path(
            f"M{CX - 96 + i * 24} {BASE - 470}V{BASE - 250}",
            "none",
            dim(s.color, 0.3),
            4,
            opacity=0.55,
        )
    c.solid(lathe([(0, 114), (30, 104), (56, 40)], CX, BASE - 520), dim(s.color, 0.1))
    c.path(f"M{CX} {BASE - 560}V{BASE - 620}", "none", "Inox", 20)
    c.path(
        line([(CX, BASE - 614), (CX + 110, BASE - 626), (CX + 270, BASE - 600)]),
        "none",
        dim("Inox", 0.2),
        22,
    )
    c.solid(f"M{CX + 250} {BASE - 680}a34 34 0 0 1 56 0L{CX + 298} {BASE - 596}h-40Z", "Imbuia")
    for i in range(7):
        x, y = 150 + (i * 53) % 150, 1040 + (i * 37) % 70
        bean(c, x, y, i * 40)


def bean(c: Canvas, x: float, y: float, turn: float, k: float = 1.0) -> None:
    with c.group(transform=f"translate({n(x)} {n(y)}) rotate({n(turn)}) scale({k})"):
        c.path(ellipse(3, 8, 24, 14), PLUM, opacity=0.25)
        c.solid(ellipse(0, 0, 24, 16), "#6b3f28")
        c.path(line([(-20, 3), (-6, -4), (6, 4), (20, -3)]), "none", "#3c2219", 4)


def _coffee_label(c: Canvas, s: Subject) -> None:
    label = box(CX - 150, BASE - 480, 300, 340, 10)
    c.path(label, "#f8efdc")
    art = box(CX - 130, BASE - 460, 260, 190, 4)
    c.path(art, s.other)
    decorate(
        c,
        s.get("pattern", "suns"),
        art,
        (CX - 130, BASE - 460, 260, 190),
        inks_of(s),
        s.get("scale", 0.7),
    )
    c.path(f"M{CX - 80} {BASE - 232}h160M{CX - 50} {BASE - 204}h100", "none", dim(s.other, 0.2), 9)
    c.path(f"M{CX - 100} {BASE - 170}h200", "none", "#cdb98f", 4)
    c.sheen(label, 0.6)


@draws("coffeebag")
def coffeebag(c: Canvas, s: Subject) -> None:
    d = line(
        [(CX - 210, BASE), (CX - 222, BASE - 240), (CX - 206, BASE - 560), (CX - 214, BASE - 640)]
    )
    right = [
        (CX + 214, BASE - 640),
        (CX + 206, BASE - 560),
        (CX + 222, BASE - 240),
        (CX + 210, BASE),
    ]
    d += f"L{n(right[0][0])} {n(right[0][1])}" + curve(right) + "Z"
    c.cast(d, BASE)
    c.contact(CX, BASE, 214)
    c.solid(d, s.color)
    c.path(
        poly(
            [
                (CX - 214, BASE - 640),
                (CX + 214, BASE - 640),
                (CX + 208, BASE - 574),
                (CX - 208, BASE - 574),
            ]
        ),
        dim(s.color, 0.2),
    )
    c.path(f"M{CX - 210} {BASE - 606}H{CX + 210}", "none", lit(s.color, 0.3), 4)
    c.solid(box(CX - 230, BASE - 622, 36, 34, 6), "Latão")
    c.solid(box(CX + 194, BASE - 622, 36, 34, 6), "Latão")
    _coffee_label(c, s)
    c.path(
        line([(CX - 190, BASE - 30), (CX - 170, BASE - 70), (CX - 196, BASE - 120)]),
        "none",
        PLUM,
        8,
        opacity=0.18,
        blur=4,
    )
    for i in range(6):
        bean(c, 110 + (i * 61) % 170, 1050 + (i * 29) % 80, i * 55)


@draws("dripper")
def dripper(c: Canvas, s: Subject) -> None:
    server = lathe([(0, 150), (40, 178), (180, 160), (280, 96), (310, 92)], CX, BASE)
    c.cast(server, BASE)
    c.contact(CX, BASE + 10, 156)
    c.solid(lathe([(4, 146), (40, 170), (120, 164)], CX, BASE - 4), "#4a2b1e")
    c.path(ellipse(CX, BASE - 124, 164, 22), "#7d4d30")
    glass(c, server)
    handle(
        c,
        [
            (CX + 150, BASE - 210),
            (CX + 250, BASE - 220),
            (CX + 250, BASE - 90),
            (CX + 170, BASE - 60),
        ],
        "Imbuia",
        30,
    )
    c.path(f"M{CX} {BASE - 320}V{BASE - 130}", "none", "#5a3423", 5)
    handle(
        c,
        [
            (CX + 150, BASE - 530),
            (CX + 256, BASE - 540),
            (CX + 240, BASE - 430),
            (CX + 110, BASE - 410),
        ],
        s.color,
        30,
    )
    c.solid(ellipse(CX, BASE - 330, 190, 30), s.color)
    cone = lathe([(0, 74), (60, 90), (240, 210)], CX, BASE - 336)
    c.solid(cone, s.color)
    mouth(c, CX, BASE - 576, 210, s.color)
    paper = (
        f"M{CX - 186} {BASE - 580}L{CX - 150} {BASE - 640}Q{CX} {BASE - 600}"
        f" {CX + 160} {BASE - 646}L{CX + 186} {BASE - 580}A186 24 0"
        f" 0 1 {CX - 186} {BASE - 580}Z"
    )
    c.flat(paper, "#f3e7cf")
    c.path(ellipse(CX, BASE - 574, 150, 17), "#5a3423")
    steam(c, CX, BASE - 640)
