"""What the checkout form says, read without judging: the domain judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from balcao.domains.customers.values import Address

LONGEST = 200
ADDRESS_FIELDS = (
    "country", "postal_code", "line1", "line2", "district", "city", "region",
)  # fmt: skip
SPEND = "spend-"
OF_THEIR_OWN = frozenset(
    {
        "expected_total", "cart_version", "expected_credit", "sent_nr", "cards", "note",
        "gift_message", "spend",
    }
)  # fmt: skip
NOT_KEPT = frozenset(
    {
        "idempotency_key", "expected_total", "cart_version", "expected_credit", "sent_nr",
        "gift_card", "spend", "agreed",
    }
)  # fmt: skip
LONGEST_WORDS = 500


@dataclass(frozen=True, slots=True)
class CheckoutInput:
    """The fields of the checkout form as typed, trimmed and cut to a sane length.

    ``expected_total`` is what the page showed, in minor units; ``sent_nr`` rises with each request
    of a page. ``spend`` are ids of stored value of one's own; ``address_id`` is the saved address
    that was chosen, ``address_was`` the one that the fields were filled in with; ``agreed`` are
    the legal pages that were shown. Boxes are ``on`` or empty.
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
    sent_nr: int = 0
    expected_credit: int = 0
    cards: str = ""
    gift_card: str = ""
    note: str = ""
    gift_message: str = ""
    agreed: str = ""
    marketing: str = ""
    remember: str = ""
    save_address: str = ""
    address_id: str = ""
    address_was: str = ""
    spend: tuple[str, ...] = ()

    @classmethod
    def from_post(cls, post: Mapping[str, str]) -> CheckoutInput:
        """Read a form; missing fields are empty, broken numbers are -1."""
        texts = {
            name: _tidy(post.get(name, ""))
            for name in cls.__dataclass_fields__
            if name not in OF_THEIR_OWN
        }
        read = cls(
            **texts,
            expected_total=_number(post.get("expected_total", "")),
            cart_version=_number(post.get("cart_version", "")),
            sent_nr=_number(post.get("sent_nr", "")),
            expected_credit=_number(post.get("expected_credit", "")),
            cards=_signed(post.get("cards", "")),
            note=_words(post.get("note", "")),
            gift_message=_words(post.get("gift_message", "")),
            spend=tuple(_ids(name for name in post if name.startswith(SPEND))),
        )
        return replace(read, country=read.country.upper(), postal_code=read.written_code())

    def written_code(self) -> str:
        """The postal code; eight Brazilian digits get their hyphen."""
        digits = "".join(char for char in self.postal_code if char.isdigit())
        if self.country.upper() == "BR" and len(digits) == 8:
            return f"{digits[:5]}-{digits[5:]}"
        return self.postal_code

    def typed(self) -> dict[str, str]:
        """What is worth keeping when the page is left: no amounts and no keys."""
        texts = {name: str(getattr(self, name)) for name in self.__dataclass_fields__}
        kept = {name: text for name, text in texts.items() if text and name not in NOT_KEPT}
        return kept | {f"{SPEND}{one}": "on" for one in self.spend}

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


def _signed(text: str) -> str:
    """What we have signed; whatever cannot be that is nothing."""
    return text[:2000] if text.isascii() and text.isprintable() else ""


def _words(text: str) -> str:
    """Lines that somebody wrote, without control characters."""
    lines = ("".join(c for c in line if c.isprintable()).rstrip() for line in text.splitlines())
    return "\n".join(lines).strip()[:LONGEST_WORDS]


def _ids(names: Iterable[str]) -> Iterator[str]:
    """The ids in the names of boxes; what is no id is left out."""
    for name in names:
        try:
            yield str(UUID(name.removeprefix(SPEND)))
        except ValueError:
            continue


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else -1
