"""A form that is kept as it was left, in whatever order its requests arrive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from balcao.domains.checkout.operations import forget_typed, keep_typed
from balcao.domains.checkout.queries import typed_of
from balcao.kernel.ids import new_id

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture
def keep():
    cart_id = new_id()

    def keep(text: str, *, page: str = "one", nr: int = 0) -> dict[str, str]:
        now = NOW + timedelta(seconds=nr)
        keep_typed(cart_id=cart_id, store_id=1, typed={"note": text}, page=page, nr=nr, now=now)
        return typed_of(cart_id)

    keep.cart_id = cart_id
    return keep


def test_keeps_what_was_sent_last(keep):
    keep("first", nr=1)
    assert keep("second", nr=2) == {"note": "second"}


def test_what_was_sent_earlier_and_arrives_later_changes_nothing(keep):
    keep("second", nr=2)
    assert keep("first", nr=1) == {"note": "second"}


def test_a_page_without_scripts_sends_no_numbers(keep):
    keep("first")
    assert keep("second") == {"note": "second"}


def test_another_page_begins_anew(keep):
    keep("there", nr=9)
    assert keep("here", page="two", nr=1) == {"note": "here"}


def test_what_was_forgotten_can_be_typed_again(keep):
    keep("there", nr=9)
    forget_typed(cart_id=keep.cart_id)
    assert typed_of(keep.cart_id) == {}
    assert keep("again", nr=1) == {"note": "again"}
