"""Choosing a variant by its options: which one is meant, what it costs, whether it can be had.

Pure: a product's values in, a view model out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext, ngettext

from balcao.domains.search.values import Offer
from balcao.domains.search.values import ProductPage as Found
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.viewmodels import (
    BuyBox,
    Choice,
    NoticeBox,
    OptionGroup,
    Picture,
    QuantityStep,
)
from balcao.entrypoints.storefront.words import price_text

FIELDS = ("o1", "o2", "o3")
FEW_LEFT = 5
MOST_AT_ONCE = 99
NO_OPTIONS = ("Default Title",)  # How the product exchange format says "only one variant".


def chosen_of(product: Found, asked: Mapping[str, str]) -> Offer | None:
    """The variant that was asked for; the best one to show when little or nothing was.

    None when the combination is not made, or when nothing of the product is for sale. A value the
    product does not have counts as not asked for: links survive a change of language.
    """
    wanted = _wanted(product, asked)
    if wanted and all(wanted):
        return next((offer for offer in product.offers if list(offer.options) == wanted), None)
    fitting = [offer for offer in product.offers if _fits(offer, wanted)]
    in_stock = (offer for offer in fitting if offer.sellable > 0)
    return next(in_stock, fitting[0] if fitting else None)


def has_options(product: Found) -> bool:
    """Whether there is anything to choose."""
    return bool(product.offers) and product.offers[0].options not in ((), NO_OPTIONS)


def buy_box(
    product: Found,
    asked: Mapping[str, str],
    language: str,
    *,
    promises: Mapping[UUID, str],
    error: str = "",
    notice: NoticeBox | None = None,
) -> BuyBox:
    """The form to choose and buy with, for what was asked; ``promises`` says what must wait."""
    offer = chosen_of(product, asked)
    availability, tone = _availability(product, offer)
    promise = promises.get(offer.variant_id, "") if offer and offer.sellable > 0 else ""
    if promise:
        availability, tone = promise, "low"
    can_buy = offer is not None and offer.sellable > 0
    return BuyBox(
        product_url=links.product_url(product.handle, language),
        add_url=links.add_url(product.handle, language),
        options=_groups(product, offer, asked) if has_options(product) else (),
        price=price_text(offer.price, language) if offer else "",
        compare_at=_compare_at(offer, language),
        lowest=_lowest(offer, language),
        steps=_steps(offer, language),
        availability=availability,
        tone=tone,
        can_buy=can_buy,
        max_quantity=min(offer.sellable, MOST_AT_ONCE) if offer and can_buy else 1,
        picture=main_picture(product, offer.image if offer else ""),
        error=error,
        notice=notice or notice_box(product, offer, language),
    )


def chosen_url(product: Found, offer: Offer | None, language: str) -> str:
    """The address of a product with one of its variants chosen."""
    url = links.product_url(product.handle, language)
    if offer is None or not has_options(product):
        return url
    return f"{url}?{urlencode(dict(zip(FIELDS, offer.options, strict=False)))}"


def notice_box(product: Found, offer: Offer | None, language: str) -> NoticeBox | None:
    """The form to be told when a sold-out variant is back; none for what can be bought."""
    if offer is None or offer.sellable > 0:
        return None
    words = " / ".join(offer.options) if has_options(product) else ""
    return NoticeBox(links.ask_url(product.handle, language), str(offer.variant_id), words)


def main_picture(product: Found, src: str) -> Picture:
    """The picture of the chosen variant, else the product's first."""
    first = product.media[0] if product.media else None
    found = next((m for m in product.media if src and m.src == src), None if src else first)
    if found is None:
        return links.picture_of(src, product.title)
    return links.picture_of(found.src, found.alt or product.title, found.width, found.height)


def _wanted(product: Found, asked: Mapping[str, str]) -> list[str]:
    if not has_options(product):
        return []
    known = [set(values) for values in zip(*(o.options for o in product.offers), strict=True)]
    texts = [asked.get(field, "") for field in FIELDS[: len(known)]]
    return [text if text in values else "" for text, values in zip(texts, known, strict=True)]


def _fits(offer: Offer, wanted: Sequence[str]) -> bool:
    return all(not want or want == has for want, has in zip(wanted, offer.options, strict=False))


def _groups(
    product: Found, chosen: Offer | None, asked: Mapping[str, str]
) -> tuple[OptionGroup, ...]:
    current = list(chosen.options) if chosen else _wanted(product, asked)
    names = zip(FIELDS, product.option_names, strict=False)
    return tuple(
        OptionGroup(field, name, _choices(product, place, current))
        for place, (field, name) in enumerate(names)
    )


def _choices(product: Found, place: int, current: Sequence[str]) -> tuple[Choice, ...]:
    available = {offer.options for offer in product.offers if offer.sellable > 0}
    values = dict.fromkeys(offer.options[place] for offer in product.offers)
    return tuple(
        Choice(
            value=value,
            label=value,
            is_selected=current[place] == value,
            is_out=(*current[:place], value, *current[place + 1 :]) not in available,
        )
        for value in values
    )


def _compare_at(offer: Offer | None, language: str) -> str:
    if offer is None or offer.compare_at is None or not offer.price < offer.compare_at:
        return ""
    return price_text(offer.compare_at, language)


def _lowest(offer: Offer | None, language: str) -> str:
    if offer is None or offer.lowest is None:
        return ""
    price = price_text(offer.lowest, language)
    return gettext("Lowest price of the last 30 days: %(price)s") % {"price": price}


def _steps(offer: Offer | None, language: str) -> tuple[QuantityStep, ...]:
    return tuple(
        QuantityStep(
            gettext("from %(count)d") % {"count": one.quantity},
            gettext("%(price)s each") % {"price": price_text(one.price, language)},
        )
        for one in (offer.steps if offer else ())
    )


def _availability(product: Found, offer: Offer | None) -> tuple[str, str]:
    if not product.offers:
        return gettext("Not for sale at the moment."), "out"
    if offer is None:
        return gettext("This combination is not made. Please choose another one."), "out"
    if offer.sellable <= 0:
        return gettext("Sold out for now."), "out"
    if offer.sellable <= FEW_LEFT:
        few = ngettext("Only %(left)d left", "Only %(left)d left", offer.sellable)
        return few % {"left": offer.sellable}, "low"
    return gettext("In stock"), "in"
