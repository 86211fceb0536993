"""Money: paid, taken, let go and given back, all at the same instant.

Each race ends with nothing open, every truth intact, and the provider, our payments and our books
saying the same.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from balcao.domains.cart.operations import add_to_cart, set_quantity
from balcao.domains.checkout.operations import (
    sweep_expired_holds,
    take_message,
)
from balcao.domains.inventory.queries import level_of
from balcao.domains.orders.operations import pack_order, ship_order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.errors import NotAuthorized
from balcao.domains.payments.ports import Told
from balcao.domains.payments.queries import (
    payment_of,
    refunds_of,
)
from balcao.domains.pricing.operations import set_prices
from balcao.domains.pricing.values import VariantPrice
from balcao.domains.wallet.queries import account_by_id
from tests.offers import gift_card
from tests.races import scenarios
from tests.races.crowd import at_once, granted, refused
from tests.races.steps import (
    TOTAL,
    bought,
    buying,
    cancelling,
    capturing,
    completing,
    filled,
    giving_all_back,
    is_cancelled,
    no_answer,
    refunding,
    releasing,
    telling,
)
from tests.shop import NOW, brl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


class TestACart:
    @pytest.mark.parametrize("provider", ["vault", "by_hand"])
    def test_completed_by_many_is_one_order_and_one_charge(self, shop, provider, request):
        vault = request.getfixturevalue(provider)
        cart = filled(shop)
        answers = at_once([completing(cart, f"key-{nr % 3}") for nr in range(6)])
        assert refused(answers) == []
        assert len({made.order_id for made in answers}) == 1
        assert len(vault.charges) == 1
        assert vault.balance() == (0 if vault.by_hand else TOTAL.minor)

    def test_edited_while_it_is_paid_is_charged_as_it_was_shown_or_not_at_all(self, shop, vault):
        cart = filled(shop)
        cup, vase = shop.variants["CUP"], shop.variants["VASE-S"]
        edits = [
            partial(set_quantity, cart_id=cart, variant_id=cup, quantity=5, now=NOW),
            partial(add_to_cart, cart_id=cart, variant_id=vase, quantity=1, now=NOW),
        ]
        pays = [completing(cart, f"key-{nr}") for nr in range(4)]
        answers = at_once([*pays[:2], *edits, *pays[2:]])
        assert set(refused(answers)) <= {
            "cart_changed",
            "cart_ordered",
            "total_changed",
            "already_ordered",
        }
        orders = {a.order_id for a in (*answers[:2], *answers[4:]) if not hasattr(a, "code")}
        assert len(orders) <= 1
        assert vault.balance() == len(orders) * TOTAL.minor

    def test_edited_between_the_charge_and_its_answer_stays_as_it_was_paid(self, shop, vault):
        cart, cup = filled(shop), shop.variants["CUP"]
        edit = partial(set_quantity, cart_id=cart, variant_id=cup, quantity=5, now=NOW)
        edits = []
        vault.meanwhile["pay"] = lambda: edits.extend(at_once([edit]))
        made = completing(cart)()
        assert refused(edits) == ["cart_ordered"]
        assert [line.quantity for line in order_by_id(made.order_id).lines] == [2]
        assert vault.balance() == TOTAL.minor


class TestAPriceChangedBetweenLookingAndPaying:
    def test_is_charged_as_agreed_or_refused_with_the_new_total(self, shop, vault):
        price = [VariantPrice(shop.variants["CUP"], brl("45.00"))]
        change = partial(set_prices, store_id=shop.store_id, prices=price, now=NOW)
        buys = [buying(shop) for _ in range(6)]
        answers = at_once([*buys[:3], change, *buys[3:]])
        assert set(refused(answers)) <= {"total_changed"}
        paid = [one for one in granted(answers) if one is not None]
        made = [one for one in paid if hasattr(one, "order_id")]
        assert {one.total for one in made} <= {TOTAL}
        assert vault.balance() == len(made) * TOTAL.minor
        late = at_once([buying(shop)])
        assert refused(late) == ["total_changed"]
        assert late[0].facts["total_minor"] == brl("105.00").minor


class TestTheLastCentOfAGiftCard:
    def test_is_spent_by_one_and_the_provider_takes_the_rest_of_that_one(self, shop, vault):
        card = gift_card(shop, "20.00")
        credit = {"accounts": (card,), "expected_credit": brl("20.00")}
        answers = at_once([buying(shop, **credit) for _ in range(5)])
        assert len(granted(answers)) == 1
        assert set(refused(answers)) <= {"total_changed", "credit_gone"}
        assert account_by_id(shop.store_id, card).balance == 0
        assert vault.balance() == brl("73.00").minor


class TestAMessage:
    def test_and_the_return_at_the_same_instant_have_one_effect(self, shop, vault):
        buy = buying(shop)
        vault.meanwhile["pay"] = no_answer
        made = buy()
        assert made.state == "pending"
        calls = [telling(payment_of(made.order_id), f"m-{nr % 2}") for nr in range(4)]
        assert refused(at_once([*calls, buy, buy])) == []
        assert order_by_id(made.order_id).state == "paid"
        assert vault.balance() == TOTAL.minor

    def test_that_comes_before_the_response_places_the_order_once(self, shop, vault):
        """The shopper's own purchase is still waiting when all of this happens."""
        seen = []

        def tell():
            (key,) = vault.charges
            told = Told("m-1", "paid", key=key)
            seen.extend(at_once([partial(take_message, provider="vault", told=told, now=NOW)] * 3))

        vault.meanwhile["pay"] = tell
        made = bought(shop)
        assert True in seen
        assert refused(seen) == []
        assert made.state == "paid"
        kinds = [entry.kind for entry in order_by_id(made.order_id).timeline]
        assert (kinds.count("placed"), kinds.count("paid")) == (1, 1)

    def test_twice_is_taken_in_once(self, shop, by_hand):
        made = bought(shop)
        capturing(made)()
        answers = at_once([telling(payment_of(made.order_id))] * 6)
        assert refused(answers) == []
        assert telling(payment_of(made.order_id))() is False
        assert by_hand.balance() == TOTAL.minor

    def test_of_a_capture_comes_before_its_response(self, shop, by_hand):
        made = bought(shop)
        tell = telling(payment_of(made.order_id))
        by_hand.meanwhile["capture"] = tell
        assert capturing(made, brl("50.00"))().captured == brl("50.00")

    def test_after_the_whole_was_given_back_gives_nothing_more(self, shop, vault):
        made = bought(shop)
        tell = telling(payment_of(made.order_id))
        cancelling(made)()
        answers = at_once([tell, giving_all_back(made), telling(payment_of(made.order_id), "m-2")])
        assert refused(answers) == []
        assert vault.balance() == 0


class TestCapture:
    def test_by_many_takes_once(self, shop, by_hand):
        made = bought(shop)
        calls = [capturing(made, key=f"c-{nr % 3}") for nr in range(6)]
        calls += [capturing(made, brl("50.00"), key="c-part")] * 2
        answers = at_once(calls)
        assert granted(answers)
        assert set(refused(answers)) <= {"capture_under_way"}
        assert by_hand.balance() in (TOTAL.minor, brl("50.00").minor)

    def test_while_it_is_let_go_ends_taken_or_let_go(self, shop, by_hand):
        made = bought(shop)
        answers = at_once([capturing(made), releasing(made), capturing(made), releasing(made)])
        assert set(refused(answers)) <= {"not_authorized", "provider_said_no", "not_payable"}
        assert payment_of(made.order_id).state in ("captured", "voided")

    def test_that_was_taken_while_it_is_let_go_is_kept(self, shop, by_hand):
        """Before we hear that it was taken, somebody lets it go: voiding changes nothing then."""
        made = bought(shop)
        answers = []
        by_hand.meanwhile["capture"] = lambda: answers.extend(at_once([releasing(made)]))
        assert capturing(made)().state == "captured"
        assert [type(one) for one in answers] == [NotAuthorized]
        assert order_by_id(made.order_id).state == "paid"
        assert by_hand.balance() == TOTAL.minor

    def test_after_it_was_let_go_takes_nothing(self, shop, by_hand):
        made = bought(shop)
        answers = []
        by_hand.meanwhile["void"] = lambda: answers.extend(at_once([capturing(made)]))
        assert releasing(made)().state == "voided"
        assert refused(answers) == ["provider_said_no"]
        assert by_hand.balance() == 0

    def test_while_the_order_is_cancelled_is_given_back(self, shop, by_hand):
        made = bought(shop)
        by_hand.meanwhile["capture"] = lambda: at_once([cancelling(made)])
        capturing(made)()
        assert order_by_id(made.order_id).state == "cancelled"
        assert by_hand.balance() == 0

    def test_and_cancelling_by_many_leave_no_money_behind(self, shop, by_hand):
        made = bought(shop)
        at_once([capturing(made), cancelling(made), giving_all_back(made), capturing(made)])
        giving_all_back(made)()
        is_over = order_by_id(made.order_id).state == "cancelled"
        assert by_hand.balance() == (0 if is_over else TOTAL.minor)


class TestRefund:
    def test_by_many_never_gives_back_more_than_was_taken(self, shop, vault):
        made = bought(shop)
        answers = at_once([refunding(made, key=f"r-{nr}") for nr in range(6)])
        assert len(granted(answers)) == 2
        assert set(refused(answers)) == {"refund_too_large"}
        assert vault.balance() == brl("13.00").minor

    def test_by_one_key_is_given_once(self, shop, vault):
        made = bought(shop)
        assert refused(at_once([refunding(made)] * 6)) == []
        assert vault.balance() == brl("53.00").minor
        assert len(refunds_of(made.order_id)) == 1

    def test_while_the_order_is_cancelled_gives_back_the_whole_once(self, shop, vault):
        made = bought(shop)
        parts = [refunding(made, "10.00", f"r-{nr}") for nr in range(4)]
        answers = at_once([*parts[:2], cancelling(made), *parts[2:], *[giving_all_back(made)] * 2])
        assert set(refused(answers)) <= {"refund_too_large"}
        at_once([giving_all_back(made)] * 3)
        assert vault.balance() == 0

    def test_without_an_answer_before_cancelling_is_not_given_twice(self, shop, vault):
        made = bought(shop)
        vault.meanwhile["refund"] = no_answer
        refunding(made, "30.00")()
        cancelling(made)()
        at_once([giving_all_back(made)] * 3)
        assert vault.balance() == 0


class TestCancelWhileShipping:
    def test_gives_the_money_back_only_of_what_stays(self, shop, vault):
        made = bought(shop)
        pack_order(order_id=made.order_id, by="ana", now=NOW)
        said = {"carrier": "Correios", "tracking_number": "1", "by": "b", "now": NOW}
        ship = partial(ship_order, order_id=made.order_id, **said)
        answers = at_once([ship, cancelling(made), ship, cancelling(made)])
        assert len(granted(answers)) == 1
        assert set(refused(answers)) <= {"already_dispatched", "wrong_state"}
        if is_cancelled(made):
            at_once([giving_all_back(made)] * 2)
        level = level_of(shop.location_id, shop.variants["CUP"])
        assert level.allocated == 0
        assert level.on_hand == (100 if is_cancelled(made) else 98)
        assert vault.balance() == (0 if is_cancelled(made) else TOTAL.minor)


class TestAHoldThatEndsWhilePaying:
    @pytest.mark.parametrize("provider", ["vault", "by_hand"])
    def test_ends_paid_or_released(self, shop, provider, request):
        vault = request.getfixturevalue(provider)
        sweep = partial(sweep_expired_holds, now=NOW + timedelta(minutes=15))
        cart = filled(shop)
        answers = at_once([buying(shop), buying(shop), completing(cart), sweep, sweep, sweep])
        assert set(refused(answers)) <= {"payment_declined"}
        sweep()
        level = level_of(shop.location_id, shop.variants["CUP"])
        sold = scenarios.units_sold(shop)["CUP"]
        assert (level.reserved, level.allocated) == (0, sold)
        assert vault.balance() == (0 if vault.by_hand else sold // 2 * TOTAL.minor)

    def test_between_the_charge_and_its_answer_is_placed(self, shop, vault):
        sweep = partial(sweep_expired_holds, now=NOW + timedelta(minutes=15))
        vault.meanwhile["pay"] = lambda: at_once([sweep, sweep])
        assert bought(shop).state == "paid"
        assert vault.balance() == TOTAL.minor
