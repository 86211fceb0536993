"""Questions of the operator's machines: alive, ready, how much.

They are answered before hosts are checked: a probe asks an address, not the shop's name.
"""

from __future__ import annotations

import hmac
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from balcao.plumbing.observability.metrics import CONTENT_TYPE, exposition

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})


def answer_probe(request: HttpRequest) -> HttpResponse | None:
    """The answer, if the request is a probe."""
    probe = _PROBES.get(request.path)
    return probe(request) if probe else None


def _alive(_request: HttpRequest) -> HttpResponse:
    return _words("alive")


def _ready(_request: HttpRequest) -> HttpResponse:
    try:
        pending = _Migrations.pending()
    except DatabaseError:
        return _words("database unreachable", 503)
    return _words(f"{pending} migrations pending", 503) if pending else _words("ready")


def _metrics(request: HttpRequest) -> HttpResponse:
    if not _may_read_metrics(request):
        return _words("not for you", 403)
    try:
        return HttpResponse(exposition(), content_type=CONTENT_TYPE)
    except DatabaseError:
        return _words("database unreachable", 503)


def _may_read_metrics(request: HttpRequest) -> bool:
    """With the token; or, where none is set, from this machine itself.

    Behind a proxy every request comes from this machine, so there it takes the token.
    """
    token: str = settings.METRICS_TOKEN
    if token:
        given = request.META.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    forwarded = settings.BEHIND_PROXY or "HTTP_X_FORWARDED_FOR" in request.META
    return not forwarded and request.META.get("REMOTE_ADDR") in _LOOPBACK


class _Migrations:
    """Remembers "none pending": it cannot become false while this code runs."""

    complete = False

    @classmethod
    def pending(cls) -> int:
        if cls.complete:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            return 0
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        cls.complete = not plan
        return len(plan)


def _words(text: str, status: int = 200) -> HttpResponse:
    response = HttpResponse(f"{text}\n", status=status, content_type="text/plain")
    response["Cache-Control"] = "no-store"
    return response


_PROBES: Final = {"/healthz": _alive, "/readyz": _ready, "/metrics": _metrics}
