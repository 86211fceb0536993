"""Staff, tokens, shipping and settings: what only owners change."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from balcao.domains.shipping.queries import shipping_options
from balcao.domains.stores.queries import store_by_id
from balcao.domains.team.models import ApiToken, StaffMember
from balcao.domains.team.queries import actor_by_token
from tests.shop import NOW, brl

pytestmark = pytest.mark.django_db
ASKED = {"country": "BR", "subtotal": brl("1"), "language": "en", "now": NOW}


def words_of(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


class TestTeam:
    def test_adds_somebody_with_a_role(self, owner):
        fields = {"name": "Lia", "email": "Lia@example.com", "role": "stock"}
        answer = owner.post("/console/team/add/", fields | {"password": "quite-long-words-7"})
        assert "can sign in now" in words_of(answer)
        assert StaffMember.objects.get(email="lia@example.com").role == "stock"

    def test_refuses_a_weak_first_password(self, owner):
        fields = {"name": "Lia", "email": "lia@example.com", "role": "stock", "password": "123"}
        assert "too short" in words_of(owner.post("/console/team/add/", fields))
        assert not StaffMember.objects.filter(email="lia@example.com").exists()

    def test_keeps_the_last_owner(self, owner, staff):
        address = reverse("console:member-save", args=[staff["owner"].pk])
        answer = owner.post(address, {"name": "O", "role": "viewer", "is_active": "1"})
        assert "at least one active owner" in words_of(answer)

    def test_shows_a_token_once_and_ends_it_at_once(self, owner, staff):
        member = staff["stock"].pk
        fields = {"name": "Scanner", "scopes": ["stock:read", "stock:write"], "days": "30"}
        page = owner.post(reverse("console:token-issue", args=[member]), fields)
        token = re.search(r"bal_[\w-]+", page.content.decode()).group()
        assert page["Cache-Control"] == "no-store"
        assert actor_by_token(token, now=datetime.now(UTC)).email == "stock@example.com"
        again = owner.get(reverse("console:member", args=[member])).content.decode()
        assert token not in again
        row = ApiToken.objects.get()
        owner.post(reverse("console:token-revoke", args=[member]), {"token": row.pk})
        assert actor_by_token(token, now=datetime.now(UTC)) is None

    def test_gives_a_token_no_more_than_its_owner_may(self, owner, staff):
        address = reverse("console:token-issue", args=[staff["viewer"].pk])
        answer = owner.post(address, {"name": "X", "scopes": ["orders:write"]})
        assert "cannot do more" in words_of(answer)
        assert not ApiToken.objects.exists()


class TestShop:
    def test_changes_a_rate_for_new_orders(self, owner, shop):
        zone = owner.get("/console/shipping/").context["zones"][0]
        fields = {"zone": zone.id, "code": "standard", "name": "PAC", "price": "12,50"}
        answer = owner.post(
            "/console/shipping/rate/",
            fields | {"min_days": "1", "max_days": "4", "name-en": "Mail"},
        )
        assert "Rate saved" in words_of(answer)
        option = shipping_options(
            shop.store_id, country="BR", subtotal=brl("1"), language="en", now=NOW
        )[0]
        assert (option.name, option.price) == ("Mail", brl("12.50"))

    def test_stops_offering_a_rate(self, owner, shop):
        rate = owner.get("/console/shipping/").context["zones"][0].rates[0]
        owner.post("/console/shipping/rate/offer/", {"rate": rate.id, "is_active": "0"})
        assert not shipping_options(
            shop.store_id, country="BR", subtotal=brl("1"), language="en", now=NOW
        )

    def test_changes_what_the_shop_says_of_itself(self, owner, shop):
        fields = {"name": "Casa", "email": "casa@example.com", "tagline-en": "At home"}
        owner.post("/console/store/save/", fields)
        store = store_by_id(shop.store_id)
        assert (store.name, store.tagline["en"]) == ("Casa", "At home")

    def test_refuses_a_mail_address_that_is_none(self, owner, shop):
        answer = owner.post("/console/store/save/", {"name": "Casa", "email": "nowhere"})
        assert "not a mail address" in words_of(answer)
