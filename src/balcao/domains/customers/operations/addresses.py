"""The addresses that a shopper keeps. Whoever changes them holds the shopper."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

import orjson
from django.db import transaction

from balcao.domains.customers.errors import NoSuchSavedAddress, TooManySavedAddresses
from balcao.domains.customers.locks import lock_customer
from balcao.domains.customers.models import SavedAddress
from balcao.domains.customers.rules import check_address
from balcao.domains.customers.values import Address

MOST_ADDRESSES: Final = 20


@transaction.atomic
def save_address(
    *,
    store_id: int,
    customer_id: int,
    address: Address,
    now: datetime,
    is_default: bool = False,
) -> UUID:
    """Keep an address for a shopper, once however often it is saved; the first is the default.

    :raises NoSuchCustomer: there is none with this id.
    :raises BadAddress: it is not complete or cannot be right.
    :raises TooManySavedAddresses: there are 20 already.
    """
    lock_customer(store_id, customer_id)
    clean = check_address(address)
    theirs = SavedAddress.objects.filter(store_id=store_id, customer_id=customer_id)
    row = theirs.filter(digest=_digest(clean)).first()
    if row is None:
        if theirs.count() >= MOST_ADDRESSES:
            raise TooManySavedAddresses
        row = SavedAddress.objects.create(
            store_id=store_id,
            customer_id=customer_id,
            address=clean.as_json(),
            digest=_digest(clean),
            created_at=now,
            updated_at=now,
        )
    if is_default or not theirs.filter(is_default=True).exists():
        _make_default(row, now)
    return row.pk


@transaction.atomic
def change_address(
    *,
    store_id: int,
    customer_id: int,
    address_id: UUID,
    address: Address,
    now: datetime,
    is_default: bool = False,
) -> None:
    """Write another address in its place; made equal to another one, that one goes.

    :raises NoSuchCustomer: there is none with this id.
    :raises NoSuchSavedAddress: this shopper has none with this id.
    :raises BadAddress: it is not complete or cannot be right.
    """
    row = _held(store_id, customer_id, address_id)
    clean = check_address(address)
    same = SavedAddress.objects.filter(customer_id=customer_id, digest=_digest(clean))
    was_default = same.exclude(pk=row.pk).filter(is_default=True).exists()
    same.exclude(pk=row.pk).delete()
    row.address, row.digest, row.updated_at = clean.as_json(), _digest(clean), now
    row.save(update_fields=["address", "digest", "updated_at"])
    if is_default or was_default:
        _make_default(row, now)


@transaction.atomic
def remove_address(*, store_id: int, customer_id: int, address_id: UUID, now: datetime) -> None:
    """Keep an address no longer; if it was the default, the oldest of the others is now.

    :raises NoSuchCustomer: there is none with this id.
    :raises NoSuchSavedAddress: this shopper has none with this id.
    """
    row = _held(store_id, customer_id, address_id)
    was_default = row.is_default
    row.delete()
    left = SavedAddress.objects.filter(customer_id=customer_id).order_by("created_at", "id").first()
    if was_default and left is not None:
        _make_default(left, now)


@transaction.atomic
def prefer_address(*, store_id: int, customer_id: int, address_id: UUID, now: datetime) -> None:
    """Make an address the one that the checkout begins with.

    :raises NoSuchCustomer: there is none with this id.
    :raises NoSuchSavedAddress: this shopper has none with this id.
    """
    _make_default(_held(store_id, customer_id, address_id), now)


def _held(store_id: int, customer_id: int, address_id: UUID) -> SavedAddress:
    lock_customer(store_id, customer_id)
    rows = SavedAddress.objects.filter(store_id=store_id, customer_id=customer_id, pk=address_id)
    row = rows.first()
    if row is None:
        raise NoSuchSavedAddress(id=str(address_id))
    return row


def _make_default(row: SavedAddress, now: datetime) -> None:
    others = SavedAddress.objects.filter(customer_id=row.customer_id, is_default=True)
    others.exclude(pk=row.pk).update(is_default=False, updated_at=now)
    SavedAddress.objects.filter(pk=row.pk, is_default=False).update(is_default=True, updated_at=now)


def _digest(address: Address) -> str:
    said = {key: text.casefold() for key, text in address.as_json().items()}
    return sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
