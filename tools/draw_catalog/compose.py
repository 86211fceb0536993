"""From a product's `draw` entry to a finished canvas: the room, the thing, the view of it."""

import importlib
import pkgutil
from typing import Any

from tools.draw_catalog import shapes
from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import PLUM, blob, box, dim, ellipse, lit
from tools.draw_catalog.registry import PENS, Subject
from tools.draw_catalog.stage import MOODS, room

for _module in pkgutil.iter_modules(shapes.__path__):
    importlib.import_module(f"{shapes.__name__}.{_module.name}")

WIDTH, HEIGHT = 960, 1200
# Things on a table are drawn with air around them; these categories come a step nearer.
NEARER = {
    "ceramica": 1.14,
    "papelaria": 1.08,
    "cafe-e-cozinha": 1.06,
    "texteis": 1.05,
    "bolsas": 1.05,
}
# These fill their sheet already, or would be lost on it.
FILLING = ("tablecloth", "shakers", "teapot", "kettle", "steamer", "wateringcan")
SIZES = dict.fromkeys(FILLING, 1.0) | {
    "folded": 1.12, "monstera": 0.9, "palm": 0.93, "calathea": 0.96, "succulents": 1.24,
    "wallet": 1.26, "case": 1.14, "sconce": 1.15, "brushpens": 1.1, "hammock": 1.08,
    "cushion": 1.0, "bucket": 1.0, "basket": 1.0, "duffel": 1.0, "napkins": 1.1,
}  # fmt: skip


def subject(entry: dict[str, Any]) -> Subject:
    traits = {k: v for k, v in entry.items() if k not in ("kind", "color", "other", "ground")}
    return Subject(entry.get("color", "Cru"), entry.get("other", "Cru"), traits)


def picture(
    category: str, entry: dict[str, Any], seed: str, number: int, view: str = "plain"
) -> Canvas:
    """Draw one product; `view` is plain, detail or setting."""
    canvas = Canvas(WIDTH, HEIGHT, seed)
    ground, _ = PENS[entry["kind"]]
    ground = entry.get("ground", ground)
    if view == "setting":
        _setting(canvas, category, entry, ground, number)
    elif view == "detail":
        usual = (470, 800, 1.8) if ground == "table" else (480, 600, 1.7)
        cx, cy, k = entry.get("focus", usual)
        shift = f"translate({480 - cx * k:.0f} {600 - cy * k:.0f}) scale({k})"
        with canvas.group(transform=shift):
            room(canvas, category, ground, 4 if ground == "table" else number)
            draw(canvas, entry)
    else:
        room(canvas, category, ground, number)
        near = NEARER.get(category, 1.0) if ground == "table" else 1.0
        near = SIZES.get(entry["kind"], near)
        # What stands grows from its foot, what lies or hangs grows from the middle.
        foot = 1010 if ground in ("table", "floor") else 600 + 410 * near
        draw(canvas, entry, 480, foot, near)
    return canvas


def draw(c: Canvas, entry: dict[str, Any], x: float = 480, y: float = 1010, k: float = 1.0) -> None:
    """Draw a thing with its foot (480, 1010) put at a place and scaled."""
    _, pen = PENS[entry["kind"]]
    with c.group(transform=f"translate({x - 480 * k:.1f} {y - 1010 * k:.1f}) scale({k})"):
        pen(c, subject(entry))


def _setting(c: Canvas, category: str, entry: dict[str, Any], ground: str, number: int) -> None:
    if ground == "flat":
        room(c, category, "flat", number)
        _desk_things(c, category)
        draw(c, entry, 500, 960, 0.86)
        return
    if ground == "wall":
        room(c, category, "wall", 1)
        _sideboard(c, category, number)
        draw(c, entry, 480, 812 if entry["kind"] == "print" else 830, 0.74)
        return
    room(c, category, ground, 1)
    _corner(c, category, number, 880 if ground == "table" else 960)
    draw(c, entry, 430, 1050 if ground == "table" else 1060, 0.84)


def _night(c: Canvas, category: str) -> None:
    """Dim what stands behind a burning lamp."""
    if category == "luminarias":
        c.path(box(0, 0, WIDTH, HEIGHT), "#33293f", opacity=0.5)


def _corner(c: Canvas, category: str, number: int, edge: float) -> None:
    arts = ("range", "cutouts", "banana", "concrete", "raft", "vases")
    with c.group(transform="translate(470 -40) scale(0.5)"):
        PENS["print"][1](c, Subject("Cru", "Cru", {"art": arts[number % 6], "frame": "Freijó"}))
    if edge < 900:
        books(c, 760, 986, number)
        if number % 2:
            draw(
                c,
                {"kind": "succulents", "color": "Telha", "tones": ["Telha", "Rosa", "Cru"]},
                800,
                900,
                0.36,
            )
        else:
            draw(
                c,
                {"kind": "vase", "color": "Cru", "profile": "ball", "stems": "dry"},
                770,
                905,
                0.4,
            )
    else:
        draw(c, {"kind": "sansevieria", "color": "Cimento", "pot": "straight"}, 830, 1080, 0.5)
    _night(c, category)


def books(c: Canvas, x: float, y: float, number: int) -> None:
    tones = ["Petróleo", "Mostarda", "Goiaba", "Cru", "Vinho", "Mata"]
    c.contact(x, y, 150)
    for i, wide in enumerate((290, 250, 270)):
        tone = tones[(number + i) % 6]
        top = y - (i + 1) * 36
        left = x - wide / 2 + (i - 1) * 10
        c.path(box(left, top, wide, 35, 4), tone)
        c.path(box(left + wide - 20, top + 5, 18, 25, 2), "#f3e7cf")
        c.path(box(left + 26, top, 9, 35), lit(tone, 0.5))
        c.sheen(box(left, top, wide, 35, 4))


def _sideboard(c: Canvas, category: str, number: int) -> None:
    mood = MOODS[category]
    c.path(box(-10, 1128, 980, 90), dim(mood.table, 0.12))
    c.path(box(-10, 1120, 980, 10), lit(mood.table, 0.3))
    top = box(60, 960, 840, 40, 8)
    c.path(box(100, 990, 760, 170), dim("Freijó", 0.3))
    c.flat(box(100, 990, 760, 150, 4), dim("Freijó", 0.06))
    for x in (354, 606):
        c.path(box(x - 1.5, 1000, 3, 140), PLUM, opacity=0.35)
        c.path(ellipse(x - 30, 1066, 9, 9), "Latão")
    c.flat(top, "Freijó")
    draw(
        c,
        {
            "kind": "vase",
            "color": ("Petróleo", "Telha", "Sálvia")[number % 3],
            "profile": "gourd",
            "stems": "dry",
        },
        170,
        962,
        0.34,
    )
    draw(c, {"kind": "zamioculca", "color": "Cru", "pot": "round"}, 810, 964, 0.36)
    _night(c, category)


def _desk_things(c: Canvas, category: str) -> None:
    """A coffee and a leaf, seen from above."""
    tone = MOODS[category].table
    c.path(blob(480, 640, 520, 620, c.rng, 0.05), lit(tone, 0.2), opacity=0.5)
    c.drop(ellipse(800, 190, 150, 150), 14, 18, 12)
    c.flat(ellipse(800, 190, 150, 150), "Cru")
    c.path(ellipse(800, 190, 104, 104), dim("#eee2cb", 0.14))
    c.drop(ellipse(796, 184, 88, 88), 8, 10, 6)
    c.flat(ellipse(796, 184, 88, 88), "Telha")
    c.path(ellipse(796, 184, 74, 74), "#4a2b1e")
    c.path(ellipse(784, 170, 40, 36), "#7d4d30", opacity=0.6)
    with c.group(transform="translate(120 1180) rotate(36) scale(0.9)"):
        for i in range(7):
            turn = -66 + i * 22
            c.path(
                "M0 0C-40 -90 -30 -230 0 -300C30 -230 40 -90 0 0Z",
                "#527d4f" if i % 2 else "#3f6b4a",
                transform=f"rotate({turn})",
            )
