"""What the checkout form says, read without judging: the domain judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from balcao.domains.customers.values import Address

LONGEST = 200
ADDRESS_FIELDS = (
    "country", "postal_code", "line1", "line2", "district", "city", "region",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckoutInput:
    """The fields of the checkout form as typed, trimmed and cut to a sane length.

    ``expected_total`` is what the page showed, in minor units.
    """

    email: str = ""
    name: str = ""
    phone: str = ""
    tax_id: str = ""
    country: str = ""
    postal_code: str = ""
    line1: str = ""
    line2: str = ""
    district: str = ""
    city: str = ""
    region: str = ""
    rate: str = ""
    payment: str = ""
    idempotency_key: str = ""
    expected_total: int = -1
    cart_version: int = -1
    expected_credit: int = 0
    cards: str = ""
    gift_card: str = ""

    @classmethod
    def from_post(cls, post: Mapping[str, str]) -> CheckoutInput:
        """Read a form; missing fields are empty, broken numbers are -1."""
        texts = {
            name: _tidy(post.get(name, ""))
            for name in cls.__dataclass_fields__
            if name not in ("expected_total", "cart_version", "expected_credit", "cards")
        }
        read = cls(
            **texts,
            expected_total=_number(post.get("expected_total", "")),
            cart_version=_number(post.get("cart_version", "")),
            expected_credit=_number(post.get("expected_credit", "")),
            cards=post.get("cards", "")[:2000],
        )
        return replace(read, country=read.country.upper(), postal_code=read.written_code())

    def written_code(self) -> str:
        """The postal code; eight Brazilian digits get their hyphen."""
        digits = "".join(char for char in self.postal_code if char.isdigit())
        if self.country.upper() == "BR" and len(digits) == 8:
            return f"{digits[:5]}-{digits[5:]}"
        return self.postal_code

    def address(self) -> Address:
        """The postal address, not checked yet."""
        parts = {name: getattr(self, name) for name in ADDRESS_FIELDS}
        return Address(name=self.name, phone=self.phone, **parts)


def input_of(address: Address) -> CheckoutInput:
    """A form that is filled in with an address."""
    parts = {name: getattr(address, name) for name in ADDRESS_FIELDS}
    return CheckoutInput(name=address.name, phone=address.phone, **parts)


def _tidy(text: str) -> str:
    """Without control characters, which no name has and the database does not take."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())[:LONGEST]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else -1
