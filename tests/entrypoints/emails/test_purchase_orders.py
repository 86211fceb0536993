from __future__ import annotations

from dataclasses import replace

import pytest
from django.core import mail

from balcao.domains.purchasing import operations
from balcao.domains.purchasing.queries import purchase_by_id
from balcao.entrypoints.emails.purchase_orders import language_of, mail_purchase_order
from balcao.entrypoints.emails.sending import BeingSent
from balcao.plumbing.outbox.relay import deliver_all
from tests.domains.purchasing.buying import ACME, open_buying
from tests.jobqueue import waiting
from tests.shop import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def buying():
    return open_buying(edit=replace(ACME, language="pt-BR", address="Rua A, 1\nSão Paulo"))


@pytest.fixture
def asked(buying) -> dict:
    order_id = buying.approved(("CUP", 10), ("VASE-S", 4), note_text="Sem plástico, por favor.")
    dispatch = operations.send_purchase(order_id=order_id, by="bob", now=NOW)
    return {"order_id": order_id, "dispatch_id": dispatch, "now": NOW}


class TestMail:
    def test_goes_out_once_with_the_order_as_pdf(self, asked):
        assert mail_purchase_order(**asked)
        assert not mail_purchase_order(**asked)
        (sent,) = mail.outbox
        number = purchase_by_id(asked["order_id"]).number
        assert sent.subject == f"Pedido de compra {number} de Loja de Teste"
        assert sent.to == ["sales@acme.example"]
        assert "10 unidades  Xícara Serra  [A-CUP · CUP]  R$\xa0200,00" in sent.body
        assert "Sem plástico" in sent.body
        ((name, content, kind),) = [tuple(one) for one in sent.attachments]
        assert (name, kind, content[:5]) == (f"{number}.pdf", "application/pdf", b"%PDF-")

    def test_is_written_down_on_the_order(self, asked):
        mail_purchase_order(**asked)
        order = purchase_by_id(asked["order_id"])
        assert (order.dispatches[0].sent_at, order.timeline[-1].kind) == (NOW, "mailed")

    def test_is_tried_again_after_a_failure_that_is_written_down(self, asked, monkeypatch):
        with monkeypatch.context() as patch:
            patch.setattr("balcao.entrypoints.emails.purchase_orders.post", away)
            with pytest.raises(OSError, match="away"):
                mail_purchase_order(**asked)
        assert purchase_by_id(asked["order_id"]).dispatches[0].problem == "OSError: away"
        assert mail_purchase_order(**asked)
        assert purchase_by_id(asked["order_id"]).dispatches[0].problem == ""

    def test_is_not_sent_by_two_at_once(self, asked):
        operations.claim_dispatch(dispatch_id=asked["dispatch_id"], now=NOW)
        with pytest.raises(BeingSent):
            mail_purchase_order(**asked)

    def test_is_not_sent_for_what_was_cancelled_meanwhile(self, asked):
        operations.cancel_purchase(order_id=asked["order_id"], reason="", by="bob", now=NOW)
        assert not mail_purchase_order(**asked)
        assert mail.outbox == []

    def test_becomes_a_job_of_the_queue(self, asked):
        deliver_all(now=NOW)
        assert waiting()["mails.purchase_order"] == 1


def away(_letter):
    raise OSError("away")


def test_writes_english_where_it_does_not_speak_the_language(buying):
    supplier = type("S", (), {"language": "de"})()
    assert language_of(supplier) == "en"
