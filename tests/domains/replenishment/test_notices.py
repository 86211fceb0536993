"""Being told when something sold out is back: asked once, told once, oldest first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from balcao.domains.inventory.operations import set_kit
from balcao.domains.inventory.values import Component
from balcao.domains.replenishment.errors import (
    BadNotice,
    InStockAlready,
    NothingToWaitFor,
    TooManyNotices,
)
from balcao.domains.replenishment.models import StockNotice
from balcao.domains.replenishment.operations import (
    ask_for_notice,
    call_waiting,
    claim_notice,
    end_notices,
    refresh_alerts,
    release_notice,
    settle_notice,
)
from balcao.domains.replenishment.queries import (
    alerts_page,
    notices_page,
    telling_of,
    waits_for,
    wanted_page,
)
from balcao.domains.replenishment.values import AlertKind
from balcao.kernel.ids import new_id
from tests.domains.inventory.stock import doing
from tests.shop import NOW, Shop, brl, open_shop

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def shop() -> Shop:
    """A shop where the vases are sold out."""
    found = open_shop()
    doing(found, "write_off", "VASE-S", quantity=10)
    doing(found, "write_off", "VASE-L", quantity=5)
    return found


def ask(shop, email="ana@example.com", sku="VASE-S", now=NOW):
    ask_for_notice(
        store_id=shop.store_id,
        variant_id=shop.variants[sku],
        email=email,
        language="pt-br",
        now=now,
    )


def crowd(shop, many, sku="VASE-S"):
    for n in range(many):
        ask(shop, f"shopper{n}@example.com", sku, now=NOW + n * MINUTE)


def called(shop, now=NOW + timedelta(hours=1)):
    ids = call_waiting(store_id=shop.store_id, now=now)
    return [StockNotice.objects.get(pk=one).email.split("@")[0] for one in ids]


class TestAsking:
    def test_twice_is_asking_once_however_it_is_written(self, shop):
        for text in ("ana@example.com", " Ana@Example.com ", "ANA@EXAMPLE.COM"):
            ask(shop, text)
        assert StockNotice.objects.count() == 1

    def test_again_after_being_told_is_a_new_wish(self, shop):
        ask(shop)
        doing(shop, "receive_stock", "VASE-S", quantity=1)
        called(shop)
        doing(shop, "write_off", "VASE-S", quantity=1)
        ask(shop)
        assert StockNotice.objects.filter(told_at=None).count() == 1

    def test_is_refused_for_what_can_be_bought(self, shop):
        with pytest.raises(InStockAlready):
            ask(shop, sku="CUP")

    @pytest.mark.parametrize("text", ["", "ana", "a@b.example, c@d.example", "a@b\n.example"])
    def test_is_refused_without_one_mail_address(self, shop, text):
        with pytest.raises(BadNotice) as refusal:
            ask(shop, text)
        assert refusal.value.facts["field"] == "email"

    def test_is_refused_for_what_this_store_does_not_sell(self, shop):
        other = open_shop(slug="other")
        with pytest.raises(NothingToWaitFor):
            ask_for_notice(
                store_id=other.store_id,
                variant_id=shop.variants["VASE-S"],
                email="ana@example.com",
                language="en",
                now=NOW,
            )

    def test_is_slowed_down_when_a_script_does_it(self, shop):
        StockNotice.objects.bulk_create(
            StockNotice(
                id=new_id(), store_id=shop.store_id, variant_id=shop.variants["VASE-S"],
                email=f"x{n}@example.com", language="en", asked_at=NOW,
            )
            for n in range(200)
        )  # fmt: skip
        with pytest.raises(TooManyNotices):
            ask(shop)
        ask(shop, sku="VASE-L")
        ask(shop, now=NOW + 11 * MINUTE)
        assert StockNotice.objects.count() == 202

    def test_too_often_for_one_address_says_nothing_about_it_and_keeps_nothing(self, shop):
        StockNotice.objects.bulk_create(
            StockNotice(
                id=new_id(), store_id=shop.store_id, variant_id=shop.variants["VASE-L"],
                email="ana@example.com", language="en", asked_at=NOW, ended_at=NOW,
            )
            for _ in range(20)
        )  # fmt: skip
        ask(shop)
        assert not StockNotice.objects.filter(ended_at=None).exists()
        ask(shop, now=NOW + timedelta(hours=25))
        assert StockNotice.objects.filter(ended_at=None).count() == 1


class TestBeingTold:
    def test_goes_by_who_asked_first_and_to_three_for_each_unit(self, shop):
        crowd(shop, 8)
        doing(shop, "receive_stock", "VASE-S", quantity=2)
        assert called(shop) == [f"shopper{n}" for n in range(6)]
        assert called(shop) == []

    def test_goes_on_with_the_next_when_units_are_left_after_the_head_start(self, shop):
        crowd(shop, 8)
        doing(shop, "receive_stock", "VASE-S", quantity=1)
        assert called(shop) == ["shopper0", "shopper1", "shopper2"]
        assert called(shop, NOW + timedelta(hours=4)) == []
        assert called(shop, NOW + timedelta(hours=6)) == ["shopper3", "shopper4", "shopper5"]

    def test_happens_to_nobody_while_nothing_is_there(self, shop):
        crowd(shop, 2)
        assert called(shop) == []

    def test_happens_for_a_kit_when_its_last_component_comes(self, shop):
        parts = [Component(shop.variants["VASE-S"], 2)]
        set_kit(store_id=shop.store_id, kit_id=shop.variants["LAST"], components=parts)
        ask(shop, sku="LAST")
        assert waits_for(shop.store_id, [shop.variants["VASE-S"]])
        assert not waits_for(shop.store_id, [shop.variants["CUP"]])
        doing(shop, "receive_stock", "VASE-S", quantity=2)
        assert called(shop) == ["ana"]

    def test_does_not_happen_after_a_year(self, shop):
        ask(shop)
        doing(shop, "receive_stock", "VASE-S", quantity=1)
        assert called(shop, NOW + timedelta(days=366)) == []
        assert StockNotice.objects.get().ended_at is not None


class TestTheMail:
    def turn(self, shop):
        ask(shop)
        doing(shop, "receive_stock", "VASE-S", quantity=1)
        (found,) = call_waiting(store_id=shop.store_id, now=NOW)
        return found

    def test_is_claimed_by_one_at_a_time(self, shop):
        found = self.turn(shop)
        assert claim_notice(notice_id=found, now=NOW)
        assert not claim_notice(notice_id=found, now=NOW)
        release_notice(notice_id=found)
        assert claim_notice(notice_id=found, now=NOW)

    def test_is_claimed_again_when_its_sender_died(self, shop):
        found = self.turn(shop)
        claim_notice(notice_id=found, now=NOW)
        assert claim_notice(notice_id=found, now=NOW + 11 * MINUTE)

    def test_is_not_sent_twice(self, shop):
        found = self.turn(shop)
        claim_notice(notice_id=found, now=NOW)
        settle_notice(notice_id=found, now=NOW)
        assert telling_of(found).is_done
        assert not claim_notice(notice_id=found, now=NOW + 11 * MINUTE)

    def test_is_not_sent_to_who_asked_not_to_be_told(self, shop):
        found = self.turn(shop)
        ask(shop, sku="VASE-L")
        end_notices(store_id=shop.store_id, notice_id=found, now=NOW)
        assert not claim_notice(notice_id=found, now=NOW)
        assert not StockNotice.objects.filter(ended_at=None).exists()

    def test_cannot_be_ended_from_another_store(self, shop):
        found = self.turn(shop)
        end_notices(store_id=shop.store_id + 1, notice_id=found, now=NOW)
        assert claim_notice(notice_id=found, now=NOW)


class TestLists:
    def test_say_how_many_wait_and_what_they_would_bring(self, shop):
        crowd(shop, 3)
        ask(shop, sku="VASE-L")
        rows = wanted_page(shop.store_id, limit=1)
        assert [(x.sku, x.waiting, x.would_bring) for x in rows.items] == [
            ("VASE-S", 3, brl("269.70"))
        ]
        rest = wanted_page(shop.store_id, cursor=rows.next_cursor, limit=1)
        assert [(x.sku, x.waiting) for x in rest.items] == [("VASE-L", 1)]
        assert rest.next_cursor is None

    def test_name_who_waits_in_the_order_of_their_turn(self, shop):
        crowd(shop, 3)
        one = notices_page(shop.store_id, shop.variants["VASE-S"], limit=2)
        two = notices_page(shop.store_id, shop.variants["VASE-S"], cursor=one.next_cursor)
        emails = [x.email for x in (*one.items, *two.items)]
        assert emails == [f"shopper{n}@example.com" for n in range(3)]

    def test_of_alerts_say_how_many_wait_for_what_is_sold_out(self, shop):
        crowd(shop, 3)
        refresh_alerts(store_id=shop.store_id, now=NOW)
        found = alerts_page(shop.store_id, now=NOW, kind=AlertKind.SOLD_OUT).items
        assert {x.sku: x.waiting for x in found} == {"VASE-S": 3, "VASE-L": 0}

    def test_of_the_audit_trail_hold_no_address(self, shop):
        ask(shop)
        doing(shop, "receive_stock", "VASE-S", quantity=1)
        called(shop)
        trail = StockNotice.pgh_event_model.objects.values()
        assert trail.count() >= 1
        assert "example.com" not in str(list(trail))
