"""Orders: the desk's work on them, and the shopper's look at one."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from balcao.domains.orders import errors, operations, queries
from balcao.domains.orders.states import OrderState
from balcao.domains.orders.values import OrderView
from balcao.domains.payments.errors import NotPayable
from balcao.domains.payments.queries import instructions_for, payment_of
from balcao.domains.team.values import Capability
from balcao.entrypoints.api.answers import paged, reply, seen_number_if_any
from balcao.entrypoints.api.auth import StaffRequest
from balcao.entrypoints.api.contract import public, staff
from balcao.entrypoints.api.here import moment, store_of
from balcao.entrypoints.api.keys import write_once
from balcao.entrypoints.api.shapes import (
    AddressOut,
    Cursor,
    In,
    Limit,
    Moment,
    MoneyOut,
    Out,
    Paged,
    Search,
    Secret,
)

router = Router()
STEP = (errors.NoSuchOrder, errors.OrderChanged, errors.WrongState)


class OrderLineOut(Out):
    """One variant as it was called and priced when it was bought."""

    line_no: int
    variant_id: UUID
    sku: str
    title: str
    options: str
    quantity: int
    unit: MoneyOut
    total: MoneyOut


class ParcelOut(Out):
    """A parcel and how far it has come."""

    state: str
    carrier: str
    tracking_number: str
    packed_at: Moment
    shipped_at: Moment | None
    delivered_at: Moment | None


class TimelineOut(Out):
    """Something that happened, or a note."""

    at: Moment
    kind: str
    actor: str
    detail: dict[str, Any]


class OrderRowOut(Out):
    """An order in a list."""

    id: UUID
    number: str
    state: str
    email: str
    name: str
    total: MoneyOut
    units: int
    provider: str
    placed_at: Moment


class OrdersOut(Paged):
    """A page of orders."""

    items: list[OrderRowOut]


class OrderBase(Out):
    """What staff and shopper both see."""

    number: str
    state: str
    email: str
    address: AddressOut
    lines: list[OrderLineOut]
    subtotal: MoneyOut
    discount: MoneyOut
    shipping: MoneyOut
    tax: MoneyOut
    total: MoneyOut
    provider: str
    rate_name: str
    placed_at: Moment
    paid_at: Moment | None
    parcel: ParcelOut | None


class OrderOut(OrderBase):
    """An order as the desk sees it; ``next_states`` says where it can go from here."""

    id: UUID
    locale: str
    pays_on_delivery: bool
    timeline: list[TimelineOut]
    next_states: list[str]
    version: int


class FactOut(Out):
    """A label and its value."""

    label: str
    value: str


class StatusOut(OrderBase):
    """An order as its shopper sees it, with what they still have to do."""

    to_do: str
    to_do_facts: list[FactOut]


class ShipIn(In):
    """The parcel was handed over."""

    carrier: str = Field(min_length=1, max_length=80)
    tracking_number: str = Field("", max_length=80)


class CancelIn(In):
    """Why, for the timeline."""

    reason: str = Field("", max_length=300)


class NoteIn(In):
    """A note that only staff see."""

    text: str = Field(min_length=1, max_length=2000)


@router.get("/orders", response=OrdersOut, **staff(Capability.VIEW_ORDERS))
def list_orders(
    request: StaffRequest,
    state: Annotated[list[OrderState], Query(description="Repeat it for several.")] = [],  # noqa: B006
    text: Search = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> HttpResponse:
    """Orders, latest first; `text` finds numbers, mail addresses and names."""
    page = queries.orders_page(
        store_of(request).id,
        states=[one.value for one in state],
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
    return reply(OrderOut.model_validate(order), version=order.version)


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
    **staff(Capability.HANDLE_ORDERS, *STEP, errors.NotPaidYet, key=True, if_match="optional"),
)
def pack_order(request: StaffRequest, order_id: UUID) -> HttpResponse:
    """All lines lie in a closed parcel."""
    return _step(request, order_id, None, operations.pack_order)


@router.post(
    "/orders/{order_id}/ship",
    response=OrderOut,
    **staff(Capability.HANDLE_ORDERS, *STEP, errors.BadTracking, key=True, if_match="optional"),
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
        return OrderOut.model_validate(_mine(request, order_id))

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
        return OrderOut.model_validate(_mine(request, order_id))

    return write_once(request, said, step)


def _mine(request: HttpRequest, order_id: UUID) -> OrderView:
    """The order, if it belongs to the shop of this address.

    :raises NoSuchOrder: it does not, or there is none.
    """
    order = queries.order_by_id(order_id)
    if order.store_id != store_of(request).id:
        raise errors.NoSuchOrder(id=str(order_id))
    return order
