"""What the shopper saw on the checkout page, so that a change can be named.

A hidden field carries prices by line and the price of shipping. It decides nothing: what is
charged is compared by the domain with the total the shopper agreed to.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext

from balcao.domains.cart.values import CartView
from balcao.entrypoints.storefront.lines import notice_of
from balcao.entrypoints.storefront.words import minor_text, price_text
from balcao.kernel.money import Money

SHIPPING = "shipping"
LONGEST = 8000


def seen_text(cart: CartView, shipping: Money | None) -> str:
    """The hidden field."""
    parts = [f"{x.variant_id.hex}={x.unit.minor}" for x in cart.lines if x.unit is not None]
    if shipping is not None:
        parts.append(f"{SHIPPING}={shipping.minor}")
    return ";".join(parts)


def read_seen(text: str) -> dict[str, int]:
    """The hidden field as it came back; what cannot be read is left out."""
    pairs = (part.partition("=") for part in text[:LONGEST].split(";"))
    return {
        key: int(number)
        for key, _, number in pairs
        if number.isascii() and number.isdecimal() and len(number) < 16
    }


def changes_since(
    seen: Mapping[str, int], cart: CartView, shipping: Money | None, language: str
) -> tuple[str, ...]:
    """What is different now, in sentences."""
    changes = []
    for line in cart.lines:
        before, problem = seen.get(line.variant_id.hex), notice_of(line)
        if problem:
            changes.append(f"{line.title}: {problem}")
        elif line.unit is not None and before is not None and before != line.unit.minor:
            changes.append(
                gettext("%(title)s now costs %(now)s instead of %(before)s.")
                % {
                    "title": line.title,
                    "now": price_text(line.unit, language),
                    "before": minor_text(before, cart.currency, language),
                }
            )
        elif before is None:
            changes.append(gettext("%(title)s has come into the cart.") % {"title": line.title})
    before = seen.get(SHIPPING)
    if shipping is not None and before is not None and before != shipping.minor:
        changes.append(
            gettext("Shipping now costs %(now)s instead of %(before)s.")
            % {
                "now": price_text(shipping, language),
                "before": minor_text(before, cart.currency, language),
            }
        )
    return tuple(changes)
