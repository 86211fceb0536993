"""Gathering the rows of each product into one draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from balcao.domains.imports.errors import BadCell
from balcao.domains.imports.rules import cells
from balcao.domains.imports.rules.html import description_of, holds_code
from balcao.domains.imports.rules.rows import Row
from balcao.domains.imports.rules.texts import text_of
from balcao.domains.imports.rules.variants import (
    MAX_TEXT,
    OPTIONS,
    describes_variant,
    media_of,
    variant_of,
)
from balcao.domains.imports.values.drafts import (
    AS_IS,
    AsIs,
    MediaDraft,
    ProductDraft,
    Reading,
    VariantDraft,
)

STATUSES: Final = ("active", "draft", "archived")
MAX_CATEGORY: Final = 80
MAX_SEO: Final = 500
MAX_VARIANTS: Final = 2048
MAX_MEDIA: Final = 250


@dataclass(slots=True)
class Group:
    """All rows of one handle, in the order of the file."""

    handle: str
    rows: list[Row] = field(default_factory=list)


def draft_of(group: Group, reading: Reading) -> ProductDraft:
    """One product from its rows: words from the first, variants and pictures from each."""
    first = group.rows[0]
    _refuse_gift_card(first)
    names = _option_names(group.rows)
    variants = _variants(group.rows, names, reading)
    return ProductDraft(
        line=first.line,
        handle=group.handle,
        title=first.text("title", MAX_TEXT),
        description_html=_description(first, "description", reading.max_cell),
        vendor=first.clearable("vendor", MAX_TEXT),
        category=first.text("type", MAX_CATEGORY),
        tags=_tags(first),
        status=_status(first),
        seo_title=first.clearable("seo_title", MAX_TEXT),
        seo_description=first.clearable("seo_description", MAX_SEO),
        option_names=names,
        texts={
            language: text_of(group.rows, language, names, reading)
            for language in reading.languages
        },
        variants=variants,
        media=_media(group.rows, reading.languages, variants),
    )


def _refuse_gift_card(row: Row) -> None:
    if row.read("gift_card", cells.yes_or_no) is True:
        row.refuse(
            "gift_card", "Gift cards cannot be imported.", "Remove the rows of this product."
        )


def _description(row: Row, key: str, limit: int) -> str | AsIs:
    text = row.clearable(key, limit)
    if text is AS_IS:
        return AS_IS
    if holds_code(text):
        row.warn(key, "The description holds scripts, forms or styles.", "They are removed.")
    return description_of(text)


def _tags(row: Row) -> tuple[str, ...] | AsIs:
    text = row.clearable("tags", 20_000)
    if text is AS_IS:
        return AS_IS
    tags: dict[str, str] = {}
    for tag in filter(None, (part.strip() for part in text.split(","))):
        tags.setdefault(tag.casefold(), tag)
    for tag in tags.values():
        if len(tag) > MAX_TEXT:
            row.refuse("tags", "A tag is longer than 255 characters.", "Separate tags by commas.")
    return tuple(tags.values())


def _status(row: Row) -> str | AsIs:
    def listed(cell: str) -> str:
        if cell.casefold() not in STATUSES:
            raise BadCell(f"“{cell[:20]}” is not a status.", "Write active, draft or archived.")
        return cell.casefold()

    status = row.read("status", listed)
    published = row.read("published", cells.yes_or_no)
    if published is AS_IS or status == "archived":
        return status
    if not published:
        return "draft"
    return status if isinstance(status, str) else "active"


def _option_names(rows: Sequence[Row]) -> tuple[str, ...] | AsIs:
    first = rows[0]
    if not first.header.has("option1_name"):
        return AS_IS
    said = [first.text(f"{option}_name", MAX_TEXT) for option in OPTIONS]
    names = [name for name in said if isinstance(name, str)]
    if not names and not any(row.says_any("option1_value") for row in rows):
        return AS_IS
    _check_names(rows, said, names)
    if _is_plain(names, rows):
        return ()
    return tuple(names)


def _is_plain(names: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether a product has no options: its only variant is called Title / Default Title."""
    values = {row.said("option1_value").casefold() for row in rows if describes_variant(row)}
    return (
        len(names) <= 1
        and values <= {"", "default title"}
        and (not names or names[0].casefold() == "title")
    )


def _check_names(rows: Sequence[Row], said: Sequence[str | AsIs], names: Sequence[str]) -> None:
    first = rows[0]
    if any(a is AS_IS and b is not AS_IS for a, b in pairwise(said)):
        first.refuse("option1_name", "An option is named after an unnamed one.",
                     "Name the options from the first on.")  # fmt: skip
    if len({name.casefold() for name in names}) < len(names):
        first.refuse("option2_name", "Two options have the same name.", "Rename one of them.")
    for row in rows[1:]:
        for option, name in zip(OPTIONS, said, strict=True):
            again = row.said(f"{option}_name")
            if again and again != name:
                row.refuse(f"{option}_name", f"The option was called “{_shown(name)}” on line "
                           f"{first.line}.", "Use one name for all rows of a product.")  # fmt: skip


def _shown(name: str | AsIs) -> str:
    return name if isinstance(name, str) else ""


def _variants(
    rows: Sequence[Row], names: tuple[str, ...] | AsIs, reading: Reading
) -> tuple[VariantDraft, ...]:
    drafts: list[VariantDraft] = []
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        if not describes_variant(row):
            continue
        draft = variant_of(row, names, reading.currency)
        key = draft.options if isinstance(draft.options, tuple) else ("sku", draft.sku)
        other = seen.setdefault(tuple(part.casefold() for part in key), row.line)
        if other != row.line:
            what = " / ".join(key) or "the only variant"
            row.refuse("option1_value", f"“{what}” of this product stands on line {other} already.",
                       "Remove one of the two rows or give it other options.")  # fmt: skip
        drafts.append(draft)
    if len(drafts) > MAX_VARIANTS:
        rows[0].refuse("", f"The product has {len(drafts)} variants.",
                       f"A product can have {MAX_VARIANTS} at most; split it.")  # fmt: skip
    return tuple(drafts)


def _media(
    rows: Sequence[Row], languages: tuple[str, ...], variants: Sequence[VariantDraft]
) -> tuple[MediaDraft, ...]:
    found: dict[str, MediaDraft] = {}
    for row in rows:
        media = media_of(row, languages)
        if media is not None:
            found.setdefault(media.source, media)
        elif row is not rows[0] and not describes_variant(row) and not row.says_any("image"):
            row.warn("", "The row names a product but no variant and no picture.", "It is ignored.")
    for variant in variants:
        if isinstance(variant.image, str) and variant.image:
            found.setdefault(variant.image, MediaDraft(line=variant.line, source=variant.image))
    if len(found) > MAX_MEDIA:
        rows[0].refuse("image", f"The product has {len(found)} pictures.",
                       f"A product can have {MAX_MEDIA} at most.")  # fmt: skip
    return _in_order(list(found.values()))


def _in_order(media: list[MediaDraft]) -> tuple[MediaDraft, ...]:
    """Pictures by the position they ask for; the others keep their place in the file."""
    asked = sorted(
        enumerate(media),
        key=lambda pair: pair[1].position if isinstance(pair[1].position, int) else pair[0] + 1,
    )
    return tuple(replace(draft, position=place) for place, (_, draft) in enumerate(asked, 1))
