"""Agreeing to purchase orders, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from balcao.domains.purchasing.errors import BelowSupplierMinimum, SupplierInactive
from balcao.domains.purchasing.locks import lock_lines, lock_purchase
from balcao.domains.purchasing.models import PurchaseLine, PurchaseOrder, Supplier
from balcao.domains.purchasing.operations.moves import check_version, move, tell_expected
from balcao.domains.purchasing.queries.suppliers import items_of, policy_of
from balcao.domains.purchasing.rules.money import check_rate, exchange
from balcao.domains.purchasing.rules.orders import check_approver, most_of
from balcao.domains.purchasing.values.orders import PurchaseState
from balcao.kernel.money import Money


@transaction.atomic
def approve_purchase(
    *,
    order_id: UUID,
    by: str,
    now: datetime,
    rate: Decimal | str | None = None,
    below_minimum: bool = False,
    expected_version: int | None = None,
) -> None:
    """Agree to a draft: the exchange rate and the tolerance are fixed, its units are expected.

    ``below_minimum`` approves an order that is below what the supplier delivers.

    :raises NoSuchPurchaseOrder: there is none with this id.
    :raises PurchaseOrderChanged: somebody else changed it since ``expected_version``.
    :raises WrongPurchaseState: it is no draft.
    :raises SupplierInactive: nothing is ordered there any more.
    :raises BadExchangeRate: the order is in another currency and the rate is missing or wrong.
    :raises SomebodyElseMustApprove: its author may not approve so much.
    :raises BelowSupplierMinimum: its value is below the supplier's minimum.
    """
    row = lock_purchase(order_id)
    check_version(row, expected_version)
    supplier = Supplier.objects.get(pk=row.supplier_id)
    if not supplier.is_active:
        raise SupplierInactive(id=str(supplier.pk))
    exact = check_rate(rate, row.currency, row.store_currency)
    total = Money(row.total_minor, row.currency)
    in_store = exchange(total, exact, row.store_currency)
    policy = policy_of(row.store_id)
    check_approver(author=row.author, approver=by, in_store=in_store, policy=policy)
    if not below_minimum and row.total_minor < supplier.minimum_minor:
        raise BelowSupplierMinimum(minimum_minor=supplier.minimum_minor, currency=row.currency)
    lines = list(lock_lines(row).values())
    row.rate, row.approved_by, row.approved_at = exact, by, now
    row.expected_at = row.expected_at or now + _lead_time(row, supplier, lines, now)
    move(row, PurchaseState.APPROVED, by=by, now=now, rate=str(exact))
    for line in lines:
        line.most = most_of(line.quantity, row.tolerance_percent)
        line.save(update_fields=["most"])
    tell_expected(row, lines, now=now)


@transaction.atomic
def reopen_purchase(
    *, order_id: UUID, by: str, now: datetime, expected_version: int | None = None
) -> None:
    """Take the approval back, so that the order can be changed.

    :raises NoSuchPurchaseOrder: there is none with this id.
    :raises PurchaseOrderChanged: somebody else changed it since ``expected_version``.
    :raises WrongPurchaseState: it is not approved, or was sent.
    """
    row = lock_purchase(order_id)
    check_version(row, expected_version)
    row.rate, row.approved_by, row.approved_at = None, "", None
    move(row, PurchaseState.DRAFT, by=by, now=now)
    tell_expected(row, lock_lines(row).values(), now=now)


def _lead_time(
    row: PurchaseOrder, supplier: Supplier, lines: Sequence[PurchaseLine], now: datetime
) -> timedelta:
    """As long as the slowest line takes."""
    items = items_of(row.supplier_id, [line.variant_id for line in lines], now=now)
    own = {item.variant_id: item.lead_time_days for item in items}
    days = [own.get(line.variant_id) for line in lines]
    return timedelta(days=max(supplier.lead_time_days if n is None else n for n in days))
