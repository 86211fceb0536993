"""What a row becomes when a draft is laid over it; a field the draft leaves stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from balcao.domains.catalog.values import MediaRow, ProductRow, VariantRow
from balcao.domains.imports.rules.shop import Terms
from balcao.domains.imports.values.drafts import (
    AS_IS,
    AsIs,
    MediaDraft,
    ProductDraft,
    TextDraft,
    VariantDraft,
)
from balcao.domains.imports.values.plan import PictureSize

T = TypeVar("T")
UNLIMITED = 1_000_000


def pick(said: T | AsIs, otherwise: T) -> T:
    """What the file says, or else what there was."""
    return otherwise if said is AS_IS else said


def merged_product(draft: ProductDraft, old: ProductRow, category_id: UUID | None) -> ProductRow:
    """The product after the import; version and times are the caller's."""
    return replace(
        old,
        title=pick(draft.title, old.title),
        description_html=pick(draft.description_html, old.description_html),
        vendor=pick(draft.vendor, old.vendor),
        category_id=category_id,
        tags=pick(draft.tags, old.tags),
        status=pick(draft.status, old.status),
        option_names=pick(draft.option_names, old.option_names),
        seo_title=pick(draft.seo_title, old.seo_title),
        seo_description=pick(draft.seo_description, old.seo_description),
        translations=merged_translations(old.translations, draft.texts),
    )


def merged_translations(
    old: Mapping[str, Any], texts: Mapping[str, TextDraft]
) -> dict[str, dict[str, Any]]:
    """Words by language; a blank cell takes a word away, a language without words is dropped."""
    merged: dict[str, dict[str, Any]] = {key: dict(words) for key, words in old.items()}
    for language, text in texts.items():
        words = merged.pop(language, {})
        for name in ("title", "description_html", "seo_title", "seo_description"):
            said = getattr(text, name)
            if said is AS_IS:
                continue
            words.pop(name, None)
            if said:
                words[name] = said
        if text.terms:
            words["terms"] = {**words.get("terms", {}), **text.terms}
        if words:
            merged[language] = words
    return merged


def merged_variant(draft: VariantDraft, old: VariantRow) -> VariantRow:
    """The variant after the import."""
    return replace(
        old,
        sku=draft.sku or old.sku,
        option_values=pick(draft.options, old.option_values),
        barcode=pick(draft.barcode, old.barcode),
        weight_grams=pick(draft.grams, old.weight_grams),
        requires_shipping=pick(draft.requires_shipping, old.requires_shipping),
        taxable=pick(draft.taxable, old.taxable),
        image=pick(draft.image, old.image),
    )


def merged_media(draft: MediaDraft, old: MediaRow, terms: Terms) -> MediaRow:
    """The picture after the import."""
    size = terms.pictures.get(draft.source, PictureSize(old.width, old.height))
    translations = {language: dict(words) for language, words in old.translations.items()}
    for language, alt in draft.alt_translations.items():
        translations[language] = {**translations.get(language, {}), "alt": alt}
    return replace(
        old,
        alt=pick(draft.alt, old.alt),
        translations=translations,
        position=pick(draft.position, old.position),
        width=size.width,
        height=size.height,
    )


def backorder_limit(draft: VariantDraft, old: int) -> int:
    """How many units beyond stock may be sold: “continue” keeps a limit that was set by hand."""
    if draft.backorder is AS_IS:
        return old
    return (old or UNLIMITED) if draft.backorder else 0
