"""The customer's page of a quote, and the page that a payment link leads to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from balcao.domains.checkout.operations import purchase
from balcao.domains.drafts.models import Draft
from balcao.domains.drafts.operations import cancel_draft, take_back
from balcao.domains.inventory.operations import set_on_hand
from balcao.domains.inventory.values import Count
from balcao.domains.orders.models import Order
from balcao.domains.orders.operations import cancel_order, confirm_payment
from balcao.domains.payments.operations import (
    make_payment_link,
    revoke_payment_link,
    split_payment,
)
from balcao.domains.payments.ports import Outcome
from balcao.domains.payments.queries import link_by_id, payment_of, payments_of
from tests.cards import Card, offering
from tests.domains.drafts.drafted import BY, drafted, given, priced_by_hand, quoted
from tests.shop import NOW, brl

# Who looks at a page does so today.
TODAY = datetime.now(UTC)


@pytest.fixture
def quote(shop):
    draft = priced_by_hand(shop, drafted(shop, ("CUP", 2), note="Como falamos <b>"), "CUP", "30")
    return quoted(given(draft, off="10"), now=TODAY)


def at(name, token):
    with override("pt-br"):
        return reverse(f"storefront:{name}", args=[token])


def read(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


class TestQuotePage:
    def test_says_what_is_offered_until_when(self, visitor, quote):
        answer = visitor.get(at("quote", quote.token))
        page = read(answer)
        for said in (
            "Seu orçamento", quote.number, "Xícara Serra", "2 × R$ 30,00", "Desconto combinado",
            "−R$ 10,00", "R$ 65,00", "Entrega padrão", "Como falamos &lt;b&gt;", "Rua Augusta",
        ):  # fmt: skip
            assert said in page, said
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"

    def test_speaks_english_too(self, visitor, quote):
        page = read(visitor.get("/en" + at("quote", quote.token)))
        assert "Nothing is ordered before you accept" in page
        assert "Xícara Serra (en)" in page

    def test_leads_to_the_order_once_it_is_accepted(self, visitor, quote):
        said = {"version": quote.version, "payment": "bank_transfer", "idempotency_key": "k" * 20}
        first = visitor.post(at("quote", quote.token), said)
        again = visitor.post(at("quote", quote.token), {**said, "idempotency_key": "other-key"})
        order = Order.objects.get()
        assert first.status_code == 303
        assert first["Location"] == at("thanks", order.token)
        assert again["Location"] == at("order", order.token)
        assert visitor.get(at("quote", quote.token))["Location"] == at("order", order.token)
        assert order.total_minor == 6500

    def test_says_clearly_that_it_has_expired(self, visitor, shop):
        over = quoted(drafted(shop))
        Draft.objects.filter(pk=over.id).update(expires_at=NOW)
        for answer in (
            visitor.get(at("quote", over.token)),
            visitor.post(at("quote", over.token), {"payment": "bank_transfer", "version": "2"}),
        ):
            assert answer.status_code == 410
            assert "Este orçamento venceu" in read(answer)
            assert "loja@example.com" in read(answer)
        assert not Order.objects.exists()

    def test_says_that_it_is_being_changed_or_was_cancelled(self, visitor, quote):
        take_back(draft_id=quote.id, now=NOW)
        assert "está sendo alterado" in read(visitor.get(at("quote", quote.token)))
        cancel_draft(draft_id=quote.id, now=NOW)
        assert "foi cancelado" in read(visitor.get(at("quote", quote.token)))

    def test_offers_only_the_ways_to_pay_it_allows(self, visitor, shop):
        only = quoted(drafted(shop, providers=("cash_on_delivery",)), now=TODAY)
        page = read(visitor.get(at("quote", only.token)))
        assert 'value="cash_on_delivery"' in page
        assert 'value="bank_transfer"' not in page
        said = {"version": only.version, "payment": "bank_transfer", "idempotency_key": "k" * 20}
        assert visitor.post(at("quote", only.token), said).status_code == 409

    def test_says_when_something_is_sold_out(self, visitor, quote, shop):
        set_on_hand(
            store_id=shop.store_id, location_id=shop.location_id,
            counts=[Count(shop.variants["CUP"], 1)], reason="counted", document="", actor="test",
            now=NOW,
        )  # fmt: skip
        said = {"version": quote.version, "payment": "bank_transfer", "idempotency_key": "k" * 20}
        answer = visitor.post(at("quote", quote.token), said)
        assert answer.status_code == 409
        assert "quantidade suficiente" in read(answer)

    @pytest.mark.parametrize("version", ["", "-1", "9" * 30, "1", "²", "x"])
    def test_refuses_an_older_or_a_forged_form(self, visitor, quote, version):
        said = {"version": version, "payment": "bank_transfer", "idempotency_key": "k" * 20}
        assert visitor.post(at("quote", quote.token), said).status_code == 409
        assert not Order.objects.exists()

    def test_offers_another_way_after_a_declined_card(self, visitor, quote):
        with offering(Card()) as card:
            card.says = Outcome.DECLINED
            said = {"version": quote.version, "payment": "card", "idempotency_key": "k" * 20}
            answer = visitor.post(at("quote", quote.token), said)
        assert answer.status_code == 409
        assert "recusado" in read(answer)
        said |= {"payment": "bank_transfer", "idempotency_key": "j" * 20}
        assert visitor.post(at("quote", quote.token), said).status_code == 303

    def test_is_not_there_for_who_guesses(self, visitor, shop):
        assert visitor.get(at("quote", "not-a-token-of-anything")).status_code == 404
        assert visitor.get(at("owed", "not-a-token-of-anything")).status_code == 404


@pytest.fixture
def made(shop):
    return purchase(shop.request(("CUP", 2)), now=NOW)


def link_to(shop, made, now=TODAY):
    """A link of an hour."""
    ends = now + timedelta(hours=1)
    link_id = make_payment_link(
        store_id=shop.store_id, order_id=made.order_id, expires_at=ends, by=BY, now=now
    )
    return link_by_id(link_id)


class TestPayPage:
    def test_shows_what_is_owed_and_nothing_else(self, visitor, shop, made):
        answer = visitor.get(at("owed", link_to(shop, made).token))
        page = read(answer)
        assert answer.status_code == 200
        assert "R$ 93,00" in page
        assert made.number in page
        assert "Rua Augusta" not in page
        assert "ana@example.com" not in page
        assert 'value="cash_on_delivery"' not in page

    def test_shows_the_deposit_that_is_due_and_what_comes_later(self, visitor, shop, made):
        split_payment(order_id=made.order_id, first=brl("30"), now=NOW)
        page = read(visitor.get(at("owed", link_to(shop, made).token)))
        assert "A pagar depois" in page
        assert "−R$ 63,00" in page
        assert "R$ 30,00" in page

    def test_asks_once_however_often_it_is_sent(self, visitor, shop, made):
        link = link_to(shop, made)
        with offering(Card()) as card:
            card.says = Outcome.PENDING
            for _ in range(3):
                answer = visitor.post(at("owed", link.token), {"way": "card"})
                assert (answer.status_code, answer["Location"]) == (303, at("owed", link.token))
            assert len(card.known) == 1
            assert visitor.get(at("owed", link.token)).status_code == 200

    def test_says_thank_you_when_it_is_paid(self, visitor, shop, made):
        link = link_to(shop, made)
        with offering(Card()) as card:
            card.says = Outcome.CAPTURED
            visitor.post(at("owed", link.token), {"way": "card"})
            page = read(visitor.get(at("owed", link.token)))
            visitor.post(at("owed", link.token), {"way": "card"})
            assert sum(card.taken.values()) == 9300
        assert "Pago. Obrigado!" in page
        assert payment_of(made.order_id).captured == brl("93")

    def test_says_when_a_card_was_declined(self, visitor, shop, made):
        link = link_to(shop, made)
        with offering(Card()) as card:
            card.says = Outcome.DECLINED
            answer = visitor.post(at("owed", link.token), {"way": "card"})
            assert answer.status_code == 409
            other = visitor.post(at("owed", link.token), {"way": "bank_transfer"})
            assert other.status_code == 303

    @pytest.mark.parametrize("choice", ["", "pebbles", "cash_on_delivery"])
    def test_refuses_what_is_not_offered(self, visitor, shop, made, choice):
        answer = visitor.post(at("owed", link_to(shop, made).token), {"way": choice})
        assert answer.status_code == 422
        assert len(payments_of(made.order_id)) == 1

    def test_ends_by_the_clock_and_by_hand(self, visitor, shop, made):
        old, revoked = link_to(shop, made, NOW), link_to(shop, made)
        revoke_payment_link(link_id=revoked.id, by=BY, now=NOW)
        for link in (old, revoked):
            for answer in (
                visitor.get(at("owed", link.token)),
                visitor.post(at("owed", link.token), {"way": "bank_transfer"}),
            ):
                assert answer.status_code == 410
                assert "não vale mais" in read(answer)

    def test_says_when_nothing_is_owed(self, visitor, shop, made):
        link = link_to(shop, made)
        confirm_payment(order_id=made.order_id, by=BY, now=NOW)
        assert "Não falta pagar nada" in read(visitor.get(at("owed", link.token)))
        other = purchase(shop.request(("CUP", 1)), now=NOW)
        link = link_to(shop, other)
        cancel_order(order_id=other.order_id, reason="", by=BY, now=NOW)
        assert "foi cancelado" in read(visitor.get(at("owed", link.token)))
