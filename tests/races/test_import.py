"""A merchant's file comes in while shoppers buy what is in it."""

from __future__ import annotations

import io
from functools import partial

import pytest

from balcao.domains.checkout.operations import purchase
from balcao.domains.imports.operations import apply_import, plan_import, upload_products_file
from balcao.domains.inventory.queries import level_of
from balcao.kernel.errors import BalcaoError
from tests.races import scenarios
from tests.races.crowd import at_once, refused
from tests.shop import NOW, Shop

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
HEAD = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty\n"


def bring_in(shop: Shop, *, cups: int, price: str) -> None:
    content = f"{HEAD}xicara,Xícara Serra,Title,Default Title,CUP,{price},{cups}\n".encode()
    run_id = upload_products_file(
        store_id=shop.store_id,
        size=len(content),
        stream=io.BytesIO(content),
        file_name="products.csv",
        actor="ana@example.com",
        now=NOW,
    )
    plan_import(run_id=run_id, now=NOW)
    apply_import(run_id=run_id, actor="ana@example.com", now=NOW)


class TestImportWhileSelling:
    def test_keeps_every_sale_and_sells_at_no_price_but_the_one_agreed_to(self, shop):
        buys = [partial(purchase, shop.request(("CUP", 1)), now=NOW) for _ in range(16)]
        files = [
            partial(bring_in, shop, cups=60, price="39.00"),
            partial(bring_in, shop, cups=50, price="41.00"),
        ]
        answers = at_once([*buys[:8], *files, *buys[8:]])
        made = [a for a in (*answers[:8], *answers[10:]) if not isinstance(a, BalcaoError)]
        refusals = set(refused(answers[:8])) | set(refused(answers[10:]))
        assert refusals <= {"total_changed"}
        assert set(refused(answers[8:10])) <= {"import_plan_is_stale", "import_being_applied"}
        assert {purchase.total.minor for purchase in made} <= {5400}
        level = level_of(shop.location_id, shop.variants["CUP"])
        assert level.allocated == len(made) == scenarios.units_sold(shop)["CUP"]
        assert level.on_hand in (50, 60, 100)
        assert scenarios.breaches() == []
