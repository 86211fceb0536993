"""Random baskets and promotions that collide often."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from balcao.domains.promotions.values import CartItem, Promotion
from tests.rules.promotions.making import GIFT, basket, item, promotion

BRANDS = ["acme", "best", "core"]
TAGS = ["new", "blue"]

brand = st.builds(
    lambda names: {"kind": "brand", "in": names},
    st.lists(st.sampled_from(BRANDS), min_size=1, max_size=2, unique=True),
)
tag = st.sampled_from(TAGS).map(lambda name: {"kind": "tag", "in": [name]})
priced = st.integers(1, 3_000).map(lambda least: {"kind": "unit_price", "at_least_minor": least})
selector = st.recursive(
    brand | tag | priced | st.just({"kind": "on_sale"}),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=2).map(lambda of: {"kind": "all", "of": of}),
        st.lists(inner, min_size=1, max_size=2).map(lambda of: {"kind": "any", "of": of}),
        inner.map(lambda of: {"kind": "not", "of": of}),
    ),
    max_leaves=3,
)
on = st.one_of(st.just({}), selector.map(lambda one: {"on": one}))
condition = st.one_of(
    selector,
    st.builds(lambda n, s: {"kind": "quantity", "at_least": n, **s}, st.integers(1, 6), on),
    st.builds(
        lambda n, s: {"kind": "subtotal", "at_least_minor": n, **s}, st.integers(1, 9_000), on
    ),
    st.just({"kind": "code"}),
    st.just({"kind": "first_order"}),
    st.just({"kind": "returning"}),
    st.just({"kind": "country", "in": ["BR"]}),
    st.just({"kind": "group", "in": ["vip"]}),
    st.just({"kind": "hour", "from": "20:00", "until": "10:00"}),
)
points = st.sampled_from([1, 333, 1_000, 2_500, 5_000, 9_999, 10_000])
minor = st.integers(1, 4_000)
limits = st.one_of(
    st.just({}),
    st.builds(
        lambda n, pick: {"at_most_units": n, "pick": pick},
        st.integers(1, 4),
        st.sampled_from(["dearest", "cheapest"]),
    ),
)
# Benefits that look at lines one by one: more units never make a unit dearer.
plain = st.one_of(
    st.builds(lambda p, s: {"kind": "percent", "basis_points": p, **s}, points, on),
    st.builds(lambda m, s: {"kind": "amount", "per": "unit", "amount_minor": m, **s}, minor, on),
    st.builds(lambda m, s: {"kind": "fixed_price", "price_minor": m, **s}, minor, on),
    st.builds(
        lambda p, s, count: {
            "kind": "tiered",
            "count": count,
            "tiers": [{"at_least": 2, "basis_points": p}, {"at_least": 4, "basis_points": 10_000}],
            **s,
        },
        points,
        on,
        st.sampled_from(["line", "together"]),
    ),
)
benefit = st.one_of(
    plain,
    st.builds(lambda p, s, u: {"kind": "percent", "basis_points": p, **s, **u}, points, on, limits),
    st.builds(lambda p: {"kind": "percent", "per": "order", "basis_points": p}, points),
    st.builds(lambda p: {"kind": "percent", "per": "shipping", "basis_points": p}, points),
    st.builds(lambda m: {"kind": "amount", "per": "order", "amount_minor": m}, minor),
    st.builds(lambda m: {"kind": "amount", "per": "shipping", "amount_minor": m}, minor),
    st.builds(lambda m, s: {"kind": "amount", "per": "lines", "amount_minor": m, **s}, minor, on),
    st.builds(
        lambda b, g, s, pick: {
            "kind": "buy_get",
            "buy": {"quantity": b, **s},
            "get": {"quantity": g},
            "pick": pick,
        },
        st.integers(1, 3),
        st.integers(1, 2),
        on,
        st.sampled_from(["cheapest", "dearest", "each_set"]),
    ),
    st.builds(
        lambda s, other: {
            "kind": "buy_get",
            "buy": {"quantity": 1, **s},
            "get": {"quantity": 1, "on": other, "basis_points": 5_000},
        },
        on,
        selector,
    ),
    st.builds(
        lambda m, s, other: {
            "kind": "bundle_price",
            "price_minor": m,
            "parts": [{"quantity": 1, **s}, {"quantity": 2, "on": other}],
        },
        minor,
        on,
        selector,
    ),
    st.builds(
        lambda m, s: {
            "kind": "spend_save",
            "steps": [
                {"at_least_minor": 1_000, "amount_minor": m},
                {"at_least_minor": 5_000, "basis_points": 4_000},
            ],
            **s,
        },
        minor,
        on,
    ),
    st.just({"kind": "gift", "variant": GIFT}),
    st.just({"kind": "free_shipping"}),
    st.just({"kind": "shipping_price", "price_minor": 500}),
)
stacking = st.one_of(
    st.just({}),
    st.just({}),
    st.just({"exclusive": True}),
    st.just({"no_other_codes": True}),
    st.builds(
        lambda group, more: {"group": group, **more},
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from([{}, {}, {"no_other_codes": True}]),
    ),
)


@st.composite
def items(draw: st.DrawFn, least: int = 0, most: int = 4) -> tuple[CartItem, ...]:
    lines = draw(
        st.lists(
            st.tuples(
                st.integers(0, 4_000),
                st.integers(1, 5),
                st.sampled_from(BRANDS),
                st.sets(st.sampled_from(TAGS)),
                st.sampled_from([None, 2_000]),
            ),
            min_size=least,
            max_size=most,
        )
    )
    return tuple(
        item(at, price, count, brand=name, tags=frozenset(tags), compare_at_minor=before)
        for at, (price, count, name, tags, before) in enumerate(lines, 1)
    )


@st.composite
def promotions(
    draw: st.DrawFn, most: int = 6, benefits: st.SearchStrategy = benefit
) -> list[Promotion]:
    made = []
    for number in range(draw(st.integers(1, most))):
        how: dict[str, object] = {"stacking": draw(stacking)}
        if draw(st.integers(0, 2)) == 0:
            how["when"] = draw(condition)
        if draw(st.integers(0, 3)) == 0:
            how["at_most_minor"] = draw(minor)
        one = promotion(f"p{number}", draw(benefits), **how)
        made.append(
            replace(
                one,
                priority=draw(st.integers(0, 2)),
                needs_code=draw(st.integers(0, 2)) == 0,
                currency=draw(st.sampled_from(["BRL", "BRL", "BRL", "USD"])),
            )
        )
    return made


@st.composite
def baskets(draw: st.DrawFn, lines: st.SearchStrategy | None = None):
    codes = draw(st.sets(st.sampled_from([f"p{number}" for number in range(6)])))
    return basket(
        *draw(lines if lines is not None else items()),
        codes={code: code.upper() for code in codes},
        shipping_minor=draw(st.sampled_from([None, 0, 1_290])),
        country=draw(st.sampled_from(["", "BR"])),
        time_zone="America/Sao_Paulo",
        gift_values=draw(st.sampled_from([{}, {GIFT: 1_500}])),
    )
