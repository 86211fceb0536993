"""Lamps that hang from the ceiling or the wall."""

import math

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import box, dim, ellipse, lathe, line, n
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.cloth import inks_of
from tools.draw_catalog.shapes.lamps import (
    CX,
    HOT,
    WARM,
    beam,
    cord,
    glowing,
    halo,
)
from tools.draw_catalog.shapes.patterns import decorate


@draws("pendant", "wall")
def pendant(c: Canvas, s: Subject) -> None:
    shape = s.get("shape", "dome")
    y = s.get("y", 620)
    cord(c, CX, y - 330)
    halo(c, CX, y, 600, 0.5)
    if shape in ("dome", "bell", "cone", "straw"):
        beam(c, CX, y, 250, 470, 560)
    shades = {
        "dome": [(0, 320), (70, 310), (190, 236), (270, 110), (300, 40), (330, 24)],
        "bell": [(0, 270), (30, 226), (150, 176), (270, 150), (330, 90), (350, 26)],
        "cone": [(0, 330), (20, 318), (260, 60), (320, 40), (340, 30)],
        "straw": [(0, 250), (80, 330), (180, 310), (270, 200), (330, 70), (350, 40)],
        "ball": [(-260, 30), (-220, 150), (-120, 236), (0, 262), (120, 236), (220, 150), (262, 40)],
    }
    profile = shades[shape]
    d = lathe(profile, CX, y)
    r, low = profile[0][1], profile[0][0]
    if shape == "ball":
        d = ellipse(CX, y, 262, 262)
        glowing(c, d, s.color, 0.2)
        c.path(ellipse(CX - 90, y - 120, 60, 46), "#ffffff", opacity=0.4, blur=14)
        c.solid(lathe([(0, 50), (40, 46), (70, 16)], CX, y - 252), "Latão")
        return
    if shape == "straw":
        c.path(d, s.color)
        c.path(d, c.radial([(0, HOT, 0.9), (0.6, WARM, 0.5), (1, WARM, 0.1)], 0.5, 0.75, 0.6))
        _straw(c, d, y, s.color)
    else:
        c.solid(d, s.color)
        decorate(c, s.get("pattern"), d, (CX - 340, y - 360, 680, 400), inks_of(s), 0.8)
    mouth_y = y - low
    c.path(
        ellipse(CX, mouth_y, r, r * 0.14),
        c.radial([(0, "#ffffff"), (0.4, HOT), (1, WARM)], 0.5, 0.4, 0.6),
    )
    c.solid(lathe([(0, 30), (44, 22)], CX, y - profile[-1][0] + 6), "Latão")


def _straw(c: Canvas, d: str, y: float, color: str) -> None:
    with c.group(clip=d):
        for i in range(26):
            x = CX - 340 + i * 27
            c.path(
                line([(CX + (i - 13) * 3, y - 360), (x, y - 130), (x * 0.9 + CX * 0.1, y + 30)]),
                "none",
                dim(color, 0.35),
                6,
                opacity=0.6,
            )
        for i in range(11):
            yy = y - 320 + i * 34
            c.path(
                f"M100 {n(yy)}Q480 {n(yy + 60)} 860 {n(yy)}",
                "none",
                dim(color, 0.3),
                7,
                opacity=0.55,
            )


@draws("sconce", "wall")
def sconce(c: Canvas, s: Subject) -> None:
    y = 640
    halo(c, CX, y, 620, 0.6)
    if s.get("shape") == "moon":
        c.path(ellipse(CX, y, 300, 300), WARM, blur=50, opacity=0.9)
        c.drop(ellipse(CX, y, 262, 262), 12, 16)
        c.solid(ellipse(CX, y, 262, 262), s.color, 0.8)
        decorate(
            c, s.get("pattern"), ellipse(CX, y, 262, 262), (210, 370, 540, 540), inks_of(s), 0.8
        )
        c.path(ellipse(CX, y, 262, 262), "none", HOT, 5, opacity=0.7)
        return
    for flip in (1, -1):
        with c.group(transform=f"translate(0 {y}) scale(1 {flip})"):
            beam(c, CX, 130, 110, 320, 420, 0.7)
    c.drop(box(CX - 120, y - 160, 240, 320, 30), 18, 22)
    d = lathe([(0, 120), (160, 130), (320, 120)], CX, y + 160)
    c.solid(d, s.color)
    decorate(c, s.get("pattern"), d, (CX - 132, y - 180, 264, 370), inks_of(s), 0.7)
    c.wash(d, 0.5)
    c.path(ellipse(CX, y - 160, 120, 16), HOT)
    c.path(f"M{CX - 118} {y + 160}A120 17 0 0 0 {CX + 118} {y + 160}", "none", HOT, 9)


@draws("lantern", "wall")
def lantern(c: Canvas, s: Subject) -> None:
    """Paper over bamboo hoops."""
    k = s.get("squash", 1.0)
    y, r = 600, 310
    cord(c, CX, y - r * k)
    halo(c, CX, y, 620, 0.6)
    d = ellipse(CX, y, r, r * k)
    glowing(c, d, s.color, 0.2)
    with c.group(clip=d):
        for i in range(-8, 9):
            yy = y + i * r * k / 8.4
            w = math.sqrt(max(1 - ((yy - y) / (r * k)) ** 2, 0)) * r
            c.path(
                f"M{n(CX - w)} {n(yy)}Q{n(CX)} {n(yy + 22)} {n(CX + w)} {n(yy)}",
                "none",
                dim(WARM, 0.3),
                3.4,
                opacity=0.6,
            )
    for side in (-1, 1):
        c.path(ellipse(CX, y + side * r * k * 0.985, 62, 12), "Imbuia")


@draws("stringlights", "wall")
def stringlights(c: Canvas, s: Subject) -> None:
    for row, (y, sag) in enumerate(((230, 190), (500, 210), (790, 180))):
        pts = [(-40 + i * 130, y + sag * (1 - ((i - 4) / 4) ** 2) * 0.8) for i in range(9)]
        c.path(line(pts), "none", "#1c1722", 7)
        for i, (x, yy) in enumerate(pts):
            halo(c, x, yy + 76, 150, 0.7)
            c.solid(box(x - 17, yy - 4, 34, 46, 6), "#2a2230")
            ink = (s.get("tones") or [WARM])[(i + row) % len(s.get("tones") or [WARM])]
            globe = ellipse(x, yy + 82, 46, 48)
            c.path(globe, ink)
            c.path(globe, c.radial([(0, "#ffffff", 0.95), (0.6, HOT, 0.5), (1, HOT, 0.1)]))


@draws("bulb", "wall")
def bulb(c: Canvas, s: Subject) -> None:
    cord(c, CX, 300)
    halo(c, CX, 640, 600, 0.6)
    glass = "M428 420C424 520 270 560 270 720A210 210 0 0 0 690 720C690 560 536 520 532 420Z"
    c.path(glass, WARM, opacity=0.4)
    c.path(glass, c.radial([(0, HOT, 0.8), (0.7, WARM, 0.25), (1, "#fff6e0", 0.5)], 0.5, 0.62, 0.6))
    pts = [(446, 470), (420, 760), (450, 620), (480, 800), (510, 620), (540, 760), (514, 470)]
    c.path(line(pts), "none", "#ff9d3a", 15, blur=8, opacity=0.9)
    c.path(line(pts), "none", "#fff6d8", 7)
    c.path(glass, "none", "#fff3d0", 5, opacity=0.6)
    c.path(line([(318, 760), (310, 690), (350, 620)]), "none", "#ffffff", 14, opacity=0.5, blur=3)
    c.solid(box(416, 290, 128, 140, 18), s.color)
    for i in range(4):
        c.path(f"M418 {330 + i * 26}H542", "none", dim(s.color, 0.4), 5)
