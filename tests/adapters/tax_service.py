"""The tax service that the how-to's example talks to: a real HTTP server of the tests' own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

RATE_PPM = 190_000
MILLION = 1_000_000
STALL_SECONDS = 8


@dataclass
class TaxService:
    """What the service does; tests let it go away, stall or lie."""

    url: str = ""
    patience: float = 6
    is_away: bool = False
    stalls: bool = False
    lie: str | None = None
    released: threading.Event = field(default_factory=threading.Event)

    def answer(self, asked: dict[str, Any]) -> str:
        """19 % of every line in Germany, half a cent up; nothing for who is exempt."""
        if self.stalls:
            self.released.wait(STALL_SECONDS)
        if self.lie is not None:
            return self.lie
        rate = RATE_PPM if asked["country"] == "DE" and not asked["exempt"] else 0
        whole = MILLION + rate if asked["included"] else MILLION
        taxes = [
            {
                "line": line["line"],
                "jurisdiction": asked["country"],
                "name": "VAT",
                "rate_ppm": rate,
                "base": line["amount"] * MILLION // whole,
                "amount": (line["amount"] * rate + whole // 2) // whole,
            }
            for line in asked["lines"]
        ]
        return json.dumps({"taxes": taxes})


@contextmanager
def running() -> Iterator[TaxService]:
    """The service, listening on a free port."""
    service = TaxService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            body = service.answer(json.loads(self.rfile.read(size))).encode()
            self.send_response(503 if service.is_away else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
