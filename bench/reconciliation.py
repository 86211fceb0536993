"""``python -m bench.reconciliation``: a report of 100,000 lines, beside a COPY of the same rows.

Fills an installation of its own with that many card payments, writes the report that Stripe would
write about them, and takes it in as the worker does: read, match, book. The limit is a COPY of the
rows that came of it, into tables with the same keys and indexes, in the same run.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final
from uuid import UUID

import django
from django.db import connection

from bench.import_products import copy_rows, database, timed
from bench.machine import describe

NOW: Final = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
RESULTS: Final = Path(__file__).with_name("reconciliation_results.md")
TABLES: Final = (
    "reconciliation_line", "reconciliation_decision", "ledger_journal", "ledger_entry",
)  # fmt: skip
HEADER: Final = (
    "automatic_payout_id,balance_transaction_id,created_utc,currency,gross,fee,net,"
    "reporting_category,source_id,description,charge_id,payment_intent_id\n"
)
REFUND_EACH: Final = 20
PAYOUT_EACH: Final = 1000
# Orders that were paid by card with R$ 93.00, and R$ 10.00 given back of each twentieth; in the
# books too.
SEED: Final = """
CREATE TEMP TABLE bought AS SELECT n, uuidv7() AS order_id, uuidv7() AS payment_id
FROM generate_series(1, %(payments)s) AS n;
INSERT INTO orders_order (id, store_id, number, token, email, locale, address, currency,
    lines_minor, discount_minor, shipping_minor, tax_minor, total_minor, state, provider,
    pays_on_delivery, rate_code, rate_name, placed_at, paid_at, version)
SELECT order_id, %(store)s, 'R-' || n, 'token-' || n, 'ana@example.com', 'pt-br', '{}', 'BRL',
    9300, 0, 0, 0, 9300, 'paid', 'stripe', false, 'standard', 'Standard', %(at)s, %(at)s, 1
FROM bought;
INSERT INTO payments_payment (id, store_id, order_id, reference, provider, currency, amount_minor,
    captured_minor, refunded_minor, state, idempotency_key, provider_reference, created_at,
    updated_at)
SELECT payment_id, %(store)s, order_id, 'R-' || n, 'stripe', 'BRL', 9300, 9300,
    CASE WHEN n %% %(refund)s = 0 THEN 1000 ELSE 0 END, 'captured', 'key-' || n, 'pi_' || n,
    %(at)s, %(at)s
FROM bought;
INSERT INTO payments_refund (id, store_id, payment_id, key, amount_minor, reason, state, actor,
    asked_at, done_at)
SELECT uuidv7(), %(store)s, payment_id, 'one', 1000, '', 'done', 'ana', %(at)s, %(at)s
FROM bought WHERE n %% %(refund)s = 0;
ALTER TABLE ledger_journal DISABLE TRIGGER USER;
ALTER TABLE ledger_entry DISABLE TRIGGER USER;
INSERT INTO ledger_books (store_id, since, version) VALUES (%(store)s, %(at)s, 1);
INSERT INTO ledger_account (store_id, code, currency, type)
VALUES (%(store)s, 'clearing:stripe', 'BRL', 'asset'), (%(store)s, 'receivable', 'BRL', 'asset');
CREATE TEMP TABLE told AS
SELECT uuidv7() AS id, order_id, n, kind, minor,
    'payment:' || payment_id || ':' || kind || ':' || minor AS source
FROM bought, (VALUES ('captured', 9300), ('refunded', 1000)) AS k(kind, minor)
WHERE kind = 'captured' OR n %% %(refund)s = 0;
INSERT INTO ledger_journal (id, store_id, day, of_day, at, kind, source, order_id, document, memo,
    actor)
SELECT id, %(store)s, '2026-11-23', '2026-11-23', %(at)s, kind, source, order_id, 'order:R-' || n,
    '', '' FROM told;
INSERT INTO ledger_entry (journal_id, line_no, day, store_id, account_id, currency, amount_minor,
    order_id)
SELECT t.id, a.id - (SELECT min(id) FROM ledger_account) + 1, '2026-11-23', %(store)s, a.id, 'BRL',
    CASE WHEN (a.code = 'receivable') = (t.kind = 'captured') THEN -minor ELSE minor END, order_id
FROM told t, ledger_account a;
ALTER TABLE ledger_journal ENABLE TRIGGER USER;
ALTER TABLE ledger_entry ENABLE TRIGGER USER;
"""
PAGE: Final = """\
# What a report of {lines:,} lines costs

Written by `python -m bench.reconciliation` on {day}. Machine: {machine}. PostgreSQL 18 as Balcao
starts it, fsync on, in one process. The report names {payments:,} payments by card, a refund of
each {refund}th, and a payout after each {payout}; all of its lines match, and each is booked.

| | seconds | lines a second |
|---|---|---|
| take the file in, read it, write its lines ({mb:.0f} MB) | {read:.1f} | {read_rate:,.0f} |
| match and book, 1,000 lines in a transaction | {match:.1f} | {match_rate:,.0f} |
| all of it | {total:.1f} | {total_rate:,.0f} |
| the same file plus one line, where nothing else is new | {again:.1f} | {again_rate:,.0f} |
| COPY of the rows that came of it, same keys and indexes | {copy:.1f} | {copy_rate:,.0f} |

All of it takes **{ratio:.1f} times** the COPY. A batch took {first:.2f} s at the beginning and
{last:.2f} s at the end (medians of {tenth}); the process grew by {memory:.0f} MB while it read, and
by {matching:.0f} MB more while it matched. The console shows a bar meanwhile; work that is broken
off goes on with the next batch.
{busy}"""
BUSY: Final = """
Other work ran on the machine at the same time, which the seconds show and the ratio less.
"""


def report(payments: int) -> Iterator[str]:
    """The rows that Stripe would write about these payments."""
    at = "2026-11-23 15:10:00,brl"
    for n in range(1, payments + 1):
        payout = f"po_{n // PAYOUT_EACH}"
        yield f"{payout},txn_{n},{at},93.00,4.10,88.90,charge,ch_{n},Order R-{n},ch_{n},pi_{n}\n"
        if n % REFUND_EACH == 0:
            yield f"{payout},re_{n},{at},-10.00,0.00,-10.00,refund,re_{n},Refund,ch_{n},pi_{n}\n"
        if n % PAYOUT_EACH == 0:
            yield f"{payout},out_{n},{at},-88000.00,0.00,-88000.00,payout,{payout},Payout,,\n"


def payments_for(lines: int) -> int:
    """How many payments a report of about so many lines names."""
    return round(lines / (1 + 1 / REFUND_EACH + 1 / PAYOUT_EACH))


def memory_mb() -> float:
    """The most that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def opened(payments: int) -> int:
    """A store with these payments; returns its id."""
    from balcao.domains.stores.operations import create_store

    store_id = create_store(
        slug="bench", name="Bench", currency="BRL", language="pt-br", languages=["pt-br"],
        country="BR", time_zone="America/Sao_Paulo", email="bench@example.com", now=NOW,
    )  # fmt: skip
    with connection.cursor() as cursor:
        said = {"store": store_id, "payments": payments, "at": NOW, "refund": REFUND_EACH}
        for statement in SEED.split(";\n"):
            if statement.strip():
                cursor.execute(statement, said)
        cursor.execute("ANALYZE")
    return store_id


def read(store_id: int, content: bytes) -> UUID:
    """Take a file in and read it."""
    from balcao.domains.reconciliation.operations import read_statement, take_in

    statement_id = take_in(
        store_id=store_id, source="stripe", file_name="report.csv", content=content,
        actor="bench", now=NOW,
    )  # fmt: skip
    read_statement(statement_id=statement_id)
    return statement_id


def match(statement_id: UUID) -> list[float]:
    """Match a file; returns the seconds of each batch."""
    from balcao.domains.reconciliation.operations import match_statement

    ends = [time.perf_counter()]
    match_statement(
        statement_id=statement_id, now=NOW,
        on_progress=lambda *_: ends.append(time.perf_counter()),
    )  # fmt: skip
    return [end - start for start, end in pairwise(ends)]


def measure(lines: int) -> str:
    """The page of results."""
    from balcao.domains.reconciliation.queries import open_lines

    payments = payments_for(lines)
    content = (HEADER + "".join(report(payments))).encode()
    lines = content.count(b"\n") - 1
    with database():
        store_id = opened(payments)
        begin = memory_mb()
        reading, statement_id = timed("read", lambda: read(store_id, content))
        read_at = memory_mb()
        matching, batches = timed("match", lambda: match(statement_id))
        matched_at = memory_mb()
        if open_lines(store_id):
            raise SystemExit(f"{open_lines(store_id)} lines did not match")
        copied = copy_rows(TABLES)
        longer = content + b"po_1,fee_1,2026-11-23 15:10:00,brl,-1.00,0.00,-1.00,fee,,Fee,,\n"
        again, _ = timed("again", lambda: match(read(store_id, longer)))
    tenth = max(1, len(batches) // 10)
    is_busy = os.getloadavg()[2] > len(os.sched_getaffinity(0))
    total = reading + matching
    return PAGE.format(
        lines=lines, day=datetime.now(UTC).date(), machine=describe(), payments=payments,
        refund=REFUND_EACH, payout=PAYOUT_EACH, mb=len(content) / 2**20,
        read=reading, read_rate=lines / reading, match=matching, match_rate=lines / matching,
        total=total, total_rate=lines / total, again=again, again_rate=lines / again,
        copy=copied, copy_rate=lines / copied, ratio=total / copied, tenth=tenth,
        first=median(batches[:tenth]), last=median(batches[-tenth:]),
        busy=BUSY if is_busy else "", memory=read_at - begin, matching=matched_at - read_at,
    )  # fmt: skip


def main() -> None:
    """Measure, print, and write the page where the size is the full one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.config.settings")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", type=int, nargs="?", default=100_000)
    lines = parser.parse_args().lines
    django.setup()
    page = measure(lines)
    print(page)
    if lines >= 100_000:
        RESULTS.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
