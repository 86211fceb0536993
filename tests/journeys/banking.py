"""The bank of the journeys: a Pix service outside, and its messages to the shop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import requests

from balcao.adapters.payments.pix import PixCharges
from balcao.adapters.payments.pixservice import PixService
from balcao.domains.payments.ports import offered, use_providers
from tests.adapters.pix_service import Service, running

SECRET = "sesame"


@dataclass
class Bank:
    """What somebody does in their bank's app, and what the service tells the shop of it."""

    service: Service
    shop_url: str

    def pay(self, code: str) -> str:
        """Pay the charge behind a code that was scanned or pasted; returns its id."""
        (charge,) = [one for one in self.service.charges.values() if one["pixCopiaECola"] == code]
        assert charge["status"] == "ATIVA", "a bank's app refuses a charge that was taken away"
        paid = {"endToEndId": f"E{charge['txid'][:30]}", "valor": charge["valor"]["original"]}
        charge |= {"status": "CONCLUIDA", "pix": [paid]}
        return str(charge["txid"])

    def tell(self, txid: str, *, times: int = 1) -> int:
        """Send the message about a payment, as often as the service feels like; what was news."""
        told = {"pix": [{"endToEndId": f"E{txid[:30]}", "txid": txid}]}
        address = f"{self.shop_url}/webhooks/payments/pix/?hmac={SECRET}"
        answers = [requests.post(address, json=told, timeout=10) for _ in range(times)]
        assert {one.status_code for one in answers} == {200}
        return sum(one.json()["taken"] for one in answers)

    @property
    def taken_minor(self) -> int:
        """All that was paid, in cents."""
        paid = [one for charge in self.service.charges.values() for one in charge.get("pix", [])]
        return sum(int(one["valor"].replace(".", "")) for one in paid)


@contextmanager
def banking(shop_url: str) -> Iterator[Bank]:
    """Offer Pix by a service beside the other ways to pay."""
    before = offered()
    with running() as service:
        outside = PixService(service.url, "client", "s3cret")
        pix = PixCharges(outside, key="loja@example.com", secret=SECRET)
        use_providers([*(one for one in before if one.code != "pix"), pix])
        try:
            yield Bank(service, shop_url)
        finally:
            use_providers(before)
