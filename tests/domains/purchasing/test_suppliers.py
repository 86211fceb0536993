from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.purchasing import operations, queries
from balcao.domains.purchasing.errors import (
    BadSupplier,
    BadSupplierPrice,
    NoSuchSupplier,
    NoSuchSupplierItem,
    SupplierChanged,
    SupplierExists,
    SupplierSkuTaken,
)
from balcao.domains.purchasing.values.suppliers import Break, ItemEdit
from balcao.kernel.ids import new_id
from tests.domains.purchasing.buying import ACME
from tests.shop import NOW, brl, open_shop

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=5)


def create(buying, **changes):
    return operations.create_supplier(
        store_id=buying.store_id, edit=replace(ACME, **changes), now=NOW
    )


class TestCreateSupplier:
    def test_keeps_the_tax_number_as_its_country_writes_it(self, buying):
        assert queries.supplier_by_id(buying.supplier_id).tax_id == "11.222.333/0001-81"

    def test_refuses_a_code_that_is_taken(self, buying):
        with pytest.raises(SupplierExists):
            create(buying)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("code", "Acme Inc"),
            ("name", " "),
            ("currency", "XYZ"),
            ("country", "ZZ"),
            ("email", "a@b.example,c@d.example"),
            ("tax_id", "11222333000182"),
            ("lead_time_days", -1),
            ("language", "english please"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, buying, field, value):
        with pytest.raises(BadSupplier) as refusal:
            create(buying, **{"code": "other", field: value})
        assert refusal.value.facts["field"] == field


class TestChangeSupplier:
    def change(self, buying, version, **changes):
        operations.change_supplier(
            store_id=buying.store_id,
            supplier_id=buying.supplier_id,
            edit=replace(ACME, **changes),
            expected_version=version,
        )

    def test_does_not_overwrite_what_was_not_seen(self, buying):
        self.change(buying, 1, name="Acme S.A.")
        with pytest.raises(SupplierChanged):
            self.change(buying, 1, name="Acme Ltda.")
        assert queries.supplier_by_id(buying.supplier_id).name == "Acme S.A."

    def test_of_another_store_is_refused(self, buying):
        other = open_shop(slug="other")
        with pytest.raises(NoSuchSupplier):
            operations.change_supplier(
                store_id=other.store_id, supplier_id=buying.supplier_id, edit=ACME
            )


class TestSaveItem:
    def test_of_a_variant_that_is_gone_is_refused(self, buying):
        with pytest.raises(NoSuchVariant):
            operations.save_item(
                store_id=buying.store_id,
                supplier_id=buying.supplier_id,
                edit=ItemEdit(variant_id=new_id()),
            )

    def test_refuses_a_code_that_means_another_variant(self, buying):
        with pytest.raises(SupplierSkuTaken):
            buying.offer("LAST", supplier_sku="A-CUP")

    def test_prefers_one_supplier_per_variant(self, buying):
        other = replace(buying, supplier_id=create(buying, code="beta", name="Beta"))
        other.offer("CUP", (1, 1900, 1), is_preferred=True)
        assert not buying.item("CUP").is_preferred
        offers = queries.offers_of(buying.store_id, [buying.variant("CUP")], now=NOW)
        names = [one.supplier_code for one in offers[buying.variant("CUP")]]
        assert names == ["beta", "acme"]


class TestSetItemPrices:
    def set(self, buying, *breaks, valid_from=NOW, item_id=None):
        operations.set_item_prices(
            store_id=buying.store_id,
            supplier_id=buying.supplier_id,
            item_id=item_id or buying.item("CUP").id,
            breaks=[Break(*one) for one in breaks],
            valid_from=valid_from,
            source="test",
            actor="ana",
            now=NOW,
        )

    def test_keeps_old_prices_with_their_dates(self, buying):
        self.set(buying, (1, 2200, 1), (100, 2100, 1), valid_from=LATER)
        assert buying.item("CUP").price.breaks == (Break(1, 2000, 1),)
        assert buying.item("CUP", LATER).price.breaks == (Break(1, 2200, 1), Break(100, 2100, 1))
        known = [one.valid_from for one in queries.prices_of(buying.item("CUP").id)]
        assert known == [LATER, NOW]

    @pytest.mark.parametrize(
        "breaks", [[], [(2, 100, 1)], [(1, 100, 1), (1, 90, 1)], [(1, -1, 1)], [(1, 1, 0)]]
    )
    def test_refuses_a_list_that_has_gaps_or_doubles(self, buying, breaks):
        with pytest.raises(BadSupplierPrice):
            self.set(buying, *breaks)

    def test_of_an_item_of_nobody_is_refused(self, buying):
        with pytest.raises(NoSuchSupplierItem):
            self.set(buying, (1, 1, 1), item_id=999_999)


class TestPolicy:
    def test_is_strict_until_somebody_says_otherwise(self, buying):
        policy = queries.policy_of(buying.store_id)
        assert (policy.self_approval, policy.tolerance_percent) == (brl("0.00"), 0)
        operations.set_buying_policy(
            store_id=buying.store_id, self_approval_minor=50_000, tolerance_percent=5
        )
        assert queries.policy_of(buying.store_id).self_approval == brl("500.00")
