"""Art prints: the frame on the wall. The compositions are in `art_places` and `art_forms`."""

from collections.abc import Callable

from tools.draw_catalog.canvas import Canvas
from tools.draw_catalog.ink import CREAM, PLUM, box, dim, lit, n, poly
from tools.draw_catalog.registry import Subject, draws

PAPER = "#f7eedb"
Artist = Callable[[Canvas], None]
# Every composition paints a sheet of 600 by 800, origin at its upper left.
ARTS: dict[str, Artist] = {}


def art(name: str) -> Callable[[Artist], Artist]:
    def keep(artist: Artist) -> Artist:
        ARTS[name] = artist
        return artist

    return keep


def sheet(c: Canvas, name: str, x: float, y: float, w: float) -> None:
    """Put a composition at a place, scaled to a width."""
    k = w / 600
    with (
        c.group(transform=f"translate({n(x)} {n(y)}) scale({k:.4f})"),
        c.group(clip=box(0, 0, 600, 800)),
    ):
        ARTS[name](c)
        c.path(
            box(0, 0, 600, 800),
            c.linear([(0, CREAM, 0.12), (0.6, CREAM, 0), (1, PLUM, 0.08)], 0, 0, 1, 1),
        )


@draws("print", "wall")
def print_(c: Canvas, s: Subject) -> None:
    w = s.get("w", 470)
    h = w * 4 / 3
    x, y = 480 - w / 2, 590 - h / 2
    frame = s.get("frame")
    if frame:
        _framed(c, frame, x, y, w, h)
    else:
        margin = 34
        page = box(x - margin, y - margin, w + margin * 2, h + margin * 2)
        c.drop(page, 8, 12, 8, 0.3)
        c.path(page, PAPER)
        for px, py in ((x - margin + 40, y - margin + 4), (x + w + margin - 40, y - margin + 4)):
            tape = poly(
                [(px - 44, py - 20), (px + 44, py - 14), (px + 42, py + 20), (px - 46, py + 14)]
            )
            c.path(tape, "#e8c98f", opacity=0.85)
        c.sheen(page, 0.5)
    sheet(c, s.get("art"), x, y, w)
    if frame:
        glare = poly([(x, y), (x + w * 0.5, y), (x, y + h * 0.55)])
        c.path(glare, "#ffffff", opacity=0.06)


def _framed(c: Canvas, ink: str, x: float, y: float, w: float, h: float) -> None:
    mat, bar = 58, 26
    out = mat + bar
    outer = box(x - out, y - out, w + out * 2, h + out * 2, 4)
    c.drop(outer, 22, 28, 18, 0.38)
    c.path(outer, ink)
    left, right, top, low = x - out, x + w + out, y - out, y + h + out
    c.path(
        poly([(left, top), (right, top), (right - bar, top + bar), (left + bar, top + bar)]),
        lit(ink, 0.25),
    )
    c.path(
        poly([(left, top), (left + bar, top + bar), (left + bar, low - bar), (left, low)]),
        lit(ink, 0.1),
    )
    c.path(
        poly([(right, top), (right, low), (right - bar, low - bar), (right - bar, top + bar)]),
        dim(ink, 0.18),
    )
    c.path(
        poly([(left, low), (left + bar, low - bar), (right - bar, low - bar), (right, low)]),
        dim(ink, 0.3),
    )
    inner = box(x - mat, y - mat, w + mat * 2, h + mat * 2)
    c.path(inner, PAPER)
    c.path(
        box(x - mat, y - mat, w + mat * 2, 16),
        c.linear([(0, PLUM, 0.28), (1, PLUM, 0)], 0, 0, 0, 1),
    )
    c.path(box(x - mat, y - mat, 14, h + mat * 2), c.linear([(0, PLUM, 0.22), (1, PLUM, 0)]))
    c.path(box(x - 4, y - 4, w + 8, h + 8), dim(PAPER, 0.18))
