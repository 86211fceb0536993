"""Drafts, quotes and links to pay, as staff and customers see them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from balcao.domains.drafts.values import DraftEdit, DraftUnits
from balcao.entrypoints.api.shapes import (
    AddressIn,
    AddressOut,
    In,
    Mail,
    Moment,
    MoneyIn,
    MoneyOut,
    Out,
    Paged,
    Tongue,
    WantedLineIn,
    When,
)
from balcao.entrypoints.api.v1.legal_shapes import Agreed
from balcao.entrypoints.api.v1.order_shapes import DiscountOut, TaxLineOut
from balcao.entrypoints.api.v1.selling import PaymentChoiceOut


class DraftOrderIn(In):
    """All of a draft but what is given by hand; what is left out is emptied."""

    email: Mail = ""
    language: Tongue = Field("", description="In which the customer is written to.")
    address: AddressIn | None = None
    shipping: str = Field("", max_length=40, description="The code of a shipping option.")
    lines: list[WantedLineIn] = Field([], max_length=100)
    codes: list[str] = Field([], max_length=10, description="Promotion codes.")
    payments: list[str] = Field([], max_length=20, description="Ways to pay; none named: all.")
    tax_id: str = Field("", max_length=20, description="CPF, CNPJ or VAT number.")
    note: str = Field("", max_length=2000, description="For the customer to read.")

    def edit(self, language: str) -> DraftEdit:
        """The draft as its domain knows it."""
        return DraftEdit(
            email=self.email,
            locale=language,
            address=self.address.address() if self.address else None,
            rate_code=self.shipping,
            lines=tuple(DraftUnits(one.variant_id, one.quantity) for one in self.lines),
            codes=tuple(self.codes),
            providers=tuple(self.payments),
            tax_id=self.tax_id,
            note=self.note,
        )


class OverrideIn(In):
    """A price by hand and why; with null the shop's price again."""

    unit: MoneyIn | None
    reason: str = Field("", max_length=300)


class GivenIn(In):
    """An amount off the whole, and what shipping costs (null: what the rate says)."""

    discount: MoneyIn | None = None
    shipping: MoneyIn | None = None
    reason: str = Field("", max_length=300)


class SendQuoteIn(In):
    """Until when the quote can be accepted."""

    expires_at: When


class CompleteDraftIn(In):
    """How the customer pays or has paid."""

    payment: str = Field(max_length=40, description="The code of a payment choice.")


class QuotedLineOut(Out):
    """A line at its price."""

    variant_id: UUID
    quantity: int
    unit: MoneyOut
    discount: MoneyOut
    total: MoneyOut
    is_gift: bool


class QuoteSumsOut(Out):
    """What it costs; ``shipping`` is null until a method is chosen."""

    lines: list[QuotedLineOut]
    discounts: list[DiscountOut]
    taxes: list[TaxLineOut]
    subtotal: MoneyOut
    discount: MoneyOut
    shipping: MoneyOut | None
    tax_added: MoneyOut
    exemption: MoneyOut
    total: MoneyOut


class DraftLineOut(Out):
    """A line; ``unit`` is a price given by hand, ``listed`` the shop's in its place.

    ``margin_ppm`` is what is left over the average cost, of a million of the net price.
    """

    variant_id: UUID
    quantity: int
    unit: MoneyOut | None
    listed: MoneyOut | None = None
    reason: str
    by: str
    cost: MoneyOut | None = Field(None, description="Of the whole line; null when not known.")
    margin_ppm: int | None = None


class GivenOut(Out):
    """What was given by hand, by whom and why."""

    discount: MoneyOut
    shipping: MoneyOut | None
    reason: str
    by: str


class DraftOrderOut(Out):
    """A draft with what it costs: by the rules of now, or by its terms once it was sent."""

    id: UUID
    number: str
    state: str
    currency: str
    email: str
    language: str
    address: AddressOut | None
    shipping: str
    codes: list[str]
    payments: list[str]
    tax_id: str
    note: str
    lines: list[DraftLineOut]
    by_hand: GivenOut
    quote: QuoteSumsOut
    earliest: date | None = Field(None, description="First day of arrival, if ordered now.")
    latest: date | None = None
    missing: dict[str, str]
    author: str
    url: str = Field(description="The customer's secret page.")
    order_id: UUID | None
    created_at: Moment
    updated_at: Moment
    sent_at: Moment | None
    expires_at: Moment | None
    version: int


class DraftRowOut(Out):
    """A draft in a list; ``total`` is null until it was sent."""

    id: UUID
    number: str
    state: str
    email: str
    name: str
    total: MoneyOut | None
    units: int
    author: str
    updated_at: Moment
    expires_at: Moment | None


class DraftOrdersOut(Paged):
    """A page of drafts."""

    items: list[DraftRowOut]


class SentQuoteOut(Out):
    """A quote as its customer sees it."""

    number: str
    state: str
    note: str
    address: AddressOut | None
    method: str
    earliest: date | None = Field(None, description="First day of arrival, if accepted now.")
    latest: date | None = None
    quote: QuoteSumsOut
    payments: list[PaymentChoiceOut]
    expires_at: Moment | None
    version: int


class AcceptIn(In):
    """How to pay, and which version of the quote was seen."""

    version: int = Field(ge=1, le=10**9)
    payment: str = Field(max_length=40, description="The code of a payment choice.")
    payment_token: str = Field("", max_length=500)
    agreed: Agreed = Field(default_factory=dict)


class PaymentLinkIn(In):
    """Until when it can be paid by, and whether the shopper gets it by mail."""

    expires_at: When
    is_mailed: bool = False


class PaymentLinkOut(Out):
    """A link to pay what an order owes; ``url`` is its secret."""

    id: UUID
    order_id: UUID
    url: str
    created_at: Moment
    created_by: str
    expires_at: Moment
    revoked_at: Moment | None
    sent_to: str


class PaymentLinksOut(Out):
    """The links of an order, the latest first."""

    items: list[PaymentLinkOut]


class OwedOut(Out):
    """What whoever has a payment link sees; ``owed`` is null when nothing is left to pay."""

    number: str
    owed: MoneyOut | None
    payment: str
    to_do: str
    code: str = Field(description="A text to copy into a bank's app, such as a Pix code.")
    payments: list[PaymentChoiceOut]
