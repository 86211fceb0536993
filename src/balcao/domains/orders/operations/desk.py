"""What the order desk does."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from balcao.domains.inventory.operations import release_order
from balcao.domains.orders.errors import BadNote
from balcao.domains.orders.events import OrderCancelled
from balcao.domains.orders.locks import lock_order
from balcao.domains.orders.models import Fulfillment, OrderHold
from balcao.domains.orders.operations.moves import check_version, move, note
from balcao.domains.orders.values import OrderState
from balcao.domains.payments.operations import void_open_parts
from balcao.domains.promotions import operations as promotions
from balcao.domains.wallet import operations as wallet
from balcao.kernel.money import Money
from balcao.plumbing.outbox import emit

LONGEST_NOTE: Final = 2000


@transaction.atomic
def cancel_order(
    *, order_id: UUID, reason: str, by: str, now: datetime, expected_version: int | None = None
) -> Money:
    """Cancel an order that is still in the warehouse; returns the money that has to go back.

    Stock is given back here and now. Money that was taken is given back by the provider, after
    commit, when :class:`OrderCancelled` is told.

    :raises NoSuchOrder: there is none with this id.
    :raises OrderChanged: somebody else changed it since ``expected_version``.
    :raises AlreadyDispatched: the parcel has left; offer a return instead.
    :raises WrongState: it is cancelled already or was never placed.
    """
    row = lock_order(order_id)
    check_version(row, expected_version)
    move(row, OrderState.CANCELLED, by=by, now=now, reason=reason[:300])
    OrderHold.objects.filter(order=row).delete()
    parcels = Fulfillment.objects.filter(order=row, state=Fulfillment.State.PACKED)
    parcels.update(state=Fulfillment.State.CANCELLED)
    release_order(order_id=order_id)
    promotions.give_back(order_id=order_id, now=now)
    wallet.give_back(order_id=order_id, now=now, actor=by)
    owed = void_open_parts(order_id=order_id, now=now)
    emit(OrderCancelled(store_id=row.store_id, at=now, order_id=order_id, refund_minor=owed.minor))
    return owed


@transaction.atomic
def add_note(*, order_id: UUID, text: str, by: str, now: datetime) -> None:
    """Write a note that staff see.

    :raises NoSuchOrder: there is none with this id.
    :raises BadNote: empty or longer than 2,000 characters.
    """
    if not 0 < len(text.strip()) <= LONGEST_NOTE or "\0" in text:
        raise BadNote(field="text")
    note(lock_order(order_id), "note", by=by, now=now, text=text.strip())
