"""The API as one application: its routers, and what becomes of every error."""

from __future__ import annotations

import re
from typing import Any, Final

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from structlog.contextvars import get_contextvars

from balcao.domains.payments.ports import ProviderAway
from balcao.entrypoints.api import errors, openapi, problems
from balcao.entrypoints.api.gate import StrictJson
from balcao.entrypoints.api.v1 import ROUTERS
from balcao.kernel.errors import BalcaoError

log = structlog.get_logger("balcao.api")
DESCRIPTION: Final = """
Everything the shop and its staff can do. Amounts are integers of minor units with their currency,
times are RFC 3339 in UTC. Refusals are problem details (RFC 9457); `/api/v1/problems` lists them.
"""
BODY: Final = ("body", "form", "file")


class BalcaoAPI(NinjaAPI):
    """NinjaAPI with our errors and our promises in its document."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._documents: dict[str, Any] = {}

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The document, completed. Made once: it costs as much as a hundred purchases."""
        key = repr(sorted(kwargs.items()))
        if key not in self._documents:
            self._documents[key] = openapi.complete(super().get_openapi_schema(**kwargs))
        return self._documents[key]

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Names for generated clients: the function's own, unique by construction."""
        return str(operation.view_func.__name__)


def make_api() -> BalcaoAPI:
    """Put it together."""
    made = BalcaoAPI(
        title="Balcão",
        version="1.0.0",
        description=DESCRIPTION,
        urls_namespace="api-v1",
        parser=StrictJson(),
    )
    for tag, router in ROUTERS:
        made.add_router("", router, tags=[tag])
    for kind, handler in HANDLERS.items():
        made.add_exception_handler(kind, handler)
    return made


def _refused(_request: HttpRequest, error: BalcaoError) -> HttpResponse:
    return problems.answer(error)


def _not_valid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.answer(errors.InvalidRequest(errors=[_finding(e) for e in error.errors]))


def _finding(error: dict[str, Any]) -> dict[str, str]:
    """One finding of pydantic, with a JSON pointer when it is about the body."""
    where, *path = error["loc"]
    detail = str(error["msg"])
    if where not in BODY:
        return {"parameter": str(path[0]) if path else str(where), "detail": detail}
    steps = (re.sub("/", "~1", re.sub("~", "~0", str(step))) for step in path[1:])
    return {"pointer": "".join(f"/{step}" for step in steps), "detail": detail}


def _http_error(_request: HttpRequest, error: HttpError) -> HttpResponse:
    kind = errors.MalformedBody if error.status_code == 400 else errors.ServerFault
    return problems.answer(kind())


def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problems.answer(errors.Unauthenticated())


def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problems.answer(errors.NoSuchAddress())


def _unreadable(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problems.answer(errors.MalformedBody())


def _too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problems.answer(errors.BodyTooLarge())


def _busy(_request: HttpRequest, error: Exception) -> HttpResponse:
    log.warning("api.busy", error=repr(error))
    return problems.answer(errors.ServerBusy())


def _unstorable(_request: HttpRequest, error: DataError) -> HttpResponse:
    # A value that the schema lets pass and a column does not: ours to mend, so it is logged.
    log.error("api.unstorable", error=repr(error))
    return problems.answer(errors.InvalidRequest("A value is too large or too long to be stored."))


def _fault(_request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("api.fault", exc_info=error)
    request_id = get_contextvars().get("request_id", "")
    return problems.answer(errors.ServerFault(request_id=request_id))


HANDLERS: Final[dict[type[Exception], Any]] = {
    BalcaoError: _refused,
    ValidationError: _not_valid,
    HttpError: _http_error,
    AuthenticationError: _unknown,
    Http404: _missing,
    OperationalError: _busy,
    ProviderAway: _busy,
    DataError: _unstorable,
    MultiPartParserError: _unreadable,
    SuspiciousOperation: _unreadable,
    RequestDataTooBig: _too_large,
    Exception: _fault,
}
