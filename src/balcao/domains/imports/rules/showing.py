"""Old and new values in words, for the page that shows a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from balcao.kernel.changes import FieldChange
from balcao.kernel.money import Money

LABELS: Final[dict[str, str]] = {
    "title": "Title",
    "description_html": "Description",
    "vendor": "Vendor",
    "category_id": "Type",
    "tags": "Tags",
    "status": "Status",
    "option_names": "Options",
    "seo_title": "SEO title",
    "seo_description": "SEO description",
    "translations": "Translations",
    "sku": "SKU",
    "barcode": "Barcode",
    "option_values": "Option values",
    "weight_grams": "Weight (g)",
    "requires_shipping": "Requires shipping",
    "taxable": "Taxable",
    "image": "Picture",
    "amount_minor": "Price",
    "compare_at_minor": "Compare-at price",
    "cost_minor": "Cost per item",
    "on_hand": "On hand",
    "backorder_limit": "Backorder limit",
    "src": "Picture",
    "alt": "Picture text",
    "position": "Picture position",
    "width": "Picture width",
    "height": "Picture height",
}
MAX_SHOWN: Final = 200


def changes_between(
    old: Any, new: Any, *, skip: tuple[str, ...] = (), names: Mapping[Any, str] | None = None
) -> tuple[FieldChange, ...]:
    """The fields in which two rows of one kind differ. ``names`` gives words for ids."""
    found = []
    for name in type(new).__dataclass_fields__:
        before, after = getattr(old, name), getattr(new, name)
        if before != after and name not in skip:
            found.append(
                FieldChange(
                    LABELS.get(name, name), _shown(before, names or {}), _shown(after, names or {})
                )
            )
    return tuple(found)


def money_change(name: str, old: int | None, new: int | None, currency: str) -> FieldChange:
    """A change of an amount, shown in major units."""
    return FieldChange(LABELS[name], _amount(old, currency), _amount(new, currency))


def _amount(minor: int | None, currency: str) -> str:
    return "" if minor is None else f"{Money(minor, currency).major} {currency}"


def _shown(value: Any, names: Mapping[Any, str]) -> str:
    if value is None:
        return ""
    if value in names if not isinstance(value, dict | tuple) else False:
        return names[value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)[:MAX_SHOWN]
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {inner}" for key, inner in sorted(value.items()))[:MAX_SHOWN]
    return str(value)[:MAX_SHOWN]
