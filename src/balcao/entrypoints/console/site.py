"""The console as Django's admin site under Unfold's shell: sign-in, password, our own boards."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.translation import override
from unfold.sites import UnfoldAdminSite

from balcao.entrypoints.console.guard import LANGUAGE, guarded
from balcao.entrypoints.console.look import GREEN, SAND, menu_of, use_site
from balcao.entrypoints.console.routes import ROUTES
from balcao.entrypoints.console.signin import SignInForm


class ConsoleSite(UnfoldAdminSite):
    """Everything below ``/console/``."""

    site_title = "Balcão console"
    index_title = "Today"

    def __init__(self) -> None:
        super().__init__("console")
        self.login_form = SignInForm
        use_site(self)

    def extra_urls(self) -> list[URLPattern]:
        """Our boards, asked before anything of Django's admin."""
        return [
            path(
                route.path,
                guarded(route.view, needs=route.needs, method=route.method),
                name=route.name,
            )
            for route in ROUTES
        ]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """The shell's look and menu."""
        context = super().each_context(request)
        context.update(
            site_title="Balcão",
            site_header="Balcão",
            site_subheader="Console",
            site_url="/",
            site_symbol="storefront",
            site_icon={"light": static("console/icon.svg"), "dark": static("console/icon.svg")},
            border_radius="8px",
            sidebar_show_search=False,
            sidebar_show_all_applications=False,
            sidebar_navigation=menu_of(request) if self.has_permission(request) else [],
        )
        context["colors"] = {**context["colors"], "base": SAND, "primary": GREEN}
        return context

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        with override(LANGUAGE):
            return _rendered(super().login(request, extra_context))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        with override(LANGUAGE):
            return _rendered(super().logout(request, extra_context))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        with override(LANGUAGE):
            return _rendered(super().password_change(request, extra_context))

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        with override(LANGUAGE):
            return _rendered(super().password_change_done(request, extra_context))


def _rendered(response: HttpResponse) -> HttpResponse:
    """Render now, while the console's language is in force."""
    render = getattr(response, "render", None)
    return render() if render is not None else response


site = ConsoleSite()
