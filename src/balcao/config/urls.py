"""Every address of the site. The shop's carry the language; the console's and the API's do not."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from balcao.entrypoints.console.site import site

urlpatterns = [
    path("console/", site.urls),
    path("api/", include("balcao.entrypoints.api.urls")),
    path("webhooks/", include("balcao.entrypoints.webhooks.urls")),
    *i18n_patterns(
        path("", include("balcao.entrypoints.storefront.urls")), prefix_default_language=False
    ),
]
handler400 = "balcao.plumbing.observability.failure.bad_request"
handler404 = "balcao.entrypoints.storefront.pages.errors.not_found"
handler500 = "balcao.plumbing.observability.failure.server_error"
