from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.customers.models import Customer
from balcao.plumbing.outbox.relay import deliver_all
from tests.shop import ADDRESS, NOW, open_shop

pytestmark = pytest.mark.django_db


class TestRememberShopper:
    def test_happens_once_per_address_when_orders_are_told(self):
        shop = open_shop()
        purchase(shop.request(("CUP", 1)), now=NOW)
        moved = replace(ADDRESS, name="Ana S. Lima")
        later = NOW + timedelta(days=1)
        purchase(shop.request(("CUP", 1), address=moved, email="ANA@example.com"), now=later)
        deliver_all(now=later)
        customer = Customer.objects.get()
        assert (customer.email, customer.name) == ("ana@example.com", "Ana S. Lima")
        assert customer.last_order_at == later

    def test_keeps_the_latest_when_told_out_of_order(self):
        shop = open_shop()
        later = NOW + timedelta(days=1)
        purchase(shop.request(("CUP", 1), address=replace(ADDRESS, name="New")), now=later)
        deliver_all(now=later)
        purchase(shop.request(("CUP", 1), address=replace(ADDRESS, name="Old")), now=NOW)
        deliver_all(now=later)
        assert Customer.objects.get().name == "New"
