"""Worked cases from public descriptions of other shops' rules, in our own words.

Each says where the rule is described, the cart as (unit price, quantity, brand) in minor units, the
promotions, and what comes off in all. Figures not given by the source are ours, by its rule.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

SHOPIFY_BXGY: Final = "help.shopify.com: Discounts, Buy X get Y discounts"
SHOPIFY_COMBINE: Final = "help.shopify.com: Discounts, Combining discounts"
SHOPIFY_AMOUNT: Final = "help.shopify.com: Discounts, Amount off products; Amount off order"
SHOPIFY_SHIP: Final = "help.shopify.com: Discounts, Free shipping discounts"
ADOBE: Final = "experienceleague.adobe.com: Commerce, Cart price rules, Actions"
ADOBE_COUPON: Final = "experienceleague.adobe.com: Commerce, Cart price rules, Buy X get Y free"
SALEOR: Final = "docs.saleor.io: Discounts, Vouchers; Order promotions"
MEDUSA: Final = "docs.medusajs.com: Promotion module, Application method; Buy X get Y"
SPREE: Final = "spreecommerce.org docs: Promotions, Actions and calculators"
WOO: Final = "woocommerce.com documentation: Coupon management"

A: Final = {"kind": "brand", "in": ["a"]}
B: Final = {"kind": "brand", "in": ["b"]}


class Case(NamedTuple):
    """One worked case."""

    about: str
    source: str
    cart: list[tuple[int, int, str]]
    promotions: list[dict[str, Any]]
    discount: int
    basket: dict[str, Any] | None = None


def percent(points: int, **more: Any) -> dict[str, Any]:
    return {"kind": "percent", "basis_points": points, **more}


def buy(count: int, get: int, *, buys: Any = None, **more: Any) -> dict[str, Any]:
    of = {"on": buys} if buys else {}
    times = {key: more.pop(key) for key in ("at_most_times", "pick") if key in more}
    return {
        "kind": "buy_get",
        "buy": {"quantity": count, **of},
        "get": {"quantity": get, **more},
        **times,
    }


def amount(minor: int, per: str, **more: Any) -> dict[str, Any]:
    return {"kind": "amount", "per": per, "amount_minor": minor, **more}


CASES: Final = [
    Case(
        "buy two of one kind, get one of another free",
        SHOPIFY_BXGY,
        [(2_000, 2, "a"), (1_500, 1, "b")],
        [{"then": buy(2, 1, buys=A, on=B)}],
        1_500,
    ),
    Case(
        "the cheaper of the goods that may be got is the one that is reduced",
        SHOPIFY_BXGY,
        [(2_000, 2, "a"), (1_500, 1, "b"), (1_200, 1, "b")],
        [{"then": buy(2, 1, buys=A, on=B)}],
        1_200,
    ),
    Case(
        "nothing is given until the shopper has put what is given into the cart",
        SHOPIFY_BXGY,
        [(2_000, 2, "a")],
        [{"then": buy(2, 1, buys=A, on=B)}],
        0,
    ),
    Case(
        "the same goods on both sides: buy one, get one at half price",
        SHOPIFY_BXGY,
        [(1_000, 2, "a")],
        [{"then": buy(1, 1, basis_points=5_000)}],
        500,
    ),
    Case(
        "once per order, however many are bought",
        SHOPIFY_BXGY,
        [(1_000, 6, "a")],
        [{"then": buy(1, 1, at_most_times=1)}],
        1_000,
    ),
    Case(
        "without a limit as often as the cart allows",
        SHOPIFY_BXGY,
        [(1_000, 6, "a")],
        [{"then": buy(1, 1)}],
        3_000,
    ),
    Case(
        "spend a minimum on one kind, get another at a percentage",
        SHOPIFY_BXGY,
        [(5_000, 1, "a"), (1_000, 1, "b")],
        [
            {
                "then": percent(2_500, on=B, at_most_units=1),
                "when": {"kind": "subtotal", "at_least_minor": 5_000, "on": A},
            }
        ],
        250,
    ),
    Case(
        "product and order discounts combine: the order's is on what the product's leaves",
        SHOPIFY_COMBINE,
        [(10_000, 1, "a")],
        [{"then": percent(1_000, on=A)}, {"then": percent(1_000, per="order")}],
        1_900,
    ),
    Case(
        "two order discounts that combine are both on the same subtotal",
        SHOPIFY_COMBINE,
        [(10_000, 1, "a")],
        [{"then": percent(1_000, per="order")}, {"then": amount(500, "order")}],
        1_500,
    ),
    Case(
        "discounts that do not combine: the best one for the shopper is taken",
        SHOPIFY_COMBINE,
        [(10_000, 1, "a")],
        [
            {"then": percent(1_000), "stacking": {"exclusive": True}},
            {"then": amount(1_500, "order"), "stacking": {"exclusive": True}},
        ],
        1_500,
    ),
    Case(
        "a shipping discount combines with a product discount",
        SHOPIFY_COMBINE,
        [(10_000, 1, "a")],
        [{"then": percent(1_000, on=A)}, {"then": {"kind": "free_shipping"}}],
        1_990,
        {"shipping_minor": 990},
    ),
    Case(
        "an amount off each item is taken once for every unit",
        SHOPIFY_AMOUNT,
        [(2_000, 3, "a")],
        [{"then": amount(500, "unit", on=A)}],
        1_500,
    ),
    Case(
        "an amount off once per order is shared out over the goods",
        SHOPIFY_AMOUNT,
        [(2_000, 1, "a"), (1_000, 1, "a")],
        [{"then": amount(500, "lines", on=A)}],
        500,
    ),
    Case(
        "a minimum of items counts only the goods that the discount is for",
        SHOPIFY_AMOUNT,
        [(2_000, 1, "a"), (1_000, 5, "b")],
        [{"then": percent(1_000, on=A), "when": {"kind": "quantity", "at_least": 2, "on": A}}],
        0,
    ),
    Case(
        "free shipping for the cheap rate only, as where rates over a price are left out",
        SHOPIFY_SHIP,
        [(2_000, 1, "a")],
        [
            {
                "then": {"kind": "free_shipping"},
                "when": {"kind": "shipping", "in": ["economy"]},
            }
        ],
        0,
        {"shipping_minor": 9_000, "shipping_code": "express"},
    ),
    Case(
        "free shipping for chosen countries from a minimum",
        SHOPIFY_SHIP,
        [(5_000, 1, "a")],
        [
            {
                "then": {"kind": "free_shipping"},
                "when": {
                    "kind": "all",
                    "of": [
                        {"kind": "country", "in": ["BR"]},
                        {"kind": "subtotal", "at_least_minor": 5_000},
                    ],
                },
            }
        ],
        1_200,
        {"shipping_minor": 1_200, "country": "BR"},
    ),
    Case(
        "maximum quantity the discount is applied to",
        ADOBE,
        [(1_000, 5, "a")],
        [{"then": percent(1_000, at_most_units=2)}],
        200,
    ),
    Case(
        "discount step: only whole multiples of the step are discounted",
        ADOBE,
        [(1_000, 5, "a")],
        [{"then": percent(1_000, step_units=2)}],
        400,
    ),
    Case(
        "discount step and maximum quantity together",
        ADOBE,
        [(1_000, 9, "a")],
        [{"then": percent(1_000, step_units=3, at_most_units=7)}],
        600,
    ),
    Case(
        "fixed amount for the whole cart is shared out by price",
        ADOBE,
        [(3_000, 1, "a"), (1_000, 1, "b")],
        [{"then": amount(1_000, "order")}],
        1_000,
    ),
    Case(
        "buy X get Y free: the step is X, the amount Y; buy three, get one of four free",
        ADOBE_COUPON,
        [(1_000, 8, "a")],
        [{"then": buy(3, 1)}],
        2_000,
    ),
    Case(
        "buy X get Y free counts whole sets only",
        ADOBE_COUPON,
        [(1_000, 7, "a")],
        [{"then": buy(3, 1)}],
        1_000,
    ),
    Case(
        "discard subsequent rules: the one of higher priority stays alone",
        ADOBE,
        [(1_000, 1, "a")],
        [
            {"then": percent(1_000), "stacking": {"exclusive": True}, "priority": 2},
            {"then": percent(500), "priority": 1},
        ],
        100,
    ),
    Case(
        "a voucher for the cheapest item only",
        SALEOR,
        [(3_000, 1, "a"), (1_000, 2, "b")],
        [{"then": percent(5_000, at_most_units=1, pick="cheapest")}],
        500,
    ),
    Case(
        "a voucher needs a minimum number of items",
        SALEOR,
        [(3_000, 2, "a")],
        [{"then": percent(1_000, per="order"), "when": {"kind": "quantity", "at_least": 3}}],
        0,
    ),
    Case(
        "an order promotion gives a gift, which changes no total",
        SALEOR,
        [(30_000, 1, "a")],
        [
            {
                "then": {"kind": "gift", "variant": "00000000-0000-0000-0000-0000000000ff"},
                "when": {"kind": "subtotal", "at_least_minor": 20_000},
            }
        ],
        0,
        {"gift_values": {"00000000-0000-0000-0000-0000000000ff": 1_000}},
    ),
    Case(
        "a fixed voucher never takes more than the order costs",
        SALEOR,
        [(3_000, 1, "a")],
        [{"then": amount(5_000, "order")}],
        3_000,
    ),
    Case(
        "allocated to each: every item that qualifies gets the amount",
        MEDUSA,
        [(2_000, 2, "a"), (500, 1, "b")],
        [{"then": amount(300, "unit", at_most_units=2)}],
        600,
    ),
    Case(
        "allocated across: the amount is divided between the items by price",
        MEDUSA,
        [(2_000, 1, "a"), (1_000, 1, "a")],
        [{"then": amount(900, "lines", on=A)}],
        900,
    ),
    Case(
        "buy two shirts, get one pair of socks free",
        MEDUSA,
        [(2_000, 4, "a"), (500, 3, "b")],
        [{"then": buy(2, 1, buys=A, on=B)}],
        1_000,
    ),
    Case(
        "flat rate of the order",
        SPREE,
        [(2_000, 2, "a")],
        [{"then": amount(1_000, "order")}],
        1_000,
    ),
    Case(
        "tiered percent by the subtotal: the highest tier that is reached",
        SPREE,
        [(10_000, 1, "a")],
        [
            {
                "then": {
                    "kind": "spend_save",
                    "steps": [
                        {"at_least_minor": 5_000, "basis_points": 500},
                        {"at_least_minor": 10_000, "basis_points": 1_000},
                    ],
                }
            }
        ],
        1_000,
    ),
    Case(
        "percent on line items for the first order only",
        SPREE,
        [(10_000, 1, "a")],
        [{"then": percent(1_000), "when": {"kind": "first_order"}}],
        1_000,
    ),
    Case(
        "individual use only: another coupon is not taken beside it",
        WOO,
        [(10_000, 1, "a")],
        [
            {"then": percent(2_000), "stacking": {"no_other_codes": True}, "needs_code": True},
            {"then": percent(1_000), "needs_code": True},
        ],
        2_000,
    ),
    Case(
        "exclude sale items",
        WOO,
        [(10_000, 1, "a"), (5_000, 1, "sale")],
        [{"then": percent(1_000, on={"kind": "not", "of": {"kind": "on_sale"}})}],
        1_000,
    ),
    Case(
        "maximum spend: not above it",
        WOO,
        [(10_001, 1, "a")],
        [{"then": percent(1_000), "when": {"kind": "subtotal", "at_most_minor": 10_000}}],
        0,
    ),
]
