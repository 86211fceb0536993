"""When parcels are sent, in the console, and the dates that an order was promised."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from balcao.domains.checkout.operations import purchase
from balcao.domains.shipping.operations import save_sending_rules
from balcao.domains.shipping.queries import sending_rules
from balcao.domains.shipping.values import SendingRules
from balcao.plumbing.audit.trail import read_trail

pytestmark = pytest.mark.django_db
URL = "/console/shipping/"
TYPED = {
    "is_on": "on",
    "cutoff": "15:30",
    "packing_days": "2",
    "weekdays": ["1", "3", "6"],
    "closed_on": "2026-12-31\n2026-12-24",
    "region": "sp",
}


class TestTheForm:
    def test_is_off_with_usual_values_at_first(self, shop, owner: Client):
        text = owner.get(URL).content.decode()
        assert "Delivery dates" in text
        assert 'name="cutoff" value="14:00"' in text

    def test_saves_the_rules_and_leaves_a_trail(self, shop, owner: Client):
        answer = owner.post(URL + "sending/", TYPED, follow=True)
        assert "Saved. Orders that were placed keep their dates." in answer.content.decode()
        assert sending_rules(shop.store_id) == SendingRules(
            is_on=True,
            cutoff=time(15, 30),
            packing_days=2,
            weekdays=(1, 3, 6),
            closed_on=(date(2026, 12, 24), date(2026, 12, 31)),
            region="SP",
        )
        (change,) = read_trail(kind="sendingsettings").items
        assert (change.what, change.source) == ("insert", "console")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("cutoff", "soon"),
            ("cutoff", ""),
            ("packing_days", "many"),
            ("packing_days", "31"),
            ("weekdays", []),
            ("weekdays", ["8"]),
            ("closed_on", "tomorrow"),
            ("region", "ZZ"),
        ],
    )
    def test_says_what_is_wrong_beside_the_field(self, shop, owner: Client, field, value):
        answer = owner.post(URL + "sending/", TYPED | {field: value})
        assert answer.status_code == 422
        text = answer.content.decode()
        assert f'id="wrong-{field}"' in text
        assert text.count('id="wrong-') == 1
        assert 'value="2"' in text or field == "packing_days"
        assert not sending_rules(shop.store_id).is_on


class TestTheOrder:
    def test_shows_its_promise_and_none_where_none_was_made(self, shop, owner: Client):
        tuesday = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
        plain = purchase(shop.request(("CUP", 1)), now=tuesday)
        save_sending_rules(store_id=shop.store_id, rules=SendingRules(is_on=True))
        dated = purchase(shop.request(("CUP", 1)), now=tuesday)
        said = "Promised to arrive between Mon, 7 Dec and Fri, 11 Dec 2026"
        assert said in owner.get(f"/console/orders/{dated.order_id}/").content.decode()
        assert "Promised" not in owner.get(f"/console/orders/{plain.order_id}/").content.decode()
