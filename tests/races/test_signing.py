"""One code or link used by many at the same moment begins one session."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.customers import ports
from balcao.domains.customers.models import Customer, ShopperSession, SignInCode
from balcao.domains.customers.operations import ask_for_code, sign_in_by_code, sign_in_by_link
from balcao.domains.customers.values import NewCode
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
CROWD = 12
WHO = {"store_id": 1, "language": "en"}


@pytest.fixture
def mailed(monkeypatch: pytest.MonkeyPatch) -> NewCode:
    box: list[NewCode] = []
    monkeypatch.setattr(ports.mailing, "_MAILERS", [lambda new: box.append(new) or True])
    ask_for_code(**WHO, email="ana@example.com", who="10.0.0.1", now=NOW)
    return box[0]


def typing(code: str, who: str = "10.0.0.1"):
    return partial(sign_in_by_code, **WHO, email="ana@example.com", code=code, who=who, now=NOW)


def test_one_code_begins_one_session_and_one_account(mailed):
    answers = at_once([typing(mailed.code)] * CROWD)
    assert (len(granted(answers)), ShopperSession.objects.count()) == (1, 1)
    assert set(refused(answers)) == {"wrong_sign_in_code"}
    assert Customer.objects.count() == 1


def test_one_link_begins_one_session(mailed):
    follow = partial(sign_in_by_link, **WHO, link=mailed.link, now=NOW)
    assert len(granted(at_once([follow] * CROWD))) == 1
    assert ShopperSession.objects.count() == 1


def test_guesses_from_many_places_are_counted_one_by_one(mailed):
    wrong = "11111111" if mailed.code != "11111111" else "22222222"
    at_once([typing(wrong, f"10.0.1.{n}") for n in range(CROWD)])
    assert SignInCode.objects.get().failed == 5


def test_mails_to_one_address_are_counted_one_by_one(mailed):
    ask = [
        partial(ask_for_code, **WHO, email="ana@example.com", who=f"10.0.2.{n}", now=NOW)
        for n in range(CROWD)
    ]
    assert len(granted(at_once(ask))) == 4
