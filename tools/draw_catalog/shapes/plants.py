"""Plants in their pots, and the pots and tools themselves."""

import math

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import (
    PLUM,
    box,
    dim,
    ellipse,
    lathe,
    line,
    lit,
    mix,
    n,
)
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.cloth import inks_of
from tools.draw_catalog.shapes.patterns import decorate
from tools.draw_catalog.shapes.pottery import speckle

CX, BASE = 480.0, 1010.0
GREENS = ["#3f6b4a", "#527d4f", "#2f5a45", "#6b8f58", "#47785a"]

POTS = {
    "classic": [(0, 116), (120, 136), (226, 156), (238, 176), (262, 181), (290, 182)],
    "round": [(0, 110), (50, 170), (140, 196), (240, 176), (280, 164)],
    "straight": [(0, 150), (10, 156), (270, 160)],
    "low": [(0, 160), (20, 190), (120, 220), (170, 222)],
    "footed": [(0, 130), (24, 110), (50, 120), (140, 186), (270, 190)],
}  # fmt: skip


def pot(c: Canvas, s: Subject, cx=CX, base=BASE, k=1.0, *, shadow=True) -> float:
    """Draw the pot and its soil; gives back the height of the soil."""
    profile = [(h * k, r * k) for h, r in POTS[s.get("pot", "classic")]]
    d = lathe(profile, cx, base)
    top, r = base - profile[-1][0], profile[-1][1]
    if shadow:
        c.cast(d, base)
        c.contact(cx, base + 8, profile[0][1])
    c.path(d, s.color)
    area = (cx - 240 * k, top - 30, 480 * k, base - top + 70)
    decorate(c, s.get("pattern"), d, area, inks_of(s), s.get("scale", 0.7))
    if s.get("speck"):
        speckle(c, d, area, dim(s.color, 0.4), s.get("speck"))
    c.wash(d)
    if s.get("pot", "classic") == "classic":
        c.path(
            (
                f"M{n(cx - 160 * k)} {n(base - 230 * k)}A{n(160 * k)} {n(22 * k)}"
                f" 0 0 0 {n(cx + 160 * k)} {n(base - 230 * k)}"
            ),
            "none",
            PLUM,
            12 * k,
            opacity=0.22,
            blur=4,
        )
    c.path(ellipse(cx, top, r, r * 0.14), lit(s.color, 0.22))
    c.path(ellipse(cx, top + 3, r * 0.9, r * 0.115), "#4a3329")
    return top


def leaf(
    c: Canvas, x: float, y: float, turn: float, long: float, wide: float, ink: str, *, vein=True
) -> None:
    """Two halves of one green, split along the rib. `turn` in degrees, 0 is up."""
    with c.group(transform=f"translate({n(x)} {n(y)}) rotate({n(turn)})"):
        left = f"M0 0C{n(-wide)} {n(-long * 0.25)} {n(-wide * 0.8)} {n(-long * 0.75)} 0 {n(-long)}Z"
        right = f"M0 0C{n(wide)} {n(-long * 0.25)} {n(wide * 0.8)} {n(-long * 0.75)} 0 {n(-long)}Z"
        bright = math.sin(math.radians(turn)) < 0.2
        c.path(left, lit(ink, 0.16) if bright else ink)
        c.path(right, dim(ink, 0.14))
        if vein:
            c.path(
                f"M0 0Q{n(wide * 0.06)} {n(-long * 0.5)} 0 {n(-long * 0.94)}",
                "none",
                lit(ink, 0.42),
                max(long * 0.014, 2),
                opacity=0.8,
            )


def stalk(
    c: Canvas,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    ink: str,
    width: float = 9,
    bow: float = 0.2,
) -> None:
    mid = (x0 + (x1 - x0) * (0.5 - bow), (y0 + y1) / 2)
    c.path(line([(x0, y0), mid, (x1, y1)]), "none", ink, width)


def monstera_leaf(c: Canvas, x: float, y: float, turn: float, k: float, ink: str) -> None:
    """A heart with fingers: notches cut from the margin, holes beside the rib."""
    margin = []
    for side in (-1, 1):
        points = [(0, 10), (70, 40), (128, 6)]
        for i in range(5):
            a = -0.05 - i * 0.36
            reach = 172 + i * 5 - (i == 4) * 10
            outer = (reach * math.cos(a) * 0.88, reach * math.sin(a) - 44 - i * 10)
            inner = (62 - i * 9, -44 - i * 36)
            nxt = (reach * math.cos(a - 0.26) * 0.88, reach * math.sin(a - 0.26) - 44 - i * 10)
            points += [outer, nxt] + ([inner] if i < 4 else [])
        points.append((0, -262))
        margin.append([(px * side, py) for px, py in points])
    with c.group(transform=f"translate({n(x)} {n(y)}) rotate({n(turn)}) scale({k:.3f})"):
        for half, tone in zip(margin, (lit(ink, 0.12), dim(ink, 0.14)), strict=True):
            d = "M0 10" + line(half)[line(half).index("C") :] + "Z"
            c.path(d, tone, tone, 6)
        c.path("M0 10Q5 -120 0 -248", "none", lit(ink, 0.45), 5)
        for i in range(4):
            for side in (-1, 1):
                c.path(
                    f"M0 {-30 - i * 46}L{side * (84 - i * 12)} {-56 - i * 50}",
                    "none",
                    lit(ink, 0.3),
                    3,
                    opacity=0.7,
                )


@draws("monstera")
def monstera(c: Canvas, s: Subject) -> None:
    spots = [
        (-250, 560, -46, 1.0),
        (250, 600, 52, 0.95),
        (-130, 330, -18, 1.12),
        (170, 350, 26, 1.16),
        (-300, 780, -78, 0.72),
        (300, 790, 80, 0.7),
        (10, 520, 2, 1.1),
    ]
    for dx, y, _, _ in spots:
        stalk(c, CX + dx * 0.1, 730, CX + dx, y + 10, "#5c7d4e", 9)
    for i, (dx, y, turn, k) in enumerate(spots):
        monstera_leaf(c, CX + dx, y, turn, k, GREENS[i % 5])
    pot(c, s)


@draws("sansevieria")
def sansevieria(c: Canvas, s: Subject) -> None:
    blades = [
        (-90, -14, 420),
        (90, 15, 440),
        (-50, -5, 560),
        (56, 6, 520),
        (0, 1, 620),
        (-110, -22, 300),
        (110, 22, 330),
    ]
    for i, (dx, turn, tall) in enumerate(blades):
        ink = GREENS[i % 3]
        w = 46
        d = (
            f"M{-w * 0.7} 20C{-w * 1.2} {-tall * 0.4} {-w} {-tall * 0.7}"
            f" 0 {-tall}C{w} {-tall * 0.7} {w * 1.2} {-tall * 0.4} {w * 0.7}"
            " 20Z"
        )
        with c.group(transform=f"translate({CX + dx} 740) rotate({turn})"):
            c.path(d, ink)
            with c.group(clip=d):
                for k in range(14):
                    y = -k * tall / 14
                    c.path(
                        line(
                            [
                                (-60, y + c.rng.uniform(-8, 8)),
                                (-20, y - 12),
                                (20, y + 6),
                                (60, y - 8),
                            ]
                        ),
                        "none",
                        lit(ink, 0.28),
                        9,
                        opacity=0.6,
                    )
            c.wash(d, 0.7)
            c.path(d, "none", "#d8c877", 7)
    pot(c, s)


@draws("succulents")
def succulents(c: Canvas, s: Subject) -> None:
    inks = s.get("tones") or [s.color, s.other, "Cru"]
    for i, (x, base, k) in enumerate(((250, 940, 0.66), (700, 930, 0.7), (480, 1040, 0.8))):
        top = pot(
            c,
            Subject(inks[i], s.other, {"pot": ("straight", "classic", "round")[i]}),
            cx=x,
            base=base,
            k=k,
        )
        if i == 1:
            for turn, tall in ((0, 210), (-30, 130), (34, 150)):
                leaf(c, x + turn, top + 8, turn, tall, 56, "#6f9069")
            continue
        tone = "#8fae8c" if i == 0 else "#a3b77f"
        for ring, (count, reach) in enumerate(((11, 130), (8, 96), (6, 62))):
            for j in range(count):
                turn = (j + ring * 0.5) / count * 360
                ink = mix(tone, "#d98f86", 0.1 + ring * 0.16)
                flat = 0.62
                with c.group(transform=f"translate({x} {n(top - 40 - ring * 14)}) scale(1 {flat})"):
                    leaf(c, 0, 0, turn, reach * k * 1.5, reach * k * 0.6, ink, vein=False)


@draws("cactus")
def cactus(c: Canvas, s: Subject) -> None:
    def column(x: float, y0: float, y1: float, w: float) -> None:
        d = box(x - w, y1, w * 2, y0 - y1, w)
        c.solid(d, "#4e7d58")
        with c.group(clip=d):
            for k in (-0.6, -0.2, 0.2, 0.6):
                c.path(f"M{n(x + k * w)} {n(y1)}V{n(y0)}", "none", "#2f5a45", 6, opacity=0.55)
                for i in range(int((y0 - y1) / 34)):
                    yy = y1 + 20 + i * 34
                    c.path(
                        f"M{n(x + k * w - 7)} {n(yy)}l14 -5M{n(x + k * w - 7)} {n(yy - 5)}l14 5",
                        "none",
                        "#f3e7c4",
                        3,
                    )

    for side, x, up, join in ((-1, 290, 330, 560), (1, 660, 420, 620)):
        c.path(f"M480 {join}H{x + side * -10}Q{x} {join} {x} {join - 60}", "none", "#2f5a45", 96)
        c.path(f"M480 {join}H{x + side * -10}Q{x} {join} {x} {join - 60}", "none", "#4e7d58", 86)
        column(x, join, up, 46)
    column(CX, 750, 190, 66)
    for x, y in ((CX, 186), (290, 326)):
        for k in range(5):
            leaf(c, x, y + 8, -60 + k * 30, 62, 22, "#e9899a", vein=False)
    pot(c, s)


@draws("calathea")
def calathea(c: Canvas, s: Subject) -> None:
    spots = [
        (-270, 560, -58),
        (270, 570, 58),
        (-170, 400, -32),
        (180, 410, 34),
        (0, 350, 0),
        (-90, 600, -24),
        (110, 610, 26),
    ]
    for dx, y, _ in spots:
        stalk(c, CX + dx * 0.12, 740, CX + dx * 0.8, y + 90, "#8a4a5a", 9)
    for i, (dx, y, turn) in enumerate(spots):
        with c.group(transform=f"translate({n(CX + dx * 0.8)} {y + 96}) rotate({turn})"):
            d = "M0 0C-120 -50 -110 -220 0 -270C110 -220 120 -50 0 0Z"
            ink = GREENS[i % 3]
            c.path(d, dim(ink, 0.1))
            with c.group(clip=d):
                for k in range(6):
                    for side in (-1, 1):
                        leaf(c, 0, -20 - k * 40, side * 54, 104 - k * 6, 17, "#a9c48c", vein=False)
            c.path("M0 0V-262", "none", "#e5b7bd", 5)
            c.path(d, "none", "#e5b7bd", 4, opacity=0.7)
            c.sheen(d, 0.8)
    pot(c, s)


@draws("bromeliad")
def bromeliad(c: Canvas, s: Subject) -> None:
    for i, turn in enumerate((-82, 82, -66, 68, -50, 50, -34, 36, -18, 18)):
        leaf(c, CX, 740, turn, 400 - abs(turn) * 0.7, 44, GREENS[i % 5])
    c.path(f"M{CX} 730V420", "none", "#8a5a3a", 16)
    for row in range(7):
        for side in (-1, 1, 0):
            ink = mix("#d9442f", "#f0a03c", row / 9)
            leaf(c, CX, 560 - row * 46, side * (56 - row * 5), 168 - row * 13, 30, ink, vein=False)
    pot(c, s)
