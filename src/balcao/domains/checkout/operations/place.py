"""Phase one, prepare: a set of orders in one round trip."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson
from django.db import InterfaceError, OperationalError, connection

from balcao.domains.checkout.queries.quoting import quote_wish
from balcao.domains.checkout.queries.repeating import SCOPE
from balcao.domains.checkout.queries.store_rules import rules_of
from balcao.domains.checkout.rules import (
    agreed_story,
    agreement_of,
    document_of,
    fingerprint,
    wish_of,
)
from balcao.domains.checkout.values import Agreed, PurchaseRequest, Quote
from balcao.domains.inventory.ports import Destination, Ranking
from balcao.domains.inventory.queries import ranking_for
from balcao.domains.payments.ports import PatientProvider, PaymentProvider, provider_by_code
from balcao.domains.shipping.queries import arrival_by
from balcao.domains.shipping.values import Deliveries
from balcao.kernel.ids import new_id, new_secret
from balcao.plumbing.audit import is_acting
from balcao.plumbing.idempotency import check_key, request_hash
from balcao.plumbing.sql import run_sql_dicts
from balcao.plumbing.together import Together

HOLD: Final = timedelta(minutes=15)
MOST_TOGETHER: Final = 64
LANES: Final = 2
TRIES: Final = 3


def place_orders(requests: Sequence[PurchaseRequest], *, now: datetime) -> list[dict[str, Any]]:
    """Accept a set of checked requests; answers ``{"status": …, "detail": …}`` for each, in order.

    One that cannot be had does not touch the others. Requests whose provider asks the outside are
    held for 15 minutes or what the provider asks for; the others are placed at once.

    :raises NoSuchProvider: a way to pay is not offered.
    :raises KeyInvalid: a key cannot be a key.
    """
    return _place([_priced_document(request, now)[0] for request in requests])


def place_order(
    request: PurchaseRequest, *, now: datetime, agreed: Agreed | None = None
) -> dict[str, Any]:
    """Accept one checked request, in one statement with those that other threads have waiting.

    Twenty buyers of one thing would queue for its row, each through a commit to disk; together
    they queue once. A round that fails is asked again one by one: the key says whether an order
    was made before the connection was lost. Inside a transaction, or while somebody acts whom the
    trail has to name, the order is placed alone and on the caller's own connection. ``agreed`` is
    the quote that it is placed at, whatever the rules say by now.

    :raises NoSuchProvider: the way to pay is not offered.
    :raises KeyInvalid: the key cannot be a key.
    """
    answer: dict[str, Any] = {}
    for _ in range(TRIES):
        document, touches = _priced_document(request, now, agreed)
        if not connection.get_autocommit() or connection.in_atomic_block or is_acting():
            answer = _place([document])[0]
        else:
            answer = placing(document, touches=touches)
        if answer["status"] != "stale":
            break
        rules_of(request.store_id, now=now)  # they have changed: read them, and price again
    return answer


def _place(documents: Sequence[bytes]) -> list[dict[str, Any]]:
    numbered = (b'{"nr":%d,%b' % (nr, text[1:]) for nr, text in enumerate(documents, start=1))
    orders = b"[%b]" % b",".join(numbered)
    try:
        rows = run_sql_dicts("checkout/place_orders", orders=orders.decode())
    except (OperationalError, InterfaceError):
        connection.close_if_unusable_or_obsolete()  # so that asking again can succeed
        raise
    return [{"status": row["status"], "detail": _loaded(row["detail"])} for row in rows]


def _should_ask_again(answer: dict[str, Any]) -> bool:
    """Another order of its set had the same key or cart, and was refused: alone there is none."""
    return bool(answer["status"] == "retry")


placing: Final = Together(_place, most=MOST_TOGETHER, lanes=LANES, again=_should_ask_again)


def _priced_document(
    request: PurchaseRequest, now: datetime, agreed: Agreed | None = None
) -> tuple[bytes, list[UUID]]:
    """The purchase with its price by the rules in memory, and the variants it touches."""
    rules = rules_of(request.store_id, now=now, is_sure=False)
    number, quote = rules.number, agreed.quote if agreed else None
    if quote is None and (not rules.are_plain or request.accounts):
        quote = quote_wish(wish_of(request), now=now, is_sure=False)
        number = quote.rules
    gifts = [line.variant_id for line in quote.lines if line.is_gift] if quote else []
    touches = [*(line.variant_id for line in request.lines), *gifts]
    more = agreement_of(agreed) if agreed else {}
    more |= _promised(rules.deliveries, request, now)
    if shown := agreed_story(request):
        more = {**more, "story": [*more.get("story", []), *shown]}
    return _document(request, number, quote, now, more), touches


def _document(
    request: PurchaseRequest,
    rules: int,
    quote: Quote | None,
    now: datetime,
    more: dict[str, Any],
) -> bytes:
    provider = provider_by_code(request.provider)
    ranking = _ranking(request)
    document = {
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
        "hold_until": None
        if provider.is_offline or _is_covered(quote)
        else now + _patience(provider),
        "now": now,
        "channel": request.channel,
        "rules": rules,
        "places": ranking and ranking.places,
        "enough": ranking and ranking.enough,
        **document_of(request, quote),
        **more,
    }
    return orjson.dumps(document, default=str)


def _promised(deliveries: Deliveries, request: PurchaseRequest, now: datetime) -> dict[str, Any]:
    """The days between which it arrives, if the store promises any: by the rules in memory too."""
    if deliveries.sender is None:
        return {}
    arrives = arrival_by(
        deliveries,
        country=request.address.country,
        region=request.address.region,
        currency=request.expected_total.currency,
        code=request.rate_code,
        now=now,
    )
    return {"earliest": arrives.earliest, "latest": arrives.latest} if arrives else {}


def _patience(provider: PaymentProvider) -> timedelta:
    return provider.hold_for if isinstance(provider, PatientProvider) else HOLD


def _is_covered(quote: Quote | None) -> bool:
    """Nothing is left to pay, so there is nothing to wait for."""
    return quote is not None and not quote.to_pay


def _ranking(request: PurchaseRequest) -> Ranking | None:
    address = request.address
    to = Destination(address.country, address.region, address.city, address.postal_code)
    wanted = {line.variant_id: line.quantity for line in request.lines}
    return ranking_for(request.store_id, to, wanted, channel=request.channel)


def _loaded(detail: Any) -> Any:
    return orjson.loads(detail) if isinstance(detail, str) else detail
