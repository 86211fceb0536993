"""What staff decide about shoppers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from balcao.domains.customers.errors import BadCustomer, CustomerChanged, CustomerExists
from balcao.domains.customers.locks import lock_customer
from balcao.domains.customers.models import Customer
from balcao.domains.customers.operations.joining import look_at
from balcao.domains.customers.rules import check_email
from balcao.domains.customers.rules.tags import clean_tags

LONGEST_TAX_ID: Final = 40


@transaction.atomic
def add_customer(
    *,
    store_id: int,
    email: str,
    name: str,
    locale: str,
    now: datetime,
    tags: Collection[str] = (),
    tax_id: str = "",
) -> int:
    """Put down somebody who has not bought here yet; returns their id.

    :raises BadAddress: this is not a mail address.
    :raises BadCustomer: a text is too long.
    :raises CustomerExists: we know them already.
    """
    row = Customer(
        store_id=store_id,
        email=check_email(email),
        name=_text(name, 120, "name"),
        locale=locale,
        tags=clean_tags(tags),
        tax_id=_text(tax_id, LONGEST_TAX_ID, "tax_id"),
        created_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise CustomerExists(field="email", email=row.email) from None
    lock_customer(store_id, row.pk)
    look_at(store_id, row.pk, now)
    return row.pk


@transaction.atomic
def change_customer(
    *,
    store_id: int,
    customer_id: int,
    expected_version: int,
    now: datetime,
    tags: Collection[str] | None = None,
    tax_id: str | None = None,
) -> int:
    """Change a shopper's tags or tax number; None leaves it. Returns the new version.

    Segments by tag follow at once.

    :raises NoSuchCustomer: there is none with this id.
    :raises CustomerChanged: somebody else changed it since ``expected_version``.
    :raises BadCustomer: a tag or the number cannot be kept.
    """
    row = lock_customer(store_id, customer_id)
    if row.version != expected_version:
        raise CustomerChanged(version=row.version)
    if tags is not None:
        row.tags = clean_tags(tags)
    if tax_id is not None:
        row.tax_id = _text(tax_id, LONGEST_TAX_ID, "tax_id")
    row.version += 1
    row.save(update_fields=["tags", "tax_id", "version"])
    look_at(store_id, customer_id, now)
    return row.version


def _text(text: str, most: int, field: str) -> str:
    clean = " ".join(text.split())
    if len(clean) > most or not clean.isprintable():
        raise BadCustomer(f"Write at most {most} characters that can be printed.", field=field)
    return clean
