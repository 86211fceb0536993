"""Who may open what: every address of the console, asked for in every role."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from balcao.domains.catalog.models import Product
from balcao.domains.imports.operations import upload_products_file
from balcao.domains.orders.queries import order_by_id
from balcao.domains.replenishment.operations import refresh_alerts
from balcao.domains.replenishment.queries import alerts_page
from balcao.domains.team.rules import MAY, Role
from balcao.entrypoints.console.routes import ROUTES, Route
from balcao.entrypoints.emails.models import KeptMail
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
from tests.shop import NOW, Shop

pytestmark = pytest.mark.django_db
OPEN_PAGES = {"GET": {200, 302}, "POST": {200, 303, 400, 409, 422}}


@pytest.fixture
def parts(shop: Shop, order_id: object, staff: dict) -> dict[str, object]:
    mail = KeptMail.objects.create(
        at=NOW, sender="a@b.example", recipient="c@d.example", subject="S", message_id="1",
        text="T", html="<p>T</p>",
    )  # fmt: skip
    run_id = upload_products_file(
        store_id=shop.store_id,
        file_name="some.csv",
        size=12,
        stream=BytesIO(b"Handle,Title"),
        actor="test",
        now=NOW,
    )
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
        "number": "B-1001",
        "place": shop.location_id,
        "page_kind": "terms",
        "variant_id": shop.variants["CUP"],
        "product_id": Product.objects.get(handle="xicara").pk,
        "run_id": run_id,
        "member_id": staff["viewer"].pk,
        "mail_id": mail.pk,
    }


def address(route: Route, parts: dict[str, object]) -> str:
    known = {name: parts[name] for name in parts if f":{name}>" in route.path}
    return reverse(f"console:{route.name}", kwargs=known)


def knock(client: Client, route: Route, parts: dict[str, object]) -> int:
    ask = client.get if route.method == "GET" else client.post
    return ask(address(route, parts)).status_code


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_opens_exactly_what_the_role_includes(role, as_role, parts):

    parts["number"] = order_by_id(parts["order_id"]).number
    client = as_role(role)
    wrong = []
    for route in ROUTES:
        status = knock(client, route, parts)
        allowed = route.needs is None or route.needs in MAY[Role(role)]
        missing = {404} if route.name in {"token-revoke", "delivery-retry"} else set()
        expected = OPEN_PAGES[route.method] | missing if allowed else {403}
        if status not in expected:
            wrong.append((route.name, status))
    assert not wrong


def test_asks_strangers_to_sign_in(parts):
    answers = {route.name: Client().get(address(route, parts)) for route in ROUTES}
    assert {a.status_code for a in answers.values()} == {302}
    assert all(a["Location"].startswith("/console/login/") for a in answers.values())


def test_refuses_those_who_left_at_their_next_click(as_role, staff):
    client = as_role("owner")
    staff["owner"].is_active = False
    staff["owner"].save()
    assert client.get("/console/").status_code == 302


def test_refuses_the_wrong_method(owner, order_id):
    assert owner.get(reverse("console:order-pay", args=[order_id])).status_code == 405
    assert owner.post(reverse("console:orders")).status_code == 405


def test_shows_in_the_menu_only_what_opens(as_role):
    page = as_role("viewer").get("/console/").content.decode()
    assert "/console/orders/" in page
    assert "/console/team/" not in page
    assert "/console/trail/" not in page


def test_says_what_is_missing_on_the_refusal(as_role):
    answer = as_role("viewer").get("/console/team/")
    assert answer.status_code == 403
    assert "team:write" in answer.content.decode()


def test_hides_what_is_not_there_behind_a_page(owner):
    answer = owner.get("/console/orders/01900000-0000-7000-8000-000000000000/")
    assert answer.status_code == 404
    assert "There is no such order." in answer.content.decode()
