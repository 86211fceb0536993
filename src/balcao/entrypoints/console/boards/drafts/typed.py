"""Reading what was typed into the forms of drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from django.http import QueryDict

from balcao.domains.catalog.queries import variant_cards, variants_by_sku
from balcao.domains.customers.values import Address
from balcao.domains.drafts.errors import BadDraft, BadExpiry, BadOverride
from balcao.domains.drafts.values import DraftEdit, DraftUnits, DraftView
from balcao.domains.stores.values import StoreInfo
from balcao.kernel.money import Money, NotAnAmount

ADDRESS: Final = (
    "name", "line1", "line2", "district", "city", "region", "postal_code", "country", "phone",
)  # fmt: skip
TEXTS: Final = ("email", "locale", "rate_code", "codes", "tax_id", "note", *ADDRESS)
MOST_ROWS: Final = 100


@dataclass(frozen=True, slots=True)
class TypedUnits:
    """One row of the lines, as typed."""

    sku: str = ""
    quantity: str = ""
    title: str = ""


def typed_rows(post: QueryDict) -> list[TypedUnits]:
    """The rows of the form, blank ones left out."""
    skus = [text.strip() for text in post.getlist("sku")][:MOST_ROWS]
    units = [text.strip() for text in post.getlist("quantity")][:MOST_ROWS]
    units += [""] * (len(skus) - len(units))
    return [
        TypedUnits(sku, quantity)
        for sku, quantity in zip(skus, units, strict=False)
        if sku or quantity
    ]


def rows_of(draft: DraftView) -> list[TypedUnits]:
    """The lines of a draft, as the form shows them."""
    cards = variant_cards(draft.store_id, [line.variant_id for line in draft.lines])
    return [
        TypedUnits(cards[line.variant_id].sku, str(line.quantity), cards[line.variant_id].title)
        for line in draft.lines
        if line.variant_id in cards
    ]


def texts_of(draft: DraftView) -> dict[str, str]:
    """All other fields of a draft, as the form shows them."""
    said = draft.said
    address = said.address.as_json() if said.address else {}
    return {
        "email": said.email,
        "locale": said.locale,
        "rate_code": said.rate_code,
        "codes": " ".join(said.codes),
        "tax_id": said.tax_id,
        "note": said.note,
        **{name: address.get(name, "") for name in ADDRESS},
    }


def edit_of(post: QueryDict, store: StoreInfo) -> DraftEdit:
    """What the form says. :raises BadDraft: a row cannot be read; it says which."""
    texts = {name: post.get(name, "").strip() for name in TEXTS}
    locale = texts["locale"]
    return DraftEdit(
        email=texts["email"][:255],
        locale=locale if locale in store.languages else store.language,
        address=_address(texts),
        rate_code=texts["rate_code"],
        lines=_lines(typed_rows(post), store),
        codes=tuple(texts["codes"].replace(",", " ").split()),
        providers=tuple(post.getlist("providers")),
        tax_id=texts["tax_id"],
        note=texts["note"],
    )


def money_typed(text: str, currency: str, field: str) -> Money | None:
    """An amount with a point or a comma; None for nothing. :raises BadOverride: it is none."""
    given = text.strip().replace(",", ".")
    if not given:
        return None
    try:
        return Money.parse(given[:20], currency)
    except NotAnAmount as error:
        raise BadOverride(error.message, field=field) from None


def end_typed(text: str, zone: str) -> datetime:
    """The last second of a day of the store's calendar. :raises BadExpiry: it is no day."""
    try:
        day = date.fromisoformat(text.strip())
        return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadExpiry(f"“{text[:20]}” is not a day.", field="expires_at") from None


def _address(texts: dict[str, str]) -> Address | None:
    said = {name: texts[name][:200] for name in ADDRESS}
    is_typed = any(text for name, text in said.items() if name != "country")
    return Address(**said) if is_typed else None


def _lines(rows: list[TypedUnits], store: StoreInfo) -> tuple[DraftUnits, ...]:
    known = variants_by_sku(store.id, [row.sku for row in rows])
    found = []
    for place, row in enumerate(rows, start=1):
        variant = known.get(row.sku)
        if variant is None:
            said = f"Row {place}: there is no product with the SKU “{row.sku[:60]}”."
            raise BadDraft(said, fields={"lines": said})
        is_count = row.quantity.isascii() and row.quantity.isdecimal() and len(row.quantity) < 5
        if row.quantity and not is_count:
            said = f"Row {place}: “{row.quantity[:20]}” is not a number of units."
            raise BadDraft(said, fields={"lines": said})
        found.append(DraftUnits(variant, int(row.quantity or "1")))
    return tuple(found)
