"""A shop, a token for each role, and a client that speaks JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
import pytest
from django.test import Client

from balcao.domains.team.operations import add_staff, issue_token
from balcao.domains.team.rules import MAY
from balcao.domains.team.values import Role
from balcao.entrypoints.api.here import STORES
from balcao.kernel.ids import new_id
from tests.shop import NOW, Shop, open_shop

API = "/api/v1"


@dataclass(frozen=True)
class Api:
    """A client with or without a token."""

    client: Client
    token: str = ""

    def call(self, method: str, path: str, body: Any = None, **headers: str):
        """One call; headers are written with underscores."""
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            said["Authorization"] = f"Bearer {self.token}"
        data = b"" if body is None else orjson.dumps(body)
        return self.client.generic(
            method, API + path, data, content_type="application/json", headers=said
        )

    def get(self, path: str, **headers: str):
        return self.call("GET", path, None, **headers)

    def post(self, path: str, body: Any = None, key: str | None = "new", **headers: str):
        """With an idempotency key of its own unless told otherwise."""
        if key is not None:
            headers["Idempotency_Key"] = str(new_id()) if key == "new" else key
        return self.call("POST", path, body, **headers)


@pytest.fixture
def shop(db) -> Shop:
    STORES.forget()
    return open_shop()


@pytest.fixture
def anybody(shop) -> Api:
    return Api(Client())


@pytest.fixture
def tokens(shop) -> dict[Role, str]:
    return issue_tokens()


def issue_tokens() -> dict[Role, str]:
    """A member of staff for each role, and a token with everything the role may do."""
    issued = {}
    for role in Role:
        mail = f"{role}@example.com"
        add_staff(email=mail, name=role.title(), role=role, password=None, now=NOW)
        issued[role] = issue_token(owner=mail, name="test", scopes=MAY[role], now=NOW)
    return issued


@pytest.fixture
def owner(tokens) -> Api:
    return Api(Client(), tokens[Role.OWNER])


@pytest.fixture
def purchase_body(shop) -> dict[str, Any]:
    """Two cups by bank transfer; the total is right."""
    return body_of(shop)


def body_of(shop: Shop) -> dict[str, Any]:
    """Two cups by bank transfer."""
    return {
        "lines": [{"variant_id": str(shop.variants["CUP"]), "quantity": 2}],
        "email": "ana@example.com",
        "address": {
            "name": "Ana Souza",
            "line1": "Rua Augusta, 100",
            "city": "São Paulo",
            "region": "SP",
            "postal_code": "01310-100",
            "country": "BR",
        },
        "shipping": "standard",
        "payment": "bank_transfer",
        "expected_total": {"amount_minor": 9300, "currency": "BRL"},
        "language": "pt-br",
    }
