from __future__ import annotations

import re

import pytest
from django.test import Client

from balcao.domains.team.operations import issue_token, revoke_token
from balcao.domains.team.queries import tokens as all_tokens
from balcao.domains.team.rules import MAY
from balcao.domains.team.values import Capability, Role
from balcao.entrypoints.api.urls import api
from tests.entrypoints.api.conftest import Api
from tests.shop import NOW

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-7000-8000-000000000000"
SAMPLES = {
    "email": "nobody@example.com",
    "code": "nowhere",
    "slug": "nowhere",
    "handle": "nothing",
    "token": "no-such-token-anywhere",
    "token_id": "999",
    "customer_id": "999",
    "alert_id": "999",
    "code_id": "999",
    "base": "EUR",
    "quote": "BRL",
    "day": "2026-01-01",
    "ledger_account_id": "999",
    "month": "2026-11",
    "file_name": "journals.csv",
    "page_kind": "terms",
    "page_version": "1",
    "zone_id": "999",
    "rate_id": "999",
    "exemption_id": "999",
}


def addresses():
    """Every operation of the document: method, a path to call, the scope it names or None."""
    document = api.get_openapi_schema(path_prefix="")
    for path, methods in document["paths"].items():
        concrete = re.sub(r"{(\w+)}", lambda m: SAMPLES.get(m[1], NOBODY), path)
        for method, operation in methods.items():
            security = operation["security"]
            if security == [{"shopper": []}]:
                continue
            needs_token = bool(security) and {} not in security
            scopes = security[-1]["token"] if security else []
            yield method.upper(), concrete, needs_token, scopes[0] if scopes else None


def of_shoppers():
    """Every operation that only a shopper may call who is signed in."""
    document = api.get_openapi_schema(path_prefix="")
    for path, methods in document["paths"].items():
        concrete = re.sub(r"{(\w+)}", lambda m: SAMPLES.get(m[1], NOBODY), path)
        for method, operation in methods.items():
            if operation["security"] == [{"shopper": []}]:
                yield method.upper(), concrete


ALL = list(addresses())
CLOSED = [(method, path, scope) for method, path, needs, scope in ALL if needs]
OPEN = [(method, path) for method, path, needs, _ in ALL if not needs]


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_call_exactly_what_its_capabilities_name(tokens, role):
    caller = Api(Client(), tokens[role])
    for method, path, scope in CLOSED:
        status = caller.call(method, path).status_code
        allowed = scope is None or Capability(scope) in MAY[role]
        assert (status == 403) is not allowed, (method, path, scope, status)
        assert status not in {401, 500}, (method, path)


def test_strangers_are_asked_for_a_token_wherever_the_document_says_so(anybody):
    for method, path, _ in CLOSED:
        assert anybody.call(method, path).status_code == 401, (method, path)


def test_what_is_a_shoppers_own_is_closed_to_strangers_and_to_staff(anybody, owner):
    theirs = list(of_shoppers())
    assert len(theirs) > 5
    for method, path in theirs:
        for caller in (anybody, owner):
            assert caller.call(method, path).status_code == 401, (method, path)


def test_strangers_may_call_whatever_the_document_leaves_open(anybody):
    for method, path in OPEN:
        assert anybody.call(method, path).status_code not in {401, 403, 500}, (method, path)


def test_every_capability_opens_something():
    assert {scope for _, _, scope in CLOSED if scope} == {c.value for c in Capability}


def test_a_refusal_names_what_is_needed(tokens):
    refused = Api(Client(), tokens[Role.VIEWER]).post(f"/orders/{NOBODY}/pack")
    assert refused.status_code == 403
    assert refused.json()["needs"] == "orders:write"


def test_a_token_does_less_than_its_owner_when_its_scopes_say_so(tokens):
    narrow = issue_token(
        owner="owner@example.com", name="narrow", scopes={Capability.VIEW_STOCK}, now=NOW
    )
    caller = Api(Client(), narrow)
    assert caller.get("/stock/levels").status_code == 200
    assert caller.get("/orders").status_code == 403


def test_a_revoked_token_opens_nothing(tokens, owner):
    (mine,) = [one for one in all_tokens() if one.owner == "owner@example.com"]
    revoke_token(token_id=mine.id, now=NOW)
    assert owner.get("/me").status_code == 401


def test_a_token_hands_out_no_more_than_it_has_itself(tokens):
    narrow = issue_token(
        owner="owner@example.com", name="hr", scopes={Capability.MANAGE_TEAM}, now=NOW
    )
    asked = {"name": "wide", "scopes": ["orders:write"]}
    assert Api(Client(), narrow).post("/tokens", asked, key=None).status_code == 403


def test_drafts_are_for_staff(anybody, owner):
    assert anybody.get("/products?status=draft").status_code == 401
    assert owner.get("/products?status=draft").status_code == 200
