"""Orders: the desk's work on them, and the shopper's look at one."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from balcao.domains.inventory.errors import OutOfStock
from balcao.domains.inventory.queries import set_aside_for
from balcao.domains.orders import errors, operations, queries
from balcao.domains.orders.values import OrderView
from balcao.domains.payments.errors import NotPayable
from balcao.domains.payments.queries import instructions_for, payment_of
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number_if_any
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import public, staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.printed import printed
from balcao.entrypoints.api.shapes import (
    Cursor,
    In,
    Limit,
    Search,
    Secret,
)
from balcao.entrypoints.api.v1.order_shapes import (
    CancelIn,
    FactOut,
    NoteIn,
    OrderBase,
    OrderOut,
    OrderRowOut,
    OrdersOut,
    SetAsideOut,
    ShipIn,
    StatusOut,
)
from balcao.entrypoints.papers.answer import as_pdf
from balcao.entrypoints.papers.packing_slip import packing_slip
from balcao.entrypoints.papers.slips import slip_of

router = Router()
State = Literal[
    "pending", "placed", "paid", "packed", "shipped", "delivered", "cancelled", "voided"
]
STEP = (errors.NoSuchOrder, errors.OrderChanged, errors.WrongState)


@router.get("/orders", response=OrdersOut, **staff(Capability.VIEW_ORDERS))
def list_orders(
    request: StaffRequest,
    state: Annotated[tuple[State, ...], Query(description="Repeat it for several.")] = (),
    text: Search = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Orders, latest first; `text` finds numbers, mail addresses and names."""
    page = queries.orders_page(
        store_of(request).id,
        states=state,
        text=text,
        cursor=cursor,
        limit=limit,
    )
    return paged(request, page, OrderRowOut.model_validate)


@router.get(
    "/orders/{order_id}",
    response=OrderOut,
    **staff(Capability.VIEW_ORDERS, errors.NoSuchOrder, versioned=True),
)
def get_order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """One order with everything on it."""
    order = _mine(request, order_id)
    return reply(order_out(order), version=order.version)


@router.get(
    "/orders/{order_id}/packing-slip", **printed(Capability.VIEW_ORDERS, errors.NoSuchOrder)
)
def print_packing_slip(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """What lies in the parcel and from where, as PDF, in the shopper's language."""
    order = _mine(request, order_id)
    return as_pdf(packing_slip(slip_of(order, store_of(request))), f"slip-{order.number}.pdf")


@router.post(
    "/orders/{order_id}/confirm-payment",
    response=OrderOut,
    **staff(Capability.HANDLE_ORDERS, *STEP, NotPayable, key=True, if_match="optional"),
)
def confirm_order_payment(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The money for a placed order is here."""
    return _step(request, order_id, None, operations.confirm_payment)


@router.post(
    "/orders/{order_id}/pack",
    response=OrderOut,
    **staff(
        Capability.HANDLE_ORDERS,
        *STEP,
        errors.NotPaidYet,
        errors.OnHold,
        key=True,
        if_match="optional",
    ),
)
def pack_order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """All lines lie in a closed parcel."""
    return _step(request, order_id, None, operations.pack_order)


@router.post(
    "/orders/{order_id}/ship",
    response=OrderOut,
    **staff(
        Capability.HANDLE_ORDERS,
        *STEP,
        errors.BadTracking,
        errors.OnHold,
        OutOfStock,
        key=True,
        if_match="optional",
    ),
)
def ship_order(request: StaffRequest, order_id: UUID, said: ShipIn) -> HttpResponse:
    """The parcel was handed to a carrier; its units leave the stock."""
    return _step(request, order_id, said, operations.ship_order, **said.model_dump())


@router.post(
    "/orders/{order_id}/deliver",
    response=OrderOut,
    **staff(Capability.HANDLE_ORDERS, *STEP, NotPayable, key=True, if_match="optional"),
)
def deliver_order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """The parcel has arrived; cash on delivery has been taken with it."""
    return _step(request, order_id, None, operations.deliver_order)


@router.post(
    "/orders/{order_id}/cancel",
    response=OrderOut,
    **staff(
        Capability.HANDLE_ORDERS, *STEP, errors.AlreadyDispatched, key=True, if_match="optional"
    ),
)
def cancel_order(request: StaffRequest, order_id: UUID, said: CancelIn) -> HttpResponse:
    """Cancel an order that is still in the house; stock and money go back."""
    return _step(request, order_id, said, operations.cancel_order, reason=said.reason)


@router.post(
    "/orders/{order_id}/notes",
    response={201: OrderOut},
    **staff(Capability.HANDLE_ORDERS, errors.NoSuchOrder, errors.BadNote, key=True, versioned=True),
)
def add_order_note(request: StaffRequest, order_id: UUID, said: NoteIn) -> HttpResponse:
    """Write a note that only staff see."""
    _mine(request, order_id)

    def write() -> OrderOut:
        operations.add_note(order_id=order_id, text=said.text, by=request.auth.email, now=moment())
        return order_out(_mine(request, order_id))

    return write_once(request, said, write, status=201)


@router.get("/order-status/{token}", response=StatusOut, **public(errors.NoSuchOrder))
def get_order_status(request: HttpRequest, token: Secret) -> HttpResponse:
    """An order for whoever has its secret: how far it is, and what is left to do."""
    order = queries.order_by_token(token)
    if order.store_id != store_of(request).id:
        raise errors.NoSuchOrder
    payment = payment_of(order.id)
    to_do = instructions_for(payment, order.locale) if payment else None
    facts = [FactOut(label=label, value=value) for label, value in to_do.facts] if to_do else []
    seen = OrderBase.model_validate(order).model_dump()
    return reply(StatusOut(**seen, to_do=to_do.text if to_do else "", to_do_facts=facts))


def _step(
    request: StaffRequest, order_id: UUID, said: In | None, operation: Any, **more: Any
) -> HttpResponse:
    """Take an order one step further, once per key."""
    _mine(request, order_id)

    def step() -> OrderOut:
        operation(
            order_id=order_id,
            by=request.auth.email,
            now=moment(),
            expected_version=seen_number_if_any(request),
            **more,
        )
        return order_out(_mine(request, order_id))

    return write_once(request, said, step)


def order_out(order: OrderView) -> OrderOut:
    """An order as the desk sees it, with what is set aside for it."""
    parts = tuple(SetAsideOut.model_validate(one) for one in set_aside_for(order.id))
    return OrderOut.model_validate(order).model_copy(update={"set_aside": parts})


def _mine(request: HttpRequest, order_id: UUID) -> OrderView:
    """The order, if it belongs to the shop of this address.

    :raises NoSuchOrder: it does not, or there is none.
    """
    order = queries.order_by_id(order_id)
    if order.store_id != store_of(request).id:
        raise errors.NoSuchOrder(id=str(order_id))
    return order
