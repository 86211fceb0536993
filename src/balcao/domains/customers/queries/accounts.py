"""Who is signed in, what they keep, what they agreed to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from balcao.domains.customers.errors import NoSuchSavedAddress
from balcao.domains.customers.models import Consent, SavedAddress, ShopperSession
from balcao.domains.customers.rules import signing
from balcao.domains.customers.values import (
    Address,
    ConsentInfo,
    ConsentKind,
    SavedAddressInfo,
    Shopper,
)


def shopper_by_secret(store_id: int, secret: str, *, now: datetime) -> Shopper | None:
    """The shopper of a live session of this store; None for any other text."""
    if not secret.startswith(signing.MARK) or len(secret) > signing.LONGEST_SECRET:
        return None
    row = (
        ShopperSession.objects.filter(
            store_id=store_id,
            secret_digest=signing.digest_of_secret(secret),
            ends_at__gt=now,
            seen_at__gt=now - signing.IDLE,
        )
        .values_list("customer_id", "customer__email", "customer__name")
        .first()
    )
    return Shopper(row[0], store_id, row[1], row[2]) if row else None


def count_sessions(store_id: int, customer_id: int, *, now: datetime) -> int:
    """On how many devices a shopper is signed in."""
    return ShopperSession.objects.filter(
        store_id=store_id,
        customer_id=customer_id,
        ends_at__gt=now,
        seen_at__gt=now - signing.IDLE,
    ).count()


def saved_addresses(store_id: int, customer_id: int) -> tuple[SavedAddressInfo, ...]:
    """The addresses that a shopper keeps, the default first."""
    rows = SavedAddress.objects.filter(store_id=store_id, customer_id=customer_id)
    return tuple(_saved(row) for row in rows)


def saved_address(store_id: int, customer_id: int, address_id: UUID) -> SavedAddressInfo:
    """One address that a shopper keeps.

    :raises NoSuchSavedAddress: this shopper has none with this id.
    """
    rows = SavedAddress.objects.filter(store_id=store_id, customer_id=customer_id, pk=address_id)
    row = rows.first()
    if row is None:
        raise NoSuchSavedAddress(id=str(address_id))
    return _saved(row)


def has_consented(store_id: int, email: str, kind: ConsentKind) -> bool:
    """Whether the last thing an address said about this is yes."""
    rows = Consent.objects.filter(store_id=store_id, email=email.strip().lower(), kind=kind.value)
    return bool(rows.values_list("is_given", flat=True).first())


def consents_of(store_id: int, email: str) -> tuple[ConsentInfo, ...]:
    """Everything an address agreed to or took back, the latest first."""
    rows = Consent.objects.filter(store_id=store_id, email=email.strip().lower())
    return tuple(
        ConsentInfo(
            kind=row.kind,
            is_given=row.is_given,
            at=row.at,
            source=row.source,
            actor=row.actor,
            text_version=row.text_version,
            text=row.text,
            locale=row.locale,
        )
        for row in rows
    )


def _saved(row: SavedAddress) -> SavedAddressInfo:
    return SavedAddressInfo(row.pk, Address(**row.address), row.is_default)
