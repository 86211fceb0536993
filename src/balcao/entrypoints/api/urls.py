"""Addresses of the API. Everything passes the gate; whatever is unknown is a problem document."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import URLPattern, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from balcao.entrypoints.api.gate import gated
from balcao.entrypoints.api.problems import nothing_here
from balcao.entrypoints.api.site import make_api

api = make_api()


def _gated(patterns: Sequence[URLPattern]) -> list[URLPattern]:
    for pattern in patterns:
        pattern.callback = gated(pattern.callback)
    return list(patterns)


_patterns, _app_name, _namespace = api.urls
urlpatterns = [
    path("v1/", include((_gated(_patterns), _app_name), namespace=_namespace)),
    # No token in a cookie is ever accepted here, so there is nothing to forge.
    re_path(r"^", csrf_exempt(nothing_here)),
]
