from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.team.errors import BadScope, LastOwner, StaffExists, UnknownRole
from balcao.domains.team.models import ApiToken
from balcao.domains.team.operations import add_staff, change_staff, issue_token, revoke_token
from balcao.domains.team.queries import actor_by_token, actor_of
from balcao.domains.team.values import Capability
from tests.shop import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def hire(email: str = "rita@example.com", role: str = "owner") -> None:
    add_staff(email=email, name="Rita", role=role, password="a long password", now=NOW)


class TestStaff:
    def test_may_do_what_the_role_includes_and_nothing_else(self):
        hire(role="stock")
        actor = actor_of("Rita@Example.com")
        assert Capability.ADJUST_STOCK in actor.capabilities
        assert Capability.HANDLE_ORDERS not in actor.capabilities

    def test_is_hired_once_per_address(self):
        hire()
        with pytest.raises(StaffExists):
            hire("RITA@example.com")

    def test_has_a_role_we_know(self):
        with pytest.raises(UnknownRole):
            hire(role="king")

    def test_keeps_one_owner(self):
        hire()
        with pytest.raises(LastOwner):
            change_staff(email="rita@example.com", name="Rita", role="viewer", is_active=True)
        hire("otto@example.com")
        change_staff(email="rita@example.com", name="Rita", role="viewer", is_active=True)
        assert actor_of("rita@example.com").capabilities < actor_of("otto@example.com").capabilities


class TestTokens:
    def test_open_what_their_scopes_say(self):
        hire()
        token = issue_token(
            owner="rita@example.com", name="bot", scopes=[Capability.VIEW_STOCK], now=NOW
        )
        assert actor_by_token(token, now=LATER).capabilities == {Capability.VIEW_STOCK}
        assert not ApiToken.objects.filter(digest=token).exists()

    def test_cannot_do_more_than_their_owner(self):
        hire(role="viewer")
        with pytest.raises(BadScope):
            issue_token(
                owner="rita@example.com", name="bot", scopes=[Capability.ADJUST_STOCK], now=NOW
            )

    def test_lose_what_their_owner_loses(self):
        hire()
        hire("otto@example.com")
        token = issue_token(
            owner="rita@example.com", name="bot", scopes=[Capability.ADJUST_STOCK], now=NOW
        )
        change_staff(email="rita@example.com", name="Rita", role="viewer", is_active=True)
        assert actor_by_token(token, now=LATER).capabilities == frozenset()

    def test_end_when_revoked_expired_or_their_owner_leaves(self):
        hire()
        hire("otto@example.com")
        scopes = [Capability.VIEW_STOCK]
        short = issue_token(
            owner="rita@example.com", name="short", scopes=scopes, now=NOW, expires_at=LATER
        )
        revoked = issue_token(owner="rita@example.com", name="gone", scopes=scopes, now=NOW)
        left = issue_token(owner="otto@example.com", name="left", scopes=scopes, now=NOW)
        revoke_token(token_id=ApiToken.objects.get(name="gone").pk, now=NOW)
        change_staff(email="otto@example.com", name="Otto", role="owner", is_active=False)
        assert actor_by_token(short, now=NOW) is not None
        ended = [actor_by_token(token, now=LATER) for token in (short, revoked, left, "nonsense")]
        assert ended == [None] * 4
