"""Stationery."""

import math

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import PLUM, blob, box, dim, ellipse, line, lit, n, poly
from tools.draw_catalog.registry import Subject, draws
from tools.draw_catalog.shapes.cloth import inks_of
from tools.draw_catalog.shapes.patterns import decorate

PAPER = "#f8efdc"


def cover(c: Canvas, s: Subject, x: float, y: float, w: float, h: float, *, label=True) -> None:
    """A notebook front with its block of pages showing at the right and below."""
    d = box(x, y, w, h, 12)
    c.drop(box(x, y, w + 14, h + 14, 12), 16, 20, 12)
    c.path(box(x + 10, y + 12, w, h, 10), dim(s.color, 0.45))
    for i in range(4):
        c.path(box(x + 3 + i * 2, y + 4 + i * 2, w, h, 8), PAPER if i % 2 else "#e3d5b8")
    c.path(d, s.color)
    decorate(c, s.get("pattern"), d, (x, y, w, h), inks_of(s), s.get("scale", 1.0) * w / 520)
    c.sheen(d)
    c.path(
        box(x, y, w * 0.09, h), c.linear([(0, PLUM, 0.05), (0.7, PLUM, 0.22), (1, PLUM, 0)]), clip=d
    )
    if label and s.get("label", True):
        lx, ly, lw, lh = x + w * 0.3, y + h * 0.2, w * 0.46, h * 0.15
        c.path(box(lx, ly, lw, lh, 6), PAPER)
        c.path(box(lx + 9, ly + 9, lw - 18, lh - 18, 3), "none", s.get("trim") or inks_of(s)[0], 3)
        c.path(
            f"M{n(lx + lw * 0.24)} {n(ly + lh * 0.58)}h{n(lw * 0.52)}", "none", dim(PAPER, 0.5), 3
        )


@draws("notebook", "flat")
def notebook(c: Canvas, s: Subject) -> None:
    with c.group(transform=f"rotate({s.get('turn', -7)} 480 600)"):
        cover(c, s, 190, 210, 560, 770)
        if s.get("elastic"):
            c.path("M690 210V980", "none", s.other, 13)
        if s.get("sewn"):
            for i in range(12):
                y = 250 + i * 60
                c.path(
                    line([(190, y), (214, y + 12), (190, y + 30)]),
                    "none",
                    s.get("thread", "#f6e7c4"),
                    5,
                )
            c.path("M226 226V966", "none", s.get("thread", "#f6e7c4"), 4)
        if s.get("ribbon"):
            c.path(line([(600, 980), (604, 1040), (590, 1090)]), "none", s.get("ribbon"), 15)
    if s.get("pencil"):
        with c.group(transform="rotate(18 800 640)"):
            pencil(c, 800, 330, 560, s.get("pencil"))


def pencil(c: Canvas, x: float, y: float, tall: float, ink: str, w: float = 32) -> None:
    """A pencil lying upright, tip at the top."""
    whole = poly(
        [
            (x, y),
            (x + w / 2, y + 62),
            (x + w / 2, y + tall),
            (x - w / 2, y + tall),
            (x - w / 2, y + 62),
        ]
    )
    c.drop(whole, 10, 14, 7)
    c.path(poly([(x, y), (x + w / 2, y + 62), (x - w / 2, y + 62)]), "#e3c08c")
    c.path(poly([(x, y), (x + w * 0.15, y + 20), (x - w * 0.15, y + 20)]), dim(ink, 0.35))
    body = box(x - w / 2, y + 60, w, tall - 60, 3)
    c.path(body, ink)
    c.path(box(x - w / 2, y + 60, w * 0.32, tall - 60), lit(ink, 0.35))
    c.path(box(x + w * 0.2, y + 60, w * 0.3, tall - 60), dim(ink, 0.22))
    c.path(box(x - w / 2, y + tall - 34, w, 10), lit(ink, 0.7))


@draws("pocketbooks", "flat")
def pocketbooks(c: Canvas, s: Subject) -> None:
    tones = s.get("tones") or [s.color, s.other, "Mostarda"]
    patterns = s.get("patterns") or ["waves", "dots", "zigzag"]
    for i, (dx, dy, turn) in enumerate(((-170, -130, -12), (130, -60, 5), (-40, 150, -3))):
        inks = [tones[(i + 1) % 3], tones[(i + 2) % 3]]
        part = Subject(tones[i], inks[0], {"pattern": patterns[i], "inks": inks, "label": i == 2})
        with c.group(transform=f"translate({dx} {dy}) rotate({turn} 480 600)"):
            cover(c, part, 300, 350, 360, 500)


@draws("planner", "flat")
def planner(c: Canvas, s: Subject) -> None:
    """An open week-to-view diary with its ribbon."""
    with c.group(transform="rotate(-5 480 600)"):
        c.drop(box(90, 280, 784, 640, 16))
        c.flat(box(84, 274, 792, 652, 18), s.color)
        for x in (104, 482):
            page = box(x, 292, 374, 614, 6)
            c.path(page, PAPER)
            c.path(
                page,
                c.linear(
                    [
                        (0, PLUM, 0.2 if x > 400 else 0),
                        (0.12, PLUM, 0),
                        (0.88, PLUM, 0),
                        (1, PLUM, 0 if x > 400 else 0.22),
                    ]
                ),
            )
            for i in range(4 if x < 400 else 3):
                y = 350 + i * 136
                c.path(box(x + 30, y, 66, 34, 8), inks_of(s)[i % len(inks_of(s))])
                for k in range(3):
                    c.path(f"M{x + 112} {y + 14 + k * 30}H{x + 344}", "none", "#d9c8a4", 3)
        c.path(line([(500, 292), (508, 700), (496, 980)]), "none", s.other, 13)
        strip = box(512, 772, 314, 110, 8)
        c.path(strip, lit(s.color, 0.6))
        decorate(c, s.get("pattern", "waves"), strip, (512, 772, 314, 110), [s.color], 0.5)
    with c.group(transform="rotate(38 760 900)"):
        pencil(c, 760, 700, 420, s.other)


@draws("pad", "flat")
def pad(c: Canvas, s: Subject) -> None:
    with c.group(transform="rotate(6 480 600)"):
        for i in range(7):
            c.path(box(210 + i * 2, 250 + i * 3, 540, 720, 4), "#e6d8ba" if i % 2 else PAPER)
        c.drop(box(210, 250, 556, 742, 4))
        for i in range(7, -1, -1):
            c.path(box(210 + i * 2, 250 + i * 3, 540, 720, 4), "#e0d0ae" if i % 2 else PAPER)
        for i in range(10):
            c.path(f"M270 {440 + i * 48}H690", "none", lit(s.color, 0.35), 3)
        head = box(210, 250, 540, 130, 4)
        c.path(head, s.color)
        decorate(c, s.get("pattern"), head, (210, 250, 540, 130), inks_of(s), 0.6)
        c.sheen(box(210, 250, 540, 720))
        c.path("M700 970L752 970L752 900Q748 950 700 970Z", "#d8c7a2")
    with c.group(transform="rotate(-24 250 860)"):
        pencil(c, 250, 640, 460, s.other)


@draws("pencils", "flat")
def pencils(c: Canvas, s: Subject) -> None:
    tones = s.get("tones") or ["Telha", "Mostarda", "Mata", "Anil", "Rosa", "Petróleo"]
    tray = box(196, 470, 568, 560, 14)
    c.drop(tray)
    c.flat(tray, s.color)
    for i, ink in enumerate(tones):
        x = 262 + i * 436 / (len(tones) - 1)
        pencil(c, x, 190 + c.rng.uniform(-26, 26), 790, ink, 50)
    front = box(196, 640, 568, 390, 14)
    c.path(front, PLUM, opacity=0.3, transform="translate(0 -8)", blur=6)
    c.path(front, s.color)
    decorate(c, s.get("pattern"), front, (196, 640, 568, 390), inks_of(s), s.get("scale", 0.8))
    c.sheen(front)
    c.path(box(350, 770, 260, 120, 8), PAPER)
    c.path("M400 818H560M430 846H530", "none", s.color, 5)


@draws("brushpens", "flat")
def brushpens(c: Canvas, s: Subject) -> None:
    for i, ink in enumerate(s.get("tones") or ["Telha", "Anil", "Mata", "Mostarda"]):
        x = 250 + i * 150
        swash = line([(x - 60, 300 - i * 10), (x - 10, 240), (x + 30, 320), (x + 76, 236)])
        c.path(swash, "none", ink, 34, opacity=0.85)
        with c.group(transform=f"rotate({4 + i * 2} {x} 700)"):
            c.drop(box(x - 26, 420, 52, 600, 22), 10, 14, 8)
            c.path(poly([(x - 5, 356), (x + 7, 362), (x + 15, 432), (x - 15, 432)]), dim(ink, 0.2))
            c.solid(box(x - 20, 420, 40, 90, 10), "#efe3c8")
            c.solid(box(x - 27, 486, 54, 534, 20), ink)
            c.path(box(x - 27, 640, 54, 14), lit(ink, 0.6))
            c.path(box(x - 27, 664, 54, 6), lit(ink, 0.6))


@draws("cards", "flat")
def cards(c: Canvas, s: Subject) -> None:
    """A fan of postcards, each with its pattern."""
    sets = s.get("patterns") or ["waves", "suns", "tiles", "leaves"]
    tones = s.get("tones") or ["Cru", "Goiaba", "Céu", "Mostarda"]
    ink_sets = [["Anil"], ["Mostarda", "Cru"], ["Anil", "Cru", "Petróleo"], ["Mata", "Telha"]]
    for i in range(4):
        with c.group(
            transform=(
                f"translate({n(-70 + i * 46)} {n(-190 + i * 128)}) rotate({n(-20 + i * 12)}"
                " 480 600)"
            )
        ):
            d = box(220, 420, 520, 370, 6)
            c.drop(d, 10, 14, 9)
            c.path(d, PAPER)
            art = box(244, 444, 472, 322)
            c.path(art, tones[i])
            decorate(c, sets[i % len(sets)], art, (244, 444, 472, 322), ink_sets[i], 0.85)
            c.sheen(d)


@draws("letters", "flat")
def letters(c: Canvas, s: Subject) -> None:
    with c.group(transform="rotate(-9 480 500)"):
        sheet = box(210, 150, 480, 640, 4)
        c.drop(sheet)
        c.flat(sheet, PAPER, 0.6)
        edge = box(210, 150, 480, 90)
        c.path(edge, lit(s.color, 0.2))
        decorate(c, s.get("pattern", "leaves"), edge, (210, 150, 480, 90), inks_of(s), 0.6)
        for i in range(7):
            c.path(
                line(
                    [(270, 320 + i * 56), (400, 316 + i * 56), (620 - (i % 3) * 60, 321 + i * 56)]
                ),
                "none",
                dim(PAPER, 0.35),
                4,
                opacity=0.7,
            )
    for turn, y in ((8, 560), (2, 640)):
        with c.group(transform=f"rotate({turn} 520 {y + 160})"):
            d = box(230, y, 580, 380, 8)
            c.drop(d, 12, 16, 10)
            c.flat(d, s.color)
            flap = poly([(232, y + 4), (808, y + 4), (520, y + 220)])
            c.path(flap, PLUM, opacity=0.3, blur=7, transform="translate(0 8)")
            c.path(flap, dim(s.color, 0.08))
            decorate(
                c, s.get("pattern", "leaves"), flap, (230, y, 580, 230), [lit(s.color, 0.3)], 0.7
            )
            c.path(ellipse(520, y + 204, 36, 34), s.other)
            c.path(ellipse(514, y + 198, 22, 20), "none", lit(s.other, 0.3), 4)


@draws("rolls")
def rolls(c: Canvas, s: Subject) -> None:
    """Rolls of wrapping paper standing together."""
    tones = s.get("tones") or ["Cru", "Goiaba", "Petróleo"]
    sets = s.get("patterns") or ["flags", "waves", "suns"]
    ink_sets = [["Telha", "Mostarda", "Petróleo"], ["Cru"], ["Mostarda", "Cru"]]
    for i, (x, top) in enumerate(((290, 330), (480, 210), (660, 400))):
        d = f"M{x - 76} {top}V1000A76 15 0 0 0 {x + 76} 1000V{top}Z"
        c.cast(d, 1006)
        c.contact(x, 1008, 76)
        c.path(d, tones[i])
        decorate(c, sets[i], d, (x - 76, top, 152, 1020 - top), ink_sets[i], 0.62)
        c.wash(d, 1.2)
        c.path(ellipse(x, top, 76, 15), PAPER)
        c.path(ellipse(x, top, 52, 10), "none", tones[i], 4)
        c.path(ellipse(x, top, 30, 6), dim(PAPER, 0.6))
    c.solid(box(214, 760, 522, 34, 4), s.color, 0.5)
    c.solid(ellipse(478, 776, 62, 26), s.color)


@draws("tapes")
def tapes(c: Canvas, s: Subject) -> None:
    tones = s.get("tones") or ["Goiaba", "Petróleo", "Mostarda", "Cru", "Mata"]
    sets = ["waves", "dots", "zigzag", "bands", "strokes"]
    r, tall = 122, 88
    for i, (x, y) in enumerate(((226, 970), (734, 970), (480, 990), (354, 878), (606, 884))):
        ink = tones[i % len(tones)]
        d = f"M{x - r} {y}V{y - tall}H{x + r}V{y}A{r} 32 0 0 1 {x - r} {y}Z"
        if y > 900:
            c.cast(d, y + 24)
            c.contact(x, y + 28, r)
        c.path(d, ink)
        decorate(
            c, sets[i], d, (x - r, y - tall, r * 2, tall + 40), [tones[(i + 2) % len(tones)]], 0.5
        )
        c.wash(d)
        c.path(ellipse(x, y - tall, r, 32), lit(ink, 0.35))
        c.path(ellipse(x, y - tall, r * 0.76, 24), "#e7d6b2")
        c.path(ellipse(x, y - tall + 4, r * 0.66, 19), dim(ink, 0.6))


@draws("stamps")
def stamps(c: Canvas, s: Subject) -> None:
    for i, (x, k) in enumerate(((270, 0.9), (480, 1.2), (690, 0.8))):
        top = 1000 - 420 * k
        foot = box(x - 94 * k, 1000 - 96 * k, 188 * k, 92 * k, 8)
        c.cast(box(x - 60 * k, top, 120 * k, 420 * k), 1004)
        c.contact(x, 1002, 100 * k)
        c.solid(box(x - 94 * k, 1000 - 30 * k, 188 * k, 30 * k, 4), s.color)
        c.solid(foot, "Freijó")
        grip = (
            f"M{n(x - 34 * k)} {n(1000 - 90 * k)}Q{n(x - 20 * k)} {n(top + 180 * k)}"
            f" {n(x - 54 * k)} {n(top + 70 * k)}A{n(56 * k)} {n(66 * k)}"
            f" 0 0 1 {n(x + 54 * k)} {n(top + 70 * k)}Q{n(x + 20 * k)}"
            f" {n(top + 180 * k)} {n(x + 34 * k)} {n(1000 - 90 * k)}Z"
        )
        c.solid(grip, ("Freijó", "Imbuia", "Caramelo")[i])
    c.solid(ellipse(480, 1090, 200, 46), "Grafite")
    c.path(ellipse(480, 1078, 172, 34), s.other)
    for x in (140, 770):
        c.path(blob(x + 20, 1090, 62, 30, c.rng, 0.1), "none", s.other, 9, opacity=0.75)
        c.path(ellipse(x + 20, 1090, 26, 12), s.other, opacity=0.75)


@draws("calendar")
def calendar(c: Canvas, s: Subject) -> None:
    """A desk calendar on a wooden foot."""
    card = poly([(236, 330), (724, 330), (734, 940), (226, 940)])
    c.cast(card, 990)
    c.path(card, PAPER)
    art = poly([(262, 362), (698, 362), (702, 640), (258, 640)])
    c.path(art, s.color)
    decorate(c, s.get("pattern", "tiles"), art, (256, 360, 448, 282), inks_of(s), 0.8)
    for row in range(5):
        for column in range(7):
            x, y = 290 + column * 62, 700 + row * 46
            ink = s.other if column == 0 or (row, column) == (2, 4) else dim(PAPER, 0.5)
            c.path(box(x, y, 24, 18, 5), ink, opacity=0.85)
    c.sheen(card)
    foot = box(196, 920, 568, 84, 16)
    c.contact(480, 1006, 284)
    c.solid(foot, "Freijó", 0.7)
    c.path(box(222, 926, 516, 10, 5), PLUM, opacity=0.5)


@draws("case", "flat")
def case(c: Canvas, s: Subject) -> None:
    d = box(130, 430, 700, 330, 70)
    with c.group(transform="rotate(-10 480 600)"):
        for i, ink in enumerate(("Mostarda", "Anil", "Telha")):
            with c.group(transform=f"rotate({-70 + i * 9} 560 470)"):
                pencil(c, 560, 130 + i * 30, 430, ink, 34)
        c.drop(d)
        c.path(d, s.color)
        decorate(c, s.get("pattern"), d, (130, 430, 700, 330), inks_of(s), s.get("scale", 1.0))
        c.sheen(d)
        c.path("M170 486H790", "none", dim(s.color, 0.45), 20)
        for i in range(40):
            c.path(f"M{176 + i * 15.5:.0f} 480v12", "none", "Latão", 6)
        c.solid(box(186, 476, 66, 24, 8), "Latão")
        c.path(line([(196, 488), (150, 540), (160, 600)]), "none", s.other, 14)
        c.path(box(132, 560, 40, 60, 4), s.other)


@draws("deskcup")
def deskcup(c: Canvas, s: Subject) -> None:
    tones = ["Mostarda", "Anil", "Telha", "Mata", "Rosa"]
    for i, ink in enumerate(tones):
        lean = (i - 2) * 7
        with c.group(transform=f"rotate({lean} 480 900)"):
            pencil(c, 480 + (i - 2) * 34, 330 + (i % 3) * 60, 560, ink, 36)
    d = "M320 640V990A160 26 0 0 0 640 990V640Z"
    c.cast(d, 1010)
    c.contact(480, 1012, 160)
    c.path(d, s.color)
    decorate(
        c, s.get("pattern", "cobogo"), d, (320, 630, 320, 400), inks_of(s), s.get("scale", 0.75)
    )
    c.wash(d)
    c.path("M320 640A160 26 0 0 0 640 640", "none", lit(s.color, 0.4), 10)


@draws("bookmarks", "flat")
def bookmarks(c: Canvas, s: Subject) -> None:
    tones = s.get("tones") or ["Petróleo", "Cru", "Goiaba", "Mostarda"]
    sets = s.get("patterns") or ["waves", "leaves", "suns", "cobogo"]
    ink_sets = [["Cru"], ["Mata", "Telha"], ["Cru", "Mostarda"], ["Telha", "Cru"]]
    for i in range(4):
        x = 150 + i * 172
        with c.group(transform=f"rotate({n(-6 + i * 4)} {x + 70} 600)"):
            d = box(x, 340, 142, 620, 12)
            c.drop(d, 10, 14, 8)
            c.path(line([(x + 71, 372), (x + 60, 290), (x + 84, 220)]), "none", ink_sets[i][-1], 7)
            for k in range(5):
                c.path(line([(x + 84, 222), (x + 68 + k * 8, 150)]), "none", ink_sets[i][-1], 6)
            c.path(d, tones[i])
            decorate(c, sets[i], d, (x, 340, 142, 620), ink_sets[i], 0.7)
            c.sheen(d)
            c.path(ellipse(x + 71, 374, 14, 14), PAPER)
            c.path(ellipse(x + 71, 374, 7, 7), dim(PAPER, 0.5))


def sparkle(c: Canvas, x: float, y: float, r: float, ink: str) -> None:
    for k in range(4):
        a = k * math.pi / 4
        c.path(
            line(
                [
                    (x - r * math.cos(a), y - r * math.sin(a)),
                    (x + r * math.cos(a), y + r * math.sin(a)),
                ]
            ),
            "none",
            ink,
            r * 0.18,
        )
