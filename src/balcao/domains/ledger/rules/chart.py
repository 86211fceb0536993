"""The chart of accounts: what each account is and what it is called. Pure.

Codes that end in a colon are families: ``tax:BR-SP`` is the tax owed to one jurisdiction,
``clearing:stripe`` what one provider holds for us.
"""

from __future__ import annotations

from typing import Final

from balcao.domains.ledger.values.words import AccountType

A = AccountType

RECEIVABLE: Final = "receivable"
DEFERRED: Final = "deferred_revenue"
CLEARING: Final = "clearing:"
BANK: Final = "bank"
BANKS: Final = "bank:"
IN_TRANSIT: Final = "in_transit:"
REVENUE: Final = "revenue"
SHIPPING: Final = "shipping_revenue"
DISCOUNTS: Final = "discounts"
REFUNDS: Final = "refunds"
TAX: Final = "tax:"
BREAKAGE: Final = "breakage"
GOODS: Final = "cost_of_goods_sold"
INVENTORY: Final = "inventory"
FEES: Final = "fees"
CARDS_ISSUED: Final = "gift_cards_issued"
GOODWILL: Final = "goodwill"
LOYALTY: Final = "loyalty"
STORED: Final = {
    "gift_card": "gift_cards",
    "store_credit": "store_credit",
    "points": "points",
}

CHART: Final[dict[str, tuple[AccountType, str]]] = {
    RECEIVABLE: (A.ASSET, "Receivable from shoppers"),
    CLEARING: (A.ASSET, "Held by {}"),
    IN_TRANSIT: (A.ASSET, "Paid out by {}, not at the bank yet"),
    BANK: (A.ASSET, "Bank"),
    BANKS: (A.ASSET, "Bank, {}"),
    INVENTORY: (A.ASSET, "Inventory"),
    "transfer": (A.ASSET, "Goods between places"),
    CARDS_ISSUED: (A.ASSET, "Gift cards issued, money to be assigned"),
    DEFERRED: (A.LIABILITY, "Orders not yet shipped"),
    TAX: (A.LIABILITY, "Tax payable, {}"),
    "gift_cards": (A.LIABILITY, "Gift cards"),
    "store_credit": (A.LIABILITY, "Store credit"),
    "points": (A.LIABILITY, "Points"),
    "goods_received": (A.LIABILITY, "Goods received, not yet invoiced"),
    "opening_stock": (A.EQUITY, "Opening stock"),
    "equity": (A.EQUITY, "Owners' equity"),
    "exchanged": (A.EQUITY, "Exchanged between currencies"),
    REVENUE: (A.INCOME, "Sales"),
    SHIPPING: (A.INCOME, "Shipping charged"),
    DISCOUNTS: (A.INCOME, "Discounts"),
    REFUNDS: (A.INCOME, "Refunds and allowances"),
    LOYALTY: (A.INCOME, "Points earned by shoppers"),
    BREAKAGE: (A.INCOME, "Stored value that ended unused"),
    GOODS: (A.EXPENSE, "Cost of goods sold"),
    "landed_cost": (A.EXPENSE, "Landed cost to be assigned"),
    "shrinkage": (A.EXPENSE, "Stock lost, found and damaged"),
    "samples": (A.EXPENSE, "Samples"),
    GOODWILL: (A.EXPENSE, "Credit given to shoppers"),
    FEES: (A.EXPENSE, "Fees of providers"),
    "chargebacks": (A.EXPENSE, "Chargebacks"),
    "write_off": (A.EXPENSE, "Written off"),
    "exchange_difference": (A.EXPENSE, "Exchange gains and losses"),
    "rounding": (A.EXPENSE, "Rounding"),
    "other": (A.EXPENSE, "Not assigned yet"),
}
# What staff may book by hand; the rest is what the books say about facts.
BY_HAND: Final = (
    BANK,
    FEES,
    "chargebacks",
    "write_off",
    "exchange_difference",
    "exchanged",
    "rounding",
    GOODWILL,
    CARDS_ISSUED,
    "landed_cost",
    "goods_received",
    "equity",
    "other",
)
# Families of which staff may book any account.
FAMILIES_BY_HAND: Final = (CLEARING, TAX, BANKS, IN_TRANSIT)
ORDER: Final = tuple(CHART)


def family_of(code: str) -> str:
    """The entry of the chart that an account belongs to; ``other`` where it knows none."""
    head, colon, _ = code.partition(":")
    family = head + colon
    return family if family in CHART else "other"


def type_of(code: str) -> AccountType:
    """Whether an account is an asset, a liability, equity, income or an expense."""
    return CHART[family_of(code)][0]


def title_of(code: str) -> str:
    """What people call an account."""
    family, member = family_of(code), code.partition(":")[2]
    title = CHART[family][1]
    if "{}" in title:
        return title.format(member.replace("_", " ") or "nobody")
    return title if family != "other" or code == "other" else code


def place_of(code: str) -> tuple[int, str]:
    """Where an account stands in a list."""
    return ORDER.index(family_of(code)), code


def is_goods(code: str) -> bool:
    """Whether an expense is the cost of goods that were sold."""
    return code == GOODS
