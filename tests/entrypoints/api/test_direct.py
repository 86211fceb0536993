from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


class TestDirectToAPI:
    def test_sets_no_cookie_and_loads_no_session(self, anybody, django_assert_num_queries):
        anybody.get("/store")
        with django_assert_num_queries(0):
            answer = anybody.get("/problems")
        assert not answer.cookies

    def test_keeps_what_is_true_of_every_answer(self, anybody):
        answer = anybody.get("/problems")
        assert answer["X-Request-Id"]
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"

    def test_knows_only_the_hosts_of_the_shop(self, anybody):
        assert (
            anybody.client.get("/api/v1/store", headers={"Host": "evil.example"}).status_code == 400
        )

    def test_buys_with_one_statement(self, anybody, purchase_body, django_assert_num_queries):
        anybody.post("/purchases", purchase_body)  # the store and its places are kept from here on
        with django_assert_num_queries(1):
            anybody.post("/purchases", purchase_body)
