"""What a purchase costs and why. Amounts are minor units of one currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from balcao.domains.checkout.values.purchase import WantedLine
from balcao.domains.promotions.values import CartItem, Left, Shopper, Verdict
from balcao.domains.shipping.values import ShippingOption
from balcao.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What staff gave by hand: prices by variant, what shipping costs, an amount off the whole.

    ``id`` stands in the place of a promotion for the amount, ``name`` is what it is called.
    Promotions look at neither: not at lines with a price given, nor at shipping given.
    """

    id: UUID
    name: str = ""
    units: Mapping[UUID, int] = field(default_factory=dict)
    shipping_minor: int | None = None
    discount_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to price: lines, where they go, how they are sent and paid, and by whom.

    Whatever is not known yet is empty; promotions and taxes that ask for it wait until it is. The
    ``language`` is that of the names of ways to ship.
    """

    store_id: int
    currency: str
    lines: tuple[WantedLine, ...]
    country: str = ""
    region: str = ""
    city: str = ""
    postal_code: str = ""
    rate_code: str = ""
    provider: str = ""
    email: str = ""
    codes: tuple[str, ...] = ()
    accounts: tuple[UUID, ...] = ()
    tax_id: str = ""
    given: Given | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFacts:
    """What is known of a variant by whoever prices it.

    ``base_minor`` None has no base price: a list may have one where the product is on sale.
    """

    variant_id: UUID
    product_id: UUID
    base_minor: int | None
    compare_at_minor: int | None
    category: str
    brand: str
    tags: frozenset[str]
    attributes: Mapping[str, str]
    weight_grams: int
    tax_class: str
    is_on_sale: bool = True
    collections: frozenset[str] = frozenset()
    sellable: int = 0

    def as_item(
        self, *, line_no: int, quantity: int, unit_minor: int, compare_at_minor: int | None
    ) -> CartItem:
        """Units of it in a cart, as promotions look at them."""
        return CartItem(
            line_no=line_no,
            variant_id=self.variant_id,
            product_id=self.product_id,
            quantity=quantity,
            unit_minor=unit_minor,
            weight_grams=self.weight_grams,
            category=self.category,
            collections=self.collections,
            brand=self.brand,
            tags=self.tags,
            attributes=self.attributes,
            compare_at_minor=compare_at_minor,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Stored value to pay from: so many units, of which one is worth ``worth_ppm`` millionths."""

    id: UUID
    kind: str
    ends_with: str
    balance: int
    worth_ppm: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopperFacts:
    """What is known of who buys, and of the codes and accounts that were named."""

    shopper: Shopper = field(default_factory=Shopper)
    codes: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    lefts: Mapping[str, Left] = field(default_factory=dict)
    accounts: tuple[Account, ...] = ()
    is_exempt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """One line at its price; a gift costs nothing. ``discount`` is off the total of the line.

    ``unit`` is by the price list that wins for this shopper and quantity, else the base price;
    ``listed`` is what it would have been where ``is_given`` by hand.
    """

    line_no: int
    variant_id: UUID
    quantity: int
    unit: Money
    base_minor: int | None
    compare_at: Money | None
    discount: Money
    is_gift: bool = False
    is_given: bool = False
    listed: Money | None = None

    @property
    def total(self) -> Money:
        """Unit price times quantity, before discounts."""
        return self.unit * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDiscount:
    """What one promotion takes off one line, or off the shipping where ``line_no`` is None."""

    promotion_id: UUID
    name: str
    code: str
    line_no: int | None
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTax:
    """One tax on one line or on the shipping; ``base`` is after discounts, without the tax."""

    line_no: int | None
    jurisdiction: str
    name: str
    rate_ppm: int
    base: Money
    amount: Money
    is_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """A use of a promotion, and the money it takes from its budget, on a day of the store."""

    promotion_id: UUID
    code_id: int | None
    amount_minor: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What an account pays: units of its own, and the money they stand for."""

    account_id: UUID
    kind: str
    ends_with: str
    units: int
    worth: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a purchase costs by the rules of this moment, and why.

    ``shipping`` is before discounts and None until a method is chosen; ``shipping_options`` are the
    methods that serve the place. ``rules`` is the number of
    the rules it was priced by, ``codes`` the codes that unlock something, by promotion.
    """

    rules: int
    currency: str
    lines: tuple[QuoteLine, ...]
    discounts: tuple[QuoteDiscount, ...]
    taxes: tuple[QuoteTax, ...]
    verdicts: tuple[Verdict, ...]
    subtotal: Money
    discount: Money
    shipping: Money | None
    tax_added: Money
    tax_included: Money
    exemption: Money
    total: Money
    credits: tuple[Credit, ...] = ()
    takes: tuple[Take, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    shipping_options: tuple[ShippingOption, ...] = ()

    @property
    def credit(self) -> Money:
        """What stored value pays."""
        return sum((one.worth for one in self.credits), Money.zero(self.currency))

    @property
    def to_pay(self) -> Money:
        """What is left for the way of payment."""
        return self.total - self.credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A quote that a purchase is made at, whatever the rules say by now.

    ``method`` is what the way to ship is called; ``story`` goes on the order's timeline: kind,
    who, and the details.
    """

    draft_id: UUID
    version: int
    quote: Quote
    method: str
    story: tuple[tuple[str, str, Mapping[str, object]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One cart without a promotion and with it."""

    before: Quote
    after: Quote
