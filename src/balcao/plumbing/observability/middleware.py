"""The outermost layer of a request: its name, its time, its line in the log."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from typing import Final

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars, clear_contextvars

from balcao.plumbing.observability.logs import without_secrets
from balcao.plumbing.observability.metrics import ERRORS, REQUESTS
from balcao.plumbing.observability.probes import answer_probe

REQUEST_ID: Final = "X-Request-Id"
_ACCEPTABLE: Final = re.compile(r"[A-Za-z0-9._-]{8,64}\Z")
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = structlog.get_logger("balcao.request")

Next = Callable[[HttpRequest], HttpResponse]


class Observe:
    """Gives every request an id, measures it, logs it; answers the probes of the operator."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.slow_seconds = settings.SLOW_REQUEST_MS / 1000
        self.logs_all = settings.ACCESS_LOG

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = _id_of(request)
        clear_contextvars()
        bind_contextvars(request_id=request_id)
        response = answer_probe(request) or self.get_response(request)
        response[REQUEST_ID] = request_id
        self._note(request, response, time.perf_counter() - started)
        return response

    def _note(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        match = request.resolver_match
        route = (match.route or "/") if match else "-"
        # Clients invent methods; a label must not grow with what they invent.
        method = request.method if request.method in _METHODS else "OTHER"
        REQUESTS.labels(method, route, response.status_code).observe(seconds)
        if response.status_code >= 500:
            ERRORS.inc()
        slow = seconds >= self.slow_seconds
        if self.logs_all or slow:
            log.log(
                30 if slow else 20,
                "request.slow" if slow else "request",
                method=request.method,
                path=without_secrets(request.path, match),
                route=route,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
            )


def _id_of(request: HttpRequest) -> str:
    """The id a proxy gave, if it is one; else a new one. Anything else could forge log lines."""
    given: str = request.META.get("HTTP_X_REQUEST_ID", "")
    return given if _ACCEPTABLE.match(given) else secrets.token_hex(8)
