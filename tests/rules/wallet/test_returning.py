from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.wallet.rules.returning import Return, Taken, share_back

ONE = st.builds(
    lambda units, worth, back: Taken(0, units, worth, min(back, worth)),
    st.integers(1, 1000),
    st.integers(1, 10_000),
    st.integers(0, 10_000),
)
SOME = st.lists(ONE, max_size=4).map(
    lambda found: [Taken(n, t.units, t.worth_minor, t.back_minor) for n, t in enumerate(found)]
)


class TestShareBack:
    def test_returns_the_latest_first(self):
        shares, rest = share_back([Taken(1, 500, 500), Taken(2, 300, 300)], 400)
        assert shares == (Return(2, 300, 300), Return(1, 100, 100))
        assert rest == 0

    def test_says_what_stored_value_did_not_pay(self):
        assert share_back([Taken(1, 500, 500, 450)], 80) == ((Return(1, 50, 50),), 30)

    def test_rounds_points_down_and_brings_the_last_with_the_last_cent(self):
        points = Taken(1, 100, 500)
        assert share_back([points], 251)[0] == (Return(1, 50, 251),)
        assert share_back([Taken(1, 100, 500, 251)], 249)[0] == (Return(1, 50, 249),)

    @given(taken=SOME, amount=st.integers(0, 50_000))
    def test_shares_out_all_that_can_go_back_and_not_a_cent_more(self, taken, amount):
        shares, rest = share_back(taken, amount)
        assert sum(share.worth_minor for share in shares) + rest == amount
        left = {one.entry_id: one for one in taken}
        for share in shares:
            assert share.worth_minor <= left[share.entry_id].left_minor
            assert 0 <= share.units <= left[share.entry_id].left_units
        assert rest == max(0, amount - sum(one.left_minor for one in taken))

    @given(one=ONE, cuts=st.lists(st.integers(1, 500), max_size=20))
    def test_returns_every_point_however_often_it_is_asked(self, one, cuts):
        back_minor, units = 0, 0
        for cut in [*cuts, one.worth_minor]:
            now = Taken(1, one.units, one.worth_minor, back_minor)
            for share in share_back([now], cut)[0]:
                back_minor, units = back_minor + share.worth_minor, units + share.units
        assert (back_minor, units) == (one.worth_minor, one.units)
