"""Bags: hung on a peg or standing on the table."""

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import PLUM, box, curve, dim, ellipse, line, lit, n, poly
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.cloth import cloth, folds, fringe, inks_of
from tools.draw_catalog.shapes.patterns import decorate

BASE = 1010.0


def peg(c: Canvas, x: float, y: float) -> None:
    c.path(ellipse(x + 8, y + 12, 26, 26), PLUM, opacity=0.3, blur=6)
    c.solid(ellipse(x, y, 26, 26), "Freijó")


def strap(c: Canvas, points: list[tuple[float, float]], color: str, width: float = 26) -> None:
    c.path(line(points), "none", dim(color, 0.4), width)
    c.path(line(points), "none", color, width * 0.76)
    c.path(
        line([(x - width * 0.16, y - 2) for x, y in points]),
        "none",
        lit(color, 0.35),
        width * 0.16,
        opacity=0.8,
    )


def stitches(c: Canvas, d: str, color: str) -> None:
    c.path(d, "none", lit(color, 0.5), 3.5, opacity=0.65)


def stand(c: Canvas, d: str, cx: float, rx: float) -> None:
    c.cast(d, BASE)
    c.contact(cx, BASE, rx)


def buckle(c: Canvas, x: float, y: float, w: float = 44, h: float = 36) -> None:
    c.path(box(x - w / 2, y - h / 2, w, h, 8), "none", dim("Latão", 0.3), 9)
    c.path(box(x - w / 2, y - h / 2, w, h, 8), "none", "Latão", 6)


@draws("tote", "wall")
def tote(c: Canvas, s: Subject) -> None:
    peg(c, 480, 176)
    handle_ink = s.get("strap") or s.color
    strap(
        c,
        [(330, 520), (350, 330), (450, 190), (480, 172), (510, 190), (610, 330), (630, 520)],
        dim(handle_ink, 0.12),
        30,
    )
    d = (
        "M214 500"
        + curve([(214, 500), (480, 516), (746, 500)])
        + "L770 1080"
        + curve([(770, 1080), (480, 1096), (190, 1080)])
        + "Z"
    )
    c.drop(d, 26, 22)
    cloth(c, Subject(s.color, s.other, {}), d, (180, 490, 600, 620), 1.0, 0.7)
    art = box(290, 640, 380, 340, 8)
    if s.get("full"):
        decorate(c, s.get("pattern"), d, (180, 490, 600, 620), inks_of(s), s.get("scale", 1.1))
    elif s.get("pattern"):
        decorate(c, s.get("pattern"), art, (290, 640, 380, 340), inks_of(s), s.get("scale", 0.9))
    folds(c, d, [300, 640, 720], 520, 1080, 40)
    c.sheen(d, 0.6)
    stitches(c, "M216 536Q480 552 744 536", s.color)
    strap(c, [(344, 590), (346, 440), (420, 280), (476, 200)], handle_ink, 30)
    strap(c, [(616, 590), (614, 440), (540, 280), (484, 200)], handle_ink, 30)


@draws("backpack")
def backpack(c: Canvas, s: Subject) -> None:
    top = 330 if s.get("roll") else 380
    strap(c, [(430, top + 20), (440, top - 70), (520, top - 70), (530, top + 20)], s.other, 26)
    d = (
        f"M250 {top + 110}Q250 {top} 360 {top}H600Q710 {top} 710 {top + 110}"
        "V950Q710 1010 650 1010H310Q250 1010 250 950Z"
    )
    stand(c, d, 480, 230)
    cloth(c, Subject(s.color, s.other, {}), d, (250, top, 460, 700), 1, 0.4)
    decorate(c, s.get("pattern"), d, (250, top, 460, 700), inks_of(s), 0.9)
    c.wash(d)
    if s.get("roll"):
        roll = box(262, top - 20, 436, 110, 54)
        c.solid(roll, dim(s.color, 0.06))
        for x in (350, 610):
            c.solid(box(x - 20, top - 26, 40, 330, 6), s.other)
            buckle(c, x, top + 210)
    else:
        flap = (
            f"M246 {top + 100}Q246 {top - 8} 360 {top - 8}H600Q714 {top - 8}"
            f" 714 {top + 100}V{top + 250}Q480 {top + 330} 246 {top + 250}Z"
        )
        c.path(flap, PLUM, opacity=0.35, blur=8, transform="translate(0 10)")
        cloth(c, Subject(dim(s.color, 0.05), s.other, {}), flap, (246, top, 470, 330), 1, 0.6)
        c.wash(flap, 0.8)
        for x in (370, 590):
            c.solid(box(x - 17, top + 200, 34, 170, 6), s.other)
            buckle(c, x, top + 330)
    pocket = "M306 760H654V950Q654 976 628 976H332Q306 976 306 950Z"
    c.path(pocket, PLUM, opacity=0.35, blur=6, transform="translate(4 8)")
    c.solid(pocket, lit(s.color, 0.06), 0.8)
    stitches(c, "M322 776H638V944Q638 960 622 960H338Q322 960 322 944Z", s.color)
    c.solid(box(430, 800, 100, 54, 6), s.other)


@draws("bucket")
def bucket(c: Canvas, s: Subject) -> None:
    strap(c, [(300, 600), (260, 380), (400, 190), (600, 200), (700, 400), (664, 600)], s.other, 24)
    d = (
        "M270 580"
        + curve([(270, 580), (370, 604), (480, 576), (590, 604), (690, 580)])
        + "L712 960Q700 1016 480 1016Q260 1016 248 960Z"
    )
    stand(c, d, 480, 230)
    c.path("M270 582Q480 500 690 582Q480 640 270 582Z", dim(s.color, 0.5))
    c.solid(d, s.color)
    decorate(c, s.get("pattern"), d, (240, 560, 480, 460), inks_of(s), s.get("scale", 0.9))
    c.wash(d, 0.6)
    folds(c, d, [340, 470, 600], 590, 860, 30)
    c.solid("M246 900Q480 950 714 900L712 960Q700 1016 480 1016Q260 1016 248 960Z", s.other)
    for i in range(7):
        c.path(ellipse(300 + i * 60, 640 + (i % 2) * 6, 10, 11), "none", "Latão", 5)
    strap(c, [(290, 644), (420, 660), (540, 650), (680, 640)], s.other, 12)
    strap(c, [(470, 655), (450, 740), (462, 810)], s.other, 11)
    fringe(c, (450, 810), (474, 810), (0, 54), s.other, 6)


@draws("beltbag", "wall")
def beltbag(c: Canvas, s: Subject) -> None:
    peg(c, 480, 210)
    strap(
        c,
        [(250, 690), (200, 560), (330, 300), (478, 206), (630, 300), (760, 560), (710, 690)],
        s.other,
        34,
    )
    d = "M200 700Q200 640 270 640H690Q760 640 760 700Q760 900 590 920H370Q200 900 200 700Z"
    c.drop(d, 22, 26)
    cloth(c, Subject(s.color, s.other, {}), d, (200, 640, 560, 290), 1, 0.4)
    decorate(c, s.get("pattern"), d, (200, 640, 560, 290), inks_of(s), s.get("scale", 0.8))
    c.wash(d)
    c.path("M244 700Q480 716 716 700", "none", dim(s.color, 0.5), 18)
    c.path("M244 700Q480 716 716 700", "none", "Latão", 6)
    c.solid(box(700, 692, 22, 60, 6), "Latão")
    buckle(c, 690, 470, 56, 44)


@draws("crossbody", "wall")
def crossbody(c: Canvas, s: Subject) -> None:
    peg(c, 480, 130)
    strap(
        c,
        [(262, 640), (300, 380), (440, 160), (480, 128), (520, 160), (660, 380), (698, 640)],
        s.other,
        20,
    )
    d = "M232 620H728Q740 900 700 960Q690 980 640 980H320Q270 980 260 960Q220 900 232 620Z"
    c.drop(d, 24, 26)
    c.solid(d, dim(s.color, 0.08))
    flap = "M226 606H734Q748 780 690 830Q480 900 270 830Q212 780 226 606Z"
    c.path(flap, PLUM, opacity=0.4, blur=8, transform="translate(0 12)")
    c.solid(flap, s.color)
    decorate(c, s.get("pattern"), flap, (220, 600, 520, 300), inks_of(s), s.get("scale", 0.8))
    c.wash(flap, 0.5)
    stitches(c, "M242 622H718Q730 768 680 814Q480 880 280 814Q230 768 242 622Z", s.color)
    c.solid(ellipse(480, 848, 28, 28), "Latão")
    for x in (252, 708):
        buckle(c, x, 640, 36, 40)


@draws("basket")
def basket(c: Canvas, s: Subject) -> None:
    """Plaited palm straw with leather handles."""
    for x in (360, 600):
        strap(
            c, [(x - 84, 640), (x - 70, 430), (x, 380), (x + 70, 430), (x + 84, 640)], s.other, 26
        )
    d = (
        "M190 600"
        + curve([(190, 600), (480, 616), (770, 600)])
        + "Q730 900 690 990Q680 1014 640 1014H320Q280 1014 270 990Q230 900 190 600Z"
    )
    stand(c, d, 480, 210)
    c.path(d, s.color)
    with c.group(clip=d):
        for row in range(24):
            y = 606 + row * 18
            ink = s.get("band") if s.get("band") and row in (5, 6, 9) else None
            for i in range(34):
                x = 180 + i * 18 + (row % 2) * 9
                c.path(
                    line([(x, y + 8), (x + 7, y), (x + 15, y + 8)]),
                    "none",
                    ink or (dim(s.color, 0.28) if (i + row) % 3 else lit(s.color, 0.4)),
                    7,
                )
    c.wash(d, 1.1)
    c.path("M188 602Q480 620 772 602", "none", dim(s.color, 0.2), 18)
    c.path("M188 600Q480 618 772 600", "none", lit(s.color, 0.2), 8)
    for x in (276, 444, 516, 684):
        c.solid(box(x - 17, 610, 34, 80, 8), s.other)
    if s.get("pompom"):
        for i, ink in enumerate(("Goiaba", "Mostarda", "Petróleo")):
            c.solid(ellipse(640 + i * 34, 700 + i * 46, 32, 32), ink)


@draws("netbag", "wall")
def netbag(c: Canvas, s: Subject) -> None:
    peg(c, 480, 150)
    strap(c, [(330, 560), (390, 300), (478, 146)], s.color, 20)
    strap(c, [(630, 560), (570, 300), (482, 146)], s.color, 20)
    d = "M320 550Q480 570 640 550Q800 800 700 1010Q480 1110 260 1010Q160 800 320 550Z"
    c.drop(d, 26, 30, 18, 0.22)
    with c.group(clip=d):
        for x, y, r, ink in (
            (370, 960, 110, "#e8a33a"),
            (580, 960, 116, "#d9663c"),
            (480, 830, 104, "#b9c05a"),
            (330, 800, 90, "#dd7a44"),
            (640, 810, 92, "#e9b94c"),
            (480, 680, 84, "#cf4f3c"),
        ):
            c.solid(ellipse(x, y, r, r * 0.95), ink)
            c.path(ellipse(x - 6, y - r * 0.8, 9, 6), "#5c6b3a")
        for i in range(15):
            c.path(
                line([(80 + i * 64, 540), (260 + i * 34, 800), (440 + i * 52, 1100)]),
                "none",
                s.color,
                6,
            )
            c.path(
                line([(900 - i * 64, 540), (720 - i * 34, 800), (540 - i * 52, 1100)]),
                "none",
                lit(s.color, 0.15),
                6,
            )
    c.path("M320 550Q480 572 640 550", "none", s.color, 18)
    c.path(d, "none", s.color, 7)


@draws("pouch")
def pouch(c: Canvas, s: Subject) -> None:
    d = (
        "M196 720Q200 690 230 690H730Q760 690 764 720L784 950Q784"
        " 1012 720 1012H240Q176 1012 176 950Z"
    )
    stand(c, d, 480, 290)
    cloth(c, Subject(s.color, s.other, {}), d, (170, 680, 620, 340), 1, 0.4)
    decorate(c, s.get("pattern"), d, (170, 680, 620, 340), inks_of(s), s.get("scale", 1.0))
    c.wash(d)
    c.path("M206 704H754", "none", dim(s.color, 0.45), 24)
    for i in range(36):
        c.path(f"M{212 + i * 15} 699v10", "none", "Latão", 6)
    c.solid(box(700, 694, 60, 22, 8), "Latão")
    strap(c, [(756, 706), (812, 760), (806, 850)], s.other, 18)
    fringe(c, (796, 850), (818, 850), (0, 60), s.other, 6)
    c.solid(box(222, 930, 104, 46, 5), s.other)


@draws("wallet", "flat")
def wallet(c: Canvas, s: Subject) -> None:
    with c.group(transform="rotate(-12 480 600)"):
        for i, ink in enumerate(("Petróleo", "Mostarda", "Goiaba")):
            c.flat(box(300 + i * 22, 320 + i * 42, 400, 240, 18), ink)
        d = box(230, 440, 520, 390, 30)
        c.drop(d)
        c.flat(d, s.color)
        decorate(c, s.get("pattern"), d, (230, 440, 520, 390), inks_of(s), 0.9)
        stitches(c, box(246, 456, 488, 358, 22), s.color)
        c.path("M230 640H750", "none", dim(s.color, 0.35), 5, opacity=0.6)
        c.flat("M750 560H640Q590 560 590 610V650Q590 700 640 700H750Z", dim(s.color, 0.1))
        c.solid(ellipse(646, 630, 22, 22), "Latão")


@draws("duffel")
def duffel(c: Canvas, s: Subject) -> None:
    d = "M130 760Q130 620 270 600H690Q830 620 830 760V930Q830 1012 740 1012H220Q130 1012 130 930Z"
    strap(
        c,
        [(310, 800), (330, 520), (400, 430), (560, 430), (630, 520), (650, 800)],
        dim(s.other, 0.2),
        30,
    )
    stand(c, d, 480, 330)
    cloth(c, Subject(s.color, s.other, {}), d, (130, 600, 700, 420), 1, 0.4)
    decorate(c, s.get("pattern"), d, (130, 600, 700, 420), inks_of(s), s.get("scale", 1.2))
    c.wash(d, 1.1)
    c.solid("M130 920H830V930Q830 1012 740 1012H220Q130 1012 130 930Z", s.other, 0.7)
    for x in (300, 630):
        c.solid(box(x, 610, 38, 400, 4), s.other)
    strap(c, [(318, 760), (330, 560), (410, 470), (550, 470), (640, 560), (650, 760)], s.other, 32)
    c.path("M230 622Q480 600 730 622", "none", dim(s.color, 0.5), 14)
    c.path("M230 622Q480 600 730 622", "none", "Latão", 5)
    c.solid(box(150, 740, 80, 60, 8), s.other)


@draws("sleeve", "flat")
def sleeve(c: Canvas, s: Subject) -> None:
    with c.group(transform="rotate(-8 480 600)"):
        c.drop(box(120, 330, 720, 520, 26))
        c.flat(box(170, 270, 620, 300, 22), "Inox")
        d = box(120, 340, 720, 510, 26)
        cloth(c, s, d, (120, 340, 720, 510), 1.1)
        flap = "M120 366Q120 340 146 340H814Q840 340 840 366V480Q480 620 120 480Z"
        c.path(flap, PLUM, opacity=0.3, blur=8, transform="translate(0 10)")
        c.flat(flap, s.other)
        c.solid(ellipse(480, 520, 24, 24), "Latão")
        stitches(c, "M138 470Q480 602 822 470", s.other)


@draws("handbag")
def handbag(c: Canvas, s: Subject) -> None:
    strap(c, [(350, 590), (360, 390), (480, 320), (600, 390), (610, 590)], s.other, 34)
    d = "M292 560H668L770 980Q776 1012 740 1012H220Q184 1012 190 980Z"
    stand(c, d, 480, 280)
    c.solid(d, s.color)
    decorate(c, s.get("pattern"), d, (180, 550, 600, 470), inks_of(s), 0.9)
    c.wash(d, 0.6)
    c.solid("M292 560H668L700 690Q480 800 260 690Z", dim(s.color, 0.12))
    stitches(c, "M300 574H660L686 682Q480 782 274 682Z", s.color)
    c.solid(box(450, 690, 60, 90, 12), s.other)
    c.solid(ellipse(480, 752, 18, 18), "Latão")
    for x in (350, 610):
        buckle(c, x, 590, 40, 40)
    stitches(c, "M208 984H752", s.color)


@draws("clutch", "flat")
def clutch(c: Canvas, s: Subject) -> None:
    with c.group(transform="rotate(-10 480 600)"):
        d = box(130, 400, 700, 430, 22)
        c.drop(d)
        cloth(c, s, d, (130, 400, 700, 430), 1.0)
        flap = "M130 422Q130 400 152 400H808Q830 400 830 422V560L480 730L130 560Z"
        c.path(flap, PLUM, opacity=0.35, blur=8, transform="translate(0 12)")
        part = Subject(s.color, s.other, {**s.traits, "pattern": s.get("flap", s.get("pattern"))})
        cloth(c, part, flap, (130, 400, 700, 340), 0.9)
        c.path("M132 560L480 730L828 560", "none", s.other, 9)
        c.solid(ellipse(480, 700, 30, 30), "Freijó")
        fringe(c, (462, 736), (498, 736), (0, 110), s.other, 9)


@draws("lunchbag")
def lunchbag(c: Canvas, s: Subject) -> None:
    d = "M280 560L300 500H660L680 560L706 1012H254Z"
    stand(c, d, 480, 226)
    cloth(c, Subject(s.color, s.other, {}), d, (250, 490, 460, 530), 1, 0.4)
    decorate(c, s.get("pattern"), d, (250, 490, 460, 530), inks_of(s), s.get("scale", 0.9))
    c.wash(d)
    c.path(poly([(254, 1012), (330, 560), (300, 500), (280, 560)]), PLUM, opacity=0.14)
    fold = box(286, 440, 388, 130, 14)
    c.path(fold, PLUM, opacity=0.35, blur=6, transform="translate(0 9)")
    c.solid(fold, dim(s.color, 0.05))
    c.solid(box(452, 440, 56, 220, 8), s.other)
    buckle(c, 480, 620, 60, 44)
    strap(c, [(400, 446), (410, 370), (480, 344), (550, 370), (560, 446)], s.other, 24)
    c.path(ellipse(800, 980, 76, 74), PLUM, opacity=0.2, blur=8)
    c.solid(ellipse(790, 950, 76, 72), "#cf4f3c")
    c.path(f"M790 {884}Q{n(796)} 850 820 846", "none", "#5e3c2b", 7)
