"""The payment service that the how-to's example talks to: a real HTTP server of the tests' own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from balcao.domains.payments.ports import Attempt


@dataclass
class Service:
    """What the service knows; also the remote control of the contract."""

    url: str = ""
    good_token: str = "vale-good"
    bad_token: str = "vale-bad"
    charges: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, tuple[str, int]] = field(default_factory=dict)
    is_away: bool = False

    def go_away(self) -> None:
        self.is_away = True

    def taken(self, attempt: Attempt) -> int:
        charge = self.charges.get(attempt.idempotency_key, {})
        return charge["amount"] if charge.get("status") == "captured" else 0

    def given_back(self, attempt: Attempt) -> int:
        mine = (amount for key, amount in self.refunds.values() if key == attempt.idempotency_key)
        return sum(mine)

    def answer(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        parts = path.strip("/").split("/")
        key = parts[1]
        if self.is_away:
            return 503, {}
        if method == "GET":
            return (200, self.charges[key]) if key in self.charges else (404, {})
        if parts[2:] == ["void"]:
            charge = self.charges.setdefault(key, {"id": f"ch_{key}", "status": "void"})
            return 200, charge
        if parts[2:] == ["refunds"]:
            self.refunds.setdefault(body["key"], (key, body["amount"]))
            return 200, {}
        status = "captured" if body["token"] == self.good_token else "declined"
        charge = {"id": f"ch_{key}", "status": status, "amount": body["amount"]}
        return 200, self.charges.setdefault(key, charge)


@contextmanager
def running() -> Iterator[Service]:
    """The service, listening on a free port."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.respond("GET", {})

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            self.respond("POST", json.loads(self.rfile.read(size)))

        def respond(self, method: str, body: dict[str, Any]) -> None:
            status, answer = service.answer(method, self.path, body)
            sent = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
