"""Transfers: what is on the road, and each step of one."""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.inventory import operations
from balcao.domains.inventory.queries import (
    document_movements,
    locations,
    transfer_by_id,
    transfers_page,
)
from balcao.domains.inventory.values import Handed, TransferState
from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.moving.typed import (
    do_once,
    lots_of,
    place_id,
    seen,
    whole,
    wishes_of,
)
from balcao.entrypoints.console.listing import PAGE, onward, word_of
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, show, store_of
from balcao.kernel.ids import new_id

S = TransferState
WORK: Final[dict[str, tuple[str, tuple[TransferState, ...]]]] = {
    "open": ("Open", (S.DRAFT, S.SENT, S.PARTLY_RECEIVED)),
    "draft": ("To send", (S.DRAFT,)),
    "road": ("On the road", (S.SENT, S.PARTLY_RECEIVED)),
    "closed": ("Closed", (S.CLOSED,)),
    "all": ("All", ()),
}


def transfers(request: HttpRequest) -> HttpResponse:
    """Show transfers of one kind of work."""
    store = store_of(request)
    work = word_of(request, "work", list(WORK), "open")
    page = transfers_page(
        store.id, states=WORK[work][1], cursor=request.GET.get("cursor"), limit=PAGE
    )
    tabs = [(code, title, code == work) for code, (title, _) in WORK.items()]
    shown = {"rows": page.items, "more": onward(request, page), "tabs": tabs, "work": work}
    places = [one for one in locations(store.id) if one.kind != "transit"]
    key = str(new_id())
    return show(request, "moving/transfers.html", "Transfers", places=places, key=key, **shown)


def create(request: HttpRequest) -> HttpResponse:
    """Write a draft down and go to it; a form sent twice makes one."""
    made: list[str] = []
    do = partial(_create, request, made)
    answer = act(request, do, done="Drafted. Send it when the goods leave.", back=link("transfers"))
    return HttpResponseRedirect(link("transfer", made[0]), status=303) if made else answer


def _create(request: HttpRequest, made: list[str]) -> None:
    store_id, post = store_of(request).id, request.POST
    draft = partial(
        operations.draft_transfer,
        store_id=store_id,
        from_location_id=place_id(post.get("from", ""), "from"),
        to_location_id=place_id(post.get("to", ""), "to"),
        lines=wishes_of(store_id, post.get("lines", "")),
        note=post.get("note", "").strip(),
        actor=actor_of(request),
        now=now_of(request),
    )
    made.append(do_once(request, lambda: str(draft())))


def transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Show one transfer, what can be done with it, and what it wrote into the ledger."""
    store = store_of(request)
    found = transfer_by_id(store.id, transfer_id)
    lines = document_movements(store.id, found.document)
    return show(
        request,
        "moving/transfer.html",
        f"Transfer {found.number}",
        one=found,
        text="\n".join(f"{line.sku} {line.quantity}" for line in found.lines),
        moves=lines,
        key=str(new_id()),
    )


def change(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Replace what a draft holds."""
    return act(
        request,
        partial(_change, request, transfer_id),
        done="Saved.",
        back=link("transfer", transfer_id),
    )


def _change(request: HttpRequest, transfer_id: UUID) -> None:
    store_id = store_of(request).id
    operations.change_transfer(
        store_id=store_id,
        transfer_id=transfer_id,
        lines=wishes_of(store_id, request.POST.get("lines", "")),
        note=request.POST.get("note", "").strip(),
        expected_version=seen(request),
    )


def send(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """The goods leave."""
    said = {"actor": actor_of(request)}
    return _step(request, transfer_id, operations.send_transfer, "Sent: it is on the road.", **said)


def recall(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Take back what nobody has touched."""
    done = "Taken back. It is a draft again."
    said = {"actor": actor_of(request)}
    return _step(request, transfer_id, operations.recall_transfer, done, **said)


def cancel(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Give up a draft."""
    return _step(request, transfer_id, operations.cancel_transfer, "Cancelled.")


def receive(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Some or all of it came in; a form sent twice counts once."""
    do = partial(_receive, request, transfer_id)
    return act(request, do, done="Received.", back=link("transfer", transfer_id))


def _receive(request: HttpRequest, transfer_id: UUID) -> None:
    store_id, post = store_of(request).id, request.POST
    lines = []
    for line in transfer_by_id(store_id, transfer_id).lines:
        good = whole(post.get(f"good-{line.line_no}", ""), line.sku)
        bad = whole(post.get(f"bad-{line.line_no}", ""), line.sku)
        if good or bad:
            lines.append(Handed(line.variant_id, good, bad))
    take = partial(
        operations.receive_transfer,
        store_id=store_id,
        transfer_id=transfer_id,
        lines=lines,
        note=post.get("note", "").strip()[:300],
        actor=actor_of(request),
        now=now_of(request),
        expected_version=seen(request),
    )
    do_once(request, lambda: take().value)


def close(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Stop waiting for what is missing."""
    return _step(
        request,
        transfer_id,
        operations.close_transfer,
        "Closed. What was missing is written off.",
        actor=actor_of(request),
        may_approve=request.user.can(Capability.APPROVE_STOCK),
        note=request.POST.get("note", "").strip()[:300],
    )


def found(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Units that were given up turned up."""
    do = partial(_found, request, transfer_id)
    return act(request, do, done="Back in stock.", back=link("transfer", transfer_id))


def _found(request: HttpRequest, transfer_id: UUID) -> None:
    store_id, post = store_of(request).id, request.POST
    wanted = post.get("line", "")
    lines = transfer_by_id(store_id, transfer_id).lines
    line = next((one for one in lines if str(one.line_no) == wanted), lines[0])
    units = whole(post.get("quantity", ""), "units")
    find = partial(
        operations.find_lost,
        store_id=store_id,
        transfer_id=transfer_id,
        variant_id=line.variant_id,
        quantity=units,
        lots=lots_of(post, units),
        actor=actor_of(request),
        now=now_of(request),
    )
    do_once(request, find)


def _step(
    request: HttpRequest, transfer_id: UUID, operation: Any, done: str, **more: Any
) -> HttpResponse:
    do = partial(
        operation,
        store_id=store_of(request).id,
        transfer_id=transfer_id,
        now=now_of(request),
        expected_version=seen(request),
        **more,
    )
    return act(request, do, done=done, back=link("transfer", transfer_id))
