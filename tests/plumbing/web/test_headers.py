"""What browsers are told our pages may do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from balcao.plumbing.web.headers import CSP, BrowserPolicy


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def policy_at(path: str) -> str:
    return str(BrowserPolicy(answer)(RequestFactory().get(path))[CSP])


class TestBrowserPolicy:
    def test_lets_the_shop_run_no_inline_script(self) -> None:
        assert "script-src 'self';" in policy_at("/p/vase/")
        assert "unsafe" not in policy_at("/p/vase/")

    def test_lets_the_console_s_shell_evaluate_but_run_no_inline_script_either(self) -> None:
        scripts = next(p for p in policy_at("/console/").split("; ") if p.startswith("script-src"))
        assert scripts == "script-src 'self' 'unsafe-eval'"

    def test_lets_the_working_pages_use_the_camera_and_webassembly_only(self) -> None:
        page = BrowserPolicy(answer)(RequestFactory().get("/console/floor/receive/"))
        assert "camera=(self)" in page["Permissions-Policy"]
        assert "script-src 'self' 'wasm-unsafe-eval';" in str(page[CSP])
        other = BrowserPolicy(answer)(RequestFactory().get("/console/stock/"))
        assert "camera=()" in other["Permissions-Policy"]
        assert "wasm" not in str(other[CSP])

    def test_lets_nobody_frame_us(self) -> None:
        assert "frame-ancestors 'none'" in policy_at("/")

    def test_keeps_a_policy_that_a_view_set_itself(self) -> None:
        def stricter(_request: HttpRequest) -> HttpResponse:
            return HttpResponse(headers={CSP: "default-src 'none'"})

        response = BrowserPolicy(stricter)(RequestFactory().get("/"))
        assert response[CSP] == "default-src 'none'"
