"""How each kind of condition and benefit is filled in: its fields, in the words of the form.

A kind that is not here, such as one of a package beside Balcao, is written as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Shape:
    """A field of a kind. ``key`` is a path below the kind; ``how`` says what it is typed into."""

    key: str
    label: str
    how: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    of: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of condition or benefit."""

    title: str
    fields: tuple[Shape, ...] = ()
    of_lines: bool = False


WEEK: Final = (
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
)
ON: Final = Shape("on", "On which items", "tree", "Nothing chosen means every item.")
OFF: Final = Shape("", "How much off", "off")
TIMES: Final = Shape("at_most_times", "At most so many times per order", "whole")
PRICE: Final = Shape("price_minor", "Price", "money")
LIMIT: Final = (
    Shape("at_most_units", "On at most so many units", "whole"),
    Shape("step_units", "In steps of so many units", "whole"),
    Shape(
        "pick", "Which units", "choice", options=(("dearest", "Dearest"), ("cheapest", "Cheapest"))
    ),
)


def _picked(title: str, label: str, how: str = "picks") -> Kind:
    return Kind(title, (Shape("in", label, how),), of_lines=True)


def _around(title: str, label: str, how: str = "picks", hint: str = "") -> Kind:
    return Kind(title, (Shape("in", label, how, hint),))


def _between(title: str, how: str, suffix: str, unit: str = "") -> Kind:
    return Kind(
        title,
        (
            Shape(f"at_least{suffix}", f"At least{unit}", how),
            Shape(f"at_most{suffix}", f"At most{unit}", how),
            Shape("on", "Counting which items", "tree", "Nothing chosen means every item."),
        ),
    )


CONDITIONS: Final = {
    "category": _picked("Category", "One of these categories"),
    "collection": _picked("Collection", "One of these collections"),
    "product": _picked("Product", "One of these products"),
    "variant": _picked("Variant", "One of these variants"),
    "brand": _picked("Brand", "One of these brands", "lines"),
    "tag": _picked("Tag", "One of these tags", "lines"),
    "attribute": Kind(
        "Attribute",
        (Shape("name", "Name", "text", "Such as Color"), Shape("in", "One of these", "lines")),
        of_lines=True,
    ),
    "unit_price": Kind(
        "Price of a unit",
        (
            Shape("at_least_minor", "At least", "money"),
            Shape("at_most_minor", "At most", "money"),
        ),
        of_lines=True,
    ),
    "on_sale": Kind("Already reduced", of_lines=True),
    "returning": Kind(
        "Has ordered before",
        (Shape("at_least", "At least so many times", "whole", "Empty means once."),),
    ),
    "first_order": Kind("First order of the shopper"),
    "nth_order": Kind(
        "Nth order of the shopper",
        (Shape("n", "Order number", "whole"), Shape("every", "And every multiple of it", "flag")),
    ),
    "group": _around("Segment of shoppers", "In one of these segments"),
    "weekday": _around("Day of the week", "On one of these days"),
    "hour": Kind(
        "Time of day",
        (Shape("from", "From", "text", "Such as 18:00"), Shape("until", "Until", "text")),
    ),
    "subtotal": _between("Subtotal", "money", "_minor"),
    "quantity": _between("Quantity", "whole", ""),
    "weight": _between("Weight", "whole", "_grams", " in grams"),
    "code": Kind("A code of this promotion was entered"),
    "country": _around("Country", "In one of these countries", "lines", "Two letters, such as BR"),
    "region": Kind(
        "Region",
        (
            Shape("country", "Country", "text", "Two letters; empty means any"),
            Shape("in", "In one of these regions", "lines"),
        ),
    ),
    "shipping": _around("Way of shipping", "By one of these"),
    "payment": _around("Way to pay", "By one of these"),
    "store": _around("Store", "In one of these stores"),
}
GROUPS: Final = {"all": "All of these", "any": "Any of these", "not": "None of these"}
PER_LINE: Final = (("line", "Items"), ("order", "The order"), ("shipping", "Shipping"))
PER_UNIT: Final = (
    ("unit", "Each unit"),
    ("lines", "Items together"),
    ("order", "The order"),
    ("shipping", "Shipping"),
)
BENEFITS: Final = {
    "percent": Kind(
        "Percent off",
        (
            Shape("basis_points", "Percent off", "percent"),
            Shape("per", "Off what", "choice", options=PER_LINE),
            ON,
            *LIMIT,
        ),
    ),
    "amount": Kind(
        "Amount off",
        (
            Shape("amount_minor", "Amount off", "money"),
            Shape("per", "Off what", "choice", options=PER_UNIT),
            ON,
            *LIMIT,
        ),
    ),
    "fixed_price": Kind("A fixed price", (PRICE, ON, *LIMIT)),
    "tiered": Kind(
        "More off for more units",
        (
            Shape(
                "tiers", "Tiers", "rows", of=(Shape("at_least", "From so many units", "whole"), OFF)
            ),
            Shape(
                "count",
                "Units are counted",
                "choice",
                options=(("together", "Together"), ("line", "By line")),
            ),
            ON,
        ),
    ),
    "spend_save": Kind(
        "Spend and save",
        (
            Shape(
                "steps",
                "Steps",
                "rows",
                of=(Shape("at_least_minor", "From a subtotal of", "money"), OFF),
            ),
            Shape("every_minor", "Or for every", "money"),
            Shape("amount_minor", "So much off", "money"),
            TIMES,
            ON,
        ),
    ),
    "buy_get": Kind(
        "Buy X, get Y",
        (
            Shape("buy/quantity", "Buy so many", "whole"),
            Shape("buy/on", "Of which items", "tree", "Nothing chosen means every item."),
            Shape("get/quantity", "Get so many", "whole"),
            Shape("get", "For how much less", "off", "Empty means free."),
            Shape("get/on", "Of which other items", "tree", "Nothing chosen means the same items."),
            Shape(
                "pick",
                "Which units are got",
                "choice",
                options=(
                    ("cheapest", "Cheapest"),
                    ("dearest", "Dearest"),
                    ("each_set", "Cheapest of each set"),
                ),
            ),
            TIMES,
        ),
    ),
    "bundle_price": Kind(
        "A price for a bundle",
        (
            PRICE,
            Shape(
                "parts",
                "Parts",
                "rows",
                of=(
                    Shape("quantity", "So many units", "whole"),
                    Shape("on", "Of which items", "tree"),
                ),
            ),
            TIMES,
        ),
    ),
    "gift": Kind(
        "A gift",
        (
            Shape("variant", "The gift", "pick"),
            Shape("quantity", "Units", "whole", "Empty means 1."),
        ),
    ),
    "free_shipping": Kind("Free shipping"),
    "shipping_price": Kind("Reduced shipping", (PRICE,)),
}
STARTS: Final = {
    "percent": {"then": {"kind": "percent", "per": "line"}},
    "amount": {"then": {"kind": "amount", "per": "order"}},
    "buy_get": {"then": {"kind": "buy_get", "buy": {"quantity": 2}, "get": {"quantity": 1}}},
    "free_shipping": {
        "when": {"kind": "all", "of": [{"kind": "subtotal"}]},
        "then": {"kind": "free_shipping"},
    },
    "gift": {"then": {"kind": "gift"}},
    "tiered": {"then": {"kind": "tiered", "tiers": [{}, {}]}},
    "bundle_price": {"then": {"kind": "bundle_price", "parts": [{}, {}]}},
}
