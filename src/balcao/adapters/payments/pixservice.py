"""Talking to a payment service of the API Pix: token, mutual TLS, silence told from refusal."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import requests

from balcao.domains.payments.ports import ProviderAway, ProviderRefused

SECONDS: Final = 10
REFUSALS: Final = (400, 403, 409, 422)
EARLY: Final = timedelta(seconds=60)


@dataclass
class PixService:
    """One service; ``certificate`` and ``private_key`` are files for mutual TLS."""

    url: str
    client_id: str
    client_secret: str = field(repr=False)
    certificate: str = ""
    private_key: str = ""
    _token: str = field(default="", repr=False)
    _token_until: float = field(default=0.0, repr=False)

    def ask(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        bears: tuple[int, ...] = (),
    ) -> dict[str, Any] | None:
        """What the service answers; None for what it does not know."""
        headers = {"Authorization": f"Bearer {self._bearer()}"}
        answer = self._send(method, path, json=body, headers=headers)
        if answer.status_code == 404:
            return None
        if answer.status_code in bears:
            return {}
        if answer.status_code in REFUSALS and method == "PUT" and "/devolucao/" in path:
            raise ProviderRefused(f"the service answered {answer.status_code}")
        return _read(answer)

    def _bearer(self) -> str:
        """A token of the service, kept until a minute before it ends."""
        moment = time.monotonic()
        if self._token and moment < self._token_until:
            return self._token
        answer = self._send(
            "POST",
            "/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(self.client_id, self.client_secret),
        )
        said = _read(answer)
        self._token = str(said.get("access_token", ""))
        self._token_until = moment + float(said.get("expires_in", 0)) - EARLY.total_seconds()
        return self._token

    def _send(self, method: str, path: str, **more: Any) -> requests.Response:
        files = (self.certificate, self.private_key or self.certificate)
        try:
            return requests.request(
                method,
                self.url + path,
                timeout=SECONDS,
                cert=files if self.certificate else None,
                allow_redirects=False,
                **more,
            )
        except requests.RequestException as error:
            raise ProviderAway from error


def _read(answer: requests.Response) -> dict[str, Any]:
    try:
        answer.raise_for_status()
        return dict(answer.json())
    except (requests.RequestException, ValueError) as error:
        raise ProviderAway from error
