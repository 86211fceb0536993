"""What is shown to those who look around."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from balcao.entrypoints.storefront.viewmodels.shared import Link, Picture


@dataclass(frozen=True, slots=True)
class Card:
    """One product in a grid; ``tag`` is a word on the picture such as "Sold out"."""

    url: str
    title: str
    picture: Picture
    price: str
    compare_at: str = ""
    tag: str = ""
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One category on the home page."""

    url: str
    name: str
    picture: Picture
    count: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """The front of the shop."""

    headline: str
    lead: str
    about: str
    heroes: tuple[Card, ...]
    tiles: tuple[Tile, ...]
    newest: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Links between the pages of a listing."""

    previous_url: str
    next_url: str
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ListingPage:
    """A category, or what a search found."""

    title: str
    description: str
    count: str
    cards: tuple[Card, ...]
    sorts: tuple[Link, ...] = ()
    pager: Pager | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an option; ``is_out`` says that nothing sellable has it."""

    value: str
    label: str
    is_selected: bool
    is_out: bool


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """One option of a product, as a group of radio buttons called ``field``."""

    field: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class NoticeBox:
    """Asking to be told when a sold-out variant is back; ``done`` is said once it was asked."""

    ask_url: str
    variant_id: str
    label: str
    email: str = ""
    error: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class ReminderEnd:
    """The question whether to end the mails about news and carts."""

    url: str


@dataclass(frozen=True, slots=True)
class NoticeEnd:
    """The question whether to forget what an address waits for."""

    url: str


@dataclass(frozen=True, slots=True)
class QuantityStep:
    """What a unit costs from so many units on, both as words."""

    quantity: str
    price: str


@dataclass(frozen=True, slots=True)
class BuyBox:
    """Choosing and buying; ``tone`` is in, low or out and colors the availability.

    ``lowest`` is a sentence about the lowest price of 30 days, ``steps`` what more units cost.
    """

    product_url: str
    add_url: str
    options: tuple[OptionGroup, ...]
    price: str
    compare_at: str
    availability: str
    tone: str
    can_buy: bool
    max_quantity: int
    picture: Picture
    error: str = ""
    notice: NoticeBox | None = None
    lowest: str = ""
    steps: tuple[QuantityStep, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductPage:
    """One product. ``description_html`` was cleaned when it was written."""

    title: str
    summary: str
    description_html: str
    vendor: str
    category: Link | None
    pictures: tuple[Picture, ...]
    buy: BuyBox
    related: SafeString


@dataclass(frozen=True, slots=True)
class Added:
    """The note that something went into the cart."""

    title: str
    options: str
    picture: Picture
    quantity: int
