"""Phase one, prepare: a set of orders in one round trip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import orjson

from balcao.domains.checkout.rules import fingerprint
from balcao.domains.checkout.values import PurchaseRequest
from balcao.domains.payments.ports import provider_by_code
from balcao.kernel.ids import new_id, new_secret
from balcao.plumbing.idempotency import check_key, request_hash
from balcao.plumbing.sql import run_sql_dicts

HOLD: Final = timedelta(minutes=15)
SCOPE: Final = "purchase"


def place_orders(requests: Sequence[PurchaseRequest], *, now: datetime) -> list[dict[str, Any]]:
    """Accept a set of checked requests; answers ``{"status": …, "detail": …}`` for each, in order.

    One that cannot be had does not touch the others. Requests whose provider asks the outside are
    held for 15 minutes; the others are placed at once.

    :raises NoSuchProvider: a way to pay is not offered.
    :raises KeyInvalid: a key cannot be a key.
    """
    documents = [_document(nr, request, now) for nr, request in enumerate(requests, start=1)]
    rows = run_sql_dicts(
        "checkout/place_orders", orders=orjson.dumps(documents, default=str).decode()
    )
    return [{"status": row["status"], "detail": _loaded(row["detail"])} for row in rows]


def _document(nr: int, request: PurchaseRequest, now: datetime) -> dict[str, Any]:
    provider = provider_by_code(request.provider)
    return {
        "nr": nr,
        "id": new_id(),
        "payment_id": new_id(),
        "store_id": request.store_id,
        "scope": SCOPE,
        "key": check_key(request.key),
        "hash": request_hash(fingerprint(request)),
        "cart_id": request.cart_id,
        "cart_version": request.cart_version,
        "token": new_secret(),
        "email": request.email,
        "locale": request.locale,
        "address": request.address.as_json(),
        "country": request.address.country,
        "currency": request.expected_total.currency,
        "expected_total": request.expected_total.minor,
        "provider": request.provider,
        "pays_on_delivery": provider.pays_on_delivery,
        "rate_code": request.rate_code,
        "hold_until": None if provider.is_offline else now + HOLD,
        "now": now,
        "lines": [{"variant_id": x.variant_id, "quantity": x.quantity} for x in request.lines],
    }


def _loaded(detail: Any) -> Any:
    return orjson.loads(detail) if isinstance(detail, str) else detail
