"""Worked cases from Adobe Commerce, Saleor, Medusa, Spree and WooCommerce; see ``worked.py``."""

from __future__ import annotations

from typing import Final

from tests.rules.promotions.worked import (
    ADOBE,
    ADOBE_COUPON,
    MEDUSA,
    SALEOR,
    SPREE,
    WOO,
    A,
    B,
    Case,
    amount,
    buy,
    percent,
)

MORE_CASES: Final = [
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
