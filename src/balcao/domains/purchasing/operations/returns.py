"""Goods that go back to a supplier: agreed, sent, credited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from balcao.domains.catalog.queries import facts_of
from balcao.domains.inventory.errors import NoSuchLocation
from balcao.domains.inventory.operations import take_out
from balcao.domains.inventory.queries import locations
from balcao.domains.inventory.values import Departure
from balcao.domains.purchasing.errors import BadSupplierReturn, SupplierReturnChanged
from balcao.domains.purchasing.locks import lock_return
from balcao.domains.purchasing.models import ReturnEntry, ReturnLine, SupplierReturn
from balcao.domains.purchasing.operations.moves import next_number
from balcao.domains.purchasing.operations.suppliers import supplier_of
from balcao.domains.purchasing.queries.prices import prices_paid
from balcao.domains.purchasing.rules.money import line_total
from balcao.domains.purchasing.states import check_return_move
from balcao.domains.purchasing.values.returns import ReturnedLine, ReturnState
from balcao.domains.purchasing.values.suppliers import Break
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.money import Money

MOST_LINES: Final = 200
MOST_UNITS: Final = 10_000_000
MOST_MINOR: Final = 10**13
SAVED: Final = ("state", "version", "sent_at", "credited_at", "credited_minor", "credit_note")


@transaction.atomic
def draft_return(
    *,
    store_id: int,
    supplier_id: UUID,
    location_id: int,
    lines: Sequence[ReturnedLine],
    reason: str,
    author: str,
    now: datetime,
) -> UUID:
    """Write down what should go back and why; returns the return's id.

    Lines without a price expect the credit of what was last paid.

    :raises NoSuchSupplier: there is none with this id in this store.
    :raises NoSuchLocation: no such place in this store.
    :raises BadSupplierReturn: a line cannot be; ``line`` says which.
    """
    if not 0 < len(reason.strip()) <= 300 or not reason.strip().isprintable():
        raise BadSupplierReturn("Say why, in up to 300 characters.", field="reason")
    _check_lines(lines)
    supplier = supplier_of(store_id, supplier_id)
    if location_id not in {place.id for place in locations(store_id)}:
        raise NoSuchLocation(location_id=location_id)
    row = SupplierReturn.objects.create(
        store_id=store_id,
        number=next_number("purchasing_return_number", "SR"),
        supplier=supplier,
        location_id=location_id,
        state=ReturnState.DRAFT.value,
        currency=supplier.currency,
        store_currency=store_by_id(store_id).currency,
        reason=reason.strip(),
        author=author,
        created_at=now,
    )
    _write_lines(row, lines, now)
    _note(row, "written", by=author, now=now)
    return row.pk


def approve_return(
    *, return_id: UUID, by: str, now: datetime, expected_version: int | None = None
) -> None:
    """Agree that it goes back.

    :raises NoSuchSupplierReturn: there is none with this id.
    :raises SupplierReturnChanged: somebody else changed it since ``expected_version``.
    :raises WrongReturnState: it is no draft.
    """
    _step(return_id, ReturnState.APPROVED, by, now, expected_version)


def cancel_return(
    *, return_id: UUID, by: str, now: datetime, expected_version: int | None = None
) -> None:
    """Keep the goods.

    :raises NoSuchSupplierReturn: there is none with this id.
    :raises SupplierReturnChanged: somebody else changed it since ``expected_version``.
    :raises WrongReturnState: it has left.
    """
    _step(return_id, ReturnState.CANCELLED, by, now, expected_version)


@transaction.atomic
def send_return(
    *, return_id: UUID, by: str, now: datetime, expected_version: int | None = None
) -> None:
    """The goods have left: they are out of the stock.

    :raises NoSuchSupplierReturn: there is none with this id.
    :raises SupplierReturnChanged: somebody else changed it since ``expected_version``.
    :raises WrongReturnState: it is not approved.
    :raises OutOfStock: not so many lie there.
    :raises PromisedAway: the units are promised to orders.
    """
    row = _step(return_id, ReturnState.SENT, by, now, expected_version)
    row.sent_at = now
    row.save(update_fields=["sent_at"])
    lines = list(row.lines.all())
    cost = take_out(
        store_id=row.store_id,
        location_id=row.location_id,
        lines=[Departure(line.variant_id, line.good, line.damaged) for line in lines],
        reason="supplier_return",
        document=f"return:{row.number}",
        actor=by,
        now=now,
        note=row.reason,
    )
    for line in lines:
        line.cost_minor = cost[line.variant_id].minor
        line.save(update_fields=["cost_minor"])


@transaction.atomic
def credit_return(
    *,
    return_id: UUID,
    amount: Money,
    by: str,
    now: datetime,
    credit_note: str = "",
    expected_version: int | None = None,
) -> None:
    """The supplier has credited it, with as much as it did.

    :raises NoSuchSupplierReturn: there is none with this id.
    :raises SupplierReturnChanged: somebody else changed it since ``expected_version``.
    :raises WrongReturnState: it was not sent, or was credited.
    :raises BadSupplierReturn: a negative amount or one in another currency.
    """
    if not 0 <= amount.minor <= MOST_MINOR:
        raise BadSupplierReturn("A credit is not negative.", field="amount")
    if len(credit_note) > 80 or not credit_note.isprintable():
        raise BadSupplierReturn("A credit note has at most 80 characters.", field="credit_note")
    row = _step(
        return_id, ReturnState.CREDITED, by, now, expected_version, amount_minor=amount.minor
    )
    if amount.currency != row.currency:
        raise BadSupplierReturn(f"This supplier credits in {row.currency}.", field="amount")
    row.credited_minor, row.credit_note, row.credited_at = amount.minor, credit_note.strip(), now
    row.save(update_fields=SAVED)


def _check_lines(lines: Sequence[ReturnedLine]) -> None:
    if not 0 < len(lines) <= MOST_LINES:
        raise BadSupplierReturn(f"A return has 1 to {MOST_LINES} lines.", field="lines")
    if len({line.variant_id for line in lines}) != len(lines):
        raise BadSupplierReturn("A variant stands in two lines; add them up.", field="lines")
    for place, line in enumerate(lines):
        units = (line.good, line.damaged)
        is_fine = all(0 <= n <= MOST_UNITS for n in units) and any(units)
        if not is_fine or not 0 <= (line.cost_minor or 0) <= MOST_MINOR or line.per_units < 1:
            raise BadSupplierReturn(
                "A line has at least one unit, and no number is negative.",
                field=f"lines.{place}",
                line=place + 1,
            )


def _write_lines(row: SupplierReturn, lines: Sequence[ReturnedLine], now: datetime) -> None:
    variants = [line.variant_id for line in lines]
    facts = facts_of(row.store_id, variants)
    paid = prices_paid(row.supplier_id, variants, now=now)
    new = []
    for place, line in enumerate(lines):
        where = {"field": f"lines.{place}", "line": place + 1}
        about = facts.get(line.variant_id)
        if about is None:
            raise BadSupplierReturn("There is no such variant (any more).", **where)
        new.append(
            ReturnLine(
                store_id=row.store_id,
                parent=row,
                line_no=place + 1,
                variant_id=line.variant_id,
                sku=about.sku,
                title=f"{about.title} {about.options}".strip()[:255],
                good=line.good,
                damaged=line.damaged,
                expected_minor=_credit(line, paid, about.sku, where),
            )
        )
    ReturnLine.objects.bulk_create(new)
    row.expected_minor = sum(line.expected_minor for line in new)
    row.save(update_fields=["expected_minor"])


def _credit(
    line: ReturnedLine, paid: Mapping[UUID, Break], sku: str, where: Mapping[str, Any]
) -> int:
    if line.cost_minor is not None:
        return line_total(line.good + line.damaged, line.cost_minor, line.per_units)
    price = paid.get(line.variant_id)
    if price is None:
        wrong = f"Nothing was paid to this supplier for {sku} yet. Enter the price."
        raise BadSupplierReturn(wrong, **where)
    return line_total(line.good + line.damaged, price.cost_minor, price.per_units)


@transaction.atomic
def _step(
    return_id: UUID, to: ReturnState, by: str, now: datetime, version: int | None, **detail: Any
) -> SupplierReturn:
    row = lock_return(return_id)
    if version is not None and row.version != version:
        raise SupplierReturnChanged(version=row.version)
    check_return_move(ReturnState(row.state), to)
    row.state = to.value
    row.version += 1
    row.save(update_fields=["state", "version"])
    _note(row, to.value, by=by, now=now, **detail)
    return row


def _note(row: SupplierReturn, kind: str, *, by: str, now: datetime, **detail: Any) -> None:
    ReturnEntry.objects.create(
        store_id=row.store_id, parent=row, at=now, kind=kind, actor=by, detail=detail
    )
