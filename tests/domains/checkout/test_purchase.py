from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.cart.operations import add_to_cart, open_cart
from balcao.domains.cart.queries import view_cart
from balcao.domains.checkout import errors
from balcao.domains.checkout.operations import (
    complete_cart,
    place_orders,
    purchase,
    save_details,
    sweep_expired_holds,
)
from balcao.domains.checkout.values import WantedLine
from balcao.domains.inventory.queries import level_of
from balcao.domains.orders.queries import order_by_id
from balcao.domains.payments.errors import PaymentDeclined
from balcao.domains.payments.ports import (
    Answer,
    Outcome,
    ProviderAway,
)
from balcao.kernel.ids import new_id
from balcao.plumbing.idempotency import KeyReused
from tests.cards import offering
from tests.shop import ADDRESS, NOW, Shop, brl, open_shop
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    return open_shop()


class OutsideProvider:
    """A provider of the tests that answers as it is told to."""

    code = "outside"
    is_offline = False
    pays_on_delivery = False

    def __init__(self) -> None:
        self.pays = Answer(Outcome.CAPTURED, "ref-1")
        self.knows: Answer | None = None
        self.away = False
        self.silent_for: set[str] = set()
        self.refunds: list[str] = []
        self.voided: list[str] = []

    def pay(self, attempt):
        if self.away:
            raise ProviderAway
        return self.pays

    def look_up(self, attempt):
        if attempt.reference in self.silent_for:
            raise ProviderAway
        return self.knows or Answer(Outcome.PENDING)

    def void(self, attempt):
        self.voided.append(attempt.idempotency_key)

    def refund(self, attempt, *, amount, key):
        self.refunds.append(key)


@pytest.fixture
def outside():
    with offering(OutsideProvider()) as provider:
        yield provider


def sellable(shop: Shop, sku: str) -> int:
    return level_of(shop.location_id, shop.variants[sku]).sellable


class TestPurchase:
    def test_makes_an_order_and_allocates_the_stock(self, shop):
        made = purchase(shop.request(("VASE-S", 2), ("CUP", 1)), now=NOW)
        order = order_by_id(made.order_id)
        assert order.state == "placed"
        assert order.total == brl("233.80")
        assert [(x.sku, x.quantity) for x in order.lines] == [("VASE-S", 2), ("CUP", 1)]
        assert order.lines[0].options == "P"
        assert level_of(shop.location_id, shop.variants["VASE-S"]).allocated == 2
        assert_books_balance()

    def test_calls_things_in_the_language_of_the_shopper(self, shop):
        made = purchase(shop.request(("VASE-S", 1), locale="en"), now=NOW)
        line = order_by_id(made.order_id).lines[0]
        assert (line.title, line.options) == ("Vaso Lua (en)", "S")

    def test_answers_the_same_key_with_the_same_order(self, shop):
        request = shop.request(("CUP", 1))
        first, second = purchase(request, now=NOW), purchase(request, now=NOW)
        assert second.order_id == first.order_id
        assert second.is_replay
        assert sellable(shop, "CUP") == 99

    def test_refuses_the_same_key_for_something_else(self, shop):
        request = shop.request(("CUP", 1))
        purchase(request, now=NOW)
        with pytest.raises(KeyReused):
            purchase(shop.request(("CUP", 2), key=request.key), now=NOW)

    def test_refuses_another_total_and_says_the_new_one(self, shop):
        with pytest.raises(errors.TotalChanged) as refusal:
            purchase(shop.request(("CUP", 1), expected_total=brl("1.00")), now=NOW)
        assert refusal.value.facts["total_minor"] == 5400
        assert_books_balance()

    def test_refuses_more_than_there_is_and_takes_nothing(self, shop):
        with pytest.raises(errors.SoldOut) as refusal:
            purchase(shop.request(("CUP", 1), ("VASE-L", 6)), now=NOW)
        assert refusal.value.facts["sku"] == "VASE-L"
        assert refusal.value.facts["left"] == 5
        assert sellable(shop, "CUP") == 100
        assert_books_balance()

    def test_frees_the_key_of_a_refused_purchase(self, shop):
        request = shop.request(("CUP", 1), expected_total=brl("1.00"))
        with pytest.raises(errors.TotalChanged):
            purchase(request, now=NOW)
        better = shop.request(("CUP", 1), key=request.key)
        assert purchase(better, now=NOW).state == "placed"

    @pytest.mark.parametrize(
        ("change", "error"),
        [
            ({"rate_code": "nope"}, errors.NoShipping),
            ({"lines": ()}, errors.Incomplete),
            ({"lines": (WantedLine(new_id(), 1),)}, errors.NoLongerForSale),
        ],
    )
    def test_refuses_what_cannot_be_had(self, shop, change, error):
        with pytest.raises(error):
            purchase(shop.request(("CUP", 1), **change), now=NOW)


class TestPlaceOrders:
    def test_places_a_set_and_lets_one_bad_order_fail_alone(self, shop):
        good, greedy, late = (
            shop.request(("LAST", 1)),
            shop.request(("CUP", 1), ("LAST", 1)),
            shop.request(("CUP", 3)),
        )
        answers = place_orders([good, greedy, late], now=NOW)
        assert [a["status"] for a in answers] == ["placed", "out_of_stock", "placed"]
        assert sellable(shop, "CUP") == 97
        assert_books_balance()

    def test_gives_the_last_unit_to_whoever_came_first(self, shop):
        requests = [shop.request(("LAST", 1)) for _ in range(5)]
        answers = place_orders(requests, now=NOW)
        assert [a["status"] for a in answers] == ["placed"] + ["out_of_stock"] * 4

    def test_has_one_effect_when_a_set_names_a_key_twice(self, shop):
        request = shop.request(("CUP", 1))
        answers = place_orders([request, request], now=NOW)
        assert [a["status"] for a in answers] == ["placed", "replay"]
        assert answers[0]["detail"] == answers[1]["detail"]
        assert sellable(shop, "CUP") == 99


class TestCompleteCart:
    def filled(self, shop, provider="cash_on_delivery"):
        cart = open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=NOW)
        add_to_cart(cart_id=cart, variant_id=shop.variants["CUP"], quantity=2, now=NOW)
        save_details(
            cart_id=cart,
            email="Ana@Example.com",
            address=ADDRESS,
            rate_code="standard",
            provider=provider,
            now=NOW,
        )
        return cart

    def complete(self, cart, key="key-1", total="93.00"):
        return complete_cart(
            cart_id=cart, key=key, expected_total=brl(total), locale="pt-br", now=NOW
        )

    def test_orders_a_cart_once_whatever_the_key(self, shop):
        cart = self.filled(shop)
        first, second = self.complete(cart), self.complete(cart, key="key-2")
        assert second.order_id == first.order_id
        assert sellable(shop, "CUP") == 98
        assert_books_balance()

    def test_says_everything_that_is_missing(self, shop):
        cart = open_cart(store_id=shop.store_id, currency="BRL", locale="pt-br", now=NOW)
        with pytest.raises(errors.Incomplete) as refusal:
            self.complete(cart)
        assert set(refusal.value.facts["fields"]) == {
            "lines",
            "email",
            "address",
            "shipping",
            "payment",
        }

    def test_holds_the_stock_until_the_provider_has_answered(self, shop, outside):
        cart = self.filled(shop, provider="outside")
        outside.away = True
        made = self.complete(cart)
        assert made.state == "pending"
        assert level_of(shop.location_id, shop.variants["CUP"]).reserved == 2
        assert_books_balance()

    def test_places_a_held_order_when_the_money_is_taken(self, shop, outside):
        made = self.complete(self.filled(shop, provider="outside"))
        assert made.state == "paid"
        assert level_of(shop.location_id, shop.variants["CUP"]).allocated == 2
        assert_books_balance()

    def test_gives_everything_back_when_declined(self, shop, outside):
        outside.pays = Answer(Outcome.DECLINED)
        cart = self.filled(shop, provider="outside")
        with pytest.raises(PaymentDeclined):
            self.complete(cart)
        assert sellable(shop, "CUP") == 100
        assert view_cart(cart, "pt-br").state == "open"
        outside.pays = Answer(Outcome.CAPTURED)
        assert self.complete(cart, key="key-2").state == "paid"
        assert_books_balance()


class TestSweep:
    def held(self, shop, outside):
        outside.away = True
        return purchase(shop.request(("CUP", 2), provider="outside"), now=NOW)

    def test_leaves_holds_alone_that_have_time_left(self, shop, outside):
        self.held(shop, outside)
        report = sweep_expired_holds(now=NOW + timedelta(minutes=14))
        assert (report.placed, report.voided) == (0, 0)

    def test_places_an_order_whose_money_was_taken(self, shop, outside):
        made = self.held(shop, outside)
        outside.knows = Answer(Outcome.CAPTURED, "late")
        assert sweep_expired_holds(now=NOW + timedelta(minutes=15)).placed == 1
        assert order_by_id(made.order_id).state == "paid"
        assert_books_balance()

    def test_is_not_stopped_by_one_bad_hold(self, shop, outside):
        self.held(shop, outside)
        made = self.held(shop, outside)
        answers = [RuntimeError("an adapter's mistake"), Answer(Outcome.CAPTURED, "late")]

        def look_up(attempt):
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        outside.look_up = look_up
        report = sweep_expired_holds(now=NOW + timedelta(minutes=15))
        assert (report.placed, report.undecided) == (1, 1)
        assert order_by_id(made.order_id).state == "paid"
        assert_books_balance()

    def test_voids_at_the_provider_before_giving_the_stock_back(self, shop, outside):
        made = self.held(shop, outside)
        assert sweep_expired_holds(now=NOW + timedelta(minutes=15)).voided == 1
        assert outside.voided
        assert order_by_id(made.order_id).state == "voided"
        assert sellable(shop, "CUP") == 100
        assert_books_balance()

    def test_lets_holds_of_a_silent_provider_stand_back_for_the_others(self, shop, outside):
        silent = [self.held(shop, outside) for _ in range(2)]
        later = self.held(shop, outside)
        outside.silent_for = {order_by_id(one.order_id).number for one in silent}
        for minutes in (15, 16):
            now = NOW + timedelta(minutes=minutes)
            sweep_expired_holds(now=now, limit=2)
        assert order_by_id(later.order_id).state == "voided"
        assert {order_by_id(one.order_id).state for one in silent} == {"pending"}
        outside.silent_for = set()
        assert sweep_expired_holds(now=NOW + timedelta(minutes=21)).voided == 2
        assert_books_balance()
