from __future__ import annotations

import pytest

from balcao.domains.catalog.models import Variant
from balcao.domains.inventory.queries import bins_of
from tests.entrypoints.papers.reading import scanned
from tests.truth import assert_books_balance

pytestmark = pytest.mark.django_db
EAN = "7891234567895"


@pytest.fixture
def bins(owner, shop):
    Variant.objects.filter(sku="CUP").update(barcode=EAN)
    made = owner.post("/stock/bins", {"location_id": shop.location_id, "codes": "A-[01-03]"})
    assert (made.status_code, made.json()["codes"]) == (201, ["A-01", "A-02", "A-03"])
    return made


class TestLookUp:
    def test_says_what_a_label_means(self, owner, shop, bins):
        found = owner.get(f"/stock/lookup?code=(01)0{EAN}(10)L7(17)271231").json()
        assert [one["sku"] for one in found["variants"]] == ["CUP"]
        assert (found["lot"], found["expires_on"]) == ("L7", "2027-12-31")
        assert owner.get("/stock/lookup?code=a-01").json()["bins"][0]["code"] == "A-01"

    @pytest.mark.parametrize(
        ("code", "status", "problem"),
        [
            ("4006381333931", 404, "unknown_code"),
            ("4006381333930", 422, "wrong_check_digit"),
            ("(17)999999", 422, "bad_scan"),
        ],
    )
    def test_refuses_by_name(self, owner, bins, code, status, problem):
        answer = owner.get(f"/stock/lookup?code={code}")
        assert (answer.status_code, answer.json()["type"].split("/")[-1]) == (status, problem)


class TestPutAways:
    def test_happen_once_per_key(self, owner, shop, bins):
        said = {"variant_id": str(shop.variants["CUP"]), "to_bin": "a-01", "quantity": 30}
        for _ in range(2):
            answer = owner.post("/stock/put-aways", said, key="k1")
            assert (answer.status_code, answer.json()["units"]) == (201, 30)
        on = said | {"from_bin": "A-01", "to_bin": "A-02", "quantity": 10}
        assert owner.post("/stock/put-aways", on).json()["units"] == 10
        lying = bins_of(shop.store_id, shop.variants["CUP"])
        assert {line.bin: line.quantity for line in lying} == {"A-01": 20, "A-02": 10}
        lines = owner.get(f"/stock/bins/lines?location_id={shop.location_id}&code=A-02").json()
        assert [(line["sku"], line["quantity"]) for line in lines["items"]] == [("CUP", 10)]
        assert_books_balance()

    def test_refuse_more_than_waits(self, owner, shop, bins):
        said = {"variant_id": str(shop.variants["CUP"]), "to_bin": "A-01", "quantity": 101}
        answer = owner.post("/stock/put-aways", said)
        assert (answer.status_code, answer.json()["units"]) == (409, 100)

    def test_leave_retired_bins_alone(self, owner, shop, bins):
        gone = {"location_id": shop.location_id, "code": "A-03"}
        assert owner.post("/stock/bins/retire", gone).json()["is_active"] is False
        said = {"variant_id": str(shop.variants["CUP"]), "to_bin": "A-03", "quantity": 1}
        assert owner.post("/stock/put-aways", said).json()["type"].endswith("no_such_bin")
        assert len(owner.get("/stock/bins").json()["items"]) == 2


class TestLabels:
    def test_are_pdf_that_a_scanner_reads(self, owner, shop, bins):
        said = {
            "format": "a4-3x8",
            "first": 4,
            "items": [
                {"variant_id": str(shop.variants["CUP"])},
                {"variant_id": str(shop.variants["VASE-S"]), "copies": 2},
            ],
        }
        answer = owner.post("/stock/labels", said, key=None)
        assert answer["Content-Type"] == "application/pdf"
        assert sorted(scanned(answer.content)) == [
            ("Code 128", "VASE-S"),
            ("Code 128", "VASE-S"),
            ("EAN-13", EAN),
        ]

    def test_are_for_bins_too(self, owner, shop, bins):
        said = {"location_id": shop.location_id, "codes": ["A-02"], "format": "roll-100x50"}
        answer = owner.post("/stock/bins/labels", said, key=None)
        assert scanned(answer.content) == [("Code 128", "A-02")]

    def test_refuse_what_no_paper_has(self, owner, shop, bins):
        items = [{"variant_id": str(shop.variants["CUP"])}]
        wrong = owner.post("/stock/labels", {"items": items, "format": "a3"}, key=None)
        assert (wrong.status_code, wrong.json()["known"][0]) == (422, "a4-3x8")
        late = owner.post("/stock/labels", {"items": items, "first": 2}, key=None)
        assert late.json()["type"].endswith("bad_label_count")
