"""A quote accepted by several at the same moment, and when its time ends."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.checkout.operations import pay_by_link, purchase
from balcao.domains.drafts.operations import expire_quotes, take_back
from balcao.domains.drafts.queries import draft_by_id
from balcao.domains.orders.models import Order
from balcao.domains.payments.operations import make_payment_link
from balcao.domains.payments.ports import Outcome
from balcao.domains.payments.queries import link_by_id, payments_of
from tests.cards import Card, offering
from tests.domains.drafts.drafted import BY, WEEK, accepted, drafted, quoted
from tests.races.crowd import at_once, granted, refused
from tests.shop import NOW
from tests.truth import assert_books_balance

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_a_quote_accepted_on_many_devices_is_one_order(shop):
    quote = quoted(drafted(shop, ("CUP", 2)))
    answers = at_once([partial(accepted, quote) for _ in range(12)])
    assert {one.number for one in granted(answers)} == {Order.objects.get().number}
    assert refused(answers) == []
    assert_books_balance()


def test_a_click_sent_many_times_is_one_order(shop):
    quote = quoted(drafted(shop, ("CUP", 2)))
    answers = at_once([partial(accepted, quote, key="one") for _ in range(12)])
    assert {one.number for one in granted(answers)} == {Order.objects.get().number}
    assert_books_balance()


def test_accepted_at_the_moment_it_expires_is_either_an_order_or_over(shop):
    quotes = [quoted(drafted(shop)) for _ in range(8)]
    before = NOW + WEEK * 0.999
    calls = [partial(accepted, one, now=before) for one in quotes]
    answers = at_once([*calls, *[partial(expire_quotes, now=NOW + WEEK)] * 4])[:8]
    states = [draft_by_id(one.id).state for one in quotes]
    assert set(refused(answers)) <= {"quote_over"}
    assert states.count("ordered") == len(granted(answers)) == Order.objects.count()
    assert states.count("expired") == len(refused(answers))
    assert_books_balance()


def test_accepted_while_it_is_taken_back_is_one_of_both(shop):
    quotes = [quoted(drafted(shop)) for _ in range(6)]
    calls = [partial(accepted, one) for one in quotes]
    back = [partial(take_back, draft_id=one.id, now=NOW) for one in quotes]
    answers = at_once([*calls, *back])
    assert set(refused(answers)) <= {"quote_moved", "wrong_draft_state"}
    states = [draft_by_id(one.id).state for one in quotes]
    assert states.count("ordered") == Order.objects.count() == len(granted(answers[:6]))
    assert states.count("draft") == len(granted(answers[6:]))
    assert_books_balance()


def test_the_last_unit_in_many_quotes_is_sold_once(shop):
    quotes = [quoted(drafted(shop, ("LAST", 1))) for _ in range(6)]
    answers = at_once([partial(accepted, one) for one in quotes])
    assert len(granted(answers)) == 1
    assert set(refused(answers)) == {"out_of_stock"}
    assert_books_balance()


def test_paid_by_a_link_on_many_devices_takes_money_once(shop):
    made = purchase(shop.request(("CUP", 2)), now=NOW)
    link_id = make_payment_link(
        store_id=shop.store_id, order_id=made.order_id, expires_at=NOW + WEEK, by=BY, now=NOW
    )
    with offering(Card()) as card:
        card.says = Outcome.CAPTURED
        token = link_by_id(link_id).token
        pay = partial(pay_by_link, token=token, provider="card", payment_token="t", now=NOW)
        answers = at_once([pay] * 8)
        taken = sum(card.taken.values()) - sum(card.given_back.values())
    assert granted(answers)
    assert taken == made.total.minor
    assert sum(one.captured.minor for one in payments_of(made.order_id)) == made.total.minor
    assert_books_balance()
