"""Every request has a name and leaves a line."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import structlog
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import resolve
from structlog.testing import capture_logs

from balcao.plumbing.observability.failure import server_error
from balcao.plumbing.observability.middleware import Observe


def ask(view: Callable[[HttpRequest], HttpResponse], **headers: str) -> HttpResponse:
    return Observe(view)(RequestFactory().get("/somewhere/", headers=headers))


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


class TestRequestId:
    def test_is_made_for_a_request_without_one(self) -> None:
        assert re.fullmatch(r"[0-9a-f]{16}", ask(answer)["X-Request-Id"])

    def test_of_a_proxy_is_kept(self) -> None:
        assert ask(answer, x_request_id="abc-123-def")["X-Request-Id"] == "abc-123-def"

    @pytest.mark.parametrize("forged", ["short", "a" * 65, 'x" level="fatal', "two words here"])
    def test_that_could_forge_a_log_line_is_replaced(self, forged: str) -> None:
        assert ask(answer, x_request_id=forged)["X-Request-Id"] != forged

    def test_is_on_every_line_logged_while_it_is_answered(self) -> None:
        seen: list[object] = []

        def view(_request: HttpRequest) -> HttpResponse:
            seen.append(structlog.contextvars.get_contextvars()["request_id"])
            return HttpResponse()

        assert ask(view)["X-Request-Id"] == seen[0]


class TestLogLine:
    @override_settings(ACCESS_LOG=True)
    def test_tells_what_was_asked_and_how_long_it_took(self) -> None:
        with capture_logs() as lines:
            ask(answer)
        (line,) = lines
        assert (line["path"], line["status"], line["method"]) == ("/somewhere/", 200, "GET")
        assert line["ms"] >= 0

    @override_settings(ACCESS_LOG=False, SLOW_REQUEST_MS=0)
    def test_is_written_for_a_slow_request_in_any_case(self) -> None:
        with capture_logs() as lines:
            ask(answer)
        assert [line["event"] for line in lines] == ["request.slow"]

    @override_settings(ACCESS_LOG=True)
    def test_keeps_the_key_of_an_order_to_itself(self) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            request.resolver_match = resolve("/orders/a-secret-key/")
            return HttpResponse()

        with capture_logs() as lines:
            Observe(view)(RequestFactory().get("/orders/a-secret-key/thanks/"))
        assert [line["path"] for line in lines] == ["/orders/***/thanks/"]


class TestServerError:
    def test_tells_the_id_and_nothing_of_the_inside(self) -> None:
        def failing(request: HttpRequest) -> HttpResponse:
            return server_error(request)

        page = ask(failing)
        assert page.status_code == 500
        assert page["X-Request-Id"] in page.content.decode()
        assert "Traceback" not in page.content.decode()


@pytest.mark.django_db
class TestSlowQueries:
    @override_settings(SLOW_QUERY_MS=20)
    def test_are_logged_without_the_customer_s_data(self) -> None:
        with capture_logs() as lines, connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.03), %s", ["ana@example.com"])
        (line,) = [line for line in lines if line["event"] == "query.slow"]
        assert line["ms"] >= 20
        assert "ana@example.com" not in line["sql"]

    def test_are_not_quick_ones(self) -> None:
        with capture_logs() as lines:
            Client().get("/readyz")
        assert [line for line in lines if line["event"] == "query.slow"] == []
