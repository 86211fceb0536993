"""Reminders of carts in the console."""

from __future__ import annotations

import pytest
from django.test import Client

from balcao.domains.checkout.operations import choose_reminders
from balcao.domains.checkout.queries import reminder_rules
from balcao.plumbing.audit.trail import read_trail
from tests.domains.checkout.carts_left import HOUR, agree, left, sent, switch_on
from tests.shop import NOW

pytestmark = pytest.mark.django_db
URL = "/console/reminders/"
TYPED = {"is_on": "on", "hours1": "2", "hours2": "30", "hours3": "100"}


class TestThePage:
    def test_says_that_they_are_off_and_nothing_was_sent(self, shop, owner: Client):
        text = owner.get(URL).content.decode()
        assert "No reminder sent yet" in text
        assert "Reminders are off" in text

    def test_switches_them_on_with_hours(self, shop, owner: Client):
        answer = owner.post(URL + "save/", TYPED, follow=True)
        assert "Saved." in answer.content.decode()
        rules = reminder_rules(shop.store_id)
        assert (rules.is_on, rules.hours) == (True, (2, 30, 100))

    @pytest.mark.parametrize("hours", ["", "x", "0", "31", "9999999999999"])
    def test_keeps_what_was_typed_beside_the_refusal(self, shop, owner: Client, hours):
        answer = owner.post(URL + "save/", TYPED | {"hours1": hours})
        assert answer.status_code == 422
        text = answer.content.decode()
        assert 'id="wrong-hours"' in text
        assert f'name="hours1" value="{hours[:10]}"' in text
        assert not reminder_rules(shop.store_id).is_on

    def test_shows_what_was_sent(self, shop, owner: Client, monkeypatch):
        switch_on(shop)
        agree(shop)
        left(shop)
        (found,) = choose_reminders(store_id=shop.store_id, now=NOW + HOUR)
        sent(found, NOW + HOUR)
        monkeypatch.setattr("balcao.entrypoints.console.boards.reminders.now_of", lambda _: NOW)
        assert 'data-label="Sent">1<' in owner.get(URL).content.decode()

    def test_leaves_a_trail(self, shop, owner: Client):
        owner.post(URL + "save/", TYPED)
        (change,) = read_trail(kind="remindersettings").items
        assert (change.what, change.source) == ("insert", "console")
