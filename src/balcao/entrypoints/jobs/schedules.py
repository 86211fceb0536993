"""What runs by the clock, in UTC. A run that was missed, the nightly ones on a machine that sleeps
at night too, is made up for once when a worker starts within 26 hours.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import structlog
from procrastinate import JobContext
from procrastinate.contrib.django import app

from balcao.domains.checkout import operations as checkout
from balcao.domains.customers.operations import forget_sign_ins
from balcao.domains.inventory.operations import (
    classify_levels,
    ensure_partitions,
    make_due_counts,
    retire_expired,
)
from balcao.domains.replenishment.operations import refresh_alerts
from balcao.domains.stores.queries import all_stores
from balcao.entrypoints.console.boards.books import run_check
from balcao.plumbing.audit import acting
from balcao.plumbing.idempotency import forget_keys
from balcao.plumbing.outbox.cleaning import forget_told

KEYS_KEPT: Final = timedelta(days=30)
CARTS_KEPT: Final = timedelta(days=60)
log = structlog.get_logger("balcao.schedules")


@app.periodic(cron="* * * * *", queueing_lock="sweep")
@app.task(name="checkout.sweep", queue="clock", queueing_lock="sweep", lock="sweep")
def sweep_holds(**_: int) -> None:
    """End every purchase whose time to be paid is over."""
    with acting("system", source="job"):
        report = checkout.sweep_expired_holds(now=datetime.now(UTC))
    if report.placed or report.voided or report.undecided:
        log.info(
            "holds.swept",
            placed=report.placed,
            voided=report.voided,
            undecided=report.undecided,
        )


@app.periodic(cron="* * * * *", queueing_lock="calls")
@app.task(name="checkout.calls", queue="clock", queueing_lock="calls", lock="calls")
def ask_providers_again(**_: int) -> None:
    """Refunds, captures and voids whose provider did not answer are asked for again."""
    with acting("system", source="job"):
        settled = checkout.retry_due_calls(now=datetime.now(UTC))
    if settled:
        log.info("provider_calls.settled", count=settled)


@app.periodic(cron="5 3 * * *")
@app.task(name="inventory.partitions", queue="clock", lock="partitions")
def make_room_in_ledger(**_: int) -> None:
    """The ledger's partitions for the months to come."""
    ensure_partitions(now=datetime.now(UTC))


@app.periodic(cron="15 3 * * *")
@app.task(name="plumbing.clean", queue="clock", lock="clean")
def clean_up(**_: int) -> None:
    """Forget old keys, told events, ended sign-ins, and carts nobody came back to."""
    now = datetime.now(UTC)
    log.info(
        "cleaned",
        keys=forget_keys(before=now - KEYS_KEPT),
        events=_until_done(forget_told),
        sign_ins=forget_sign_ins(now=now),
        carts=_until_done(partial(checkout.discard_left_carts, before=now - CARTS_KEPT)),
    )


def _until_done(some: Callable[[], int]) -> int:
    """Call what does a part of the work until nothing is left; each part commits by itself."""
    return sum(iter(some, 0))


@app.periodic(cron="20 3 * * *")
@app.task(name="stock.look", queue="clock", lock="stock-look")
def look_at_stock(**_: int) -> None:
    """Put expired units aside, look what somebody should look at, plan the counts that are due."""
    now = datetime.now(UTC)
    with acting("system", source="job"):
        for store in all_stores():
            expired = retire_expired(store_id=store.id, now=now)
            open_ones = refresh_alerts(store_id=store.id, now=now)
            classify_levels(store_id=store.id, now=now)
            counts = make_due_counts(store_id=store.id, actor="system", now=now)
            found = {"expired": expired, "alerts": open_ones, "counts": len(counts)}
            log.info("stock.looked_at", store=store.slug, **found)


@app.periodic(cron="25 3 * * *")
@app.task(name="books.check", queue="clock", lock="books")
def check_books(**_: int) -> None:
    """Run every invariant; the console shows what came of it."""
    books = run_check(by="nightly", now=datetime.now(UTC))
    if not books.holds:
        log.error("books.broken", claims=[claim for claim, _ in books.broken])


@app.periodic(cron="*/2 * * * *", queueing_lock="stalled")
@app.task(
    name="jobs.stalled", queue="clock", queueing_lock="stalled", lock="stalled", pass_context=True
)
async def take_up_stalled(context: JobContext, **_: int) -> None:
    """Begin jobs again whose worker was killed in the middle of them."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        log.warning("job.stalled", job_id=job.id, task=job.task_name)
        await manager.retry_job(job)
