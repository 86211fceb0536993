"""Legal pages by the API, and purchases that say which were shown."""

from __future__ import annotations

import pytest

from balcao.plumbing.audit.trail import read_trail

pytestmark = pytest.mark.django_db


def publish(owner, kind="terms", seen="0", **said):
    return owner.call("PUT", f"/legal-pages/{kind}", said, If_Match=f'"{seen}"')


def test_are_published_once_per_version_and_read_by_anybody(owner, anybody):
    assert anybody.get("/legal-pages/terms").status_code == 404
    made = publish(owner, texts={"en": "# Us"}, urls={"pt-br": "https://x.example/t"})
    assert (made.status_code, made["ETag"]) == (200, '"1"')
    assert publish(owner, texts={"en": "Other"}).status_code == 412
    assert owner.call("PUT", "/legal-pages/terms", {"texts": {"en": "x"}}).status_code == 428
    (page,) = anybody.get("/legal-pages").json()["items"]
    assert (page["kind"], page["version"], page["html"]) == ("terms", 1, {"en": "<h2>Us</h2>"})
    assert page["urls"] == {"pt-br": "https://x.example/t"}
    publish(owner, seen="1", texts={"en": "Then"})
    old = anybody.get("/legal-pages/terms/versions/1").json()
    assert old["texts"] == {"en": "# Us"}
    assert anybody.get("/legal-pages/terms/versions/7").status_code == 404
    assert publish(owner, seen="2").status_code == 200
    assert anybody.get("/legal-pages").json()["items"] == []
    told = [one for one in read_trail().items if one.kind == "legalpage"]
    assert [one.actor for one in told] == ["owner@example.com"] * 3


def test_are_refused_beside_the_field(owner):
    refused = publish(owner, urls={"en": "http://x.example"})
    assert (refused.status_code, refused.json()["field"]) == (422, "url-en")


def test_are_kept_with_a_purchase(owner, anybody, purchase_body):
    publish(owner, texts={"en": "T"})
    body = {**purchase_body, "agreed": {"terms": 1}}
    made = anybody.post("/purchases", body, key="k").json()
    assert anybody.post("/purchases", body, key="k").json()["number"] == made["number"]
    publish(owner, seen="1", texts={"en": "T2"})
    assert anybody.post("/purchases", body, key="k").json()["number"] == made["number"]
    assert anybody.get(f"/order-status/{made['token']}").json()["agreed"] == {"terms": 1}
    assert owner.get(f"/orders/{made['order_id']}").json()["agreed"] == {"terms": 1}


def test_that_never_were_are_refused(anybody, purchase_body):
    refused = anybody.post("/purchases", {**purchase_body, "agreed": {"terms": 9}})
    assert refused.json()["type"].endswith("/no_such_legal_page")
    wrong = anybody.post("/purchases", {**purchase_body, "agreed": {"evil": 1}})
    assert wrong.status_code == 422
