"""The shop's addresses and the yardstick: the least a page of this stack can cost."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from balcao.config.urls import handler404, handler500
from balcao.config.urls import urlpatterns as shop

__all__ = ["handler404", "handler500", "urlpatterns"]


def select_1(_request: HttpRequest) -> HttpResponse:
    """One round trip to the database and four bytes of answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return HttpResponse(f"ok {cursor.fetchone()[0]}")


urlpatterns = [path("bench/select-1", select_1), *shop]
