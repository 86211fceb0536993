"""One table from every refusal to its answer: RFC 9457 problem details.

``type`` is the address of a page that explains the code. ``docs/how-to/use-the-api.md`` lists them
all, and a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse

import balcao.domains.analytics.errors as analytics
import balcao.domains.cart.errors as cart
import balcao.domains.catalog.errors as catalog
import balcao.domains.checkout.errors as checkout
import balcao.domains.customers.errors as customers
import balcao.domains.drafts.errors as drafts
import balcao.domains.imports.errors as imports
import balcao.domains.inventory.errors as inventory
import balcao.domains.ledger.errors as ledger
import balcao.domains.orders.errors as orders
import balcao.domains.payments.errors as payments
import balcao.domains.pricing.errors as pricing
import balcao.domains.promotions.errors as promotions
import balcao.domains.purchasing.errors as purchasing
import balcao.domains.reconciliation.errors as reconciliation
import balcao.domains.replenishment.errors as replenishment
import balcao.domains.risk.errors as risk
import balcao.domains.search.errors as search
import balcao.domains.shipping.errors as shipping
import balcao.domains.stores.errors as stores
import balcao.domains.team.errors as team
import balcao.domains.wallet.errors as wallet
import balcao.entrypoints.papers.errors as papers
from balcao.entrypoints.api import errors
from balcao.kernel.errors import BalcaoError, Conflict, Forbidden, Invalid, NotFound
from balcao.plumbing.idempotency import KeyInvalid
from balcao.plumbing.keyset import BadCursor

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "/api/v1/problems/"

# Imported, all of them, so that every error is known when the list of problems is made.
ROOMS: Final = (
    analytics,
    cart,
    catalog,
    checkout,
    customers,
    drafts,
    imports,
    inventory,
    ledger,
    orders,
    papers,
    payments,
    pricing,
    promotions,
    reconciliation,
    risk,
    replenishment,
    purchasing,
    search,
    shipping,
    stores,
    team,
    wallet,
)
# The nearest class in an error's family decides.
STATUS: Final[dict[type[BalcaoError], int]] = {
    NotFound: 404,
    Conflict: 409,
    Invalid: 422,
    Forbidden: 403,
    catalog.ProductChanged: 412,
    catalog.CollectionChanged: 412,
    customers.CustomerChanged: 412,
    customers.SegmentChanged: 412,
    customers.TooManySignIns: 429,
    customers.SignInNotMailed: 503,
    drafts.DraftMoved: 412,
    stores.LegalPageChanged: 412,
    ledger.BooksChanged: 412,
    orders.OrderChanged: 412,
    team.StaffChanged: 412,
    inventory.TransferChanged: 412,
    inventory.CountChanged: 412,
    purchasing.SupplierChanged: 412,
    purchasing.PurchaseOrderChanged: 412,
    purchasing.SupplierReturnChanged: 412,
    purchasing.PriceFileTooLarge: 413,
    pricing.TaxNotKnown: 503,
    pricing.TaxChanged: 412,
    pricing.PriceListChanged: 412,
    risk.RiskTermsChanged: 412,
    risk.TooManyPayments: 429,
    wallet.ProgramChanged: 412,
    wallet.TooManyCardAttempts: 429,
    payments.PaymentDeclined: 402,
    promotions.PromotionChanged: 412,
    promotions.TooManyAttempts: 429,
    checkout.CartGone: 404,
    imports.FileTooLarge: 413,
    KeyInvalid: 400,
    BadCursor: 400,
    errors.BadRequest: 400,
    errors.Unauthenticated: 401,
    errors.NoSuchAddress: 404,
    errors.WrongMethod: 405,
    errors.BodyTooLarge: 413,
    errors.WrongMediaType: 415,
    errors.InvalidRequest: 422,
    errors.VersionMissing: 428,
    errors.Stale: 412,
    errors.ServerBusy: 503,
    BalcaoError: 500,
}
# What a client has to know beyond the body.
HEADERS: Final[dict[type[BalcaoError], dict[str, str]]] = {
    errors.Unauthenticated: {"WWW-Authenticate": 'Bearer realm="balcao"'},
    errors.ServerBusy: {"Retry-After": "2"},
    checkout.StillBusy: {"Retry-After": "1"},
    wallet.TooManyCardAttempts: {"Retry-After": "900"},
    promotions.TooManyAttempts: {"Retry-After": "900"},
    customers.TooManySignIns: {"Retry-After": "900"},
    customers.SignInNotMailed: {"Retry-After": "30"},
}
# Whose errors can reach a caller by name; any other is a server fault.
TELLING: Final = (
    "balcao.domains.",
    "balcao.entrypoints.api.",
    "balcao.entrypoints.papers.",
    "balcao.plumbing.idempotency",
    "balcao.plumbing.keyset",
)


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One code and everything that is always true of it."""

    code: str
    title: str
    statuses: tuple[int, ...]


def status_of(kind: type[BalcaoError]) -> int:
    """The HTTP status of a refusal."""
    return next(STATUS[ancestor] for ancestor in kind.__mro__ if ancestor in STATUS)


def title_of(kind: type[BalcaoError]) -> str:
    """The first line of what a refusal means."""
    return (kind.__doc__ or kind.code).strip().partition("\n")[0].replace("``", "")


def problem_types() -> dict[str, ProblemType]:
    """Every code that the API can answer with, sorted."""
    found: dict[str, ProblemType] = {}
    for kind in sorted(_family(BalcaoError), key=lambda kind: kind.code):
        if not kind.__module__.startswith(TELLING):
            continue
        known = found.get(kind.code)
        statuses = {status_of(kind), *(known.statuses if known else ())}
        title = known.title if known else title_of(kind)
        found[kind.code] = ProblemType(kind.code, title, tuple(sorted(statuses)))
    return found


def answer(error: BalcaoError, **headers: str) -> HttpResponse:
    """The problem document of a refusal."""
    kind = type(error)
    status = status_of(kind)
    document: dict[str, Any] = {
        **error.facts,
        "type": TYPE_PREFIX + kind.code,
        "title": title_of(kind),
        "status": status,
        "detail": error.message,
    }
    body = orjson.dumps(document, default=str)
    response = HttpResponse(body, status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    wait = error.facts.get("retry_after_seconds")
    told = {"Retry-After": str(wait)} if isinstance(wait, int) else {}
    for name, value in {**HEADERS.get(kind, {}), **told, **headers}.items():
        response[name] = value
    return response


def nothing_here(_request: HttpRequest, **_: Any) -> HttpResponse:
    """Whatever else is asked for below /api/."""
    return answer(errors.NoSuchAddress())


def _family(kind: type[BalcaoError]) -> set[type[BalcaoError]]:
    return {kind}.union(*(_family(child) for child in kind.__subclasses__()))
