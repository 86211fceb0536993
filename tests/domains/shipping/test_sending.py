"""Rules of sending, the dates of options, and the promise that an order keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from balcao.domains.checkout.operations import purchase
from balcao.domains.checkout.queries import forget_rules
from balcao.domains.inventory.operations import set_selling
from balcao.domains.inventory.values import Selling, SellingRule
from balcao.domains.orders.models import Order
from balcao.domains.orders.queries import order_by_id
from balcao.domains.shipping.errors import BadSending
from balcao.domains.shipping.models import SendingSettings
from balcao.domains.shipping.operations import offer_rate, save_rate, save_sending_rules, save_zone
from balcao.domains.shipping.queries import deliveries_of, sending_rules, shipping_options
from balcao.domains.shipping.values import SendingRules, ShippingOption
from balcao.plumbing.audit.trail import read_trail
from tests.shop import Shop, brl, open_shop

pytestmark = pytest.mark.django_db
# A Tuesday, 10:00 in São Paulo: sent on Wednesday the 2nd, there after 3 to 7 working days.
TUESDAY = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)
RULES = SendingRules(is_on=True, cutoff=time(14, 0), packing_days=1, region="SP")
DATES = (date(2026, 12, 7), date(2026, 12, 11))


@pytest.fixture
def shop() -> Shop:
    forget_rules()
    return open_shop(now=TUESDAY - timedelta(days=1))


def promise(shop: Shop, **changes: object) -> None:
    save_sending_rules(store_id=shop.store_id, rules=replace(RULES, **changes))


def option(shop: Shop, now: datetime = TUESDAY, **more: str) -> ShippingOption:
    asked = {"country": "BR", "region": "SP"} | more
    return shipping_options(shop.store_id, subtotal=brl("10.00"), language="en", now=now, **asked)[
        0
    ]


def placed(shop: Shop, now: datetime = TUESDAY, **changes: object):
    return order_by_id(purchase(shop.request(("CUP", 1), **changes), now=now).order_id)


class TestOptions:
    def test_have_no_dates_before_rules_were_saved_or_when_they_are_off(self, shop):
        assert (option(shop).earliest, option(shop).latest) == (None, None)
        promise(shop, is_on=False)
        assert option(shop).earliest is None
        assert deliveries_of(shop.store_id).sender is None

    def test_have_dates_by_the_rules_of_the_store(self, shop):
        promise(shop)
        assert (option(shop).earliest, option(shop).latest) == DATES
        late = option(shop, now=TUESDAY + timedelta(hours=5))
        assert late.earliest == date(2026, 12, 8)

    def test_come_with_one_statement(self, shop):
        promise(shop)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            option(shop)
        assert len(asked) == 1

    def test_of_another_store_are_not_touched(self, shop):
        other = open_shop(slug="other")
        promise(shop)
        assert option(other).earliest is None


class TestRules:
    def test_are_off_until_somebody_saves_them(self, shop):
        assert sending_rules(shop.store_id) == SendingRules()

    def test_are_saved_and_read_back(self, shop):
        closed = (date(2026, 12, 24),)
        promise(shop, closed_on=closed, weekdays=(1, 3, 6))
        assert sending_rules(shop.store_id) == replace(RULES, closed_on=closed, weekdays=(1, 3, 6))

    def test_leave_a_trail(self, shop):
        promise(shop)
        promise(shop, packing_days=2)
        kinds = [one.what for one in read_trail(kind="sendingsettings").items]
        assert kinds == ["update", "insert"]

    def test_are_refused_with_their_field(self, shop):
        with pytest.raises(BadSending) as refused:
            promise(shop, region="BY")
        assert refused.value.facts["field"] == "region"
        assert not SendingSettings.objects.exists()

    @pytest.mark.parametrize("wrong", [{"weekdays": []}, {"weekdays": [8]}, {"packing_days": 31}])
    def test_have_the_database_behind_them(self, shop, wrong):
        plain = {"store_id": 9, "cutoff": time(14), "packing_days": 1, "weekdays": [1]}
        with pytest.raises(IntegrityError), transaction.atomic():
            SendingSettings.objects.create(**plain | wrong)


class TestOrders:
    def test_keep_the_dates_they_were_promised(self, shop):
        promise(shop)
        order = placed(shop)
        assert (order.earliest, order.latest) == DATES
        promise(shop, packing_days=9)
        again = order_by_id(order.id)
        assert (again.earliest, again.latest) == DATES

    def test_go_by_rules_and_rates_of_the_moment_however_they_are_kept(self, shop):
        assert placed(shop).earliest is None
        promise(shop)
        assert placed(shop).earliest == DATES[0]
        zone = save_zone(store_id=shop.store_id, name="Brasil", countries=["BR"])
        rate = save_rate(
            store_id=shop.store_id, zone_id=zone, code="standard", name="Entrega padrão",
            price=brl("15.00"), days=(1, 1),
        )  # fmt: skip
        assert placed(shop).latest == date(2026, 12, 3)
        promise(shop, is_on=False)
        assert placed(shop).latest is None
        offer_rate(store_id=shop.store_id, rate_id=rate, is_active=False)
        assert deliveries_of(shop.store_id).rates == ()

    def test_cost_no_question_more(self, shop):
        placed(shop)
        with CaptureQueriesContext(connection) as before:
            purchase(shop.request(("CUP", 1)), now=TUESDAY)
        promise(shop)
        placed(shop)
        with CaptureQueriesContext(connection) as after:
            purchase(shop.request(("CUP", 1)), now=TUESDAY)
        assert len(after) == len(before)

    def test_are_promised_nothing_when_something_is_not_there_yet(self, shop):
        promise(shop)
        release = datetime(2027, 3, 1, 12, tzinfo=UTC)
        rule = SellingRule(Selling.PREORDER, limit=5, releases_at=release)
        set_selling(store_id=shop.store_id, variant_id=shop.variants["LAST"], rule=rule)
        wanted = shop.request(("LAST", 1), ("CUP", 1))
        order = order_by_id(purchase(wanted, now=TUESDAY).order_id)
        assert [line.promised_at is None for line in order.lines] == [False, True]
        assert (order.earliest, order.latest) == (None, None)

    @pytest.mark.parametrize(
        "dates",
        [
            {"earliest": DATES[1], "latest": DATES[0]},
            {"earliest": DATES[0], "latest": None},
            {"earliest": None, "latest": DATES[0]},
        ],
    )
    def test_have_dates_in_order_or_none(self, shop, dates):
        order = placed(shop)
        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.filter(pk=order.id).update(**dates)
