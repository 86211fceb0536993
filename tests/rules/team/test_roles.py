from __future__ import annotations

import pytest

from balcao.domains.team.errors import NotAllowed
from balcao.domains.team.rules import MAY, READS, may
from balcao.domains.team.values import Actor, Capability, Role


class TestRoles:
    def test_are_seven_and_each_may_look(self):
        assert len(Role) == 7
        assert all(MAY[role] >= READS for role in Role)

    def test_leave_team_and_store_to_the_owner(self):
        for role in set(Role) - {Role.OWNER}:
            assert not may(role, Capability.MANAGE_TEAM)
            assert not may(role, Capability.MANAGE_STORE)
        assert MAY[Role.OWNER] == frozenset(Capability)

    def test_let_a_viewer_change_nothing(self):
        assert not [c for c in MAY[Role.VIEWER] if c.value.endswith(":write")]

    def test_give_nothing_to_an_unknown_role(self):
        assert not may("king", Capability.VIEW_ORDERS)


class TestActor:
    def test_is_told_which_permission_is_missing(self):
        with pytest.raises(NotAllowed) as refusal:
            Actor("a@b.c", "A", frozenset()).require(Capability.VIEW_STOCK)
        assert refusal.value.facts["needs"] == "stock:read"
