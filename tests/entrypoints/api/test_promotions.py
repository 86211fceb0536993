"""Promotions and their codes by program."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from balcao.domains.promotions.models import Code, Promotion
from balcao.domains.promotions.operations import make_codes
from balcao.domains.team.values import Role
from tests.domains.promotions.offers import TEN_PERCENT, use
from tests.entrypoints.api.conftest import Api
from tests.shop import NOW

pytestmark = pytest.mark.django_db
BODY = {"name": "Ten off", "rule": TEN_PERCENT, "currency": "BRL", "uses_limit": 5}


@pytest.fixture
def seller(tokens) -> Api:
    return Api(Client(), tokens[Role.MARKETING])


@pytest.fixture
def at(seller) -> str:
    return f"/promotions/{seller.post('/promotions', BODY).json()['id']}"


def kind(answer) -> str:
    return answer.json()["type"].rpartition("/")[2]


class TestPromotions:
    def test_go_from_draft_to_ended(self, seller, at):
        assert seller.post(f"{at}/activate").json()["status"] == "active"
        assert seller.post(f"{at}/pause").json()["status"] == "paused"
        assert seller.post(f"{at}/end").json()["status"] == "ended"
        again = seller.post(f"{at}/activate")
        assert (again.status_code, kind(again)) == (409, "wrong_promotion_state")
        listed = seller.get("/promotions?state=ended").json()["items"]
        assert [one["name"] for one in listed] == ["Ten off"]

    def test_are_written_once_for_a_key(self, seller):
        made = [seller.post("/promotions", BODY, key="one").json()["id"] for _ in range(2)]
        assert made[0] == made[1]
        assert Promotion.objects.count() == 1

    def test_are_changed_by_whoever_saw_the_last_version(self, seller, at):
        edit = {**BODY, "name": "Changed"}
        assert seller.call("PUT", at, edit).status_code == 428
        assert seller.call("PUT", at, edit, If_Match='"1"').json()["name"] == "Changed"
        late = seller.call("PUT", at, edit, If_Match='"1"')
        assert (late.status_code, kind(late)) == (412, "promotion_changed")

    def test_point_at_what_is_wrong_with_a_rule(self, seller):
        wrong = seller.post("/promotions", {**BODY, "rule": {"then": {"kind": "no"}}})
        assert (wrong.status_code, kind(wrong)) == (422, "bad_promotion_rule")
        assert wrong.json()["findings"][0]["pointer"] == "/then/kind"

    def test_show_who_used_them(self, seller, shop, at):
        seller.post(f"{at}/activate")
        order = use(shop.store_id, UUID(at.rpartition("/")[2]))
        assert [u["order_id"] for u in seller.get(f"{at}/uses").json()["items"]] == [str(order)]
        assert seller.get(at).json()["used"] == 1


class TestCodes:
    def test_are_added_found_and_revoked(self, seller, at):
        made = seller.post(f"{at}/codes", {"text": "sum-mer 10"})
        assert (made.status_code, made.json()["text"]) == (201, "SUMMER10")
        taken = seller.post(f"{at}/codes", {"text": "SUMMER10"})
        assert (taken.status_code, kind(taken)) == (409, "code_taken")
        assert len(seller.get(f"{at}/codes?text=summer-10").json()["items"]) == 1
        assert seller.post(f"/codes/{made.json()['id']}/revoke").json()["revoked_at"]

    def test_are_made_in_batches_by_the_worker(self, seller, at):
        asked = seller.post(f"{at}/batches", {"size": 30, "prefix": "VIP"}).json()
        assert (asked["state"], asked["percent"]) == ("making", 0)
        job = ProcrastinateJob.objects.get(task_name="promotions.make_codes")
        make_codes(batch_id=UUID(job.args["batch_id"]), now=NOW)
        assert seller.get(f"/code-batches/{asked['id']}").json()["percent"] == 100
        revoked = seller.post(f"/code-batches/{asked['id']}/revoke").json()
        assert revoked["revoked_at"]
        assert len(seller.get(f"{at}/batches").json()["items"]) == 1

    def test_go_out_and_come_in_as_csv(self, seller, at):
        seller.post(f"{at}/codes", {"text": "OUT1"})
        out = b"".join(seller.get(f"{at}/codes/export").streaming_content).decode()
        assert out.splitlines()[1].startswith("OUT1,")
        assert upload(seller, at, b"code\nIN1\nIN2\n").json()["size"] == 2
        wrong = upload(seller, at, b"code\nIN1\nx\n")
        assert (wrong.status_code, kind(wrong)) == (422, "bad_code_file")
        assert wrong.json()["findings"][0]["row"] == 3
        assert Code.objects.count() == 3


def upload(seller, at, content):
    file = SimpleUploadedFile("codes.csv", content, content_type="text/csv")
    return seller.client.post(
        f"/api/v1{at}/codes/imports",
        {"file": file},
        headers={"Authorization": f"Bearer {seller.token}"},
    )
