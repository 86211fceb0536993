"""Random shoppers and rules: both what rules ask for and what shoppers did come from few values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from balcao.domains.customers.values import PurchaseFacts, ShopperFacts
from balcao.kernel.ids import new_id

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
THINGS = [UUID(int=n) for n in range(1, 5)]
BRANDS = ["Ana", 'Bo\'s "%s"', "Céu"]
TAGS = ["vip", "wholesale", "50%"]
CITIES = ["sao paulo", "rio", ""]
DAYS = st.sampled_from([1, 2, 30, 400])
MOMENTS = st.sampled_from([0, 1, 2, 3, 29, 30, 31, 399, 400, 401]).flatmap(
    lambda days: st.sampled_from([0, 1, -1]).map(
        lambda seconds: NOW - timedelta(days=days, seconds=seconds)
    )
)


def some(values) -> st.SearchStrategy[list]:
    """One or two of these."""
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


purchases = st.builds(
    PurchaseFacts,
    order_id=st.builds(new_id),
    at=MOMENTS,
    spend_minor=st.sampled_from([0, 1, 999, 1000, 5000]),
    currency=st.sampled_from(["BRL", "BRL", "EUR"]),
    product_ids=some(THINGS).map(tuple),
    variant_ids=some(THINGS).map(tuple),
    brands=some(BRANDS).map(tuple),
)
shoppers = st.builds(
    ShopperFacts,
    tags=st.frozensets(st.sampled_from(TAGS)),
    country=st.sampled_from(["br", "pt", ""]),
    region=st.sampled_from(["sp", "rj", ""]),
    city=st.sampled_from(CITIES),
    purchases=st.lists(purchases, max_size=4).map(tuple),
)


def _some_fields(needed: dict, optional: dict, one_of: tuple[str, ...]):
    made = st.fixed_dictionaries(needed, optional=optional)
    return made.filter(lambda rule: any(name in rule for name in one_of))


def _leaf(kind: str, needed: dict, optional: dict, *one_of: str):
    return _some_fields({"kind": st.just(kind), **needed}, optional, one_of or ("kind",))


NUMBERS = st.sampled_from([1, 2, 3])
AMOUNTS = st.sampled_from([1, 1000, 1001, 6000])
DATES = st.sampled_from(["2026-11-22", "2026-11-23", "2026-10-25"])
IDS = some([str(one) for one in THINGS])
leaves = st.one_of(
    _leaf(
        "orders",
        {},
        {"at_least": NUMBERS, "at_most": NUMBERS, "within_days": DAYS},
        "at_least",
        "at_most",
    ).filter(lambda r: r.get("at_least", 0) <= r.get("at_most", 9)),
    _leaf(
        "spend",
        {"currency": st.just("BRL")},
        {"at_least_minor": AMOUNTS, "at_most_minor": AMOUNTS, "within_days": DAYS},
        "at_least_minor",
        "at_most_minor",
    ).filter(lambda r: r.get("at_least_minor", 0) <= r.get("at_most_minor", 9999)),
    _leaf(
        "last_order", {}, {"within_days": DAYS, "before_days": DAYS}, "within_days", "before_days"
    ),
    _leaf("first_order", {}, {"since": DATES, "until": DATES}, "since", "until").filter(
        lambda r: r.get("since", "") <= r.get("until", "9")
    ),
    _leaf(
        "place",
        {},
        {"countries": some(["BR", "PT"]), "regions": some(["SP"]), "cities": some(["São Paulo"])},
        "countries",
        "regions",
        "cities",
    ),
    _leaf(
        "bought",
        {},
        {"products": IDS, "variants": IDS, "brands": some(BRANDS), "within_days": DAYS},
        "products",
        "variants",
        "brands",
    ),
    _leaf("tag", {"any_of": some(TAGS)}, {}),
)
rules = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.fixed_dictionaries(
            {
                "kind": st.sampled_from(["all", "any"]),
                "of": st.lists(inner, min_size=1, max_size=3),
            }
        ),
        st.fixed_dictionaries({"kind": st.just("not"), "of": inner}),
    ),
    max_leaves=5,
)
