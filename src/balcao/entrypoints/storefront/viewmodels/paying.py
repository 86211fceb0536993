"""What is shown to those who pay for an order that is waiting for its money."""

from __future__ import annotations

from dataclasses import dataclass

from balcao.entrypoints.storefront.viewmodels.purchase import OrderPage, PayCode, Pick, Sum


@dataclass(frozen=True, slots=True)
class DeclineText:
    """What to say beside the form; ``codes`` are the provider's, with spaces between."""

    codes: str
    text: str


@dataclass(frozen=True, slots=True)
class SavedCardRow:
    """A card that is kept; ``url`` is where it is removed."""

    id: str
    label: str
    expiry: str
    is_over: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class CardForm:
    """A provider's own form; ``kind`` names our script that works it.

    ``step`` is card (ask for a card), confirm (the bank asks) or empty (nothing can be done yet).
    ``saved`` are the shopper's cards, ``chosen`` the one that is picked first; ``can_keep`` is for
    shoppers who are signed in. ``nonce`` makes a saved card that is sent twice count once.
    """

    kind: str
    script: str
    step: str
    secret: str
    public_key: str
    redirect_url: str
    error: str
    declines: tuple[DeclineText, ...]
    saved: tuple[SavedCardRow, ...] = ()
    chosen: str = ""
    can_keep: bool = False
    is_kept: bool = False
    nonce: str = ""


@dataclass(frozen=True, slots=True)
class PayPanel:
    """How what is open of an order can be paid; ``url`` takes its forms and is come back to."""

    url: str
    back_url: str
    amount: str
    label: str
    language: str
    card: CardForm | None = None
    instructions: str = ""
    facts: tuple[Sum, ...] = ()
    code: PayCode | None = None
    ways: tuple[Pick, ...] = ()
    ways_error: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class PayPage:
    """An order and how to pay for it."""

    title: str
    lead: str
    order: OrderPage
    panel: PayPanel
