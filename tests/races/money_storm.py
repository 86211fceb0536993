"""``make storm``: purchases by card through bad weather, while processes are killed.

A whole installation, its clients and its staff over HTTP, Stripe's own SDK, and a provider that
keeps a record of its own. Afterwards everything that anybody was told, the provider's record, our
payments and our books have to be one story. ``python -m tests.races --help``.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import psycopg

from balcao.plumbing.postgres import Lease
from tests.adapters.stripe_proxy import SECRET, SIGNS, complete, localstripe, serving
from tests.races.history import compare, read_orders
from tests.races.installation import HOST, Installation
from tests.races.money_audit import (
    charges_of,
    differences,
    read_clearing,
    read_open,
    read_payments,
)
from tests.races.money_crowd import Crowd, Wish, wishes
from tests.races.money_weather import Postman, StormyProxy, Weather
from tests.races.storm import Killer

VICTIMS = ("web worker", "job worker", "web")
POSTMEN = 4
STAFF = 3
SETTLE_SECONDS = 600.0
LIST_SECONDS = 600.0
OPEN = """
import json
from datetime import UTC, datetime
from balcao.domains.inventory.operations import set_on_hand
from balcao.domains.inventory.values import Count
from balcao.domains.team.operations import add_staff, issue_token
from balcao.domains.team.rules import MAY
from balcao.domains.team.values import Role
from tests.shop import open_shop
now = datetime.now(UTC)
shop = open_shop(now, slug="storm")
counts = {"CUP": 100_000, "VASE-S": 100_000, "VASE-L": 60}
set_on_hand(store_id=shop.store_id, location_id=shop.location_id, actor="test", now=now,
            counts=[Count(shop.variants[sku], units) for sku, units in counts.items()],
            reason="received", document="")
add_staff(email="ana@shop.example", name="Ana", role="owner", password=None, now=now)
token = issue_token(owner="ana@shop.example", name="storm", scopes=MAY[Role.OWNER], now=now)
variants = {sku: str(variant) for sku, variant in shop.variants.items()}
print(json.dumps({"token": token, "variants": variants}))
"""
# What the worker does by the clock, at a time when every hold is over and every call is due.
SETTLE = """
import json
from datetime import UTC, datetime, timedelta
from balcao.domains.checkout import operations
from balcao.domains.orders.models import Order
from balcao.domains.payments.models import ProviderCall, Refund
from balcao.plumbing.outbox.relay import deliver_all
now = datetime.now(UTC) + timedelta(minutes=30 + 10 * {round})
operations.sweep_expired_holds(now=now)
operations.retry_due_calls(now=now, limit=1000)
for order in Order.objects.filter(state="cancelled"):
    operations.refund_cancelled(order_id=order.pk, now=now)
deliver_all(now=now)
print(json.dumps(Order.objects.filter(state="pending").count()
                 + Refund.objects.filter(state="asked").count()
                 + ProviderCall.objects.filter(state__in=["asked", "silent"]).count()))
"""


@dataclass(frozen=True)
class Plan:
    """How hard it blows."""

    seed: int
    purchases: int = 2000
    clients: int = 32
    kills: int = 3
    kills_database: bool = True
    capture: str = "by_hand"
    forgets: bool = False


@dataclass
class Outcome:
    """What came of it: what is wrong, and figures for the table."""

    problems: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)


class MoneyStorm:
    """One storm, from the empty installation to the verdict."""

    def __init__(self, plan: Plan, installation: Installation, weather: Weather) -> None:
        self.plan, self.installation, self.weather = plan, installation, weather
        self.killed: list[str] = []
        self.outcome = Outcome()
        opened = json.loads(installation.python(OPEN).splitlines()[-1])
        self.crowd = Crowd(installation.port, opened["token"], weather.card)
        self.wishes = wishes(Random(plan.seed), plan.purchases, opened["variants"])
        url = f"http://{HOST}:{installation.port}/webhooks/payments/stripe/"
        self.postman = Postman(url, Random(f"{plan.seed}-post"))
        weather.tell = self.postman.post

    def run(self) -> Outcome:
        """Let it rage, let it settle, and look."""
        began = time.monotonic()
        self.installation.serve()
        self._rage()
        raged = time.monotonic()
        self.weather.is_calm = True
        letters_left = self.postman.finish(SETTLE_SECONDS)
        self.installation.stop()
        self.installation.serve()
        self.installation.stop()
        # Its worker is not there: it would deliver now what is told of half an hour from now.
        rounds = self._settle()
        settled = time.monotonic()
        self._look()
        if letters_left:
            self.outcome.problems.append(f"{letters_left} messages were never taken")
        self.outcome.figures |= {
            "seconds of storm": round(raged - began),
            "seconds to settle": f"{settled - raged:.0f}, in {rounds} rounds",
            "killed": ", ".join(self.killed),
            "fell on the wire": dict(self.weather.fell),
            "answers to shoppers": dict(self.crowd.answers),
            "answers to staff": dict(self.crowd.staff_answers),
            "answers to messages": dict(self.postman.answers),
        }
        return self.outcome

    def _rage(self) -> None:
        threads = [threading.Thread(target=self.postman.work, daemon=True) for _ in range(POSTMEN)]
        killer = threading.Thread(target=self._kill, daemon=True)
        for thread in (*threads, killer):
            thread.start()
        with ThreadPoolExecutor(self.plan.clients) as shoppers, ThreadPoolExecutor(STAFF) as staff:

            def live(wish: Wish) -> None:
                self.crowd.buy(wish)
                staff.submit(self.crowd.look_after, wish)

            futures = [shoppers.submit(live, wish) for wish in self.wishes]
            while not all(one.done() for one in futures):
                show(self.crowd.done, len(futures), self.killed)
                time.sleep(0.5)
            for future in futures:
                future.result()
        show(self.crowd.done, len(futures), self.killed, end="\n")
        killer.join(60)

    def _kill(self) -> None:
        random = Random(f"{self.plan.seed}-kill")
        victims = [random.choice(VICTIMS) for _ in range(self.plan.kills)]
        victims += ["database"] if self.plan.kills_database else []
        random.shuffle(victims)
        killer = Killer(self.installation, random)
        share = self.plan.purchases / (len(victims) + 1)
        for number, victim in enumerate(victims, start=1):
            goal = share * (number + random.uniform(-0.3, 0.3))
            while self.crowd.done < goal:
                time.sleep(0.1)
            while not killer.kill(victim):
                time.sleep(0.5)
            self.killed.append(victim)

    def _settle(self) -> int:
        """What the worker would do within the hour; how many rounds it took."""
        ends, number, waits = time.monotonic() + SETTLE_SECONDS, 0, 1
        while waits and time.monotonic() < ends:
            said = self.installation.python(SETTLE.replace("{round}", str(number)))
            waits, number = json.loads(said.splitlines()[-1]), number + 1
        return number

    def _list(self, kind: str) -> list[dict[str, Any]]:
        """All that the provider has; localstripe looks through everything for each of them."""
        found = self.weather.direct("GET", f"/v1/{kind}?limit=100000", timeout=LIST_SECONDS)
        return list(found["data"])

    def _look(self) -> None:
        here = self.installation
        listed = self._list("payment_intents")
        intents = [one for one in listed if one["id"] not in self.weather.tries.gone]
        refunds = self._list("refunds")
        charges = charges_of(
            map(complete, intents), [one for one in refunds if one["payment_intent"]]
        )
        with Lease(here.cluster), psycopg.connect(here.cluster.dsn()) as database:
            cursor = database.cursor()
            orders = read_orders(cursor, json.loads)
            payments, clearing = read_payments(cursor), read_clearing(cursor)
            still_open = read_open(cursor)
        verified = here.run("verify", check=False)
        clients = [wish.client for wish in self.wishes]
        self.outcome.problems += [
            *compare(clients, orders),
            *differences(charges, payments, clearing),
            *still_open,
            *[f"was never told: {key}" for key in self.crowd.given_up],
            *[line for line in verified.stdout.splitlines() if "BROKEN" in line],
        ]
        if verified.returncode:
            self.outcome.problems.append(f"balcao verify ends with {verified.returncode}")
        self.outcome.figures |= {
            "purchases wanted": len(clients),
            "acknowledged": sum(1 for one in clients if one.acknowledged),
            "declined or refused": sum(1 for one in clients if one.refusals),
            "had to ask again": sum(1 for one in clients if one.silences),
            "orders": len(orders),
            "intents at the provider": len(charges),
            "of which took money": sum(1 for one in charges if one.taken),
            "refunds": len(refunds),
            "taken, minor units": sum(one.taken for one in charges),
            "given back, minor units": sum(one.given_back for one in charges),
            "clearing account, minor units": clearing,
        }


def show(done: int, whole: int, killed: list[str], end: str = "") -> None:
    """A bar that grows, where somebody is looking."""
    if sys.stdout.isatty() or end:
        bar = "#" * (30 * done // whole)
        start = "\r" if sys.stdout.isatty() else ""
        sys.stdout.write(f"{start}[{bar:<30}] {done}/{whole} purchases, {len(killed)} kills {end}")
        sys.stdout.flush()


@contextmanager
def storm(plan: Plan) -> Iterator[MoneyStorm]:
    """An installation that pays through the weather, and its storm."""
    with ExitStack() as stack:
        weather = Weather(
            stack.enter_context(localstripe()),
            random=Random(f"{plan.seed}-weather"),
            forgets=plan.forgets,
        )
        stack.enter_context(serving(weather, StormyProxy))
        here = Installation(workers=2, threads=8)
        here.environment |= {
            "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
            "BALCAO_BEHIND_PROXY": "1",
            "BALCAO_STRIPE": (
                f"secret_key={SECRET};publishable_key=pk_test_open;webhook_secret={SIGNS};"
                f"capture={plan.capture};url={weather.url}"
            ),
        }
        stack.enter_context(here)
        yield MoneyStorm(plan, here, weather)


def tell(plan: Plan, outcome: Outcome) -> None:
    """The table, and what is wrong."""
    write = sys.stdout.write
    write(f"\nseed {plan.seed}\n")
    for name, figure in outcome.figures.items():
        write(f"  {name:<30} {figure}\n")
    for problem in outcome.problems[:50]:
        write(f"BREACH {problem}\n")
    write(f"{len(outcome.problems)} breaches\n" if outcome.problems else "Nothing is amiss.\n")


def main() -> int:
    """Run one storm; the exit status is 1 when anything is amiss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--purchases", type=int, default=Plan.purchases)
    parser.add_argument("--clients", type=int, default=Plan.clients)
    parser.add_argument("--kills", type=int, default=Plan.kills)
    parser.add_argument("--capture", choices=("by_hand", "at_once"), default=Plan.capture)
    given = parser.parse_args()
    plan = Plan(**vars(given))
    sys.stdout.write(f"seed {plan.seed}; the same storm: make storm SEED={plan.seed}\n")
    sys.stdout.flush()
    with storm(plan) as raging:
        outcome = raging.run()
    tell(plan, outcome)
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
