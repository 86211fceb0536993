from __future__ import annotations

from datetime import datetime

import pytest

from balcao.domains.catalog import errors, operations, queries
from balcao.domains.catalog.models import Product
from balcao.domains.catalog.values import CollectionEdit, ProductEdit
from tests.shop import NOW, Shop, open_shop

pytestmark = pytest.mark.django_db
SALE = {"kind": "tag", "any_of": ["sale"]}
LINEN = {"kind": "attribute", "name": "Material", "any_of": ["Linen"]}


@pytest.fixture
def shop() -> Shop:
    return open_shop()


def make(shop: Shop, rule=None, name: str = "Sale"):
    edit = CollectionEdit(name=name, rule=rule)
    return operations.create_collection(store_id=shop.store_id, edit=edit, now=NOW)


def edit(handle: str, at: datetime = NOW, **changes: object) -> None:
    row = Product.objects.get(handle=handle)
    operations.edit_product(
        product_id=row.pk, expected_version=row.version, edit=ProductEdit(**changes), now=at
    )


def inside(collection_id) -> set[str]:
    ids = queries.product_ids_in(collection_id)
    return set(Product.objects.filter(pk__in=ids).values_list("handle", flat=True))


class TestByRule:
    def test_begins_with_the_products_that_meet_it(self, shop):
        edit("xicara", tags=("sale",))
        assert inside(make(shop, SALE)) == {"xicara"}

    def test_follows_products_that_change(self, shop):
        made = make(shop, {"kind": "all", "of": [SALE, LINEN]})
        edit("xicara", tags=("sale",))
        assert inside(made) == set()
        edit("xicara", attributes={"Material": " Linen "})
        assert inside(made) == {"xicara"}
        edit("xicara", tags=())
        assert inside(made) == set()

    def test_follows_its_own_rule(self, shop):
        edit("xicara", tags=("sale",))
        made = make(shop, SALE)
        how = {"store_id": shop.store_id, "collection_id": made, "now": NOW}
        other = CollectionEdit(name="Rest", rule={"kind": "not", "of": SALE})
        assert operations.change_collection(expected_version=1, edit=other, **how) == 2
        assert "xicara" not in inside(made)
        assert inside(made)
        with pytest.raises(errors.CollectionChanged):
            operations.change_collection(expected_version=1, edit=other, **how)

    def test_points_at_what_is_wrong(self, shop):
        with pytest.raises(errors.BadCollectionRule) as refusal:
            make(shop, {"kind": "all", "of": [SALE, {"kind": "price", "below": 3}]})
        assert refusal.value.facts["findings"][0]["pointer"] == "/of/1/kind"

    def test_lets_nobody_choose_by_hand(self, shop):
        with pytest.raises(errors.CollectionByRule):
            choose(shop, make(shop, SALE), "xicara")


class TestByHand:
    def test_keeps_the_order_that_was_chosen(self, shop):
        made = make(shop)
        first, second = Product.objects.values_list("handle", flat=True).order_by("-handle")[:2]
        choose(shop, made, first, second)
        found = queries.product_ids_in(made)
        assert [Product.objects.get(pk=key).handle for key in found] == [first, second]
        assert queries.collections_of(found) == {key: frozenset({made}) for key in found}

    def test_refuses_products_of_another_store(self, shop):
        foreign = open_shop(slug="other")
        theirs = Product.objects.filter(store_id=foreign.store_id).first()
        with pytest.raises(errors.NoSuchProduct):
            operations.set_collection_products(
                store_id=shop.store_id,
                collection_id=make(shop),
                expected_version=1,
                product_ids=[theirs.pk],
                now=NOW,
            )

    def test_goes_away_without_its_products(self, shop):
        made, before = make(shop), Product.objects.count()
        choose(shop, made, "xicara")
        how = {"store_id": shop.store_id, "collection_id": made}
        operations.delete_collection(expected_version=2, **how)
        assert Product.objects.count() == before
        with pytest.raises(errors.NoSuchCollection):
            queries.collection_by_id(**how)

    def test_has_a_slug_of_its_own(self, shop):
        make(shop)
        with pytest.raises(errors.CollectionExists):
            make(shop)


class TestAttributes:
    def test_are_kept_without_what_is_empty(self, shop):
        edit("xicara", attributes={"Material": "Clay", "": "x", "Y": " "}, tax_class="reduced")
        found = queries.product_by_handle(shop.store_id, "xicara")
        assert (found.attributes, found.tax_class) == ({"Material": "Clay"}, "reduced")

    @pytest.mark.parametrize("tax_class", ["", "Reduced", "x" * 41, "a b"])
    def test_come_with_a_tax_class_that_can_be_one(self, shop, tax_class):
        with pytest.raises(errors.BadProduct):
            edit("xicara", tax_class=tax_class)


def choose(shop: Shop, collection_id, *handles: str) -> None:
    ids = [Product.objects.get(handle=handle).pk for handle in handles]
    operations.set_collection_products(
        store_id=shop.store_id,
        collection_id=collection_id,
        expected_version=1,
        product_ids=ids,
        now=NOW,
    )
