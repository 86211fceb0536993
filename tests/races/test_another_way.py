"""Another way to pay, and a payment divided, while the first is being paid."""

from __future__ import annotations

from functools import partial

import pytest

from balcao.domains.checkout.operations import (
    pay_another_way,
    purchase,
)
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.errors import NotSplittable, ProviderSilent
from balcao.domains.payments.operations import split_payment
from balcao.domains.payments.queries import (
    attempts_of,
    payment_of,
)
from tests.races.crowd import at_once, granted, refused
from tests.races.settled import assert_settled
from tests.races.steps import (
    TOTAL,
    being_paid,
    bought,
    buying,
    no_answer,
    telling,
)
from tests.shop import NOW, brl

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


class TestAnotherWay:
    def waiting(self, shop, vault):
        """A purchase whose provider was asked for the money and never heard the question."""
        buy, pay = buying(shop), vault.pay
        vault.pay = no_answer
        made = buy()
        vault.pay = pay
        return buy, made

    def again(self, payment):
        said = {"payment_id": payment.id, "provider": "vault", "token": "t"}
        return partial(pay_another_way, now=NOW, **said)

    def test_clicked_by_many_takes_once(self, shop, vault):
        _, made = self.waiting(shop, vault)
        answers = at_once([self.again(payment_of(made.order_id))] * 5)
        assert len(granted(answers)) == 1
        assert set(refused(answers)) == {"not_payable"}
        assert vault.balance() == TOTAL.minor

    def test_after_silence_never_pays_twice(self, shop, vault):
        """The money was taken and nobody told us, neither by an answer nor by a reference."""
        vault.meanwhile["pay"] = no_answer
        made = bought(shop)
        assert made.state == "pending"
        answers = at_once([self.again(payment_of(made.order_id))])
        assert refused(answers) == ["not_payable"]
        assert order_by_id(made.order_id).state == "paid"
        assert vault.balance() == TOTAL.minor

    def test_while_the_first_is_being_paid_takes_once(self, shop, vault):
        answers = []

        def try_again():
            answers.extend(at_once([self.again(being_paid(vault))]))

        vault.meanwhile["pay"] = try_again
        assert bought(shop).state == "paid"
        assert refused(answers) == ["not_payable"]
        assert vault.balance() == TOTAL.minor

    def test_beside_the_first_way_tried_again_takes_once(self, shop, vault):
        buy, made = self.waiting(shop, vault)
        answers = at_once([self.again(payment_of(made.order_id)), buy, buy])
        assert set(refused(answers)) <= {"not_payable", "payment_declined"}
        taken = [p for p in attempts_of(made.order_id) if vault.holds(p.idempotency_key)]
        assert len(taken) <= 1
        assert vault.balance() in (0, TOTAL.minor)

    def test_that_gets_no_answer_is_found_out_by_itself(self, shop, vault):
        made = purchase(shop.request(("CUP", 2)), now=NOW)  # by bank transfer: no hold, no sweeper
        vault.meanwhile["pay"] = no_answer
        with pytest.raises(ProviderSilent):
            self.again(payment_of(made.order_id))()
        assert_settled(shop, vault)
        assert order_by_id(made.order_id).state == "paid"

    def test_told_of_the_voiding_before_the_new_way_is_written_keeps_the_order(self, shop, vault):
        """The provider's message of the end of the old way is faster than we are."""
        _, made = self.waiting(shop, vault)
        old = payment_of(made.order_id)
        told = []
        vault.meanwhile["void"] = lambda: told.extend(at_once([telling(old)]))
        answers = at_once([self.again(old)])
        assert granted(told) == [True]
        assert len(granted(answers)) == 1
        assert order_by_id(made.order_id).state == "paid"
        assert vault.balance() == TOTAL.minor

    def test_that_never_comes_after_the_voiding_ends_with_the_hold(self, shop, vault):
        """Whoever pays another way dies behind the voiding: the sweeper ends the order."""
        _, made = self.waiting(shop, vault)
        old = payment_of(made.order_id)

        def tell_and_die():
            at_once([telling(old)])
            vault.meanwhile["look_up"] = no_answer

        vault.meanwhile["void"] = tell_and_die
        answers = at_once([self.again(old)])
        assert [type(one) for one in answers] == [ProviderSilent]
        assert order_by_id(made.order_id).state == "pending"
        assert_settled(shop, vault)
        assert order_by_id(made.order_id).state == "voided"
        assert vault.balance() == 0


class TestDividing:
    def test_what_is_being_paid_is_refused(self, shop, vault):
        answers = []

        def divide():
            order_id = being_paid(vault).order_id
            split = partial(split_payment, order_id=order_id, first=brl("20.00"), now=NOW)
            answers.extend(at_once([split]))

        vault.meanwhile["pay"] = divide
        assert bought(shop).state == "paid"
        assert [type(one) for one in answers] == [NotSplittable]
