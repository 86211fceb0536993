"""Write the graph of docs/map.md anew from the imports of the code.

``python tools/draw_map.py`` rewrites the part between the markers; ``tests/architecture/test_docs``
fails when that would change anything, so the drawn map is the building as it stands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import grimp

MAP: Final = Path(__file__).resolve().parents[1] / "docs" / "map.md"
BEGIN: Final = "<!-- graph: written by tools/draw_map.py -->\n"
END: Final = "<!-- end of graph -->\n"


def edges() -> list[tuple[str, str]]:
    """Which domain imports which, from the code."""
    graph = grimp.build_graph("balcao")
    domains = sorted(graph.find_children("balcao.domains"))
    pairs = [(one, other) for one in domains for other in domains if one != other]
    return [
        (one.rpartition(".")[2], other.rpartition(".")[2])
        for one, other in pairs
        if graph.direct_import_exists(importer=one, imported=other, as_packages=True)
    ]


def drawn() -> str:
    """The graph as a Mermaid diagram."""
    lines = [f"    {one} --> {other}\n" for one, other in edges()]
    return f"{BEGIN}```mermaid\ngraph TD\n{''.join(lines)}```\n{END}"


def redrawn(text: str) -> str:
    """A text with its graph replaced."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + drawn() + after


if __name__ == "__main__":
    MAP.write_text(redrawn(MAP.read_text("utf-8")), "utf-8")
