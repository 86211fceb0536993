"""What an order's timeline tells of the draft it was made of. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from balcao.domains.checkout.values import Quote
from balcao.domains.drafts.values import DraftView

Entry = tuple[str, str, Mapping[str, object]]


def story_of(
    draft: DraftView, quote: Quote, skus: Mapping[UUID, str], by: str
) -> tuple[Entry, ...]:
    """The quote, each thing given by hand with who gave it and why, and who accepted.

    ``by`` is the member of staff who completed it; empty where the customer did.
    """
    listed = {line.variant_id: line.listed for line in quote.lines if line.is_given}
    told: list[Entry] = [("quoted", draft.author, {"draft": draft.number})]
    for line in draft.lines:
        before = listed.get(line.variant_id)
        if line.unit is None:
            continue
        told.append(
            (
                "price_overridden",
                line.by,
                {
                    "sku": skus.get(line.variant_id, ""),
                    "listed_minor": before.minor if before else None,
                    "unit_minor": line.unit.minor,
                    "currency": draft.currency,
                    "reason": line.reason,
                },
            )
        )
    return (*told, *_whole(draft), ("accepted", by, {}))


def _whole(draft: DraftView) -> list[Entry]:
    hand, told = draft.by_hand, list[Entry]()
    if hand.discount:
        off = {"amount_minor": hand.discount.minor, "currency": draft.currency}
        told.append(("discount_given", hand.by, {**off, "reason": hand.reason}))
    if hand.shipping is not None:
        price = {"amount_minor": hand.shipping.minor, "currency": draft.currency}
        told.append(("shipping_given", hand.by, {**price, "reason": hand.reason}))
    return told
