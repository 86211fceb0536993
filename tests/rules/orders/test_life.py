from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balcao.domains.orders.errors import AlreadyDispatched, NotPaidYet, WrongState
from balcao.domains.orders.rules import check_move, next_states
from balcao.domains.orders.states import NEXT, can_move
from balcao.domains.orders.values import OrderState as S

ANY = st.sampled_from(list(S))


class TestLife:
    def test_knows_every_state(self):
        assert set(NEXT) == set(S)

    def test_ends_where_nothing_follows(self):
        ends = {state for state, following in NEXT.items() if not following}
        assert ends == {S.DELIVERED, S.CANCELLED, S.VOIDED}

    @given(ANY, ANY)
    def test_never_goes_back(self, one, other):
        assert not (can_move(one, other) and can_move(other, one))

    def test_refuses_to_cancel_what_has_left(self):
        for state in (S.SHIPPED, S.DELIVERED):
            with pytest.raises(AlreadyDispatched):
                check_move(state, S.CANCELLED, pays_on_delivery=False)

    def test_packs_before_payment_only_when_paid_at_the_door(self):
        check_move(S.PLACED, S.PACKED, pays_on_delivery=True)
        with pytest.raises(NotPaidYet):
            check_move(S.PLACED, S.PACKED, pays_on_delivery=False)

    @given(ANY, ANY, st.booleans())
    def test_offers_exactly_the_moves_it_allows(self, now, to, at_the_door):
        try:
            check_move(now, to, pays_on_delivery=at_the_door)
        except (WrongState, NotPaidYet, AlreadyDispatched):
            assert to.value not in next_states(now, pays_on_delivery=at_the_door)
        else:
            assert to.value in next_states(now, pays_on_delivery=at_the_door)
