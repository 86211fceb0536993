"""What is wrong with a request before anybody has read it, and what every refusal looks like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from balcao.entrypoints.api import gate
from balcao.entrypoints.api.problems import problem_types
from balcao.entrypoints.api.shapes import In, Out
from tests.entrypoints.api.conftest import API

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).parents[3] / "docs/how-to/use-the-api.md"


def sent(anybody, body: bytes, kind="application/json", path="/quotes"):
    return anybody.client.post(API + path, body, content_type=kind)


def assert_problem(answer, status, code):
    said = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, said["status"]) == (status, status)
    assert said["type"] == f"/api/v1/problems/{code}"
    assert said["title"]
    assert said["detail"]


class TestGate:
    @pytest.mark.parametrize(
        "body",
        [
            b"{",
            b"\xff\xfe",
            b'{"country": "\\u0000"}',
            b'{"\\u0000": 1}',
            b"[" * 40 + b"]" * 40,
            b"[" * 5000 + b"]" * 5000,
            b'{"country": "\\ud800"}',
            b"NaN",
        ],
        ids=["cut", "utf-16", "nul", "nul name", "deep", "deeper", "surrogate", "nan"],
    )
    def test_refuses_what_cannot_be_read_or_stored(self, anybody, body):
        assert_problem(sent(anybody, body), 400, "malformed_body")

    @pytest.mark.parametrize(
        "body",
        [b"[]", b"1", b"null", b'{"lines": 1e400}', b'{"nope": 1}', b""],
    )
    def test_points_at_what_does_not_fit(self, anybody, body):
        answer = sent(anybody, body)
        assert answer.status_code in {400, 422}
        assert answer["Content-Type"] == "application/problem+json"

    def test_reads_a_backslash_before_u0000_as_what_it_is(self, anybody):
        answer = sent(anybody, b'{"country": "\\\\u0000"}')
        assert answer.status_code == 422

    def test_refuses_other_media_types(self, anybody):
        assert_problem(sent(anybody, b"a=1", "text/plain"), 415, "unsupported_media_type")

    def test_refuses_a_body_that_is_too_large(self, anybody):
        big = b'"' + b"x" * gate.MOST_BYTES + b'"'
        assert_problem(sent(anybody, big), 413, "body_too_large")

    def test_refuses_nul_in_addresses(self, anybody):
        assert_problem(anybody.get("/search?q=%00"), 400, "malformed_address")
        assert_problem(anybody.get("/problems/a%00"), 400, "malformed_address")

    def test_refuses_a_cursor_that_holds_nul(self, owner):
        assert_problem(owner.get("/stock/levels?cursor=WyJcdTAwMDAiLDFd"), 400, "bad_cursor")

    def test_says_that_there_is_nothing(self, anybody):
        assert_problem(anybody.get("/nothing"), 404, "no_such_address")
        assert_problem(anybody.client.get("/api/v2/"), 404, "no_such_address")
        assert_problem(anybody.call("POST", "/nothing"), 404, "no_such_address")

    def test_says_which_methods_there_are(self, anybody):
        refused = anybody.call("DELETE", "/products")
        assert_problem(refused, 405, "method_not_allowed")
        assert {m.strip() for m in refused["Allow"].split(",")} == {"GET", "POST"}

    def test_tells_no_secrets_when_it_is_at_fault(self, anybody, monkeypatch):
        def broken(*_args, **_kwargs):
            raise RuntimeError("the password is hunter2")

        monkeypatch.setattr("balcao.entrypoints.api.v1.selling.payment_choices", broken)
        answer = anybody.get("/payment-choices")
        assert_problem(answer, 500, "server_fault")
        assert b"hunter2" not in answer.content


class TestDocument:
    def test_is_openapi_3_1_and_promises_an_answer_for_every_refusal(self, anybody):
        document = anybody.client.get("/api/v1/openapi.json").json()
        assert document["openapi"].startswith("3.1")
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                assert "400" in operation["responses"], (method, path)
                assert "x-promise" not in operation

    def test_page_needs_no_inline_script_and_nothing_from_elsewhere(self, anybody):
        page = anybody.client.get("/api/v1/docs").content.decode()
        scripts = re.findall(r"<script([^>]*)>([^<]*)", page)
        assert all("src=" in a or 'type="application/json"' in a for a, _ in scripts)
        assert "http" not in re.sub(r"https?://testserver\S*", "", page)

    def test_gives_no_name_to_two_shapes(self):
        names: dict[str, set[str]] = {}
        for shape in _all_below(In) | _all_below(Out):
            if shape.__module__.startswith("balcao."):
                names.setdefault(shape.__name__, set()).add(shape.__module__)
        assert {name: modules for name, modules in names.items() if len(modules) > 1} == {}


def _all_below(kind: type) -> set[type]:
    return {below for one in kind.__subclasses__() for below in ({one} | _all_below(one))}


class TestProblems:
    def test_are_explained_at_the_address_of_their_type(self, anybody):
        for code in problem_types():
            assert anybody.get(f"/problems/{code}").json()["code"] == code

    def test_are_all_listed_in_the_manual(self):
        listed = set(re.findall(r"^\| `(\w+)` \|", DOCS.read_text("utf-8"), re.MULTILINE))
        assert listed == set(problem_types())
