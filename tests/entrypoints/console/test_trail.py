"""The audit trail: written by the database, append-only, and readable."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from balcao.domains.catalog.models import Product
from balcao.domains.catalog.operations import edit_product
from balcao.domains.catalog.values import ProductEdit
from balcao.domains.checkout.operations import purchase
from balcao.domains.orders.operations import confirm_payment
from balcao.domains.orders.queries import order_by_id
from balcao.domains.team.operations import change_staff, set_password
from balcao.plumbing.audit import acting
from balcao.plumbing.audit.trail import audit_tables, read_trail
from tests.shop import NOW

pytestmark = pytest.mark.django_db


def cup() -> Product:
    return Product.objects.get(handle="xicara")


def rename(title: str) -> None:
    row = cup()
    edit_product(
        product_id=row.pk, expected_version=row.version, edit=ProductEdit(title=title), now=NOW
    )


class TestTrail:
    def test_names_who_changed_what_from_what_to_what(self, shop):
        with acting("ana@example.com", source="api", request_id="abc12345"):
            rename("Xícara Mar")
        change = read_trail(kind="product").items[0]
        assert (change.actor, change.source, change.request_id) == (
            "ana@example.com",
            "api",
            "abc12345",
        )
        assert [(f.name, f.old, f.new) for f in change.fields] == [
            ("Title", "Xícara Serra", "Xícara Mar")
        ]

    def test_knows_changes_that_nobody_announced(self, shop):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE catalog_product SET title = 'By hand' WHERE handle = 'xicara'")
        change = read_trail(kind="product").items[0]
        assert (change.actor, change.fields[0].new) == ("", "By hand")

    def test_does_not_name_the_next_one_after_somebody(self, shop):
        with acting("ana@example.com", source="api"):
            rename("One")
        rename("Two")
        assert [c.actor for c in read_trail(kind="product").items[:2]] == ["", "ana@example.com"]

    def test_keeps_the_first_actor_when_acting_inside_acting(self, shop):
        with acting("ana@example.com", source="console"), acting("job", source="job"):
            rename("One")
        assert read_trail(kind="product").items[0].actor == "ana@example.com"

    def test_falls_silent_when_the_work_fails(self, shop):
        with (
            pytest.raises(DatabaseError),
            acting("ana@example.com", source="api"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM catalog_productaudit")
        rename("After")
        assert read_trail(kind="product").items[0].actor == ""

    def test_costs_an_order_nothing_until_it_changes_and_then_knows_the_state_before(self, shop):
        order_id = purchase(shop.request(("CUP", 1)), now=NOW).order_id
        assert not read_trail(kind="order").items
        confirm_payment(order_id=order_id, by="x", now=NOW)
        fields = {f.name: (f.old, f.new) for f in read_trail(kind="order").items[0].fields}
        assert fields["State"] == ("placed", "paid")
        assert "Email" not in fields

    def test_never_holds_a_password(self, shop, staff):
        set_password(email="viewer@example.com", password="something-else")
        change_staff(email="viewer@example.com", name="V", role="stock", is_active=True)
        rows = [change.row for change in read_trail(kind="staffmember").items]
        assert rows
        assert not any("password" in key for row in rows for key in row)

    def test_pages_through_everything_once(self, shop):
        seen, cursor = [], None
        while True:
            page = read_trail(cursor=cursor, limit=7)
            seen += [(c.kind, c.id) for c in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == len(read_trail(limit=500).items)

    def test_reads_everything_in_one_query(self, shop, django_assert_num_queries):
        with django_assert_num_queries(1):
            read_trail(actor="ana", object_id=str(shop.store_id))


class TestAppendOnly:
    @pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET pgh_label = 'x'"])
    def test_refuses_to_change_what_was_written(self, shop, staff, change):
        purchase_id = purchase(shop.request(("CUP", 1)), now=NOW).order_id
        confirm_payment(order_id=purchase_id, by="x", now=NOW)
        for table in audit_tables().values():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                if not cursor.fetchone()[0]:
                    continue
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change.format(table))

    def test_refuses_to_change_who_it_was(self, shop):
        with acting("ana@example.com", source="api"):
            rename("One")
        for sql in (
            "DELETE FROM pghistory_context",
            "UPDATE pghistory_context SET metadata = '{}'",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)


class TestPage:
    def test_names_the_person_at_the_console(self, owner, order_id):
        order = order_by_id(order_id)
        owner.post(reverse("console:order-pay", args=[order_id]), {"version": order.version})
        page = owner.get("/console/trail/?kind=order").content.decode()
        assert "owner@example.com" in page
        assert order.number in page
        assert "<del>placed</del>" in page

    def test_filters_by_person_and_object(self, owner, shop):
        with acting("ana@example.com", source="api"):
            rename("One")
        assert "One" in owner.get("/console/trail/?actor=ana").content.decode()
        assert "No change" in owner.get("/console/trail/?actor=nobody").content.decode()
        found = owner.get("/console/trail/", {"kind": "product", "object": str(cup().pk)})
        assert len(found.context["lines"]) == 2
