"""kill -9 of the server and of PostgreSQL at random moments of a storm of purchases.

``BALCAO_STORM_SECONDS``, ``BALCAO_STORM_KILLS``, ``BALCAO_STORM_SEED`` make it longer or another.
"""

from __future__ import annotations

import json
import os
import sys

import psycopg
import pytest

from balcao.plumbing.postgres import Lease
from tests.races.history import compare, read_orders, read_sold
from tests.races.installation import Installation
from tests.races.storm import OPEN, Storm

pytestmark = pytest.mark.race

SECONDS = float(os.environ.get("BALCAO_STORM_SECONDS", "20"))
KILLS = int(os.environ.get("BALCAO_STORM_KILLS", "6"))
SEED = int(os.environ.get("BALCAO_STORM_SEED", "20261123"))
CLIENTS, SALES = 4, 30


@pytest.mark.long
def test_every_acknowledged_order_survives_kill_9_and_nothing_is_half_there() -> None:
    with Installation() as installation:
        variants = json.loads(installation.python(OPEN).splitlines()[-1])
        installation.serve()
        storm = Storm(installation, variants, SEED)
        killed = storm.rage(clients=CLIENTS, seconds=SECONDS, kills=KILLS, sales=SALES)
        installation.stop()

        with Lease(installation.cluster), psycopg.connect(installation.cluster.dsn()) as database:
            cursor = database.cursor()
            orders, sold = read_orders(cursor, json.loads), read_sold(cursor)
        verified = installation.run("verify", check=False)

    acknowledged = [client for client in storm.clients if client.acknowledged]
    silent = [client for client in storm.clients if client.silences]
    sys.stdout.write(
        f"seed {SEED}: {len(killed)} kills {killed}; {len(storm.clients)} purchases wanted, "
        f"{len(acknowledged)} acknowledged, {len(silent)} had to ask again, {len(orders)} stored; "
        f"{dict(storm.answers)}\n"
    )
    assert compare(storm.clients, orders) == []
    assert storm.given_up == [], "clients that were never told anything"
    assert sold.get(variants["LAST"], 0) <= 1
    assert sold.get(variants["VASE-L"], 0) <= 5
    assert verified.returncode == 0, verified.stdout + verified.stderr
    # The storm was one: sales, kills, and clients who had to ask twice.
    assert len(acknowledged) > 20
    assert len(killed) >= min(KILLS, 3)
    assert silent
