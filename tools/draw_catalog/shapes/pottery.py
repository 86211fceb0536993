"""Ceramics: nearly everything here is a profile turned on the wheel."""

from collections.abc import Sequence

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import (
    Point,
    blob,
    box,
    dim,
    ellipse,
    lathe,
    line,
    lit,
    loop,
    mix,
    n,
    radius_at,
)
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.patterns import decorate

CX, BASE = 470.0, 1010.0

PROFILES: dict[str, list[Point]] = {
    "bottle": [
        (0, 120),
        (40, 150),
        (180, 182),
        (320, 150),
        (420, 74),
        (520, 50),
        (610, 56),
        (640, 72),
    ],
    "gourd": [
        (0, 120),
        (60, 176),
        (170, 196),
        (280, 140),
        (350, 96),
        (430, 128),
        (500, 120),
        (560, 76),
        (600, 84),
    ],
    "amphora": [
        (0, 96),
        (60, 130),
        (200, 190),
        (340, 212),
        (450, 168),
        (520, 96),
        (570, 84),
        (610, 104),
    ],
    "cylinder": [(0, 150), (16, 160), (250, 162), (480, 158), (500, 154)],
    "ball": [(0, 110), (50, 178), (150, 228), (260, 226), (350, 166), (392, 110), (420, 112)],
    "cup": [(0, 92), (18, 108), (120, 150), (240, 166), (300, 168)],
    "mug": [(0, 140), (18, 156), (150, 164), (300, 160), (330, 158)],
    "bowl": [(0, 110), (14, 116), (60, 210), (140, 278), (220, 312), (250, 318)],
    "salad": [(0, 130), (14, 140), (50, 250), (110, 334), (180, 372), (206, 378)],
    "jug": [(0, 128), (24, 150), (150, 178), (260, 160), (370, 112), (450, 104), (510, 124)],
    "pot": [(0, 150), (30, 196), (140, 232), (240, 212), (300, 150), (318, 132)],
    "pinch": [(0, 84), (40, 116), (120, 122), (200, 92), (244, 62)],
}


def speckle(
    c: Canvas, shape: str, area: tuple[float, float, float, float], ink: str, count: int
) -> None:
    x, y, w, h = area
    with c.group(clip=shape, opacity=0.55):
        for _ in range(count):
            size = c.rng.uniform(1.6, 4.6)
            at = (x + c.rng.random() * w, y + c.rng.random() * h)
            c.path(blob(*at, size, size * 0.8, c.rng, 0.3), ink)


def mouth(c: Canvas, cx: float, y: float, r: float, color: str, tilt: float = 0.14) -> None:
    """The dark opening and its lip."""
    c.path(ellipse(cx, y, r, r * tilt), lit(color, 0.28))
    inner = ellipse(cx, y + r * 0.012, r * 0.92, r * tilt * 0.84)
    c.path(inner, c.linear([(0, dim(color, 0.62)), (1, dim(color, 0.3))]))


def vessel(
    c: Canvas, s: Subject, profile: Sequence[Point], cx=CX, base=BASE, *, shadow=True, open_top=True
) -> str:
    """A turned body with its glaze and pattern; gives back its outline."""
    shape = lathe(profile, cx, base)
    height, widest = profile[-1][0], max(r for _, r in profile)
    if shadow:
        c.cast(shape, base)
        c.contact(cx, base + profile[0][1] * 0.1, profile[0][1])
    c.path(shape, s.color)
    area = (cx - widest, base - height - 30, widest * 2, height + 90)
    if s.get("pattern"):
        inks = s.get("inks") or [s.other]
        lo, hi = s.get("band", (0.0, 1.0))
        part = (area[0], base - height * hi, area[2], height * (hi - lo))
        with c.group(clip=box(*part)):
            decorate(c, s.get("pattern"), shape, part, inks, s.get("scale", 0.8))
    if s.get("dip"):
        _dip(c, shape, s, profile, cx, base)
    for share in s.get("rings", ()):
        r = radius_at(profile, height * share)
        y = base - height * share
        c.path(
            f"M{n(cx - r)} {n(y)}A{n(r)} {n(r * 0.14)} 0 0 0 {n(cx + r)} {n(y)}",
            "none",
            s.other,
            9,
            clip=shape,
        )
    if s.get("speck", 0):
        speckle(c, shape, area, dim(s.color, 0.5), s.get("speck"))
    c.wash(shape)
    _gleam(c, shape, profile, cx, base)
    if open_top:
        mouth(c, cx, base - height, profile[-1][1], s.other if s.get("dip") == "top" else s.color)
    return shape


def _dip(
    c: Canvas, shape: str, s: Subject, profile: Sequence[Point], cx: float, base: float
) -> None:
    """Glaze that ran a little before it set."""
    height, widest = profile[-1][0], max(r for _, r in profile) + 10
    y = base - height * s.get("dip_at", 0.5)
    edge = [(cx - widest + i * widest / 4, y + c.rng.uniform(-16, 20)) for i in range(9)]
    far = base + 80 if s.get("dip") == "foot" else base - height - 80
    d = line(edge) + f"V{n(far)}H{n(cx - widest)}Z"
    c.path(d, s.other, clip=shape)
    c.path(line(edge), "none", lit(s.other, 0.35), 5, clip=shape, opacity=0.7)


def _gleam(c: Canvas, shape: str, profile: Sequence[Point], cx: float, base: float) -> None:
    height = profile[-1][0]
    points = [
        (cx - radius_at(profile, height * k) * 0.66, base - height * k)
        for k in (0.32, 0.5, 0.66, 0.8)
    ]
    with c.group(clip=shape, blur=4):
        c.path(line(points), "none", "#fffaf0", 17, opacity=0.36)


def handle(c: Canvas, points: Sequence[Point], color: str, width: float = 34) -> None:
    """A pulled strap: dark underside first, then the strap, then its light."""
    c.path(line(points), "none", dim(color, 0.34), width)
    c.path(line(points), "none", dim(color, 0.08), width * 0.8)
    shifted = [(x - width * 0.16, y - width * 0.16) for x, y in points]
    c.path(line(shifted), "none", lit(color, 0.3), width * 0.2, opacity=0.8)


def scaled(name: str, k: float = 1.0, wide: float = 1.0) -> list[Point]:
    return [(h * k, r * k * wide) for h, r in PROFILES[name]]


@draws("vase")
def vase(c: Canvas, s: Subject) -> None:
    profile = scaled(s.get("profile", "bottle"), s.get("size", 1.0), s.get("wide", 1.0))
    if s.get("stems"):
        _stems(c, s.get("stems"), BASE - profile[-1][0])
    vessel(c, s, profile)
    if s.get("ears"):
        top = profile[-1][0]
        for side in (-1, 1):
            r = profile[-1][1] * 0.8
            pts = [
                (CX + side * r, BASE - top + 30),
                (CX + side * (r + 70), BASE - top + 60),
                (CX + side * (r + 74), BASE - top + 140),
                (CX + side * (r + 50), BASE - top + 196),
            ]
            handle(c, pts, s.color, 26)


def _stems(c: Canvas, kind: str, y: float) -> None:
    for i in range(5):
        lean = (i - 2) * 74 + c.rng.uniform(-16, 16)
        tall = c.rng.uniform(200, 330)
        top = (CX + lean, max(y - tall, 90))
        c.path(
            line([(CX + (i - 2) * 8, y + 30), (CX + lean * 0.4, y - tall * 0.5), top]),
            "none",
            "#7d7f52",
            6,
        )
        if kind == "dry":
            for k in range(9):
                at = (top[0] + c.rng.uniform(-26, 26), top[1] + k * 12 - 50)
                c.path(blob(*at, 12, 19, c.rng, 0.2), mix("#d9b473", "#b9744a", c.rng.random()))
        else:
            for k in range(6):
                c.path(
                    ellipse(0, -24, 14, 26),
                    "#e6a33c" if k % 2 else "#f0c262",
                    transform=f"translate({n(top[0])} {n(top[1])}) rotate({k * 60})",
                )
            c.path(ellipse(*top, 13, 13), "#7c4a2c")


@draws("mug")
def mug(c: Canvas, s: Subject) -> None:
    profile = scaled(s.get("profile", "mug"), s.get("size", 1.25))
    h, r = profile[-1][0], profile[-1][1]
    x = CX + r * 0.94
    if not s.get("no_handle"):
        handle(
            c,
            [
                (x, BASE - h * 0.8),
                (x + 120, BASE - h * 0.84),
                (x + 140, BASE - h * 0.5),
                (x + 84, BASE - h * 0.22),
                (x - 16, BASE - h * 0.2),
            ],
            s.color,
            42,
        )
    vessel(c, s, profile)
    coffee(c, CX, BASE - h, r)
    if s.get("steam", True):
        steam(c, CX, BASE - h - 30)


def coffee(c: Canvas, cx: float, y: float, r: float) -> None:
    c.path(
        ellipse(cx, y + r * 0.035, r * 0.85, r * 0.092), c.linear([(0, "#3c2219"), (1, "#6d4129")])
    )
    c.path(ellipse(cx + r * 0.2, y + r * 0.05, r * 0.4, r * 0.03), "#8d5a38", opacity=0.6)


def steam(c: Canvas, cx: float, y: float) -> None:
    for i, dx in enumerate((-46, 6, 54)):
        top = y - 190 - (i % 2) * 60
        d = line(
            [(cx + dx, y), (cx + dx + 24, y - 60), (cx + dx - 16, y - 130), (cx + dx + 14, top)]
        )
        c.path(d, "none", "#fffaf0", 13, opacity=0.36, blur=5)


@draws("jug")
def jug(c: Canvas, s: Subject) -> None:
    profile = scaled("jug", 1.12)
    h, r = profile[-1][0], profile[-1][1]
    handle(
        c,
        [
            (CX + r * 0.86, BASE - h * 0.93),
            (CX + r + 116, BASE - h * 0.94),
            (CX + r + 130, BASE - h * 0.62),
            (CX + r + 32, BASE - h * 0.36),
        ],
        s.color,
        40,
    )
    spout = loop(
        [
            (CX - r - 56, BASE - h - 18),
            (CX - r * 0.6, BASE - h + 12),
            (CX - r * 0.7, BASE - h + 110),
            (CX - r - 4, BASE - h + 64),
        ]
    )
    c.solid(spout, s.color, 0.6)
    vessel(c, s, profile)


@draws("moringa")
def moringa(c: Canvas, s: Subject) -> None:
    """The night-table water jug with its own cup for a lid."""
    body = [(0, 130), (40, 180), (160, 212), (270, 176), (340, 84), (400, 72), (440, 76)]
    vessel(c, s, body)
    cup = [(0, 84), (10, 96), (90, 104), (180, 92), (200, 84)]
    top = lathe(cup, CX, BASE - 410)
    c.path(ellipse(CX, BASE - 396, 88, 14), dim(s.color, 0.5), opacity=0.6)
    c.solid(top, s.other if s.get("two") else s.color)
    c.path(ellipse(CX, BASE - 612, 84, 12), lit(s.color, 0.25))
    c.path(
        line([(CX - 56, BASE - 570), (CX - 64, BASE - 500), (CX - 58, BASE - 450)]),
        "none",
        "#fffaf0",
        13,
        opacity=0.36,
        blur=3,
    )


@draws("candlestick")
def candlestick(c: Canvas, s: Subject) -> None:
    for dx, k in ((-170, 1.0), (30, 1.45), (220, 0.74)):
        h = 300 * k
        profile = [
            (0, 92),
            (18, 88),
            (40, 40),
            (h * 0.5, 30),
            (h * 0.62, 50),
            (h * 0.74, 28),
            (h - 20, 40),
            (h, 58),
        ]
        cx = CX + dx
        candle = box(cx - 19, BASE - h - 190, 38, 196, 8)
        c.solid(candle, "#f3e4c8")
        flame(c, cx, BASE - h - 200)
        vessel(c, s, profile, cx=cx)


def flame(c: Canvas, x: float, y: float) -> None:
    c.path(ellipse(x, y - 26, 92, 100), c.radial([(0, "#ffd98a", 0.75), (1, "#ffd98a", 0)]))
    c.path(f"M{n(x)} {n(y + 6)}V{n(y - 10)}", "none", "#4a3328", 4)
    c.path(
        (
            f"M{n(x)} {n(y - 76)}Q{n(x + 24)} {n(y - 26)} {n(x)} {n(y - 6)}"
            f"Q{n(x - 24)} {n(y - 26)} {n(x)} {n(y - 76)}Z"
        ),
        "#f6a93b",
    )
    c.path(
        (
            f"M{n(x)} {n(y - 48)}Q{n(x + 11)} {n(y - 22)} {n(x)} {n(y - 8)}"
            f"Q{n(x - 11)} {n(y - 22)} {n(x)} {n(y - 48)}Z"
        ),
        "#fff0bd",
    )
