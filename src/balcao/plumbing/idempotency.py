"""One key, one effect: the key is inserted first, in the transaction of the effect.

A replay is answered with the stored response; the same key with another request is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction

from balcao.kernel.errors import Conflict, Invalid
from balcao.plumbing.models import IdempotencyKey

CLAIM = """
INSERT INTO plumbing_idempotencykey
    (store_id, scope, key, request_hash, response, status, created_at)
VALUES (%s, %s, %s, %s, NULL, 0, %s)
ON CONFLICT DO NOTHING RETURNING id
"""
MAX_KEY = 255


class KeyReused(Conflict):
    """This idempotency key was used before with another request. Send a new key."""

    code = "idempotency_key_reused"


class KeyInvalid(Invalid):
    """An idempotency key has 1 to 255 visible ASCII characters."""

    code = "idempotency_key_invalid"


def request_hash(request: Any) -> str:
    """A digest of what was asked for; the order of keys does not matter."""
    return hashlib.sha256(
        orjson.dumps(request, option=orjson.OPT_SORT_KEYS, default=str)
    ).hexdigest()


def check_key(key: str) -> str:
    """Refuse a key that cannot be stored or read back.

    :raises KeyInvalid: empty, too long, or not visible ASCII.
    """
    if not 0 < len(key) <= MAX_KEY or not key.isascii() or not key.isprintable():
        raise KeyInvalid(field="Idempotency-Key")
    return key


def once(
    *,
    store_id: int,
    scope: str,
    key: str,
    request: Any,
    now: datetime,
    effect: Callable[[], tuple[int, Any]],
) -> tuple[int, Any, bool]:
    """Run ``effect`` once for a key; returns (status, JSON response, whether it is a replay).

    The effect runs in one transaction with the key; when it raises, the key is free again.

    :raises KeyInvalid: the key cannot be a key.
    :raises KeyReused: the key was used with another request.
    """
    digest = request_hash(request)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, [store_id, scope, check_key(key), digest, now])
            claimed = cursor.fetchone()
        if claimed is None:
            return replay(store_id=store_id, scope=scope, key=key, digest=digest)
        status, response = effect()
        IdempotencyKey.objects.filter(pk=claimed[0]).update(response=response, status=status)
    return status, response, False


def replay(*, store_id: int, scope: str, key: str, digest: str) -> tuple[int, Any, bool]:
    """The stored answer to a key that has had its effect.

    :raises KeyReused: the key was used with another request.
    """
    row = IdempotencyKey.objects.get(store_id=store_id, scope=scope, key=key)
    if row.request_hash != digest:
        raise KeyReused(key=key)
    return row.status, row.response, True


def is_used(*, store_id: int, scope: str, key: str) -> bool:
    """Whether a key has had its effect."""
    return IdempotencyKey.objects.filter(store_id=store_id, scope=scope, key=key).exists()


def forget_keys(*, before: datetime) -> int:
    """Forget keys used before a moment, with their answers; returns how many.

    Whoever repeats a request later than that makes it anew.
    """
    return IdempotencyKey.objects.filter(created_at__lt=before).delete()[0]
