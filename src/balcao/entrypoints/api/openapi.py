"""The OpenAPI 3.1 document: ninja's, completed by what each address promises."""

from __future__ import annotations

from copy import deepcopy
from http import HTTPStatus
from typing import Any, Final

from balcao.domains.stores.errors import NoSuchStore
from balcao.entrypoints.api import errors
from balcao.entrypoints.api.contract import MARK
from balcao.entrypoints.api.problems import MEDIA_TYPE, status_of
from balcao.kernel.errors import BalcaoError
from balcao.plumbing.keyset import BadCursor

Document = dict[str, Any]
PROBLEM: Final[Document] = {
    "title": "Problem",
    "description": "Problem details, RFC 9457. Further members are facts about this one refusal.",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "pattern": "^/api/v1/problems/"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "Into the body, RFC 6901."},
                    "parameter": {"type": "string", "description": "In the path or query."},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
SECURITY: Final[Document] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API token (bal_…). Its scopes are capabilities of its owner's role.",
    },
    "shopper": {
        "type": "http",
        "scheme": "bearer",
        "description": "What `POST /shopper/session` answers (shp_…): one shopper, signed in.",
    },
}
KEY_HEADER: Final[Document] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "New for each new intent; the same key again answers the same and does nothing.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
}
REPLAYED: Final[Document] = {
    "description": "Present, and true, when this answers a key that has had its effect before.",
    "schema": {"type": "string", "enum": ["true"]},
}
ETAG: Final[Document] = {
    "description": "The version, for If-Match.",
    "schema": {"type": "string"},
}
LINK: Final[Document] = {
    "description": 'The next page, rel="next"; absent on the last one.',
    "schema": {"type": "string"},
}


def complete(document: Document) -> Document:
    """The document with security, headers and every refusal of each address."""
    document["components"].setdefault("schemas", {})["Problem"] = deepcopy(PROBLEM)
    document["components"]["securitySchemes"] = deepcopy(SECURITY)
    for methods in document["paths"].values():
        for method, operation in methods.items():
            _complete(method, operation)
    return document


def _complete(method: str, operation: Document) -> None:
    promise = operation.pop(MARK)
    # What the view says of itself, not its name in capitals.
    operation["summary"] = operation["description"].partition("\n")[0].rstrip(".")
    operation["security"] = _security(promise)
    if promise["key"]:
        operation["parameters"].append(deepcopy(KEY_HEADER))
    if promise["if_match"]:
        operation["parameters"].append(_if_match(promise["if_match"]))
    _add_headers(operation, promise)
    refusals = [*promise["refusals"], *_always(method, operation, promise)]
    for status in sorted({status for status, _ in refusals}):
        codes = sorted({code for at, code in refusals if at == status})
        operation["responses"][str(status)] = _refused(status, codes)


def _security(promise: Document) -> list[Document]:
    with_token = {"token": [promise["scope"]] if promise["scope"] else []}
    return {
        "unknown": [],
        "optional": [{}, with_token],
        "required": [with_token],
        "shopper": [{"shopper": []}],
    }[promise["caller"]]


def _if_match(kind: str) -> Document:
    return {
        "name": "If-Match",
        "in": "header",
        "required": kind == "required",
        "description": "The ETag of what you have seen.",
        "schema": {"type": "string", "pattern": '^"[0-9a-f]{1,64}"$'},
    }


def _add_headers(operation: Document, promise: Document) -> None:
    is_paged = any(parameter["name"] == "cursor" for parameter in operation["parameters"])
    wanted = {
        "ETag": ETAG if promise["versioned"] else None,
        "Idempotency-Replayed": REPLAYED if promise["key"] else None,
        "Link": LINK if is_paged else None,
    }
    headers = {name: deepcopy(value) for name, value in wanted.items() if value}
    if headers:
        for response in operation["responses"].values():
            response["headers"] = deepcopy(headers)


def _always(method: str, operation: Document, promise: Document) -> list[tuple[int, str]]:
    """Refusals that follow from the kind of request."""
    kinds: list[type[BalcaoError]] = [errors.MalformedAddress, NoSuchStore]
    if operation["parameters"] or "requestBody" in operation:
        kinds.append(errors.InvalidRequest)
    if any(parameter["name"] == "cursor" for parameter in operation["parameters"]):
        kinds.append(BadCursor)
    if method in ("post", "put", "patch"):
        kinds += [errors.MalformedBody, errors.BodyTooLarge, errors.WrongMediaType]
    found = [(status_of(kind), kind.code) for kind in kinds]
    return [*found, (403, "not_allowed")] if promise["scope"] else found


def _refused(status: int, codes: list[str]) -> Document:
    says = ", ".join(f"`{code}`" for code in codes)
    return {
        "description": f"{HTTPStatus(status).phrase}: {says}",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
