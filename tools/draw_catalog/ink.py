"""Color and path arithmetic: everything that knows numbers but no SVG elements."""

import itertools
import math
import random
from collections.abc import Sequence

Point = tuple[float, float]

# Shadows lean to plum and light to cream, so that every picture shares one warmth.
PLUM = "#3a2233"
CREAM = "#fff4df"

COLORS = {
    "Areia": "#d9c29b", "Telha": "#c0613d", "Barro": "#a8573b", "Cru": "#eee2cb",
    "Branco": "#f6f0e4", "Preto": "#332d30", "Grafite": "#565256", "Anil": "#31528a",
    "Petróleo": "#22606a", "Musgo": "#737b45", "Mata": "#2f6149", "Sálvia": "#a3b18f",
    "Mostarda": "#d89f31", "Ipê": "#efbd42", "Rosa": "#dc9f90", "Goiaba": "#e0735c",
    "Terracota": "#c4623f", "Vinho": "#7c3040", "Caramelo": "#b97b44", "Café": "#5e3c2b",
    "Céu": "#a9c7cf", "Natural": "#d6b98c", "Coral": "#ea8664", "Lilás": "#b7a3c4",
    "Latão": "#c99b4a", "Cobre": "#bf7850", "Inox": "#b9b6b0", "Freijó": "#b8864f",
    "Imbuia": "#6b4630", "Cimento": "#b5aea4", "Menta": "#b9d1bd", "Marinho": "#28385c",
}  # fmt: skip


def rgb(color: str) -> tuple[int, int, int]:
    """Read `#rrggbb`, or the name of a shop color."""
    text = COLORS.get(color, color).lstrip("#")
    return int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)


def mix(a: str, b: str, share: float) -> str:
    """Blend b into a; share 0 gives a, 1 gives b."""
    mixed = (round(x + (y - x) * share) for x, y in zip(rgb(a), rgb(b), strict=True))
    return "#" + "".join(f"{value:02x}" for value in mixed)


def lit(color: str, share: float = 0.2) -> str:
    return mix(color, CREAM, share)


def dim(color: str, share: float = 0.2) -> str:
    return mix(color, PLUM, share)


def is_dark(color: str) -> bool:
    red, green, blue = rgb(color)
    return 0.3 * red + 0.59 * green + 0.11 * blue < 120


def n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def wobble(points: Sequence[Point], rng: random.Random, by: float) -> list[Point]:
    """The unsteady hand: move every point by up to `by` pixels."""
    return [(x + rng.uniform(-by, by), y + rng.uniform(-by, by)) for x, y in points]


def curve(points: Sequence[Point], tension: float = 0.5) -> str:
    """Cubic segments through the points, without the opening move."""
    parts = []
    last = len(points) - 1
    for i in range(last):
        before, start = points[max(i - 1, 0)], points[i]
        end, after = points[i + 1], points[min(i + 2, last)]
        pull = tension / 3 * 2
        parts.append(
            f"C{n(start[0] + (end[0] - before[0]) * pull / 2)} "
            f"{n(start[1] + (end[1] - before[1]) * pull / 2)} "
            f"{n(end[0] - (after[0] - start[0]) * pull / 2)} "
            f"{n(end[1] - (after[1] - start[1]) * pull / 2)} {n(end[0])} {n(end[1])}"
        )
    return "".join(parts)


def line(points: Sequence[Point]) -> str:
    """A smooth open path."""
    return f"M{n(points[0][0])} {n(points[0][1])}" + curve(points)


def loop(points: Sequence[Point]) -> str:
    """A smooth closed path."""
    around = [points[-1], *points, points[0], points[1]]
    parts = curve(around).split("C")[2:-1]
    return f"M{n(points[0][0])} {n(points[0][1])}C" + "C".join(parts) + "Z"


def poly(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z"


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    return (
        f"M{n(cx - rx)} {n(cy)}A{n(rx)} {n(ry)} 0 0 1 {n(cx + rx)} {n(cy)}"
        f"A{n(rx)} {n(ry)} 0 0 1 {n(cx - rx)} {n(cy)}Z"
    )


def box(x: float, y: float, w: float, h: float, r: float = 0) -> str:
    """A rectangle with rounded corners."""
    r = min(r, w / 2, h / 2)
    if r <= 0:
        return poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
    arc = f"A{n(r)} {n(r)} 0 0 1"
    return (
        f"M{n(x + r)} {n(y)}H{n(x + w - r)}{arc} {n(x + w)} {n(y + r)}V{n(y + h - r)}"
        f"{arc} {n(x + w - r)} {n(y + h)}H{n(x + r)}{arc} {n(x)} {n(y + h - r)}"
        f"V{n(y + r)}{arc} {n(x + r)} {n(y)}Z"
    )


def blob(
    cx: float, cy: float, rx: float, ry: float, rng: random.Random, rough: float = 0.12
) -> str:
    """A hand-cut rounded shape."""
    steps, turn = 9, rng.uniform(0, 1)
    points = []
    for i in range(steps):
        angle = (i + turn) / steps * math.tau
        reach = 1 + rng.uniform(-rough, rough)
        points.append((cx + rx * reach * math.cos(angle), cy + ry * reach * math.sin(angle)))
    return loop(points)


def lathe(profile: Sequence[Point], cx: float, base: float, tilt: float = 0.14) -> str:
    """Turn a profile of (height, radius), bottom first, into a vessel's outline."""
    left = [(cx - r, base - h) for h, r in profile]
    right = [(cx + r, base - h) for h, r in reversed(profile)]
    foot, rim = max(profile[0][1], 1), max(profile[-1][1], 1)
    return (
        line(left)
        + f"A{n(rim)} {n(rim * tilt)} 0 0 1 {n(right[0][0])} {n(right[0][1])}"
        + curve(right)
        + f"A{n(foot)} {n(foot * tilt)} 0 0 1 {n(left[0][0])} {n(left[0][1])}Z"
    )


def radius_at(profile: Sequence[Point], height: float) -> float:
    """The radius of a profile at a height, straight between its points."""
    for (h0, r0), (h1, r1) in itertools.pairwise(profile):
        if h0 <= height <= h1 and h1 > h0:
            return r0 + (r1 - r0) * (height - h0) / (h1 - h0)
    return profile[-1][1]
