"""Files for the tests of reading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from balcao.domains.imports.rules.reading import read_products
from balcao.domains.imports.values.drafts import ProductsFile, Reading

READING = Reading(currency="BRL", languages=("en",))
HEADER = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty"


def read(content: str | bytes, reading: Reading = READING) -> ProductsFile:
    """Read a file given as text or bytes."""
    return read_products(content.encode() if isinstance(content, str) else content, reading)


def sheet(rows: Iterable[Sequence[str]], separator: str = ",", end: str = "\r\n") -> str:
    """Cells as a file, quoted where needed."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


def told(file: ProductsFile) -> list[tuple[int, str]]:
    """Where errors were found: line and column."""
    return [(problem.line, problem.column) for problem in file.errors]
