"""Pots, tools and glass gardens."""

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import (
    PLUM,
    blob,
    box,
    dim,
    ellipse,
    lathe,
    line,
    lit,
    loop,
    poly,
)
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.plants import BASE, CX, GREENS, leaf, pot
from tools.draw_catalog.shapes.pottery import handle


@draws("emptypot")
def emptypot(c: Canvas, s: Subject) -> None:
    """Pots sold alone, as a nested set."""
    one = {k: v for k, v in s.traits.items() if k != "count"}
    if s.get("count", 3) == 3:
        pot(c, Subject(s.get("second", s.color), s.other, one), cx=690, base=940, k=0.86)
        pot(c, Subject(s.color, s.other, one), cx=350, base=1000, k=1.32)
        pot(c, Subject(s.get("third", s.color), s.other, one), cx=620, base=1070, k=0.6)
        return
    top = pot(c, s, cx=460, k=1.6)
    if s.get("saucer"):
        c.solid(lathe([(0, 236), (30, 246)], 460, BASE + 14), dim(s.color, 0.06))
        pot(c, s, cx=460, k=1.6, shadow=False)
    for i, turn in enumerate((-30, 8, 34)):
        leaf(c, 460 + turn, top + 6, turn, 150 - i * 14, 46, GREENS[i])


@draws("macrame", "wall")
def macrame(c: Canvas, s: Subject) -> None:
    c.path(ellipse(CX, 90, 34, 34), "none", "Freijó", 14)
    rope = "#efe2c6"
    for i, turn in enumerate((-76, 74, -46, 48, -20, 22, 2)):
        leaf(c, CX + turn, 620, turn, 250, 60, GREENS[i % 5])
    pot(c, Subject(s.color, s.other, {"pot": "round", **s.traits}), base=850, k=0.95, shadow=False)
    for dx in (-170, -60, 60, 170):
        pts = [(CX, 120), (CX + dx * 0.5, 380), (CX + dx, 610), (CX + dx * 0.9, 780), (CX, 900)]
        c.path(line(pts), "none", dim(rope, 0.3), 13)
        c.path(line(pts), "none", rope, 9)
        c.solid(ellipse(CX + dx * 0.5, 380, 15, 18), rope)
    for a, b in ((-170, -60), (-60, 60), (60, 170)):
        c.path(line([(CX + a, 640), (CX + (a + b) / 2, 740), (CX + b, 640)]), "none", rope, 8)
    c.solid(ellipse(CX, 904, 32, 28), rope)
    for i in range(13):
        c.path(
            line(
                [
                    (CX - 24 + i * 4, 920),
                    (CX - 44 + i * 7, 1010),
                    (CX - 60 + i * 10 + c.rng.uniform(-6, 6), 1110),
                ]
            ),
            "none",
            dim(rope, 0.08 * (i % 3)),
            7,
        )


@draws("wateringcan")
def wateringcan(c: Canvas, s: Subject) -> None:
    d = lathe([(0, 190), (20, 196), (260, 170), (300, 120), (330, 116)], CX + 40, BASE)
    c.cast(d, BASE)
    c.contact(CX + 40, BASE + 10, 190)
    spout = [
        (CX - 120, BASE - 70),
        (CX - 240, BASE - 200),
        (CX - 300, BASE - 420),
        (CX - 350, BASE - 470),
    ]
    c.path(line(spout), "none", dim(s.color, 0.36), 38)
    c.path(line(spout), "none", s.color, 28)
    c.path(line([(x - 5, y - 4) for x, y in spout]), "none", lit(s.color, 0.5), 6, opacity=0.7)
    c.solid(
        poly(
            [
                (CX - 310, BASE - 520),
                (CX - 420, BASE - 440),
                (CX - 400, BASE - 420),
                (CX - 300, BASE - 470),
            ]
        ),
        "Latão",
    )
    handle(
        c,
        [
            (CX + 130, BASE - 320),
            (CX + 160, BASE - 520),
            (CX + 350, BASE - 470),
            (CX + 330, BASE - 200),
            (CX + 220, BASE - 110),
        ],
        s.get("grip", "Latão"),
        30,
    )
    c.solid(d, s.color, 1.1)
    c.path(ellipse(CX + 40, BASE - 330, 116, 17), dim(s.color, 0.5))
    c.path(
        line([(CX - 70, BASE - 60), (CX - 62, BASE - 230)]),
        "none",
        "#fffaf0",
        18,
        opacity=0.4,
        blur=4,
    )


@draws("gardentools", "flat")
def gardentools(c: Canvas, s: Subject) -> None:
    for i, (x, turn) in enumerate(((280, -8), (480, 0), (680, 8))):
        with c.group(transform=f"rotate({turn} {x} 600)"):
            grip = box(x - 28, 690, 56, 330, 26)
            c.drop(grip, 12, 16, 9)
            c.solid(box(x - 11, 520, 22, 190, 6), "Inox")
            if i == 0:
                head = (
                    f"M{x - 70} 330Q{x - 76} 500 {x} 560Q{x + 76} 500 {x + 70}"
                    f" 330Q{x} 150 {x - 70} 330Z"
                )
                c.drop(head, 12, 16, 9)
                c.solid(head, "Inox", 1.2)
                c.path(f"M{x} 270V530", "none", PLUM, 12, opacity=0.2, blur=4)
            elif i == 1:
                for dx in (-70, 0, 70):
                    c.path(
                        line([(x, 540), (x + dx, 470), (x + dx, 270), (x + dx * 0.9, 230)]),
                        "none",
                        dim("Inox", 0.15),
                        20,
                    )
            else:
                head = f"M{x - 40} 300L{x} 190L{x + 40} 300L{x + 34} 540H{x - 34}Z"
                c.drop(head, 12, 16, 9)
                c.solid(head, "Inox", 1.2)
            c.solid(grip, s.color)
            c.path(box(x - 28, 700, 56, 20), "Latão")
            c.path(line([(x, 1000), (x - 20, 1060), (x + 16, 1060), (x, 1000)]), "none", s.other, 8)


@draws("terrarium")
def terrarium(c: Canvas, s: Subject) -> None:
    d = loop(
        [
            (290, 500),
            (230, 720),
            (300, 960),
            (480, 1016),
            (660, 960),
            (730, 720),
            (670, 500),
            (480, 440),
        ]
    )
    c.cast(d, BASE)
    c.contact(CX, BASE, 210)
    with c.group(clip=d):
        c.path(box(200, 900, 560, 140), "#8a7a63")
        c.path(blob(480, 930, 300, 60, c.rng), "#4a3329")
        c.path(blob(380, 890, 140, 56, c.rng, 0.2), "#6b8f58")
        c.path(blob(600, 900, 120, 46, c.rng, 0.2), "#7fa05f")
        for i, turn in enumerate((-50, 46, -24, 26, 0)):
            leaf(c, 440, 890, turn, 270 - abs(turn), 46, GREENS[i])
        for turn in (-40, 0, 40):
            leaf(c, 610, 890, turn, 150, 34, "#8fae8c")
    c.path(
        d,
        c.linear(
            [(0, "#ffffff", 0.5), (0.2, "#ffffff", 0.05), (0.85, PLUM, 0.02), (1, PLUM, 0.16)]
        ),
    )
    c.path(d, "none", "#fffaf0", 6, opacity=0.8)
    c.path(line([(276, 800), (268, 690), (312, 570)]), "none", "#ffffff", 18, opacity=0.6, blur=3)
    c.solid(lathe([(0, 130), (70, 142), (84, 120)], CX, 470), s.color)
