"""The list of things the pen can draw."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tools.draw_catalog.canvas import Canvas


@dataclass(frozen=True)
class Subject:
    """What to draw: its color, a second color, and the words of the product's `draw` entry."""

    color: str = "Cru"
    other: str = "Telha"
    traits: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        return self.traits.get(name, default)


Pen = Callable[[Canvas, Subject], None]
PENS: dict[str, tuple[str, Pen]] = {}


def draws(kind: str, ground: str = "table") -> Callable[[Pen], Pen]:
    """Register a drawing function with the ground it stands on."""

    def keep(pen: Pen) -> Pen:
        PENS[kind] = (ground, pen)
        return pen

    return keep
