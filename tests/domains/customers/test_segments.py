from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from balcao.domains.catalog.queries import origins_of
from balcao.domains.checkout.operations import purchase
from balcao.domains.customers import errors, operations, queries
from balcao.domains.customers.models import Customer, Membership, Purchase, Segment
from balcao.domains.customers.rules import matches
from balcao.domains.customers.values import CustomerFilter, CustomerSort, PurchaseFacts, SegmentEdit
from balcao.domains.orders.events import OrderPlaced
from balcao.domains.orders.operations import cancel_order
from balcao.domains.orders.subscribers import remember_shopper
from balcao.plumbing.outbox.relay import deliver_all
from tests.rules.customers import shoppers as random
from tests.shop import NOW, Shop, open_shop

pytestmark = pytest.mark.django_db
TWICE = {"kind": "orders", "at_least": 2}


def segment(shop: Shop, rule=None, name: str = "Regulars"):
    return operations.create_segment(
        store_id=shop.store_id, edit=SegmentEdit(name=name, rule=rule), currency="BRL", now=NOW
    )


def buy(shop: Shop, at=NOW, **changes):
    made = purchase(shop.request(("CUP", 1), **changes), now=at).order_id
    deliver_all(now=at)
    return made


def groups(shop: Shop) -> frozenset[str]:
    return queries.groups_of(shop.store_id, "ANA@example.com")


def refresh(shop: Shop, segment_id, now=NOW) -> int:
    return operations.refresh_segment(store_id=shop.store_id, segment_id=segment_id, now=now)


class TestRecordPurchase:
    def test_keeps_what_was_bought(self):
        shop = open_shop()
        order_id = buy(shop)
        ((product, _),) = origins_of([shop.variants["CUP"]]).values()
        fact = Purchase.objects.get()
        assert (fact.order_id, fact.spend_minor, fact.currency) == (order_id, 5400, "BRL")
        assert (fact.product_ids, fact.variant_ids) == ([product], [shop.variants["CUP"]])

    def test_puts_the_shopper_into_a_segment_at_once(self):
        shop = open_shop()
        segment(shop, TWICE)
        buy(shop)
        assert groups(shop) == frozenset()
        buy(shop)
        assert groups(shop) == {"regulars"}

    def test_counts_once_however_often_it_is_told(self):
        shop = open_shop()
        segment(shop, TWICE)
        order_id = buy(shop)
        remember_shopper(OrderPlaced(store_id=shop.store_id, at=NOW, order_id=order_id))
        assert (Purchase.objects.count(), groups(shop)) == (1, frozenset())

    def test_takes_the_shopper_out_when_an_order_is_cancelled(self):
        shop = open_shop()
        segment(shop, TWICE)
        orders = [buy(shop), buy(shop)]
        cancel_order(order_id=orders[0], reason="Changed my mind", by="desk", now=NOW)
        deliver_all(now=NOW)
        assert groups(shop) == frozenset()

    def test_stays_cancelled_when_it_is_told_too_late(self):
        shop = open_shop()
        segment(shop, {"kind": "orders", "at_least": 1})
        order_id = buy(shop)
        cancel_order(order_id=order_id, reason="Changed my mind", by="desk", now=NOW)
        deliver_all(now=NOW)
        remember_shopper(OrderPlaced(store_id=shop.store_id, at=NOW, order_id=order_id))
        assert groups(shop) == frozenset()

    def test_refuses_a_shopper_nobody_knows(self):
        facts = PurchaseFacts(order_id=uuid4(), at=NOW, spend_minor=1, currency="BRL")
        with pytest.raises(errors.NoSuchCustomer):
            operations.record_purchase(store_id=1, customer_id=99, purchase=facts, now=NOW)


class TestRefreshSegment:
    def test_follows_the_days_that_pass(self):
        shop = open_shop()
        lost = segment(shop, {"kind": "last_order", "before_days": 90})
        buy(shop)
        assert (refresh(shop, lost), groups(shop)) == (0, frozenset())
        later = NOW + timedelta(days=91)
        assert (refresh(shop, lost, later), groups(shop)) == (1, {"regulars"})
        known = queries.segment_by_id(shop.store_id, lost)
        assert (known.done, known.total, known.looked_at) == (1, 1, later)

    def test_goes_through_everybody_in_chunks(self):
        shop = open_shop()
        add(shop, *(f"a{n}@example.com" for n in range(5)))
        all_of_them = segment(shop, {"kind": "orders", "at_most": 0})
        how = {"store_id": shop.store_id, "segment_id": all_of_them, "now": NOW, "size": 2}
        last, rounds = 0, 0
        while last is not None:
            last, rounds = operations.refresh_chunk(after=last, **how), rounds + 1
        assert (rounds, Membership.objects.count()) == (4, 5)

    def test_leaves_a_segment_by_hand_alone(self):
        shop = open_shop()
        add(shop, "ana@example.com")
        chosen = segment(shop)
        join(shop, chosen, "ana@example.com")
        assert refresh(shop, chosen) == 1

    def test_keeps_to_its_own_store(self):
        shop, other = open_shop(), open_shop(slug="other")
        add(other, "bo@example.com")
        assert refresh(shop, segment(shop, {"kind": "orders", "at_most": 0})) == 0


class TestSegments:
    def test_tell_that_they_were_saved(self):
        shop = open_shop()
        made = segment(shop, TWICE)
        known = queries.segment_by_id(shop.store_id, made)
        assert (known.slug, known.rule, known.version) == ("regulars", TWICE, 1)

    def test_refuse_the_slug_of_another(self):
        shop = open_shop()
        segment(shop)
        with pytest.raises(errors.SegmentExists):
            segment(shop)

    def test_refuse_a_change_of_what_somebody_else_changed(self):
        shop = open_shop()
        made = segment(shop)
        how = {"store_id": shop.store_id, "segment_id": made, "expected_version": 1}
        edit = SegmentEdit(name="Other")
        assert operations.change_segment(edit=edit, currency="BRL", now=NOW, **how) == 2
        with pytest.raises(errors.SegmentChanged):
            operations.change_segment(edit=edit, currency="BRL", now=NOW, **how)
        with pytest.raises(errors.SegmentChanged):
            operations.delete_segment(**how)
        operations.delete_segment(**{**how, "expected_version": 2})
        assert not Segment.objects.exists()

    def test_take_members_by_hand_all_or_none(self):
        shop = open_shop()
        add(shop, "ana@example.com", "bo@example.com")
        made = segment(shop)
        with pytest.raises(errors.NoSuchCustomer) as refusal:
            join(shop, made, "ana@example.com", "nobody@example.com")
        assert refusal.value.facts["emails"] == ["nobody@example.com"]
        assert join(shop, made, "Ana@example.com", "bo@example.com") == 2
        assert join(shop, made, "bo@example.com") == 0
        page = queries.members_page(shop.store_id, made, limit=1)
        rest = queries.members_page(shop.store_id, made, cursor=page.next_cursor)
        assert [m.email for m in [*page.items, *rest.items]] == [
            "ana@example.com",
            "bo@example.com",
        ]
        operations.remove_member(
            store_id=shop.store_id, segment_id=made, customer_id=page.items[0].customer_id
        )
        assert groups(shop) == frozenset()

    def test_refuse_hands_where_a_rule_decides(self):
        shop = open_shop()
        add(shop, "ana@example.com")
        with pytest.raises(errors.SegmentByRule):
            join(shop, segment(shop, TWICE), "ana@example.com")

    def test_of_another_store_are_not_there(self):
        shop, other = open_shop(), open_shop(slug="other")
        made = segment(shop)
        with pytest.raises(errors.NoSuchSegment):
            queries.segment_by_id(other.store_id, made)


class TestCustomers:
    def test_are_put_down_once_before_they_buy(self):
        shop = open_shop()
        segment(shop, {"kind": "tag", "any_of": ["wholesale"]}, name="Trade")
        add(shop, "Ana@example.com", tags=["Wholesale"], tax_id="BR 1")
        assert groups(shop) == {"trade"}
        with pytest.raises(errors.CustomerExists):
            add(shop, "ana@example.com")
        known = queries.customer_by_email(shop.store_id, "ANA@example.com")
        assert (known.tags, known.tax_id, known.orders) == (("wholesale",), "BR 1", 0)

    def test_leave_a_segment_with_their_tag(self):
        shop = open_shop()
        segment(shop, {"kind": "tag", "any_of": ["vip"]}, name="Best")
        (key,) = add(shop, "ana@example.com", tags=["vip"])
        how = {"store_id": shop.store_id, "customer_id": key, "now": NOW}
        assert operations.change_customer(expected_version=1, tags=[], **how) == 2
        assert groups(shop) == frozenset()
        with pytest.raises(errors.CustomerChanged):
            operations.change_customer(expected_version=1, tags=["x"], **how)

    def test_are_found_by_text_tag_and_segment_page_by_page(self):
        shop = open_shop()
        add(shop, "ana@example.com", tags=["vip"])
        add(shop, "bo@example.com", "cy@example.com")
        segment(shop, {"kind": "tag", "any_of": ["vip"]}, name="Best")
        refresh(shop, Segment.objects.get().pk)
        first = queries.customers_page(shop.store_id, limit=2)
        rest = queries.customers_page(shop.store_id, limit=2, cursor=first.next_cursor)
        assert [c.email[:2] for c in [*first.items, *rest.items]] == ["cy", "bo", "an"]
        for how in ({"text": "ANA"}, {"tag": "vip"}, {"segment": "best"}):
            (found,) = queries.customers_page(shop.store_id, wanted=CustomerFilter(**how)).items
            assert found.email == "ana@example.com"

    def test_are_sorted_by_what_they_spent_and_when_page_by_page(self):
        shop = open_shop()
        keys = add(shop, "ana@example.com", "bo@example.com", "cy@example.com")
        for key, spent, days in zip(keys, (100, 300, 300), (1, 3, 2), strict=True):
            at = NOW - timedelta(days=days)
            facts = PurchaseFacts(order_id=uuid4(), at=at, spend_minor=spent, currency="BRL")
            operations.record_purchase(
                store_id=shop.store_id, customer_id=key, purchase=facts, now=NOW
            )
            Customer.objects.filter(pk=key).update(last_order_at=at)
        add(shop, "dee@example.com")
        for sort, wanted in ((CustomerSort.SPEND, "cba"), (CustomerSort.LAST_ORDER, "acb")):
            how = {"sort": sort, "currency": "BRL", "limit": 2}
            first = queries.customers_page(shop.store_id, **how)
            rest = queries.customers_page(shop.store_id, cursor=first.next_cursor, **how)
            found = [*first.items, *rest.items]
            assert "".join(c.email[0] for c in found) == wanted
            assert rest.next_cursor is None


class TestPreview:
    def test_counts_without_saving(self):
        shop = open_shop()
        buy(shop)
        add(shop, "bo@example.com")
        seen = queries.preview(
            shop.store_id, {"kind": "orders", "at_least": 1}, currency="BRL", now=NOW
        )
        assert (seen.found, seen.of, seen.some) == (1, 2, ("ana@example.com",))
        assert not Membership.objects.exists()


class TestWhere:
    @settings(
        max_examples=150,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(random.rules, random.shoppers)
    def test_finds_whom_the_rule_matches(self, rule, someone):
        Customer.objects.all().delete()
        row = Customer.objects.create(
            store_id=1,
            email="a@example.com",
            locale="en",
            created_at=NOW,
            tags=sorted(someone.tags),
            country=someone.country,
            region=someone.region,
            city=someone.city,
        )
        for one in someone.purchases:
            operations.record_purchase(store_id=1, customer_id=row.pk, purchase=one, now=NOW)
        found = queries.preview(1, rule, currency="BRL", now=random.NOW).found
        assert found == matches(rule, someone, random.NOW)
        assert queries.facts_of(row.pk).tags == someone.tags


def add(shop: Shop, *emails: str, **more) -> list[int]:
    return [
        operations.add_customer(
            store_id=shop.store_id, email=email, name="", locale="en", now=NOW, **more
        )
        for email in emails
    ]


def join(shop: Shop, segment_id, *emails: str) -> int:
    return operations.add_members(
        store_id=shop.store_id, segment_id=segment_id, emails=emails, now=NOW
    )
