"""What promotions, gift cards and taxes do for a cart, in the shopper's words."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext

from balcao.domains.cart.values import CartView
from balcao.domains.catalog.queries import variant_cards
from balcao.domains.checkout.values import Quote
from balcao.domains.promotions.values import Verdict
from balcao.entrypoints.storefront.reasons import reason_text
from balcao.entrypoints.storefront.sums import sums_above
from balcao.entrypoints.storefront.viewmodels import CodeRow, Savings, Sum
from balcao.entrypoints.storefront.words import price_text

MOST_NEARLY: Final = 2
WITHIN_REACH: Final = frozenset({"missing_minor", "missing_quantity"})


def savings_of(cart: CartView, quote: Quote, language: str) -> Savings:
    """The sums of a cart without shipping, its codes and gifts, and what is nearly reached."""
    rows = sums_above(quote, None, language)
    gifts = [line.variant_id for line in quote.lines if line.is_gift]
    cards = variant_cards(cart.store_id, gifts) if gifts else {}
    return Savings(
        sums=rows if len(rows) > 1 else (),
        total=price_text(quote.total, language),
        codes=tuple(_code(text, quote, language) for text in cart.codes),
        gifts=tuple(
            gettext("A gift for you: %(title)s") % {"title": cards[gift].title}
            for gift in gifts
            if gift in cards
        ),
        nearly=_nearly(quote, language),
        adds_tax=bool(quote.tax_added),
    )


def quote_sums(quote: Quote, language: str) -> tuple[Sum, ...]:
    """All rows above the total of a checkout."""
    return sums_above(quote, quote.shipping, language)


def credit_sums(quote: Quote, language: str) -> tuple[Sum, ...]:
    """What gift cards and credit pay, one row each."""
    return tuple(
        Sum(
            gettext("Gift card ending in %(end)s") % {"end": one.ends_with}
            if one.ends_with
            else gettext("Credit"),
            f"−{price_text(one.worth, language)}",
        )
        for one in quote.credits
    )


def _code(text: str, quote: Quote, language: str) -> CodeRow:
    promotion = next((one for one, code in quote.codes.items() if code == text), "")
    if not promotion:
        return CodeRow(text, gettext("This code is not valid any more."))
    verdict = next((one for one in quote.verdicts if one.promotion_id == promotion), None)
    if verdict is None or verdict.applied:
        return CodeRow(text, "")
    return CodeRow(text, reason_text(verdict, quote.currency, language))


def _nearly(quote: Quote, language: str) -> tuple[str, ...]:
    """Promotions without a code that only want a little more in the cart."""
    close = [one for one in quote.verdicts if _is_close(one)][:MOST_NEARLY]
    return tuple(f"{one.name}: {reason_text(one, quote.currency, language)}" for one in close)


def _is_close(verdict: Verdict) -> bool:
    return not verdict.applied and bool(WITHIN_REACH & set(verdict.facts))
