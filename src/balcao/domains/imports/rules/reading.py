"""A whole file: bytes in, drafts and findings out. Never raises, whatever the bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from balcao.domains.imports.errors import BrokenFile
from balcao.domains.imports.rules import cells
from balcao.domains.imports.rules.columns import Header, read_header
from balcao.domains.imports.rules.decoding import decode
from balcao.domains.imports.rules.products import Group, draft_of
from balcao.domains.imports.rules.records import read_records
from balcao.domains.imports.rules.rows import Findings, Row
from balcao.domains.imports.values.drafts import ProductDraft, ProductsFile, Reading
from balcao.domains.imports.values.problems import Problem
from balcao.kernel.slugs import slugify

# A sheet saved to its very end has 1,048,576 rows, most of them blank.
MAX_BLANK: Final = 1_100_000


def read_products(data: bytes, reading: Reading) -> ProductsFile:
    """Read a product file. What cannot be read is told in ``problems``, with its line."""
    findings = Findings(reading.max_problems)
    try:
        text, encoding = decode(data)
        header = read_header(text, reading.languages)
    except BrokenFile as broken:
        return ProductsFile(problems=(_as_problem(broken, None),))
    groups: dict[str, Group] = {}
    rows = 0
    try:
        for row in _rows(text, header, findings, reading):
            rows += 1
            _sort_in(row, groups)
    except BrokenFile as broken:
        findings.add(_as_problem(broken, header))
    else:
        if not rows:
            findings.add(Problem(header.line, "", "The file has a header but no products.",
                                 "Add a row for each product."))  # fmt: skip
    products = tuple(draft_of(group, reading) for group in groups.values())
    _refuse_repeated_skus(products, groups)
    return ProductsFile(
        products=products,
        problems=findings.all(),
        rows=rows,
        separator=header.separator,
        encoding=encoding,
        columns=header.names,
        unused_columns=header.unused,
    )


def _as_problem(broken: BrokenFile, header: Header | None) -> Problem:
    column = broken.column
    if header and column.startswith("cell "):
        place = int(column.removeprefix("cell ")) - 1
        key = next((key for key, at in header.places.items() if at == place), None)
        column = f"{column} ({header.names[key]})" if key else column
    return Problem(broken.line, column, broken.wrong, broken.remedy)


def _rows(text: str, header: Header, findings: Findings, reading: Reading) -> Iterator[Row]:
    count = blank = 0
    for record in read_records(text, header.separator):
        if record.line <= header.line:
            continue
        row = Row(record, header, findings)
        is_blank = row.is_blank()
        blank, count = blank + is_blank, count + (not is_blank)
        if count > reading.max_rows or blank > MAX_BLANK:
            raise BrokenFile(
                f"The file has more than {reading.max_rows} rows, or a million blank ones.",
                "Split it into several files.",
                line=record.line,
            )
        if is_blank:
            continue
        extra = row.extra_cells()
        if extra:
            row.refuse("", f"The row has {extra} more cells than the header has columns.",
                       "Put quotes around cells that hold the separator.")  # fmt: skip
        yield row


def _sort_in(row: Row, groups: dict[str, Group]) -> None:
    handle = _handle_of(row)
    if handle:
        groups.setdefault(handle, Group(handle)).rows.append(row)


def _handle_of(row: Row) -> str:
    if row.header.has("handle"):
        if not row.says_any("handle"):
            row.refuse("handle", "The handle is blank.",
                       "Repeat the product's handle on each of its rows.")  # fmt: skip
        handle = row.read("handle", cells.handle)
        return handle if isinstance(handle, str) else ""
    title = row.said("title")
    proposal = slugify(title)[:200].strip("-")
    if not proposal:
        wrong = f"No handle can be made of “{title[:40]}”." if title else "The title is blank."
        row.refuse("title", wrong, "Add the column “Handle”.")
    return proposal


def _refuse_repeated_skus(products: tuple[ProductDraft, ...], groups: dict[str, Group]) -> None:
    seen: dict[str, int] = {}
    for product in products:
        rows = {row.line: row for row in groups[product.handle].rows}
        for variant in product.variants:
            other = seen.setdefault(variant.sku, variant.line) if variant.sku else variant.line
            if other != variant.line:
                rows[variant.line].refuse(
                    "sku",
                    f"The SKU “{variant.sku}” stands on line {other} already.",
                    "Give each variant a SKU of its own.",
                )
