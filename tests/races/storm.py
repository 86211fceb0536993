"""A storm of purchases over HTTP, and somebody who kills processes meanwhile."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Any

import psutil

from balcao.entrypoints.cli.ports import answers
from tests.races.history import Client, Order
from tests.races.installation import HOST, Installation
from tests.shop import ADDRESS, STOCK, brl

SHIPPING = brl("15.00").minor
PURCHASES = "/api/v1/purchases"
PATIENCE_SECONDS = 5.0
LAST_ANSWER_SECONDS = 45.0
CALM_SECONDS = 120.0
VICTIMS = ["database", "web worker", "everything", "backend", "web", "job worker"]
UNDECIDED = {"retry", "error", "unavailable"}
"""Problem codes that do not say whether there was an effect."""

OPEN = """
import json
from datetime import UTC, datetime
from balcao.domains.inventory.operations import set_on_hand
from balcao.domains.inventory.values import Count
from tests.shop import open_shop
now = datetime.now(UTC)
shop = open_shop(now, slug="demo")
set_on_hand(store_id=shop.store_id, location_id=shop.location_id, actor="test", now=now,
            counts=[Count(shop.variants["CUP"], 100_000), Count(shop.variants["VASE-S"], 150)],
            reason="received", document="")
print(json.dumps({sku: str(variant) for sku, variant in shop.variants.items()}))
"""


@dataclass
class Storm:
    """Clients that buy, and retry with the same key until they are told something."""

    installation: Installation
    variants: dict[str, str]
    seed: int
    clients: list[Client] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)
    given_up: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def rage(self, *, clients: int, seconds: float, kills: int, sales: int) -> list[str]:
        """Let it rage, and on until so many sales, two minutes at most; what was killed, in order.

        A slow machine needs all of the seconds to come back from a few kills.
        """
        threads = [
            threading.Thread(target=self._shop, args=[Random(f"{self.seed}-{nr}")], daemon=True)
            for nr in range(clients)
        ]
        for thread in threads:
            thread.start()
        killed = Killer(self.installation, Random(self.seed)).work(seconds, kills)
        end = time.monotonic() + CALM_SECONDS
        while time.monotonic() < end and self._sales() < sales:
            time.sleep(0.1)
        self.over.set()
        for thread in threads:
            thread.join(LAST_ANSWER_SECONDS + 2 * PATIENCE_SECONDS)
        assert not any(thread.is_alive() for thread in threads), "a client hangs"
        return killed

    def _sales(self) -> int:
        with self._lock:
            return sum(bool(client.acknowledged) for client in self.clients)

    def _shop(self, random: Random) -> None:
        while not self.over.is_set():
            client = self._new_client(random)
            body = json.dumps(self._wish(client))
            self._insist(client, body)
            while random.random() < 0.2 and client.acknowledged:
                self._ask(client, body)  # a replay must say the same

    def _new_client(self, random: Random) -> Client:
        skus = random.sample(list(STOCK), random.choice([1, 1, 2, 2, 3]))
        lines = {self.variants[sku]: random.randint(1, 3) for sku in skus}
        client = Client(f"storm-{random.getrandbits(64):016x}", "ana@example.com", lines)
        with self._lock:
            self.clients.append(client)
        return client

    def _wish(self, client: Client) -> dict[str, Any]:
        skus = {variant: sku for sku, variant in self.variants.items()}
        total = SHIPPING + sum(brl(STOCK[skus[v]][0]).minor * n for v, n in client.lines.items())
        return {
            "lines": [{"variant_id": v, "quantity": n} for v, n in client.lines.items()],
            "email": client.email,
            "address": ADDRESS.as_json(),
            "shipping": "standard",
            "payment": "cash_on_delivery",
            "expected_total": {"amount_minor": total, "currency": "BRL"},
        }

    def _insist(self, client: Client, body: str) -> None:
        patience = time.monotonic() + 3600
        while not client.acknowledged and not client.refusals:
            self._ask(client, body)
            if self.over.is_set():
                patience = min(patience, time.monotonic() + LAST_ANSWER_SECONDS)
            if time.monotonic() > patience:
                self.given_up.append(client.key)
                return

    def _ask(self, client: Client, body: str) -> None:
        try:
            status, said = post(self.installation.port, PURCHASES, client.key, body)
        except (OSError, http.client.HTTPException, ValueError) as silence:
            self._count(f"no answer: {type(silence).__name__}")
            client.silences += 1
            time.sleep(0.1)
            return
        code = code_of(said)
        self._count(f"{status} {code}".strip())
        if status == 201:
            client.acknowledged.append(Order(said["number"], said["total"]["amount_minor"]))
        elif status >= 500 or status == 429 or code in UNDECIDED:
            client.silences += 1
            time.sleep(0.2)
        else:
            client.refusals.append(code)

    def _count(self, answer: str) -> None:
        with self._lock:
            self.answers[answer] += 1


@dataclass
class Killer:
    """Ends processes of one installation with SIGKILL, at moments drawn beforehand."""

    installation: Installation
    random: Random

    def work(self, seconds: float, kills: int) -> list[str]:
        """Kill so many times, or fewer where the time runs out; what was killed, in order.

        Mostly the next victim falls while purchases are being made again, sometimes before the
        installation has come back from the last one.
        """
        victims = [*VICTIMS * (kills // len(VICTIMS)), *VICTIMS[: kills % len(VICTIMS)]]
        self.random.shuffle(victims)
        end = time.monotonic() + seconds
        killed = []
        for victim in victims:
            time.sleep(self.random.uniform(0.3, 2.0))
            if time.monotonic() > end:
                break
            if self.kill(victim):
                killed.append(victim)
            if self.random.random() < 0.75:
                self._await_recovery(end)
        self._await_recovery(time.monotonic() + LAST_ANSWER_SECONDS)
        time.sleep(0.5)
        return killed

    def _await_recovery(self, end: float) -> None:
        here = self.installation
        while time.monotonic() < end and not answers(HOST, here.port):
            time.sleep(0.1)

    def kill(self, victim: str) -> bool:
        """End one by its kind; whether there was one."""
        here = self.installation
        if victim == "everything":
            doomed = [*self._supervisor(), *here.programs(), *here.database()]
        elif victim == "database":
            doomed = here.database()
        elif victim == "backend":
            doomed = [p for p in here.database()[1:] if "balcao" in _title(p)][:1]
        else:
            doomed = self._program(victim)[:1]
        for process in doomed:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        if victim == "everything":
            assert here.server is not None
            here.server.wait()
            here.serve()
        return bool(doomed)

    def _supervisor(self) -> list[psutil.Process]:
        server = self.installation.server
        return [psutil.Process(server.pid)] if server and server.poll() is None else []

    def _program(self, victim: str) -> list[psutil.Process]:
        programs = self.installation.programs()
        web = [p for p in programs if "balcao.entrypoints.cli.web" in _title(p)]
        parents = [
            p for p in web if p.pid not in {child.pid for q in web for child in _children(q)}
        ]
        if victim == "web":
            return parents
        if victim == "web worker":
            return [child for parent in parents for child in _children(parent)]
        return [p for p in programs if _title(p).endswith("worker")]


def network_of(key: str) -> str:
    """A private address that is always the same for a key; believed behind a proxy only."""
    return "10.{}.{}.{}".format(*sha256(key.encode()).digest()[:3])


def post(
    port: int,
    path: str,
    key: str,
    body: str,
    *,
    token: str = "",
    patience: float = PATIENCE_SECONDS,
) -> tuple[int, dict[str, Any]]:
    """Status and body of one answer of the API. :raises OSError: there was none in time."""
    connection = http.client.HTTPConnection(HOST, port, timeout=patience)
    try:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        # Each from a network of its own, or so many would count as somebody testing cards.
        headers["X-Forwarded-For"] = network_of(key)
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        said = json.loads(response.read())
        return response.status, said if isinstance(said, dict) else {}
    finally:
        connection.close()


def code_of(said: dict[str, Any]) -> str:
    """The code of a refusal; empty for any other answer."""
    return str(said.get("type", "")).rpartition("/")[2].rpartition(":")[2]


def _title(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return " ".join(process.cmdline())
    return ""


def _children(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.Error):
        return process.children()
    return []
