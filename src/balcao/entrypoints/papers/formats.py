"""The papers that labels are printed on. Millimeters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from balcao.entrypoints.papers.errors import BadLabelCount, NoSuchFormat

MOST_LABELS: Final = 2000
DOT_203_DPI: Final = 25.4 / 203


@dataclass(frozen=True, slots=True)
class LabelFormat:
    """A roll of labels, one a page, or a sheet of them.

    ``dot`` is the size of a printer's dot where bars must be whole dots wide to be read, 0 where
    the printer is fine enough. ``margin`` is what stays empty inside each label.
    """

    key: str
    name: str
    page_width: float
    page_height: float
    columns: int = 1
    rows: int = 1
    margin: float = 1.5
    dot: float = DOT_203_DPI

    @property
    def width(self) -> float:
        """How wide one label is."""
        return self.page_width / self.columns

    @property
    def height(self) -> float:
        """How high one label is."""
        return self.page_height / self.rows

    @property
    def places(self) -> int:
        """How many labels a page has."""
        return self.columns * self.rows


FORMATS: Final = {
    made.key: made
    for made in (
        LabelFormat("roll-50x25", "Label roll, 50 × 25 mm", 50, 25),
        LabelFormat("roll-100x50", "Label roll, 100 × 50 mm", 100, 50, margin=3),
        LabelFormat("a4-3x8", "A4 sheet, 3 × 8 labels of 70 × 37 mm", 210, 297, 3, 8, 4.5, 0),
    )
}


def format_of(key: str) -> LabelFormat:
    """A format by its key.

    :raises NoSuchFormat: there is none; ``known`` names those that are.
    """
    if key not in FORMATS:
        raise NoSuchFormat(field="format", known=sorted(FORMATS))
    return FORMATS[key]


def check_labels(paper: LabelFormat, copies: list[int], first: int) -> None:
    """Refuse what cannot be printed.

    :raises BadLabelCount: nothing or too much to print, or no such first place.
    """
    if not 1 <= first <= paper.places:
        says = f"This sheet has the places 1 to {paper.places}."
        raise BadLabelCount(says, field="first", most=paper.places)
    if not copies or min(copies) < 1 or sum(copies) > MOST_LABELS:
        says = f"Between 1 and {MOST_LABELS} labels are printed at once."
        raise BadLabelCount(says, field="copies", most=MOST_LABELS)
