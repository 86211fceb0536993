"""What the templates may see: frozen, finished values. No template can fire a query.

Prices, labels and addresses arrive as text in the shopper's language; templates only place them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go; ``is_current`` marks the page the shopper is on."""

    label: str
    url: str
    is_current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image with its real size, so that the page does not jump while it loads."""

    src: str
    alt: str
    width: int = 960
    height: int = 1200

    @property
    def attributes(self) -> SafeString:
        """The attributes of the ``img``, escaped; four template variables cost far more."""
        return format_html(
            'src="{}" alt="{}" width="{}" height="{}"', self.src, self.alt, self.width, self.height
        )

    @property
    def silent(self) -> SafeString:
        """The attributes where the words beside the picture say it all."""
        return Picture(self.src, "", self.width, self.height).attributes


@dataclass(frozen=True, slots=True)
class Chrome:
    """Finished HTML that many pages share."""

    assets: SafeString
    menu: SafeString
    shelves: SafeString
    footer: SafeString


@dataclass(frozen=True, slots=True)
class Shell:
    """Header and footer of every page. ``language`` is a BCP 47 tag."""

    store_name: str
    tagline: str
    language: str
    origin: str
    home_url: str
    search_url: str
    cart_url: str
    cart_count: int
    categories: tuple[Link, ...]
    languages: tuple[Link, ...]
    chrome: Chrome
    query: str = ""


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
class BuyBox:
    """Choosing and buying; ``tone`` is in, low or out and colors the availability."""

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
    related: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """The note that something went into the cart."""

    title: str
    options: str
    picture: Picture
    quantity: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cart or an order; ``key`` names it in forms."""

    key: str
    title: str
    options: str
    url: str
    picture: Picture
    quantity: int
    unit: str
    total: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """One row of the sums, such as shipping."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class CartPage:
    """The cart."""

    lines: tuple[Line, ...]
    subtotal: str
    checkout_url: str
    message: str = ""
    can_check_out: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the checkout form, ready to be drawn; ``kind`` is text or select."""

    name: str
    label: str
    value: str
    kind: str = "text"
    input_type: str = "text"
    autocomplete: str = ""
    inputmode: str = ""
    width: str = ""
    hint: str = ""
    error: str = ""
    required: bool = True
    refreshes: bool = False
    maxlength: int = 120
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def described_by(self) -> str:
        """The ids of the texts that explain this field."""
        parts = [f"{self.name}-hint"] if self.hint else []
        return " ".join([*parts, f"{self.name}-error"] if self.error else parts)


@dataclass(frozen=True, slots=True)
class Pick:
    """One way to ship or to pay."""

    value: str
    label: str
    explanation: str
    amount: str
    is_selected: bool


@dataclass(frozen=True, slots=True)
class CheckoutPage:
    """The one-page checkout. ``expected_total`` is what the shopper sees, in minor units."""

    contact: tuple[Field, ...]
    address: tuple[Field, ...]
    rates: tuple[Pick, ...]
    payments: tuple[Pick, ...]
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]
    total: str
    expected_total: int
    idempotency_key: str
    cart_url: str
    cart_version: int = 0
    seen: str = ""
    can_place: bool = True
    changes: tuple[str, ...] = ()
    message: str = ""
    rate_error: str = ""
    payment_error: str = ""
    errors: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One station of an order."""

    label: str
    at: str
    iso: str
    is_done: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Thank-you and status. ``instructions`` and ``facts`` say how to pay, while that is open."""

    number: str
    heading: str
    lead: str
    placed: str
    state: str
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]
    total: str
    address: tuple[str, ...]
    shipping: str
    payment: str
    instructions: str
    facts: tuple[Sum, ...]
    status_url: str
    tracking: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class MessagePage:
    """A page that only says something: not found, refused, broken."""

    title: str
    message: str
    links: tuple[Link, ...] = ()
