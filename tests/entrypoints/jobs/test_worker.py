"""The worker process itself: events are told, mails are sent, and it ends when asked to."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from balcao.entrypoints.jobs.orders import send_order_mail
from balcao.entrypoints.jobs.schedules import take_up_stalled
from balcao.plumbing.postgres import Lease
from tests import jobqueue
from tests.races.installation import ROOT, Installation

SELL = """
from datetime import UTC, datetime
from balcao.domains.checkout.operations import purchase
from tests.shop import open_shop
now = datetime.now(UTC)
shop = open_shop(now)
print(purchase(shop.request(("CUP", 1)), now=now).number)
"""
LOOK = """
SELECT (SELECT count(*) FROM emails_keptmail),
       (SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'mails.order')
"""
START_SECONDS = 60
END_SECONDS = 60


@contextmanager
def worker(house: Installation) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "balcao.entrypoints.cli.main", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env=house.environment, process_group=0)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def look(house: Installation) -> tuple[int, int]:
    """Mails that were sent and jobs that are to send one; asked of the database, for the speed."""
    with Lease(house.cluster), psycopg.connect(house.cluster.dsn()) as database:
        sent, waiting = database.execute(LOOK).fetchone() or (0, 0)
        return sent, waiting


def wait_for_mails(house: Installation, count: int) -> None:
    end = time.monotonic() + START_SECONDS
    while look(house) != (count, 0):
        assert time.monotonic() < end, "the mail was not sent"
        time.sleep(0.05)


@pytest.mark.long
class TestWorkerProcess:
    def test_tells_events_runs_their_jobs_and_ends_when_asked_to(self):
        with Installation() as house:
            house.environment["EMAIL_BACKEND"] = "balcao.entrypoints.emails.keeping.KeepMail"
            house.environment["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
            # A server of the test's own, for as long as the test lasts.
            with worker(house) as process:
                house.python(SELL)
                wait_for_mails(house, 1)
                started = time.monotonic()
                process.send_signal(signal.SIGTERM)
                process.wait(END_SECONDS)
                assert time.monotonic() - started < END_SECONDS
                assert process.returncode in (0, 130)
            assert look(house) == (1, 0)


class TestTakeUpStalled:
    @pytest.fixture
    def queue(self, transactional_db):
        jobqueue.empty()
        yield
        jobqueue.empty()

    def test_begins_jobs_again_whose_worker_was_killed(self, queue):
        job_id = send_order_mail.defer(
            kind="shipping", order_id="00000000-0000-0000-0000-000000000000"
        )
        # As a killed worker leaves it.
        with jobqueue.connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job_id])
        take_up_stalled.defer(timestamp=0)
        jobqueue.work_off("clock")
        job = ProcrastinateJob.objects.get(pk=job_id)
        assert job.status == "todo"
