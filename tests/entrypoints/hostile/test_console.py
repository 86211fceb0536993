"""What members of staff, or who pretends to be one, may send to the console."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from itertools import product
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balcao.domains.catalog.models import Product
from balcao.domains.imports.operations import upload_products_file
from balcao.domains.orders.queries import order_by_id
from balcao.domains.replenishment.operations import refresh_alerts
from balcao.domains.replenishment.queries import alerts_page
from balcao.domains.shipping.models import Zone
from balcao.domains.team.models import StaffMember
from balcao.domains.team.operations import change_staff
from balcao.domains.team.rules import MAY, Role
from balcao.entrypoints.console.routes import ROUTES, Route
from tests.domains.analytics.conftest import asked_back_test
from tests.domains.customers.grouped import people
from tests.domains.drafts.drafted import one_draft
from tests.domains.inventory.moved import moved
from tests.domains.ledger.ledgers import booked
from tests.domains.payments.asked import asked_of
from tests.domains.pricing.priced import priced
from tests.domains.pricing.taxed import taxed
from tests.domains.promotions.promoted import promoted
from tests.domains.purchasing.buying import one_of_each
from tests.domains.reconciliation.reports import reconciled
from tests.domains.wallet.purse import card_of
from tests.entrypoints.hostile.conftest import SignedIn
from tests.shop import NOW, Shop

POSTS = [route for route in ROUTES if route.method == "POST"]
FIELDS = (
    "actor", "amount", "code", "countries", "days", "delivery", "document", "email", "expires",
    "first", "free_from", "key", "max_days", "message", "min_days", "name", "name-en", "note",
    "option_values", "password", "price", "quantity", "rate", "reason", "role", "scopes", "sku",
    "text", "title", "token", "tracking", "version", "zone",
)  # fmt: skip
NUMBERS = ("-1", "9" * 10, "9" * 19, "9" * 5000, "²", "٣", "1e400", "NaN", "")
NUMERIC = {
    "order-pay": ("version",),
    "order-pack": ("version",),
    "receive": ("quantity",),
    "count": ("quantity",),
    "product-create": ("price",),
    "product-save": ("version",),
    "variant-add": ("version", "price"),
    "token-issue": ("days",),
    "token-revoke": ("token",),
    "rate-save": ("zone", "price", "free_from", "min_days", "max_days", "code"),
    "rate-offer": ("rate",),
    "sending-save": ("cutoff", "packing_days", "weekdays", "closed_on"),
    "delivery-retry": ("delivery",),
    "payment-capture": ("amount",),
    "payment-refund": ("amount",),
    "payment-split": ("first",),
    "draft-save": ("version", "quantity"),
    "draft-price": ("version", "price"),
    "draft-given": ("version", "discount", "shipping"),
    "draft-send": ("version", "expires"),
    "draft-complete": ("version",),
    "payment-link": ("expires",),
    "ledger-book-save": ("debit0", "credit1"),
    "ledger-close": ("version",),
    "reminders-save": ("hours1", "hours2", "hours3"),
    "legal-page-save": ("version",),
    "risk-settings-save": ("review_at", "refuse_at", "version", "abroad"),
    "reconciliation-terms": ("missing_after_days", "payout_days", "write_off_limit"),
    "price-list-create": ("off", "min_quantity", "priority"),
    "price-list-save": ("version", "off", "min_quantity", "priority"),
    "price-list-entry": ("version", "quantity", "price"),
    "price-list-load": ("version", "rows"),
    "price-save": ("amount", "compare_at", "cost"),
    "price-schedule": ("amount", "due_at"),
    "repricing-plan": ("value", "guard", "margin_below"),
    "price-schedules-add": ("value", "due_at"),
    "exchange-rate-add": ("rate", "day"),
    "price-choices-save": ("rate_days",),
    "promotion-build-new": ("version", "uses_limit", "budget", "priority", "rule/at_most_minor"),
    "promotion-build": ("version", "uses_limit", "budget", "priority", "rule/at_most_minor"),
    "promotion-code-add": ("uses",),
    "promotion-batch-order": ("size", "uses"),
    "promotion-activate": ("version",),
    "wallet-issue": ("amount",),
    "customer-save": ("version",),
    "segment-save": ("version", "step", "0-at_least"),
    "segment-create": ("0-at_least", "0-within_days"),
    "segment-delete": ("version",),
    "segment-remove": ("customer",),
    "collection-save": ("version",),
    "collection-arrange": ("version",),
    "collection-delete": ("version",),
    "tax-zone-save": ("version",),
    "tax-rate-save": ("percent", "priority", "rate", "version"),
    "tax-rate-remove": ("rate", "version"),
    "tax-settings-save": ("version",),
    "tax-tried": ("amount1", "shipping"),
    "wallet-grant": ("amount",),
    "wallet-adjust": ("amount",),
    "wallet-program-save": ("per_major", "worth", "minimum", "days", "version"),
}
WRITES = ("INSERT", "UPDATE", "DELETE", "SELECT checkout_", "CALL")


@pytest.fixture
def parts(shop: Shop, order_id: UUID, staff: dict[str, StaffMember]) -> dict[str, object]:
    """One of everything that an address can name."""
    refresh_alerts(store_id=shop.store_id, now=NOW)
    return {
        **one_of_each(shop),
        **moved(shop),
        **booked(shop),
        **reconciled(shop),
        **priced(shop),
        **promoted(shop),
        "account_id": card_of(shop),
        **asked_of(shop),
        **one_draft(shop),
        "back_test_id": asked_back_test(shop),
        **people(shop),
        **taxed(shop),
        "alert_id": alerts_page(shop.store_id, now=NOW).items[0].id,
        "order_id": order_id,
        "number": order_by_id(order_id).number,
        "place": shop.location_id,
        "page_kind": "terms",
        "variant_id": shop.variants["CUP"],
        "product_id": Product.objects.get(handle="xicara").pk,
        "run_id": upload_products_file(
            store_id=shop.store_id, file_name="some.csv", size=12, actor="test", now=NOW,
            stream=BytesIO(b"Handle,Title"),
        ),
        "member_id": staff["viewer"].pk,
        "mail_id": 1,
    }  # fmt: skip


def address(route: Route, parts: dict[str, object]) -> str:
    known = {name: value for name, value in parts.items() if f":{name}>" in route.path}
    return reverse(f"console:{route.name}", kwargs=known)


@pytest.mark.parametrize("role", [role.value for role in Role if role is not Role.OWNER])
def test_steps_beyond_a_role_write_nothing(
    as_role: SignedIn, parts: dict[str, object], role: str
) -> None:
    client = as_role(role)
    beyond = [route for route in POSTS if route.needs and route.needs not in MAY[Role(role)]]
    assert beyond
    for route in beyond:
        with CaptureQueriesContext(connection) as said:
            answer = client.post(address(route, parts), {"version": "1", "name": "x"})
        assert answer.status_code == 403, route.name
        written = [q["sql"] for q in said.captured_queries if q["sql"].startswith(WRITES)]
        assert written == [], route.name


def test_every_form_is_checked_for_forgery(
    staff: dict[str, StaffMember], parts: dict[str, object]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff["owner"])
    answers = {route.name: client.post(address(route, parts)).status_code for route in POSTS}
    assert set(answers.values()) == {403}


@pytest.mark.parametrize("text", ["\0", "a\0b"])
def test_no_form_takes_a_nul(as_role: SignedIn, parts: dict[str, object], text: str) -> None:
    owner = as_role("owner")
    forms = {route.name: dict.fromkeys(FIELDS, text) for route in POSTS}
    answers = {r.name: owner.post(address(r, parts), forms[r.name]).status_code for r in POSTS}
    assert set(answers.values()) == {400}


@pytest.mark.parametrize("route", [route for route in POSTS if route.name in NUMERIC])
def test_no_form_falls_over_a_number(
    as_role: SignedIn, parts: dict[str, object], route: Route
) -> None:
    owner, wrong = as_role("owner"), []
    plain = {
        "name": "x", "zone": str(Zone.objects.get().pk), "price": "1", "min_days": "1",
        "max_days": "2", "title": "x", "status": "draft", "scopes": "orders:read", "key": "k" * 12,
        "kind-0": "orders", "mode": "rule",
    }  # fmt: skip
    for field, number in product(NUMERIC[route.name], NUMBERS):
        answer = owner.post(address(route, parts), {**plain, field: number})
        if answer.status_code >= 500:
            wrong.append((field, number[:12]))
    assert wrong == []


@pytest.mark.parametrize(
    "query",
    [{"q": "\0"}, {"actor": "a\0"}, {"object": "x"}, {"object": "9" * 30}, {"from": "9" * 30},
     {"from": "9" * 5000}, {"from": "²"}, {"cursor": "\0"}, {"cursor": "bnVsbA"},
     {"q": '"><script>alert(1)</script>'}, {"actor": '"><script>alert(1)</script>'},
     {"object": '"><script>alert(1)</script>'}],
)  # fmt: skip
def test_pages_bear_any_query(
    as_role: SignedIn, parts: dict[str, object], query: dict[str, str]
) -> None:
    owner = as_role("owner")
    for route in ROUTES:
        if route.method == "GET":
            answer = owner.get(address(route, parts), query)
            assert answer.status_code < 500, route.name
            assert b"<script>alert" not in answer.getvalue(), route.name


@pytest.mark.parametrize(
    "key",
    [["2026-01-01T00:00:00+00:00", "x", 10**30], ["9999-12-31T23:59:59-23:59", 10**30],
     ["0001-01-01T00:00:00+23:59", "01900000-0000-7000-8000-000000000000"], [10**30, 10**30],
     ["a", "01900000-0000-7000-8000-000000000000"], ["", ""], [None, None], [{}, []]],
)  # fmt: skip
def test_pages_bear_any_cursor(
    as_role: SignedIn, parts: dict[str, object], key: list[object]
) -> None:
    owner, cursor = as_role("owner"), base64.urlsafe_b64encode(json.dumps(key).encode()).decode()
    for route in ROUTES:
        if route.method == "GET":
            answer = owner.get(address(route, parts), {"cursor": cursor})
            assert answer.status_code < 500, route.name


def test_a_new_role_holds_at_the_next_click(
    as_role: SignedIn, staff: dict[str, StaffMember], order_id: UUID
) -> None:
    client = as_role("order_desk")
    change_staff(email="order_desk@example.com", name="x", role="viewer", is_active=True)
    answer = client.post(reverse("console:order-pay", args=[order_id]), {"version": "1"})
    assert answer.status_code == 403
    assert order_by_id(order_id).state == "placed"


def test_pages_cannot_be_framed_or_run_foreign_scripts(as_role: SignedIn) -> None:
    answer = as_role("owner").get("/console/")
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"].split("style-src")[0]
