"""A payment service that speaks the API Pix of the Central Bank of Brazil, for the contract."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from balcao.adapters.payments.brcode import dynamic_code
from balcao.adapters.payments.pix import txid_of
from balcao.domains.payments.ports import Attempt

MADE = "2026-11-24T12:00:00+00:00"


@dataclass
class Service:
    """What the service knows; also the remote control of the contract."""

    url: str = ""
    charges: dict[str, dict[str, Any]] = field(default_factory=dict)
    returns: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    is_away: bool = False
    refuses_returns: bool = False
    tokens: int = 0

    good_token: str = ""
    bad_token: str = ""

    def go_away(self) -> None:
        self.is_away = True

    def shopper_pays(self, attempt: Attempt) -> bool:
        """As with a bank's app; whether the charge could be paid."""
        charge = self.charges.get(txid_of(attempt.idempotency_key))
        if charge is None or charge["status"] != "ATIVA":
            return False
        paid = {"endToEndId": f"E{charge['txid'][:30]}", "valor": charge["valor"]["original"]}
        charge |= {"status": "CONCLUIDA", "pix": [paid]}
        return True

    def taken(self, attempt: Attempt) -> int:
        charge = self.charges.get(txid_of(attempt.idempotency_key), {})
        return sum(_minor(one["valor"]) for one in charge.get("pix", []))

    def given_back(self, attempt: Attempt) -> int:
        charge = self.charges.get(txid_of(attempt.idempotency_key), {})
        ids = [one["endToEndId"] for one in charge.get("pix", [])]
        return sum(_minor(r["valor"]) for e in ids for r in self.returns.get(e, {}).values())

    def answer(self, method: str, path: str, body: Any) -> tuple[int, dict[str, Any]]:
        if self.is_away:
            return 503, {}
        if path == "/oauth/token":
            self.tokens += 1
            return 200, {"access_token": "abc", "expires_in": 3600}
        kind, name, *rest = path.strip("/").split("/")
        if kind == "cob":
            return self._charge(method, name, body)
        return self._return(method, name, rest[-1], body)

    def _charge(self, method: str, txid: str, body: Any) -> tuple[int, dict[str, Any]]:
        known = self.charges.get(txid)
        if method == "PUT":
            if known is not None:
                return 409, {}
            where = f"https://psp.example/v2/{txid}"
            self.charges[txid] = {
                **body,
                "txid": txid,
                "status": "ATIVA",
                "calendario": {**body["calendario"], "criacao": MADE},
                "pixCopiaECola": dynamic_code(location=where, name="Loja", city="Recife"),
            }
            return 201, self.charges[txid]
        if known is None:
            return 404, {}
        if method == "PATCH":
            if known["status"] != "ATIVA":
                return 422, {}
            known["status"] = body["status"]
        return 200, known

    def _return(self, method: str, payment: str, name: str, body: Any) -> tuple[int, dict]:
        known = self.returns.setdefault(payment, {})
        if method == "GET":
            return (200, known[name]) if name in known else (404, {})
        if self.refuses_returns:
            return 422, {}
        if name in known:
            return 409, {}
        known[name] = {"id": name, "valor": body["valor"], "status": "EM_PROCESSAMENTO"}
        return 201, known[name]


def _minor(amount: str) -> int:
    return int(amount.replace(".", ""))


@contextmanager
def running() -> Iterator[Service]:
    """The service, listening on a free port of this machine."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def respond(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            said = self.rfile.read(size)
            is_json = self.headers.get("Content-Type") == "application/json"
            body = json.loads(said) if said and is_json else None
            status, answer = service.answer(self.command, self.path, body)
            sent = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_PUT = do_POST = do_PATCH = respond

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
