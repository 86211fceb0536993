"""Worked cases from public descriptions of other shops' rules, in our own words.

Each says where the rule is described, the cart as (unit price, quantity, brand) in minor units, the
promotions, and what comes off in all. Figures not given by the source are ours, by its rule. The
pages of Adobe, Saleor, Medusa and Spree were read again in November 2026.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

SHOPIFY_BXGY: Final = "help.shopify.com: Discounts, Buy X get Y discounts"
SHOPIFY_COMBINE: Final = "help.shopify.com/en/manual/discounts/discount-combinations"
SHOPIFY_FIGURES: Final = (
    "docs.shopify.com/docs/apps/selling-strategies/discounts/discount-function-examples"
)
SHOPIFY_AMOUNT: Final = "help.shopify.com: Discounts, Amount off products; Amount off order"
SHOPIFY_SHIP: Final = "help.shopify.com: Discounts, Free shipping discounts"
ADOBE: Final = "docs.magento.com/user-guide/v2.3/marketing/price-rules-cart-create.html, Actions"
ADOBE_COUPON: Final = (
    "experienceleague.adobe.com/en/docs/commerce-admin/marketing/promotions/cart-rules/"
    "price-rules-cart-buy-this-get-that"
)
SALEOR: Final = "docs.saleor.io/developer/discounts/vouchers"
MEDUSA: Final = "docs.medusajs.com/resources/commerce-modules/promotion/application-method"
SPREE: Final = (
    "spreecommerce.org/docs/developer/core-concepts/calculators; "
    "legacy-guides.solidus.io/developers/calculators/promotion-calculators.html"
)
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


TROUSERS_SHIRT_BOOTS: Final = [(10_000, 1, "a"), (5_000, 1, "b"), (20_000, 1, "c")]
CASES: Final = [
    Case(
        "20 off trousers, 10 off shirts, free shipping from 100: 370 come down to 320",
        SHOPIFY_FIGURES,
        TROUSERS_SHIRT_BOOTS,
        [
            {"then": amount(2_000, "unit", on=A)},
            {"then": amount(1_000, "unit", on=B)},
            {
                "then": {"kind": "free_shipping"},
                "when": {"kind": "subtotal", "at_least_minor": 10_000},
            },
        ],
        5_000,
        {"shipping_minor": 2_000},
    ),
    Case(
        "20 off trousers and 10% off the order: a subtotal of 350 comes down to 297",
        SHOPIFY_FIGURES,
        TROUSERS_SHIRT_BOOTS,
        [{"then": amount(2_000, "unit", on=A)}, {"then": percent(1_000, per="order")}],
        5_300,
    ),
    Case(
        "10% and 15% off the order are both on the same subtotal of 350",
        SHOPIFY_COMBINE,
        TROUSERS_SHIRT_BOOTS,
        [{"then": percent(1_000, per="order")}, {"then": percent(1_500, per="order")}],
        8_750,
    ),
    Case(
        "buy five get two, at most four free: sets of seven, twice, so 14 units take part",
        ADOBE_COUPON,
        [(1_000, 30, "a")],
        [{"then": buy(5, 2, at_most_times=2)}],
        4_000,
    ),
    Case(
        "buy five get three, at most nine free: sets of eight, three times",
        ADOBE_COUPON,
        [(1_000, 40, "a")],
        [{"then": buy(5, 3, at_most_times=3)}],
        9_000,
    ),
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
]
