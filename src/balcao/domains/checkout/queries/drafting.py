"""What a draft costs: live while it is written, as it was fixed once it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from balcao.domains.checkout.queries.quoting import quote_wish
from balcao.domains.checkout.rules.terms import quote_in
from balcao.domains.checkout.values import Given, Quote, QuoteLine, WantedLine, Wish
from balcao.domains.drafts.values import DraftView
from balcao.domains.inventory.queries import average_costs
from balcao.domains.shipping.queries import shipping_options
from balcao.domains.shipping.values import ShippingOption
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money, total_of

# What a discount by hand is called on papers and pages of the customer.
OFF: Final[Mapping[str, str]] = {"en": "Agreed discount", "pt-br": "Desconto combinado"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """What is left of a line: ``net`` is without taxes and discounts, ``cost`` what goods cost us.

    ``cost`` is None where no cost is known; amounts are of the whole line.
    """

    net: Money
    cost: Money | None

    @property
    def share_ppm(self) -> int | None:
        """The margin in parts per million of the net price; None where there is none."""
        if self.cost is None or not self.net:
            return None
        return (self.net.minor - self.cost.minor) * 1_000_000 // self.net.minor


def quote_draft(draft: DraftView, *, now: datetime) -> Quote:
    """What a draft costs by the rules of this moment, or by its terms where it has any.

    :raises NoSuchStore: its store is gone.
    """
    if draft.terms:
        zone = ZoneInfo(store_by_id(draft.store_id).time_zone)
        return quote_in(draft.terms, now.astimezone(zone).date())
    return quote_wish(wish_of_draft(draft), now=now)


def wish_of_draft(draft: DraftView) -> Wish:
    """What a draft asks the price of; without an address it goes to the store's country."""
    said, address = draft.said, draft.said.address
    country = address.country if address else store_by_id(draft.store_id).country
    return Wish(
        store_id=draft.store_id,
        currency=draft.currency,
        lines=tuple(WantedLine(line.variant_id, line.quantity) for line in draft.lines),
        country=country,
        region=address.region if address else "",
        city=address.city if address else "",
        postal_code=address.postal_code if address else "",
        rate_code=said.rate_code,
        provider=said.providers[0] if len(said.providers) == 1 else "",
        email=said.email,
        codes=said.codes,
        tax_id=said.tax_id,
        given=_given(draft),
        language=said.locale,
    )


def method_of(draft: DraftView, quote: Quote, *, now: datetime) -> str:
    """What the chosen way to ship is called in the customer's language; empty without one."""
    if draft.terms:
        return str(draft.terms["method"])
    option = option_of(draft, quote, now=now)
    return option.name if option else ""


def option_of(draft: DraftView, quote: Quote, *, now: datetime) -> ShippingOption | None:
    """The chosen way to ship as it is now, with the days a purchase of this moment arrives on."""
    options = quote.shipping_options
    if draft.terms:  # they say what was quoted, and not when it would arrive
        wish = wish_of_draft(draft)
        options = shipping_options(
            draft.store_id,
            country=wish.country,
            region=wish.region,
            subtotal=quote.subtotal,
            language=wish.language,
            now=now,
        )
    return next((one for one in options if one.code == draft.said.rate_code), None)


def missing_of(draft: DraftView, quote: Quote) -> dict[str, str]:
    """What a draft still lacks before it can be sent, by field."""
    said = draft.said
    priced = {line.variant_id for line in quote.lines if not line.is_gift}
    unsold = [line for line in draft.lines if line.variant_id not in priced]
    lacks = {
        "lines": "is missing" if not draft.lines else "",
        "email": "is missing" if not said.email else "",
        "address": "is missing" if said.address is None else "",
        "shipping": "is missing, or does not serve the address" if quote.shipping is None else "",
    }
    if unsold:
        lacks["lines"] = "something has no price or is not for sale"
    return {field: text for field, text in lacks.items() if text}


def margins_of(draft: DraftView, quote: Quote) -> dict[UUID, Margin]:
    """What is left of each line, by variant; costs are the average of what lies here now."""
    costs = average_costs(draft.store_id, [line.variant_id for line in draft.lines])
    found = {}
    for line in quote.lines:
        if line.is_gift:
            continue
        known = costs.get(line.variant_id)
        cost = None
        if known is not None and known.units:
            cost = Money(known.value_minor * line.quantity // known.units, quote.currency)
        found[line.variant_id] = Margin(net=_net(line, quote), cost=cost)
    return found


def _net(line: QuoteLine, quote: Quote) -> Money:
    inside = (one.amount for one in quote.taxes if one.line_no == line.line_no and one.is_included)
    return line.total - line.discount - total_of(inside, quote.currency)


def _given(draft: DraftView) -> Given:
    hand = draft.by_hand
    return Given(
        id=draft.id,
        name=OFF.get(draft.said.locale, OFF["en"]),
        units={line.variant_id: line.unit.minor for line in draft.lines if line.unit is not None},
        shipping_minor=None if hand.shipping is None else hand.shipping.minor,
        discount_minor=hand.discount.minor,
    )
