"""A sheet of SVG, and the few ways of laying paint on it that give the shop its look."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tools.draw_catalog.ink import COLORS, CREAM, PLUM, ellipse, n

Stop = tuple[float, str] | tuple[float, str, float]


class Canvas:
    """Collects elements back to front; `markup()` gives the finished SVG."""

    def __init__(self, width: int, height: int, seed: str) -> None:
        self.width, self.height = width, height
        self.rng = random.Random(seed)
        self._defs: list[str] = []
        self._body: list[str] = []
        self._known: dict[str, str] = {}

    def _define(self, markup: str) -> str:
        """Add a definition with `@` for its id, once."""
        if markup not in self._known:
            self._known[markup] = f"d{len(self._known)}"
            self._defs.append(markup.replace("@", self._known[markup], 1))
        return self._known[markup]

    def _stops(self, stops: Sequence[Stop]) -> str:
        return "".join(
            f'<stop offset="{stop[0]:.3f}" stop-color="{COLORS.get(stop[1], stop[1])}" '
            f'stop-opacity="{stop[2] if len(stop) > 2 else 1}"/>'
            for stop in stops
        )

    def linear(self, stops: Sequence[Stop], x1=0.0, y1=0.0, x2=1.0, y2=0.0) -> str:
        where = f'x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"'
        markup = f'<linearGradient id="@" {where}>{self._stops(stops)}</linearGradient>'
        return f"url(#{self._define(markup)})"

    def radial(self, stops: Sequence[Stop], cx=0.5, cy=0.5, r=0.5) -> str:
        where = f'cx="{cx}" cy="{cy}" r="{r}"'
        markup = f'<radialGradient id="@" {where}>{self._stops(stops)}</radialGradient>'
        return f"url(#{self._define(markup)})"

    def _attributes(self, clip=None, blur=None, opacity=None, transform=None) -> str:
        parts = []
        if clip:
            cut = f'<clipPath id="@"><path d="{clip}"/></clipPath>'
            parts.append(f'clip-path="url(#{self._define(cut)})"')
        if blur:
            area = 'x="-60%" y="-60%" width="220%" height="220%"'
            markup = f'<filter id="@" {area}><feGaussianBlur stdDeviation="{n(blur)}"/></filter>'
            parts.append(f'filter="url(#{self._define(markup)})"')
        if opacity is not None:
            parts.append(f'opacity="{opacity:.3f}"')
        if transform:
            parts.append(f'transform="{transform}"')
        return " ".join(parts)

    def path(self, d: str, fill="none", stroke=None, width=0.0, **rest) -> None:
        """Lay one shape; `rest` is clip, blur, opacity or transform."""
        paint = f'fill="{COLORS.get(fill, fill)}"'
        if stroke:
            paint += (
                f' stroke="{COLORS.get(stroke, stroke)}" stroke-width="{n(width)}"'
                ' stroke-linecap="round" stroke-linejoin="round"'
            )
        if rest.get("clip") and rest.get("transform"):
            with self.group(clip=rest.pop("clip")):
                self.path(d, fill, stroke, width, **rest)
            return
        self._body.append(f'<path d="{d}" {paint} {self._attributes(**rest)}/>')

    @contextmanager
    def group(self, **rest) -> Iterator[None]:
        self._body.append(f"<g {self._attributes(**rest)}>")
        yield
        self._body.append("</g>")

    def wash(self, d: str, depth: float = 1.0, **rest) -> None:
        """Lay the shop's one light over a shape: cream from the left, plum to the right."""
        stops = [
            (0, CREAM, 0.10 * depth), (0.22, CREAM, 0.30 * depth), (0.45, CREAM, 0.0),
            (0.55, PLUM, 0.0), (0.86, PLUM, 0.30 * depth), (1, PLUM, 0.24 * depth),
        ]  # fmt: skip
        self.path(d, self.linear(stops), **rest)
        self.path(d, self.linear([(0.45, PLUM, 0), (1, PLUM, 0.20 * depth)], 0, 0, 0, 1), **rest)

    def solid(self, d: str, color: str, depth: float = 1.0, **rest) -> None:
        """A round body in one color under the light."""
        self.path(d, color, **rest)
        self.wash(d, depth, **rest)

    def flat(self, d: str, color: str, depth: float = 1.0, **rest) -> None:
        """A flat thing under the light: only a slow fall from upper left to lower right."""
        self.path(d, color, **rest)
        self.sheen(d, depth, **rest)

    def sheen(self, d: str, depth: float = 1.0, **rest) -> None:
        stops = [
            (0, CREAM, 0.22 * depth),
            (0.5, CREAM, 0.0),
            (0.5, PLUM, 0.0),
            (1, PLUM, 0.2 * depth),
        ]
        self.path(d, self.linear(stops, 0, 0, 0.8, 1), **rest)

    def cast(self, d: str, base: float, strength: float = 0.34) -> None:
        """The shadow a standing outline throws on the table, to the right and back."""
        slant, squash = 0.62, 0.13
        matrix = f"matrix(1 0 {-slant} {squash} {n(slant * base)} {n((1 - squash) * base)})"
        with self.group(blur=9, opacity=strength):
            fade = self.linear([(0, PLUM, 0.35), (1, PLUM, 1)], 0, 0, 0, 1)
            self.path(d, fade, transform=matrix)

    def contact(self, cx: float, y: float, rx: float, strength: float = 0.4) -> None:
        """The dark line where a thing touches its ground."""
        self.path(
            ellipse(cx + rx * 0.08, y, rx * 1.04, max(rx * 0.09, 7)), PLUM, blur=7, opacity=strength
        )

    def drop(self, d: str, dx=16.0, dy=22.0, blur=14.0, strength=0.3) -> None:
        """The shadow of something hung on a wall or lying flat."""
        with self.group(blur=blur, opacity=strength):
            self.path(d, PLUM, transform=f"translate({n(dx)} {n(dy)})")

    def markup(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}"'
            f' viewBox="0 0 {self.width} {self.height}"><defs>{"".join(self._defs)}</defs>'
            f"{''.join(self._body)}</svg>"
        )
