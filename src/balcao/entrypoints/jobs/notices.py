"""Telling shoppers that something is back: after each change of stock, and by the clock.

The clock catches what no event tells of: a hold that ran out, a limit or a buffer that was changed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from balcao.domains.replenishment.operations import call_waiting
from balcao.domains.stores.queries import all_stores
from balcao.entrypoints.emails.back_in_stock import tell_shopper
from balcao.entrypoints.jobs.queue import Patience
from balcao.plumbing.audit import acting

QUEUE: Final = "mails"


@app.task(name="mails.back_in_stock", queue=QUEUE, retry=Patience())
def tell_job(*, notice_id: str) -> None:
    """Write to one shopper, once."""
    with acting("system", source="job"):
        tell_shopper(notice_id=UUID(notice_id), now=datetime.now(UTC))


@app.task(name="notices.call", queue=QUEUE, retry=Patience())
def call_job(*, store_id: int) -> None:
    """Give those their turn who wait for something that is back."""
    call(store_id)


@app.periodic(cron="*/5 * * * *", queueing_lock="notices")
@app.task(name="notices.look", queue="clock", queueing_lock="notices", lock="notices")
def look_for_waiting(**_: int) -> None:
    """Give everybody their turn who waits for something that is back."""
    for store in all_stores():
        call(store.id)


def call(store_id: int) -> int:
    """Give turns and put their mails into the queue, both or neither; how many."""
    with acting("system", source="job"), transaction.atomic():
        called = call_waiting(store_id=store_id, now=datetime.now(UTC))
        for notice_id in called:
            tell_job.defer(notice_id=str(notice_id))
    return len(called)


def queue_call(store_id: int) -> None:
    """Let the worker give turns soon; once, however many changes ask for it."""
    lock = f"notices:{store_id}"
    try:
        # A refusal must not end the transaction that somebody else may have open.
        with transaction.atomic():
            call_job.configure(lock=lock, queueing_lock=lock).defer(store_id=store_id)
    except AlreadyEnqueued:
        return
