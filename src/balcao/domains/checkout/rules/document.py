"""A purchase and its price as the placing statement reads them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from balcao.domains.checkout.values import (
    Agreed,
    Credit,
    PurchaseRequest,
    Quote,
    QuoteDiscount,
    QuoteTax,
    Take,
)


def document_of(request: PurchaseRequest, quote: Quote | None) -> dict[str, Any]:
    """What the statement has to know of prices; without a quote it goes by base prices."""
    wanted = [{"variant_id": one.variant_id, "quantity": one.quantity} for one in request.lines]
    if quote is None:
        return {"lines": wanted, "tax_id": request.tax_id, **_words(request)}
    return {
        "priced": True,
        "lines": [*_priced(wanted, quote), *_gifts(quote)],
        "shipping_minor": quote.shipping.minor if quote.shipping is not None else None,
        "discount_minor": quote.discount.minor,
        "exemption_minor": quote.exemption.minor,
        "tax_minor": quote.tax_added.minor,
        "credit_minor": quote.credit.minor,
        "expected_credit": request.expected_credit.minor if request.expected_credit else 0,
        "tax_id": request.tax_id,
        "discounts": [_discount(one) for one in quote.discounts],
        "taxes": [_tax(one) for one in quote.taxes],
        **_words(request),
        **_takes(quote.takes, quote.credits, request.email),
    }


def agreement_of(agreed: Agreed) -> dict[str, Any]:
    """What the statement has to know of a quote that was agreed on."""
    return {
        "fixed": True,
        "draft_id": agreed.draft_id,
        "draft_version": agreed.version,
        "method": agreed.method,
        "story": [
            {"kind": kind, "actor": actor, "detail": detail} for kind, actor, detail in agreed.story
        ],
    }


def agreed_story(request: PurchaseRequest) -> list[dict[str, Any]]:
    """What the timeline tells of the legal pages that were shown; nothing where there were none."""
    if not request.agreed:
        return []
    return [{"kind": "agreed", "actor": "", "detail": dict(request.agreed)}]


def _priced(wanted: list[dict[str, Any]], quote: Quote) -> Iterable[dict[str, Any]]:
    """Lines by their number; one that has no price is not for sale, and the statement says so."""
    by_number = {line.line_no: line for line in quote.lines if not line.is_gift}
    for number, line in enumerate(wanted, start=1):
        found = by_number.get(number)
        if found is not None:
            yield {**line, "unit_minor": found.unit.minor, "base_minor": found.base_minor}
        else:
            yield line


def _gifts(quote: Quote) -> Iterable[dict[str, Any]]:
    for line in quote.lines:
        if line.is_gift:
            yield {
                "variant_id": line.variant_id,
                "quantity": line.quantity,
                "unit_minor": 0,
                "base_minor": line.base_minor,
                "is_gift": True,
            }


def _discount(one: QuoteDiscount) -> dict[str, Any]:
    return {
        "line_no": one.line_no,
        "promotion_id": one.promotion_id,
        "name": one.name,
        "code": one.code,
        "amount_minor": one.amount.minor,
    }


def _tax(one: QuoteTax) -> dict[str, Any]:
    return {
        "line_no": one.line_no,
        "jurisdiction": one.jurisdiction,
        "name": one.name,
        "rate_ppm": one.rate_ppm,
        "base_minor": one.base.minor,
        "amount_minor": one.amount.minor,
        "is_included": one.is_included,
    }


def _words(request: PurchaseRequest) -> dict[str, Any]:
    """Absent when nothing was written, as mostly."""
    if not request.note and not request.gift_message:
        return {}
    return {"note": request.note, "gift_message": request.gift_message}


def _takes(takes: tuple[Take, ...], paid: tuple[Credit, ...], email: str) -> dict[str, Any]:
    """Absent when nothing is taken: the statement then holds no row of a promotion."""
    if not takes and not paid:
        return {}
    return {
        "shopper": email.lower(),
        "takes": [
            {
                "promotion_id": one.promotion_id,
                "code_id": one.code_id,
                "amount_minor": one.amount_minor,
                "day": one.day,
            }
            for one in takes
        ],
        "credits": [
            {
                "account_id": one.account_id,
                "units": one.units,
                "worth_minor": one.worth.minor,
            }
            for one in paid
        ],
    }
