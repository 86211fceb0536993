"""Reports of a provider and statements of a bank, for tests."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from balcao.domains.payments.ports import Answer, Outcome
from balcao.domains.payments.queries import payments_of
from balcao.domains.pricing.operations import set_rates
from balcao.domains.pricing.values.rates import Rate
from balcao.domains.reconciliation import operations, queries
from balcao.domains.reconciliation.values import BankAccountInfo, BankFormat, LineView
from tests.cards import Card
from tests.domains.ledger.ledgers import bought, told
from tests.shop import NOW, Shop

DATA = Path(__file__).parents[2] / "data" / "reconciliation"
BY = {"actor": "ana", "now": NOW + timedelta(days=2)}
HEADER = (
    "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,source_id,"
    "description,charge_id,payment_intent_id,automatic_payout_id\n"
)
BANK = BankAccountInfo(
    "itau",
    "Itaú",
    "BRL",
    BankFormat(
        date="Data", description="Histórico", amount="Valor (R$)", reference="Documento",
        balance="Saldo (R$)",
    ),
)  # fmt: skip


class FakeStripe(Card):
    """Takes at once, and calls payments pi_1, pi_2 and so on."""

    code = "stripe"

    def pay(self, attempt):
        number = len(self.known) + 1
        self.taken[attempt.idempotency_key] = attempt.amount.minor
        answer = Answer(Outcome.CAPTURED, f"pi_{number}")
        return self.known.setdefault(attempt.idempotency_key, answer)


def by_card(shop: Shop, *lines: tuple[str, int]) -> UUID:
    """An order of R$ 93.00 that Stripe has taken, in the books."""
    order_id = bought(shop, *lines, provider="stripe", payment_token="tok")
    told()
    return order_id


def number_of(order_id: UUID) -> str:
    return payments_of(order_id)[0].reference


def row(name: str, gross: str, fee: str, category: str, intent: str = "", **more: str) -> str:
    """A row of Stripe's report of November 24."""
    net = f"{float(gross) - float(fee):.2f}"
    at, currency = more.get("at", "2026-11-24 10:00:00"), more.get("currency", "brl")
    source, payout = more.get("source", ""), more.get("payout", "")
    return f"{name},{at},{currency},{gross},{fee},{net},{category},{source},x,,{intent},{payout}\n"


def report(shop: Shop, *rows: str) -> UUID:
    """Take a report in and match it."""
    return taken(shop, "stripe", (HEADER + "".join(rows)).encode())


def rate(shop: Shop, worth: str, *, day: int = 24, base: str = "USD", quote: str = "BRL") -> None:
    """So many reais for a dollar on a day of November."""
    one = Rate(base, quote, date(2026, 11, day), Decimal(worth), "test")
    set_rates(store_id=shop.store_id, rates=[one], now=NOW)


def with_bank(shop: Shop) -> None:
    operations.save_bank_account(store_id=shop.store_id, account=BANK)


def bank(shop: Shop, *rows: str) -> UUID:
    """Take a statement in and match it; rows are day, text, reference and amount."""
    with_bank(shop)
    head = "Data;Histórico;Documento;Valor (R$);Saldo (R$)\n"
    text = head + "".join(f"{one};0,00\n" for one in rows)
    return taken(shop, "bank:itau", text.encode())


def taken(shop: Shop, source: str, content: bytes) -> UUID:
    statement_id = operations.take_in(
        store_id=shop.store_id, source=source, file_name="report.csv", content=content, **BY
    )
    operations.read_statement(statement_id=statement_id)
    operations.match_statement(statement_id=statement_id, now=BY["now"])
    return statement_id


def lines(shop: Shop, state: str = "") -> list[LineView]:
    return queries.lines_page(shop.store_id, state=state).items


def only(shop: Shop, state: str = "open") -> LineView:
    (found,) = lines(shop, state)
    return found


def reconciled(shop: Shop) -> dict[str, object]:
    """A report with a line that waits, and one of everything an address can name."""
    statement_id = report(shop, row("t1", "5.00", "0.00", "topup"))
    return {"statement_id": statement_id, "statement_line_id": only(shop).id}
