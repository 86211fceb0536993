"""Orders on their way through the books, for tests."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from balcao.domains.checkout.operations import purchase, refund_payment
from balcao.domains.inventory.operations import receive_lines
from balcao.domains.inventory.values import Arrival
from balcao.domains.ledger.operations import book_by_hand
from balcao.domains.ledger.queries import journal_by_id, order_balances, trial_balance
from balcao.domains.ledger.values import Line
from balcao.domains.orders import operations as orders
from balcao.domains.payments.queries import payments_of, refunds_of
from balcao.plumbing.outbox.relay import deliver_all
from tests.shop import NOW, Shop, brl

BY = {"by": "ana", "now": NOW}
LATE = date(2100, 1, 1)


def bought(shop: Shop, *lines: tuple[str, int], **changes: object) -> UUID:
    """An order, two cups for R$ 93.00 with shipping where nothing else is said."""
    return purchase(shop.request(*(lines or [("CUP", 2)]), **changes), now=NOW).order_id


def paid(shop: Shop, *lines: tuple[str, int]) -> UUID:
    order_id = bought(shop, *lines)
    orders.confirm_payment(order_id=order_id, **BY)
    return order_id


def sent(shop: Shop, *lines: tuple[str, int]) -> UUID:
    order_id = paid(shop, *lines)
    orders.pack_order(order_id=order_id, **BY)
    orders.ship_order(order_id=order_id, carrier="Correios", tracking_number="", **BY)
    return order_id


def delivered(shop: Shop, *lines: tuple[str, int]) -> UUID:
    order_id = sent(shop, *lines)
    orders.deliver_order(order_id=order_id, **BY)
    return order_id


def give_back(order_id: UUID, amount: str) -> None:
    """Money of an order, as often as it is called."""
    (payment,) = payments_of(order_id)
    key = f"{len(refunds_of(order_id))}"
    refund_payment(payment_id=payment.id, amount=brl(amount), key=key, **BY)


def told(now: datetime = NOW) -> None:
    """Everybody was told everything."""
    deliver_all(now=now)


def balances(shop: Shop) -> dict[str, int]:
    """What each account holds, once everybody was told; accounts with nothing left out."""
    told()
    rows = trial_balance(shop.store_id, until=LATE)
    return {row.code: row.balance_minor for row in rows if row.balance_minor}


def open_on(order_id: UUID) -> dict[str, int]:
    return {row.code: row.balance_minor for row in order_balances(order_id) if row.balance_minor}


def receive(shop: Shop, sku: str, units: int, value: str) -> None:
    """Units that cost so much together."""
    receive_lines(
        store_id=shop.store_id,
        location_id=shop.location_id,
        lines=[Arrival(shop.variants[sku], units, value=brl(value))],
        document="",
        actor="ana",
        now=NOW,
    )


def booked(shop: Shop, at: datetime = NOW) -> dict[str, object]:
    """A journal that somebody has booked, and one of everything an address can name."""
    journal_id = book_by_hand(
        store_id=shop.store_id,
        key="a-fee",
        day=at.date(),
        lines=[Line("fees", 350, "BRL"), Line("clearing:stripe", -350, "BRL")],
        reason="Fees",
        actor="ana",
        now=at,
    )
    lines = journal_by_id(shop.store_id, journal_id).lines
    return {
        "ledger_account_id": lines[0].account_id,
        "journal_id": journal_id,
        "ledger_file": "journals",
    }
