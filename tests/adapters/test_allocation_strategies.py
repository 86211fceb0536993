"""Every strategy that comes with Balcao: what all promise, and what each is for."""

from __future__ import annotations

from itertools import chain, combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.adapters.allocation.strategies import (
    ByPriority,
    FewestParcels,
    LowestCost,
    Nearest,
    built_in,
)
from balcao.adapters.geography.brazil import AREAS, area_of
from balcao.adapters.geography.distance import kilometers, nearness
from balcao.domains.inventory.ports import Destination
from balcao.domains.inventory.values import LocationInfo, PlaceStock

CUP, VASE = UUID(int=1), UUID(int=2)
OLINDA = Destination("BR", "PE", "Olinda", "53010-000")


def place(nr, **more):
    return LocationInfo(nr, f"p{nr}", f"Place {nr}", more.pop("priority", nr), **more)


SAO_PAULO = place(1, country="BR", postal_code="01310-100")
RECIFE = place(2, country="BR", postal_code="50030-150", handling_minor=900)
MANAUS = place(3, country="BR", postal_code="69005-070", handling_minor=100)
PLACES = [SAO_PAULO, RECIFE, MANAUS]


def has(**units):
    return [
        PlaceStock(int(name[1:]), dict(zip((CUP, VASE), some, strict=True)))
        for name, some in units.items()
    ]


class TestEveryStrategy:
    @pytest.mark.parametrize("strategy", built_in(), ids=lambda strategy: strategy.code)
    @given(
        stocks=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=9),
        cups=st.integers(1, 9),
        vases=st.integers(1, 9),
    )
    def test_names_every_place_once_and_says_the_same_again(self, strategy, stocks, cups, vases):
        places = [place(nr, country="BR") for nr in range(1, len(stocks) + 1)]
        stock = has(**{f"p{nr}": some for nr, some in enumerate(stocks, start=1)})
        wanted = {CUP: cups, VASE: vases}
        first = strategy.rank(places, OLINDA, wanted=wanted, stock=stock)
        assert sorted(first.places) == [one.id for one in places]
        assert 1 <= first.enough <= len(places)
        assert strategy.rank(places, OLINDA, wanted=wanted, stock=stock) == first

    def test_has_a_code_of_its_own_and_a_label(self):
        assert len({strategy.code for strategy in built_in()}) == 4
        assert all(strategy.label() for strategy in built_in())


class TestByPriority:
    def test_leaves_places_as_they_are(self):
        ranking = ByPriority().rank(PLACES, OLINDA, wanted={CUP: 1}, stock=())
        assert (ranking.places, ranking.enough) == ((1, 2, 3), 3)


class TestNearest:
    def test_ranks_by_distance(self):
        assert Nearest().rank(PLACES, OLINDA, wanted={CUP: 1}, stock=()).places == (2, 1, 3)

    def test_believes_the_merchants_coordinates_more_than_the_postal_code(self):
        moved = place(4, country="BR", postal_code="01310-100", latitude=-8.0, longitude=-34.85)
        ranking = Nearest().rank([SAO_PAULO, MANAUS, moved], OLINDA, wanted={CUP: 1}, stock=())
        assert ranking.places[0] == 4

    def test_goes_by_what_addresses_share_where_nothing_is_known(self):
        to = Destination("DE", "BE", "Berlin", "10115")
        places = [
            place(1, country="BR", postal_code="01310-100"),
            place(2, country="DE", city="München", postal_code="80331"),
            place(3, country="DE", region="be", city="berlin", postal_code="10999"),
            place(4, country="DE", region="BE", city="Berlin", postal_code="10117"),
        ]
        assert Nearest().rank(places, to, wanted={CUP: 1}, stock=()).places == (4, 3, 2, 1)


class TestFewestParcels:
    def test_takes_one_place_that_has_all_lines(self):
        stock = has(p1=(5, 0), p2=(0, 5), p3=(5, 5))
        ranking = FewestParcels().rank(PLACES, OLINDA, wanted={CUP: 2, VASE: 2}, stock=stock)
        assert (ranking.places[0], ranking.enough) == (3, 1)

    def test_takes_the_nearest_of_sets_as_small(self):
        stock = has(p1=(5, 0), p2=(0, 5), p3=(5, 0))
        ranking = FewestParcels().rank(PLACES, OLINDA, wanted={CUP: 2, VASE: 2}, stock=stock)
        assert (set(ranking.places[:2]), ranking.enough) == ({1, 2}, 2)

    @given(
        stocks=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6),
        cups=st.integers(1, 8),
        vases=st.integers(1, 8),
    )
    def test_is_exact_for_six_places(self, stocks, cups, vases):
        """Beside all sets there are, counted anew."""
        places = [place(nr) for nr in range(1, len(stocks) + 1)]
        stock = has(**{f"p{nr}": some for nr, some in enumerate(stocks, start=1)})
        ranking = FewestParcels().rank(places, OLINDA, wanted={CUP: cups, VASE: vases}, stock=stock)
        groups = chain.from_iterable(combinations(stocks, n) for n in range(1, len(stocks) + 1))
        sizes = [
            len(group)
            for group in groups
            if sum(c for c, _ in group) >= cups and sum(v for _, v in group) >= vases
        ]
        assert ranking.enough == min(sizes, default=len(stocks))


class TestLowestCost:
    def test_takes_two_cheap_parcels_rather_than_a_dear_one(self):
        cheap = [place(1, handling_minor=10), place(2, handling_minor=90), place(3)]
        stock = has(p1=(5, 0), p2=(5, 5), p3=(0, 5))
        ranking = LowestCost().rank(cheap, OLINDA, wanted={CUP: 1, VASE: 1}, stock=stock)
        assert (set(ranking.places[:2]), ranking.enough) == ({1, 3}, 2)

    def test_chooses_nothing_when_no_set_has_it_all(self):
        ranking = LowestCost().rank(PLACES, OLINDA, wanted={CUP: 9}, stock=has(p1=(1, 0)))
        assert (ranking.places, ranking.enough) == ((1, 3, 2), 3)


class TestGeography:
    def test_knows_distances(self):
        """São Paulo to Recife is 2,128 km as the crow flies."""
        one, other = area_of("01310-100"), area_of("50030150")
        assert one and other
        assert kilometers(one, other) == pytest.approx(2128, rel=0.01)
        assert kilometers(one, one) == 0

    def test_covers_every_area_of_brazil_and_no_other_text(self):
        unknown = [f"{n:02}" for n in range(1, 100) if area_of(f"{n:02}000000") is None]
        assert unknown == ["10"]  # not given out
        assert [f"{n}" for n in range(680, 700) if area_of(f"{n}00000") is None] == []
        assert [area_of(text) for text in ("", "1310", "10115", "abcdefgh", "00000-000")] == [
            None
        ] * 5

    def test_puts_every_area_in_brazil(self):
        for _, _, latitude, longitude, city in AREAS:
            assert -34 < latitude < 6, city
            assert -74 < longitude < -34, city

    def test_of_another_country_is_farther_than_anything_at_home(self):
        abroad = place(9, country="UY", latitude=-34.9, longitude=-56.2)
        assert nearness(SAO_PAULO, OLINDA) < nearness(abroad, OLINDA)
