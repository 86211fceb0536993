"""The language in which segments are written. Pure.

Days count back from the moment of asking; a purchase exactly so many days ago is within them. Money
is minor units of ``currency``; orders in other currencies do not count as spend. ``since`` is
included and ``until`` excluded, at midnight UTC. Cancelled orders never count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from balcao.domains.customers.errors import BadSegment, BadSegmentRule
from balcao.domains.customers.values import SegmentEdit
from balcao.kernel.documents import (
    Findings,
    Kind,
    below,
    check_tree,
    day,
    several,
    text,
    uuid,
    whole,
)

MOST_DAYS: Final = 36_500
MOST_ORDERS: Final = 1_000_000
MOST_MINOR: Final = 10**13
DAYS: Final = whole(1, MOST_DAYS)


def currency(value: object, pointer: str, findings: Findings) -> None:
    """ISO 4217, in capital letters."""
    if not isinstance(value, str) or len(value) != 3 or not (value.isascii() and value.isupper()):
        findings.add(pointer, "Write a currency as three capital letters, such as BRL.")


KINDS: Final[Mapping[str, Kind]] = {
    "orders": Kind(
        {
            "at_least": whole(1, MOST_ORDERS),
            "at_most": whole(0, MOST_ORDERS),
            "within_days": DAYS,
        },
        one_of=("at_least", "at_most"),
        rising=("at_least", "at_most"),
    ),
    "spend": Kind(
        {
            "currency": currency,
            "at_least_minor": whole(1, MOST_MINOR),
            "at_most_minor": whole(0, MOST_MINOR),
            "within_days": DAYS,
        },
        needs=("currency",),
        one_of=("at_least_minor", "at_most_minor"),
        rising=("at_least_minor", "at_most_minor"),
    ),
    "last_order": Kind(
        {"within_days": DAYS, "before_days": DAYS}, one_of=("within_days", "before_days")
    ),
    "first_order": Kind(
        {"since": day, "until": day}, one_of=("since", "until"), rising=("since", "until")
    ),
    "place": Kind(
        {"countries": several(text), "regions": several(text), "cities": several(text)},
        one_of=("countries", "regions", "cities"),
    ),
    "bought": Kind(
        {
            "products": several(uuid),
            "variants": several(uuid),
            "brands": several(text),
            "within_days": DAYS,
        },
        one_of=("products", "variants", "brands"),
    ),
    "tag": Kind({"any_of": several(text)}, needs=("any_of",)),
}


def check_rule(document: object, *, in_currency: str = "") -> dict[str, Any]:
    """The rule, if it can be understood; spend is asked for in ``in_currency`` if that is given.

    :raises BadSegmentRule: with every finding, by JSON pointer.
    """
    found = check_tree(document, KINDS)
    if not found and in_currency:
        found = _foreign(document, in_currency, "")
    if found:
        raise BadSegmentRule(found[0]["says"], field="rule", findings=found)
    assert isinstance(document, dict)
    return document


def _foreign(node: Any, own: str, pointer: str) -> list[dict[str, str]]:
    """Spend in a currency that the store does not sell in would never match anybody."""
    inner = node.get("of", [])
    if isinstance(inner, Mapping):
        return _foreign(inner, own, below(pointer, "of"))
    here = below(pointer, "of")
    found = [f for nr, one in enumerate(inner) for f in _foreign(one, own, below(here, nr))]
    if node.get("currency", own) != own:
        says = f"Spend is counted in the store's currency. Write {own}."
        found.append({"pointer": below(pointer, "currency"), "says": says})
    return found


def check_segment(edit: SegmentEdit, own_currency: str) -> SegmentEdit:
    """A segment as it can be kept.

    :raises BadSegment: it has no name, or a text is too long.
    :raises BadSegmentRule: the rule cannot be understood.
    """
    name, description = " ".join(edit.name.split()), edit.description.strip()
    if not 0 < len(name) <= 80 or not name.isprintable():
        raise BadSegment("A name has 1 to 80 characters.", field="name")
    if len(description) > 300:
        raise BadSegment("A description has at most 300 characters.", field="description")
    rule = None if edit.rule is None else check_rule(edit.rule, in_currency=own_currency)
    return SegmentEdit(name=name, description=description, rule=rule)
