"""The hero and the category pictures: several things in one room."""

from typing import Any

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.compose import HEIGHT, WIDTH, books, draw
from tools.draw_catalog.ink import CREAM, PLUM, box, line, lit
from tools.draw_catalog.registry import PENS, Subject
from tools.draw_catalog.stage import MOODS, room

HERO_SIZE = (2000, 1100)
Placed = tuple[float, float, float, dict[str, Any]]

GROUPS: dict[str, tuple[str, int, list[Placed]]] = {
    "ceramica": (
        "table",
        0,
        [
            (
                700,
                930,
                0.66,
                {
                    "kind": "vase",
                    "color": "Petróleo",
                    "profile": "gourd",
                    "speck": 60,
                    "stems": "dry",
                },
            ),
            (
                300,
                960,
                0.74,
                {
                    "kind": "vase",
                    "color": "Cru",
                    "profile": "amphora",
                    "ears": True,
                    "pattern": "waves",
                    "inks": ["Anil"],
                    "band": [0.3, 0.7],
                },
            ),
            (600, 1060, 0.5, {"kind": "bowl", "color": "Telha", "stack": 2}),
            (250, 1110, 0.44, {"kind": "cup_saucer", "color": "Rosa", "other": "Cru"}),
        ],
    ),
    "texteis": (
        "table",
        4,
        [
            (
                330,
                990,
                0.78,
                {"kind": "cushion", "color": "Cru", "pattern": "waves", "inks": ["Anil"]},
            ),
            (
                640,
                1060,
                0.74,
                {
                    "kind": "cushion",
                    "color": "Goiaba",
                    "pattern": "stripes",
                    "inks": ["Mostarda", "Cru", "Vinho"],
                    "tassel": True,
                    "other": "Mostarda",
                },
            ),
            (
                300,
                1150,
                0.62,
                {
                    "kind": "folded",
                    "color": "Telha",
                    "tones": ["Telha", "Cru"],
                    "stack": 2,
                    "pattern": "check",
                    "inks": ["Vinho"],
                },
            ),
        ],
    ),
    "papelaria": (
        "table",
        3,
        [
            (650, 960, 0.9, {"kind": "rolls", "color": "Telha"}),
            (300, 1010, 0.84, {"kind": "deskcup", "color": "Petróleo", "inks": ["Mostarda"]}),
            (640, 1110, 0.5, {"kind": "tapes"}),
        ],
    ),
    "luminarias": (
        "table",
        1,
        [
            (640, 960, 0.8, {"kind": "tablelamp", "color": "Petróleo"}),
            (290, 1080, 0.72, {"kind": "mushroom", "color": "Goiaba"}),
        ],
    ),
    "cafe-e-cozinha": (
        "table",
        2,
        [
            (640, 950, 0.8, {"kind": "moka", "color": "Inox"}),
            (270, 980, 0.72, {"kind": "sockfilter", "color": "Anil"}),
            (
                520,
                1110,
                0.46,
                {"kind": "cup_saucer", "color": "Cru", "other": "Telha", "rings": [0.85]},
            ),
        ],
    ),
    "bolsas": (
        "table",
        2,
        [
            (
                330,
                960,
                0.86,
                {"kind": "backpack", "color": "Musgo", "other": "Caramelo", "roll": True},
            ),
            (
                650,
                1040,
                0.78,
                {
                    "kind": "basket",
                    "color": "Natural",
                    "other": "Caramelo",
                    "band": "Telha",
                    "pompom": True,
                },
            ),
            (
                350,
                1130,
                0.46,
                {
                    "kind": "pouch",
                    "color": "Petróleo",
                    "pattern": "leaves",
                    "inks": ["Mostarda", "Cru"],
                    "other": "Mostarda",
                },
            ),
        ],
    ),
    "plantas-e-vasos": (
        "table",
        2,
        [
            (330, 960, 0.78, {"kind": "monstera", "color": "Telha"}),
            (730, 980, 0.7, {"kind": "sansevieria", "color": "Cru", "pot": "straight"}),
            (
                540,
                1110,
                0.56,
                {"kind": "succulents", "color": "Telha", "tones": ["Rosa", "Petróleo", "Mostarda"]},
            ),
        ],
    ),
    "gravuras": (
        "wall",
        1,
        [
            (275, 680, 0.6, {"kind": "print", "art": "bay", "frame": "Freijó"}),
            (710, 640, 0.52, {"kind": "print", "art": "mandacaru", "frame": "Preto"}),
            (275, 1170, 0.54, {"kind": "print", "art": "cutouts", "frame": "Preto"}),
            (710, 1170, 0.6, {"kind": "print", "art": "sidewalk", "frame": "Freijó"}),
        ],
    ),
}


def category_scene(slug: str) -> Canvas:
    canvas = Canvas(WIDTH, HEIGHT, "category " + slug)
    ground, variant, things = GROUPS[slug]
    room(canvas, slug, ground, variant)
    for x, y, k, entry in things:
        draw(canvas, entry, x, y, k)
    return canvas


HERO: list[Placed] = [
    (1010, 890, 0.62, {"kind": "monstera", "color": "Telha"}),
    (
        1770,
        880,
        0.62,
        {
            "kind": "tablelamp",
            "color": "Cru",
            "profile": "ball",
            "pattern": "waves",
            "inks": ["Anil"],
        },
    ),
    (
        1240,
        920,
        0.6,
        {"kind": "vase", "color": "Petróleo", "profile": "gourd", "speck": 60, "stems": "dry"},
    ),
    (1450, 950, 0.5, {"kind": "moka", "color": "Inox"}),
    (1110, 1010, 0.44, {"kind": "bowl", "color": "Mostarda", "stack": 2}),
    (1380, 1030, 0.34, {"kind": "cup_saucer", "color": "Cru", "rings": [0.85], "other": "Telha"}),
    (
        1850,
        1040,
        0.4,
        {"kind": "succulents", "color": "Telha", "tones": ["Rosa", "Mata", "Mostarda"]},
    ),
]


def hero() -> Canvas:
    """A morning table, calm on the left where the headline stands."""
    canvas = Canvas(*HERO_SIZE, "hero")
    mood = MOODS["ceramica"]
    full = box(0, 0, *HERO_SIZE)
    canvas.path(full, mood.wall)
    canvas.path(
        full, canvas.radial([(0, lit(mood.wall, 0.6), 0.95), (1, mood.wall, 0)], 0.2, 0.2, 0.8)
    )
    canvas.path("M1040 830V520A330 330 0 0 1 1700 520V830Z", "#e9b492", opacity=0.55)
    _hero_window(canvas)
    edge = [(-20, 830), (600, 826), (1400, 833), (2020, 829)]
    canvas.path(line(edge) + "V1130H-20Z", mood.table)
    canvas.path(
        line(edge) + "V1130H-20Z",
        canvas.linear([(0, CREAM, 0.4), (0.6, CREAM, 0), (1, PLUM, 0.14)], 0, 0, 0.9, 1),
    )
    canvas.path(line(edge), "none", lit(mood.table, 0.5), 3)
    with canvas.group(transform="translate(1300 -10) scale(0.5)"):
        PENS["print"][1](canvas, Subject("Cru", "Cru", {"art": "bay", "frame": "Freijó"}))
    books(canvas, 1770, 985, 2)
    for x, y, k, entry in HERO:
        draw(canvas, entry, x, y, k)
    return canvas


def _hero_window(c: Canvas) -> None:
    with c.group(blur=6, opacity=0.4, transform="translate(330 60) skewY(12) skewX(-8)"):
        for column in range(3):
            for row in range(3):
                c.path(box(column * 190, row * 200, 172, 182), lit(MOODS["ceramica"].wall, 0.65))
