"""Shoppers who sign in, what they keep and what they agreed to."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from balcao.domains.customers.values import ConsentKind, ConsentWords
from balcao.entrypoints.api.shapes import (
    AddressIn,
    AddressOut,
    In,
    Mail,
    Moment,
    MoneyOut,
    Out,
    Paged,
    Tongue,
)


class CodeAskIn(In):
    """Where the code is to be mailed."""

    email: Mail
    language: Tongue = ""


class SessionIn(In):
    """The code that was mailed to this address."""

    email: Mail
    code: str = Field(max_length=40)
    language: Tongue = ""


class AccountOfShopperOut(Out):
    """Who is signed in."""

    customer_id: int
    email: str
    name: str


class SessionOut(Out):
    """A session that has just begun; the token is told this once."""

    token: str
    ends_at: Moment
    shopper: AccountOfShopperOut


class SavedAddressIn(In):
    """An address to keep."""

    address: AddressIn
    is_default: bool = False


class SavedAddressOut(Out):
    """An address that a shopper keeps; the checkout begins with the default."""

    id: UUID
    address: AddressOut
    is_default: bool


class SavedAddressesOut(Out):
    """All addresses of a shopper, the default first."""

    items: list[SavedAddressOut]


class ConsentIn(In):
    """To agree, or to take it back, and the words that were read."""

    kind: ConsentKind = ConsentKind.MARKETING
    is_given: bool
    text_version: str = Field(min_length=1, max_length=20)
    text: str = Field("", max_length=500)
    language: Tongue = ""

    def words(self) -> ConsentWords:
        """As the domain knows them."""
        return ConsentWords(version=self.text_version, text=self.text, locale=self.language)


class ConsentOut(Out):
    """What was agreed to or taken back at a moment."""

    kind: str
    is_given: bool
    at: Moment
    source: str
    actor: str
    text_version: str
    text: str
    locale: str


class ConsentsOut(Out):
    """Everything an address agreed to or took back, the latest first."""

    items: list[ConsentOut]


class ShopperLineOut(Out):
    """A line as it was bought."""

    variant_id: UUID
    sku: str
    title: str
    options: str
    quantity: int
    total: MoneyOut
    is_gift: bool


class ShopperOrderOut(Out):
    """An order of the shopper; ``token`` opens its page."""

    number: str
    token: str
    state: str
    placed_at: Moment
    total: MoneyOut
    lines: list[ShopperLineOut]


class ShopperOrdersOut(Paged):
    """A page of orders, the latest first."""

    items: list[ShopperOrderOut]


class AgainIn(In):
    """The cart to put the lines into; a new one where none is named."""

    cart_id: UUID | None = None


class LeftOutOut(Out):
    """What is not for sale any more, or did not fit into the cart."""

    variant_id: UUID
    quantity: int


class AgainOut(Out):
    """The cart, and what could not be put into it."""

    cart_id: UUID
    left_out: list[LeftOutOut]


class ShopperCartOut(Out):
    """The shopper's cart, the same on every device."""

    cart_id: UUID


class EndedOut(Out):
    """How many sessions were ended."""

    ended: int
