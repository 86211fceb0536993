"""What a purchase must be before the database is asked. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from balcao.domains.checkout import errors
from balcao.domains.checkout.values import PurchaseRequest, WantedLine, Wish
from balcao.domains.customers.queries.addresses import check_address, check_email
from balcao.kernel.cardnumbers import looks_like_a_card

MOST_LINES: Final = 100
MOST_UNITS: Final = 999
LONGEST_WORDS: Final = 500
# What the placing statement answers, and the refusal it stands for.
REFUSALS: Final[dict[str, type[errors.PurchaseRefused]]] = {
    "total_changed": errors.TotalChanged,
    "out_of_stock": errors.SoldOut,
    "not_for_sale": errors.NoLongerForSale,
    "not_shippable": errors.NoShipping,
    "cart_changed": errors.CartMoved,
    "cart_missing": errors.CartGone,
    "promotion_gone": errors.TotalChanged,
    "credit_gone": errors.CreditGone,
    "stale": errors.StillBusy,
    "cart_ordered": errors.AlreadyOrdered,
    "draft_gone": errors.QuoteMoved,
    "draft_changed": errors.QuoteMoved,
    "draft_ordered": errors.DraftOrdered,
    "quote_over": errors.QuoteOver,
    "retry": errors.StillBusy,
}


def check_request(request: PurchaseRequest) -> PurchaseRequest:
    """The request with its address as the country writes it and its lines merged by variant.

    :raises BadAddress: mail or postal address cannot be right.
    :raises Incomplete: no lines, too many of something, words that are too long, or a card number
        in place of a token.
    """
    lines = merge_lines(request.lines)
    if looks_like_a_card(request.payment_token):
        raise errors.Incomplete(fields={"payment_token": "looks like a card number"})
    return replace(
        request,
        email=check_email(request.email),
        address=check_address(request.address),
        lines=lines,
        note=check_words(request.note, "note"),
        gift_message=check_words(request.gift_message, "gift_message"),
    )


def check_words(text: str, field: str) -> str:
    """What a shopper wrote, without blanks around it and without what cannot be printed.

    :raises Incomplete: it is longer than 500 characters.
    """
    lines = ("".join(c for c in line if c.isprintable()).rstrip() for line in text.splitlines())
    clean = "\n".join(lines).strip()
    if len(clean) > LONGEST_WORDS:
        raise errors.Incomplete(fields={field: f"is longer than {LONGEST_WORDS} characters"})
    return clean


def merge_lines(lines: tuple[WantedLine, ...]) -> tuple[WantedLine, ...]:
    """One line per variant, in the order they were first named.

    :raises Incomplete: no lines, more than 100, or a quantity outside 1 to 999.
    """
    units: dict[Any, int] = {}
    for line in lines:
        if line.quantity < 1:
            raise errors.Incomplete(fields={"lines": "quantity is at least 1"})
        units[line.variant_id] = units.get(line.variant_id, 0) + line.quantity
    if not 0 < len(units) <= MOST_LINES:
        raise errors.Incomplete(fields={"lines": f"between 1 and {MOST_LINES} lines"})
    if max(units.values()) > MOST_UNITS:
        raise errors.Incomplete(fields={"lines": f"at most {MOST_UNITS} units of one variant"})
    return tuple(WantedLine(variant, quantity) for variant, quantity in units.items())


def fingerprint(request: PurchaseRequest) -> dict[str, Any]:
    """What makes two requests the same one: all but the key, the token and the way back."""
    # Lines and address stay values: they are written as JSON, which knows them, without a copy.
    names = request.__dataclass_fields__.keys() - {"key", "payment_token", "return_url"}
    if not request.agreed:  # what was asked before there were legal pages keeps its hash
        names -= {"agreed"}
    return {name: getattr(request, name) for name in names}


def wish_of(request: PurchaseRequest) -> Wish:
    """What a purchase asks the price of."""
    address = request.address
    return Wish(
        store_id=request.store_id,
        currency=request.expected_total.currency,
        lines=request.lines,
        country=address.country,
        region=address.region,
        city=address.city,
        postal_code=address.postal_code,
        rate_code=request.rate_code,
        provider=request.provider,
        email=request.email,
        codes=request.codes,
        accounts=request.accounts,
        tax_id=request.tax_id,
    )
