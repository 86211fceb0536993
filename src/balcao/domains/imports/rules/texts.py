"""The words of a product in a further language, from columns such as ``Title [en]``."""

from __future__ import annotations

from collections.abc import Sequence

from balcao.domains.imports.rules.html import description_of
from balcao.domains.imports.rules.rows import Row
from balcao.domains.imports.rules.variants import MAX_TEXT, OPTIONS
from balcao.domains.imports.values.drafts import AS_IS, AsIs, Reading, TextDraft


def text_of(
    rows: Sequence[Row], language: str, names: tuple[str, ...] | AsIs, reading: Reading
) -> TextDraft:
    """Read one language; ``terms`` translates the names and values of the options."""
    first = rows[0]
    description = first.clearable(f"description@{language}", reading.max_cell)
    return TextDraft(
        title=first.clearable(f"title@{language}", MAX_TEXT),
        description_html=description_of(description) if description is not AS_IS else AS_IS,
        seo_title=first.clearable(f"seo_title@{language}", MAX_TEXT),
        seo_description=first.clearable(f"seo_description@{language}", 500),
        category=first.text(f"type@{language}", 80),
        terms=_terms(rows, language) if names else {},
    )


def _terms(rows: Sequence[Row], language: str) -> dict[str, str]:
    terms: dict[str, str] = {}
    for row in rows:
        for option in OPTIONS:
            for part in ("name", "value"):
                key = f"{option}_{part}@{language}"
                term, translation = row.said(f"{option}_{part}"), row.text(key, MAX_TEXT)
                if not term or not isinstance(translation, str):
                    continue
                known = terms.setdefault(term, translation)
                if known != translation:
                    row.refuse(key, f"“{term}” was translated as “{known}” before.",
                               "Use one translation of a word within a product.")  # fmt: skip
    return terms
