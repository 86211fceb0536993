"""What is shown to those who buy."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from balcao.entrypoints.storefront.viewmodels.shared import Link, Picture


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
    compare_at: str = ""
    notice: str = ""
    promise: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """One row of the sums, such as shipping."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code that was entered; ``notice`` says why it does nothing, if it does nothing."""

    text: str
    notice: str


@dataclass(frozen=True, slots=True)
class Savings:
    """What promotions do for the cart: rows of the sums, codes, gifts, and what is nearly there."""

    sums: tuple[Sum, ...] = ()
    total: str = ""
    codes: tuple[CodeRow, ...] = ()
    gifts: tuple[str, ...] = ()
    nearly: tuple[str, ...] = ()
    adds_tax: bool = False


@dataclass(frozen=True, slots=True)
class CartPage:
    """The cart. ``code_error`` is why the code that was just typed was not taken, ``said`` what
    came of what was done before."""

    lines: tuple[Line, ...]
    subtotal: str
    checkout_url: str
    message: str = ""
    can_check_out: bool = True
    savings: Savings = Savings()
    code_error: str = ""
    said: str = ""
    share_url: str = ""


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A copy of a cart; ``link`` is there for who has just shared it."""

    lines: tuple[Line, ...]
    subtotal: str
    url: str
    link: str
    cart_url: str


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
class CheckoutWho:
    """Who buys, as far as the page knows.

    With ``rows`` there is an address that can stand as it is, and the fields are folded away.
    ``email`` is the proven address of who is signed in, ``accounts`` is their stored value.
    """

    email: str = ""
    sign_in_url: str = ""
    addresses: tuple[Pick, ...] = ()
    address_was: str = ""
    accounts: tuple[Pick, ...] = ()
    rows: tuple[str, ...] = ()
    is_remembered: bool = False
    saves_address: bool = False


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
    cards: str = ""
    card_error: str = ""
    credits: tuple[Sum, ...] = ()
    expected_credit: int = 0
    adds_tax: bool = False
    to_pay: str = ""
    who: CheckoutWho = CheckoutWho()
    note: str = ""
    gift_message: str = ""
    marketing_text: str = ""
    is_told_news: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One station of an order."""

    label: str
    at: str
    iso: str
    is_done: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class PayCode:
    """A text to copy in order to pay, and pictures of it where there are any."""

    copy: str
    qr: SafeString
    barcode: SafeString


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Thank-you and status. ``instructions`` and ``facts`` say how to pay, while that is open.

    ``included`` are the taxes inside the prices, ``paid`` how the total is split when stored
    value pays a part of it. ``pay_url`` is where it can be paid, while that is open.
    """

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
    included: tuple[Sum, ...] = ()
    paid: tuple[Sum, ...] = ()
    is_cancelled: bool = False
    again_url: str = ""
    note: str = ""
    gift_message: str = ""
    code: PayCode | None = None
    pay_url: str = ""
    arrival: str = ""
