"""What is shown to shoppers who sign in."""

from __future__ import annotations

from dataclasses import dataclass

from balcao.entrypoints.storefront.viewmodels.paying import SavedCardRow
from balcao.entrypoints.storefront.viewmodels.purchase import Field
from balcao.entrypoints.storefront.viewmodels.shared import Link, Picture


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Asking for a mail address, then for the code that was sent to it."""

    title: str
    url: str
    email: str = ""
    onward: str = ""
    is_sent: bool = False
    error: str = ""
    fresh_url: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """One question with one button; the address in the mail does nothing by itself."""

    title: str
    message: str
    url: str
    button: str


@dataclass(frozen=True, slots=True)
class PastOrder:
    """An order in the account."""

    number: str
    url: str
    placed: str
    state: str
    total: str
    summary: str
    again_url: str
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class KeptAddress:
    """A saved address, as it is written on a parcel."""

    key: str
    rows: tuple[str, ...]
    is_default: bool
    url: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """Store credit, points or a gift card, and what is left."""

    label: str
    amount: str
    ends: str = ""


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything an account holds."""

    title: str
    email: str
    orders: tuple[PastOrder, ...]
    addresses: tuple[KeptAddress, ...]
    marketing_text: str
    is_told_news: bool
    url: str
    new_address_url: str
    sign_out_url: str
    devices: int = 1
    older_url: str = ""
    said: str = ""
    cards: tuple[SavedCardRow, ...] = ()
    values: tuple[ValueRow, ...] = ()


@dataclass(frozen=True, slots=True)
class AddressPage:
    """The form of one saved address."""

    title: str
    url: str
    fields: tuple[Field, ...]
    back_url: str
    is_default: bool = False
    is_new: bool = True
    errors: tuple[Link, ...] = ()
    message: str = ""
