"""Reminders of carts by the API."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
RULES = "/cart-reminders/rules"


class TestRules:
    def test_are_off_until_they_are_put(self, owner):
        assert owner.get(RULES).json() == {"is_on": False, "hours": [1, 24, 72]}
        said = {"is_on": True, "hours": [2, 30, 100]}
        assert owner.call("PUT", RULES, said).json() == said
        assert owner.get(RULES).json() == said

    @pytest.mark.parametrize("hours", [[1, 24], [24, 1, 72], [0, 1, 2], [1, 2, 721]])
    def test_are_refused_with_a_pointer(self, owner, hours):
        answer = owner.call("PUT", RULES, {"is_on": True, "hours": hours})
        assert answer.status_code == 422
        assert "hours" in answer.content.decode()


class TestReport:
    def test_has_a_row_for_each_step(self, owner):
        items = owner.get("/cart-reminders/report").json()["items"]
        assert [one["step"] for one in items] == [1, 2, 3]
        assert items[0]["recovered"] == {"amount_minor": 0, "currency": "BRL"}
