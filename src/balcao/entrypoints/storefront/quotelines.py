"""The lines of a quote as a page or a mail shows them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from balcao.domains.catalog.queries import product_titles, variant_cards
from balcao.domains.catalog.values import VariantCard
from balcao.domains.checkout.values import Quote, QuoteLine
from balcao.entrypoints.storefront import links
from balcao.entrypoints.storefront.viewmodels import Line
from balcao.entrypoints.storefront.words import price_text

NO_OPTIONS = "Default Title"


def quote_lines(store_id: int, quote: Quote, language: str) -> tuple[Line, ...]:
    """Each line by its title in the language, at its price; gifts too."""
    cards = variant_cards(store_id, [line.variant_id for line in quote.lines])
    titles = product_titles(store_id, [card.product_id for card in cards.values()], language)
    return tuple(
        _line(line, cards[line.variant_id], titles, language)
        for line in quote.lines
        if line.variant_id in cards
    )


def _line(line: QuoteLine, card: VariantCard, titles: Mapping[UUID, str], language: str) -> Line:
    title = titles.get(card.product_id, card.title)
    return Line(
        key=str(line.line_no),
        title=title,
        options="" if card.options == NO_OPTIONS else card.options,
        url="",
        picture=links.picture_of(card.picture, title),
        quantity=line.quantity,
        unit=price_text(line.unit, language),
        total=price_text(line.total, language),
    )
