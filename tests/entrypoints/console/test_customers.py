from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from balcao.domains.catalog.models import Collection, CollectionProduct, Product
from balcao.domains.checkout.operations import purchase
from balcao.domains.customers.models import Customer, Membership, Segment
from balcao.domains.customers.operations import add_customer, refresh_segment
from balcao.plumbing.outbox.relay import deliver_all
from tests.entrypoints.console.conftest import SignedIn
from tests.offers import offer, percent
from tests.shop import NOW, Shop

pytestmark = pytest.mark.django_db
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
VIP = {"kind-0": "tag", "0-any_of": "vip", "mode": "rule"}


@pytest.fixture
def desk(as_role: SignedIn) -> Client:
    return as_role("marketing")


def page(client: Client, name: str, /, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"console:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, /, *args: object, **typed: object):
    return client.post(reverse(f"console:{name}", args=args), typed)


def said(client: Client, answer) -> str:
    return client.get(answer["Location"]).content.decode()


def add(shop: Shop, *emails: str, **more: object) -> list[int]:
    where = {"store_id": shop.store_id, "name": "", "locale": "en", "now": NOW}
    return [add_customer(email=email, **where, **more) for email in emails]


def make(client: Client, **typed: str) -> Segment:
    answer = post(client, "segment-create", **{"name": "Best", **typed})
    assert answer.status_code == 303, answer.content.decode()
    return Segment.objects.latest("created_at")


class TestBuilder:
    def test_adds_conditions_one_by_one_and_keeps_what_was_typed(self, desk, shop):
        typed = {"name": "Best", "mode": "rule", "kind-0": "tag", "0-any_of": "vip"}
        more = post(desk, "segment-create", step="add", new="spend", **typed).content.decode()
        assert 'name="0-any_of" type="text" value="vip"' in more
        assert 'name="1-at_least_minor"' in more
        assert not Segment.objects.exists()
        typed |= {"kind-1": "spend", "1-at_least_minor": "50"}
        less = post(desk, "segment-create", step="remove-0", **typed).content.decode()
        assert 'name="0-at_least_minor" type="text" value="50"' in less
        assert 'name="1-' not in less

    def test_shows_whom_a_draft_finds_without_saving(self, desk, shop):
        add(shop, "ana@example.com", "bo@example.com", tags=["vip"])
        add(shop, "cy@example.com")
        seen = post(desk, "segment-create", step="preview", **VIP).content.decode()
        assert "2 of 3 shoppers" in seen
        assert "For example bo@example.com, ana@example.com" in seen
        assert "Has the tag vip." in seen
        assert not Segment.objects.exists()

    def test_saves_what_the_form_says_and_shows_it_again(self, desk, shop):
        product = Product.objects.get(handle="xicara")
        made = make(
            desk, mode="rule", join="any",
            **{"kind-0": "spend", "0-at_least_minor": "50,00", "0-within_days": "90",
               "kind-1": "bought", "1-products": "xicara", "not-1": "1"},
        )  # fmt: skip
        spend = {"kind": "spend", "currency": "BRL", "at_least_minor": 5000, "within_days": 90}
        bought = {"kind": "bought", "products": [str(product.pk)]}
        assert made.rule == {"kind": "any", "of": [spend, {"kind": "not", "of": bought}]}
        again = page(desk, "segment-edit", made.pk)
        assert 'name="1-products" type="text" value="xicara"' in again
        assert 'value="50.00"' in again
        assert product.title in page(desk, "segment", made.pk)

    def test_turns_the_form_into_json_to_go_on_with(self, desk, shop):
        made = make(desk, **VIP)
        typed = {**VIP, "mode": "json", "name": "Best", "version": "1"}
        shown = post(desk, "segment-save", made.pk, **typed).content.decode()
        assert "&quot;any_of&quot;" in shown
        assert Segment.objects.get().version == 1

    def test_leaves_rules_that_rows_cannot_say_to_json(self, desk, shop):
        tag = {"kind": "tag", "any_of": ["a"]}
        deep = {"kind": "all", "of": [{"kind": "any", "of": [tag, {"kind": "not", "of": tag}]}]}
        made = make(desk, mode="json", rule_json=json.dumps(deep))
        assert made.rule == deep
        assert 'name="rule_json"' in page(desk, "segment-edit", made.pk)

    @pytest.mark.parametrize(
        ("typed", "says"),
        [({}, "Add at least one condition."),
         ({"kind-0": "orders", "0-at_least": "x"}, "Condition 1: “x” is not a whole number."),
         ({"kind-0": "orders"}, "Write at least one of"),
         ({"kind-0": "tag", "0-any_of": "a", "kind-1": "bought", "1-products": "no"},
          "Condition 2: No product has the handle “no”."),
         ({"kind-0": "spend", "0-at_least_minor": "much"}, "Condition 1:"),
         ({"mode": "json", "rule_json": "{"}, "This is not JSON. Line 1."),
         ({"mode": "json", "rule_json": "[" * 9000}, "This is not JSON."),
         ({"mode": "json", "rule_json": '{"kind": "moon"}'}, "This kind is not known.")],
    )  # fmt: skip
    def test_says_which_condition_is_wrong(self, desk, shop, typed, says):
        answer = post(desk, "segment-create", name="Best", **typed)
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert not Segment.objects.exists()

    def test_never_overwrites_a_colleague(self, desk, shop):
        made = make(desk, **VIP)
        one = post(desk, "segment-save", made.pk, version="1", name="One", **VIP)
        two = post(desk, "segment-save", made.pk, version="1", name="Two", **VIP)
        assert (one.status_code, two.status_code) == (303, 409)
        assert "Somebody else changed this segment" in two.content.decode()
        assert Segment.objects.get().name == "One"


class TestByHand:
    def test_takes_shoppers_typed_and_from_a_file(self, desk, shop):
        add(shop, "ana@example.com", "bo@example.com", "cy@example.com")
        made = make(desk, mode="hand")
        typed = post(desk, "segment-add", made.pk, emails="Ana@example.com\n")
        assert "1 added." in said(desk, typed)
        text = "\ufeffname,email\nAna,ana@example.com\nBo,BO@example.com\n\n"
        file = SimpleUploadedFile("some.csv", text.encode())
        assert "1 added, 1 were in it." in said(
            desk, post(desk, "segment-upload", made.pk, file=file)
        )
        bo = Customer.objects.get(email="bo@example.com").pk
        assert "Taken out." in said(desk, post(desk, "segment-remove", made.pk, customer=bo))
        assert [m.customer.email for m in Membership.objects.all()] == ["ana@example.com"]

    @pytest.mark.parametrize(
        ("text", "says"),
        [(b"email\nana@example.com\nno@example.com\n", "row 3, “no@example.com” is no shopper"),
         (b"name\nAna\n", "no column “email”"), (b"", "no column “email”"),
         (b"email\n\xff\xfe", "is not CSV in UTF-8"), (b'email\n"a\0', "is not CSV")],
    )  # fmt: skip
    def test_adds_nobody_when_a_row_is_wrong(self, desk, shop, text, says):
        add(shop, "ana@example.com")
        made = make(desk, mode="hand")
        answer = post(desk, "segment-upload", made.pk, file=SimpleUploadedFile("x.csv", text))
        assert says in said(desk, answer)
        assert not Membership.objects.exists()

    def test_is_downloaded_without_formulas(self, desk, shop):
        add(shop, "ana@example.com")
        Customer.objects.update(name="=1+1")
        made = make(desk, mode="hand")
        post(desk, "segment-add", made.pk, emails="ana@example.com")
        answer = desk.get(reverse("console:segment-export", args=[made.pk]))
        lines = b"".join(answer.streaming_content).decode().splitlines()
        assert lines[0] == "email,name,since"
        assert re.fullmatch(rf"ana@example\.com,'=1\+1,{DAY}T[0-9:.]+\+00:00", lines[1])


class TestDelete:
    def test_is_refused_while_a_promotion_names_it(self, desk, shop):
        made = make(desk, **VIP)
        rule = percent(1000, when={"kind": "group", "in": ["best"]})
        offer(shop, rule, name="For friends")
        assert "For friends" in page(desk, "segment", made.pk)
        refused = post(desk, "segment-delete", made.pk, version="1")
        assert "It is named by “For friends”." in said(desk, refused)
        assert Segment.objects.exists()

    def test_removes_what_nothing_names(self, desk, shop):
        made = make(desk, **VIP)
        assert "“Best” is deleted." in said(
            desk, post(desk, "segment-delete", made.pk, version="1")
        )
        assert not Segment.objects.exists()


class TestCustomers:
    def test_are_found_by_name_tag_and_segment(self, desk, shop):
        add(shop, "ana@example.com", tags=["vip"])
        add(shop, "bo@example.com")
        made = make(desk, **VIP)
        refresh_segment(store_id=shop.store_id, segment_id=made.pk, now=NOW)
        for how in ({"q": "ANA"}, {"tag": "VIP"}, {"segment": "best"}):
            found = page(desk, "customers", **how)
            assert "ana@example.com" in found
            assert "bo@example.com" not in found

    def test_show_orders_spend_and_why_they_are_in_a_segment(self, owner, shop):
        made = make(owner, mode="rule", **{"kind-0": "orders", "0-at_least": "1"})
        first = purchase(shop.request(("CUP", 1)), now=NOW - timedelta(days=3))
        second = purchase(shop.request(("CUP", 2)), now=NOW)
        deliver_all(now=NOW)
        refresh_segment(store_id=shop.store_id, segment_id=made.pk, now=NOW)
        ana = Customer.objects.get()
        shown = page(owner, "customer", ana.pk)
        assert "At least 1 orders." in shown
        assert first.number in shown
        assert second.number in shown
        assert "What a shopper has" not in shown

    def test_hide_stored_value_from_those_who_may_not_see_it(self, as_role, shop):
        [ana] = add(shop, "ana@example.com")
        assert "Stored value" in page(as_role("order_desk"), "customer", ana)
        assert "Stored value" not in page(as_role("marketing"), "customer", ana)

    def test_change_tags_unless_somebody_else_did(self, desk, shop):
        [ana] = add(shop, "ana@example.com")
        for tags in ("vip, trade", "other"):
            post(desk, "customer-save", ana, version="1", tags=tags, tax_id="X1")
        row = Customer.objects.get()
        assert (row.tags, row.tax_id, row.version) == (["trade", "vip"], "X1", 2)

    def test_are_listed_in_a_fixed_number_of_queries(self, desk, shop):
        def queries(name: str) -> int:
            with CaptureQueriesContext(connection) as said_to:
                page(desk, name)
            return len(said_to)

        add(shop, "ana@example.com", tags=["vip"])
        make(desk, **VIP)
        page(desk, "customers")
        few = {name: queries(name) for name in ("customers", "segments")}
        add(shop, *(f"s{nr}@example.com" for nr in range(15)), tags=["vip"])
        for nr in range(5):
            make(desk, **{**VIP, "name": f"Best {nr}"})
        assert {name: queries(name) for name in few} == few
        assert max(few.values()) <= 12


class TestCollections:
    def test_are_put_in_order_by_hand(self, owner, shop):
        post(owner, "collection-create", name="Chosen", mode="hand", is_listed="1")
        made = Collection.objects.get()
        handles = list(Product.objects.order_by("handle").values_list("handle", flat=True))
        post(owner, "collection-arrange", made.pk, version="1", handles="\n".join(handles))
        assert order_of(made) == handles
        last = Product.objects.get(handle=handles[-1]).pk
        moved = {f"place-{last}": "0", "version": "2"}
        post(owner, "collection-arrange", made.pk, **moved)
        assert order_of(made) == [handles[-1], *handles[:-1]]
        post(owner, "collection-arrange", made.pk, version="3", out=str(last))
        assert order_of(made) == handles[:-1]
        stale = post(owner, "collection-arrange", made.pk, version="3", handles=handles[-1])
        assert "Somebody else changed this collection" in said(owner, stale)
        wrong = post(owner, "collection-arrange", made.pk, version="4", handles="moon")
        assert "No product has the handle “moon”." in said(owner, wrong)
        assert order_of(made) == handles[:-1]

    def test_follow_a_rule_and_are_shown_on_the_product(self, owner, shop):
        typed = {"kind-0": "attribute", "0-name": "Material", "0-any_of": "Linen"}
        made = post(owner, "collection-create", name="Linen", mode="rule", **typed)
        assert made.status_code == 303
        row = Product.objects.get(handle="xicara")
        words = {"title": row.title, "status": row.status, "version": str(row.version)}
        pairs = {"attribute": ["Material", "", ""], "attribute_value": [" Linen ", "", ""]}
        saved = post(owner, "product-save", row.pk, tax_class="standard", **words, **pairs)
        assert saved.status_code == 303, saved.content.decode()
        row.refresh_from_db()
        assert row.attributes == {"Material": "Linen"}
        assert order_of(Collection.objects.get()) == ["xicara"]
        assert "/console/collections/" in page(owner, "product", row.pk)
        half = {"attribute": ["Material", "Color"], "attribute_value": ["Linen", ""]}
        words["version"] = str(row.version)
        refused = post(owner, "product-save", row.pk, **words, **half)
        assert refused.status_code == 422
        assert 'value="Color"' in refused.content.decode()

    def test_stay_while_a_promotion_names_them(self, owner, shop):
        post(owner, "collection-create", name="Chosen", mode="hand")
        made = Collection.objects.get()
        rule = percent(1000, when={"kind": "collection", "in": [str(made.pk)]})
        offer(shop, rule, name="For the chosen")
        refused = post(owner, "collection-delete", made.pk, version="1")
        assert "It is named by “For the chosen”." in said(owner, refused)
        assert Collection.objects.exists()


def order_of(made: Collection) -> list[str]:
    rows = CollectionProduct.objects.filter(collection=made).order_by("position", "product_id")
    return list(rows.values_list("product__handle", flat=True))
