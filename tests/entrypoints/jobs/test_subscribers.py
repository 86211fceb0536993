from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from procrastinate.contrib.django import app

from balcao.adapters.mail.letter import Unmailable
from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.operations import cancel_order, confirm_payment, pack_order, ship_order
from balcao.domains.payments.queries import payment_of
from balcao.entrypoints.emails.models import KeptMail
from balcao.entrypoints.jobs.orders import send_order_mail
from balcao.entrypoints.jobs.queue import (
    GIVE_UP_AFTER,
    LONGEST_PAUSE_SECONDS,
    Patience,
    app_for_worker,
)
from balcao.plumbing.models import OutboxDelivery
from balcao.plumbing.outbox.relay import deliver_all
from tests.jobqueue import empty, failed, waiting, work_off
from tests.shop import NOW, brl, open_shop
from tests.truth import assert_books_balance


@pytest.fixture(autouse=True)
def keep_mail(settings):
    settings.EMAIL_BACKEND = "balcao.entrypoints.emails.keeping.KeepMail"


@pytest.fixture
def queue(transactional_db):
    empty()
    yield
    empty()


DJANGO = app.connector


class ChangeOfMind(Exception):
    """Why a transaction of these tests is rolled back."""


@pytest.mark.usefixtures("queue")
class TestQueue:
    def put_in_and_roll_back(self):
        with pytest.raises(ChangeOfMind), transaction.atomic():
            send_order_mail.defer(kind="shipping", order_id="00000000-0000-0000-0000-000000000000")
            assert waiting() == {"mails.order": 1}
            raise ChangeOfMind

    def test_a_rolled_back_transaction_leaves_no_job(self):
        self.put_in_and_roll_back()
        assert not waiting()

    def test_a_rolled_back_transaction_leaves_no_job_while_a_worker_runs(self):
        app_for_worker()
        self.put_in_and_roll_back()
        assert not waiting()

    def test_replacing_the_connector_would_break_that(self):
        # The way the queue's documentation shows, and why the worker has an app of its own.
        with app.replace_connector(app.connector.get_worker_connector()):
            assert not isinstance(send_order_mail.configure().job_manager.connector, type(DJANGO))
        assert send_order_mail.configure().job_manager.connector is DJANGO

    def test_a_job_that_cannot_get_better_fails_at_once_and_stays_to_be_seen(self):
        send_order_mail.defer(kind="shipping", order_id="00000000-0000-0000-0000-000000000000")
        work_off()
        assert failed() == ["mails.order"]


@pytest.mark.usefixtures("queue")
class TestSubscribers:
    def test_a_sale_writes_to_the_shopper_at_each_turn(self):
        shop = open_shop()
        order_id = purchase(shop.request(("VASE-S", 2)), now=NOW).order_id
        deliver_all(now=NOW)
        work_off()
        confirm_payment(order_id=order_id, by="desk", now=NOW)
        pack_order(order_id=order_id, by="stock", now=NOW)
        ship_order(order_id=order_id, carrier="C", tracking_number="1", by="stock", now=NOW)
        deliver_all(now=NOW)
        work_off()
        subjects = list(KeptMail.objects.order_by("id").values_list("subject", flat=True))
        assert [subject.split(" pedido")[0] for subject in subjects] == ["Recebemos o seu", "Seu"]
        assert not waiting()
        assert not failed()
        assert_books_balance()

    def test_a_cancelled_sale_gives_the_money_back(self):
        shop = open_shop()
        order_id = purchase(shop.request(("CUP", 1)), now=NOW).order_id
        confirm_payment(order_id=order_id, by="desk", now=NOW)
        cancel_order(order_id=order_id, reason="", by="desk", now=NOW)
        deliver_all(now=NOW)
        work_off()
        payment = payment_of(order_id)
        assert payment is not None
        assert payment.refunded == brl("54.00")
        assert not failed()
        # The confirmation came too late to make sense, so only the end is told.
        assert [mail.subject.split()[-1] for mail in KeptMail.objects.all()] == ["cancelado"]
        assert_books_balance()

    def test_an_unpaid_cancelled_sale_asks_nobody_for_money(self):
        shop = open_shop()
        order_id = purchase(shop.request(("CUP", 1)), now=NOW).order_id
        cancel_order(order_id=order_id, reason="", by="desk", now=NOW)
        deliver_all(now=NOW)
        assert waiting() == Counter({"mails.order": 2})

    def test_an_event_that_is_picked_up_again_puts_no_second_job_into_the_queue(self):
        shop = open_shop()
        purchase(shop.request(("CUP", 1)), now=NOW)
        deliver_all(now=NOW)
        event = OutboxDelivery.objects.filter(event__name="orders.placed")[0].event
        type(event).objects.filter(pk=event.pk).update(done_at=None)
        deliver_all(now=NOW + timedelta(hours=1))
        assert waiting() == {"mails.order": 1}


class TestPatience:
    class Job:
        id, task_name = 1, "test"

        def __init__(self, attempts):
            self.attempts = attempts

    def pause(self, attempts, error):
        return Patience().get_retry_decision(exception=error, job=self.Job(attempts))

    def test_waits_longer_each_time_and_gives_up_in_the_end(self):
        first, later = self.pause(0, OSError()), self.pause(5, OSError())
        assert first.retry_at < later.retry_at
        assert self.pause(GIVE_UP_AFTER, OSError()) is None

    def test_never_waits_longer_than_four_hours(self):
        last, other = self.pause(11, OSError()), self.pause(10, OSError())
        assert abs((last.retry_at - other.retry_at).total_seconds()) < 5
        assert LONGEST_PAUSE_SECONDS == 4 * 3600

    def test_does_not_try_again_what_cannot_get_better(self):
        assert self.pause(0, Unmailable()) is None
