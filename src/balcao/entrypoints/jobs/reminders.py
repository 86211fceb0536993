"""Reminding of carts that were left: chosen by the clock, each mail a job of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from balcao.domains.checkout.operations import choose_reminders, forget_reminders
from balcao.domains.stores.queries import all_stores
from balcao.entrypoints.emails.left_cart import remind_shopper
from balcao.entrypoints.jobs.queue import Patience
from balcao.plumbing.audit import acting

QUEUE: Final = "mails"


@app.task(name="mails.left_cart", queue=QUEUE, retry=Patience())
def remind_job(*, reminder_id: str) -> None:
    """Write to one shopper, at most once."""
    with acting("system", source="job"):
        remind_shopper(reminder_id=UUID(reminder_id), now=datetime.now(UTC))


@app.periodic(cron="*/5 * * * *", queueing_lock="reminders")
@app.task(name="reminders.look", queue="clock", queueing_lock="reminders", lock="reminders")
def look_for_left_carts(**_: int) -> None:
    """Remind of the carts whose time it is, a batch at a time."""
    for store in all_stores():
        while remind(store.id):
            pass


@app.periodic(cron="45 3 * * *")
@app.task(name="reminders.forget", queue="clock", lock="reminders-forget")
def forget_old_reminders(**_: int) -> None:
    """Delete reminders, and the addresses in them, after 400 days."""
    forget_reminders(now=datetime.now(UTC))


def remind(store_id: int) -> int:
    """Choose a batch and put its mails into the queue, both or neither; how many."""
    with acting("system", source="job"), transaction.atomic():
        chosen = choose_reminders(store_id=store_id, now=datetime.now(UTC))
        for reminder_id in chosen:
            remind_job.defer(reminder_id=str(reminder_id))
    return len(chosen)
