"""Taking the last step back: the session remembers it for a while, an operation reverses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.inventory import operations
from balcao.domains.inventory.values import Departure, LotUnits
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, store_of
from balcao.kernel.ids import new_id
from balcao.plumbing.idempotency import once

KEPT: Final = "floor_undo"
FOR: Final = timedelta(minutes=10)
TOO_LATE: Final = "There is nothing left to undo. Look the product up to see how it stands."


@dataclass(frozen=True, slots=True)
class Undo:
    """The last step, in words; ``key`` makes taking it back happen once."""

    words: str
    key: str


def remember(request: HttpRequest, words: str, verb: str, **said: Any) -> None:
    """Remember how to take back what has just been done; ``said`` must fit into JSON."""
    request.session[KEPT] = {
        "words": words,
        "verb": verb,
        "said": said,
        "at": now_of(request).isoformat(),
        "key": str(new_id()),
    }


def forget(request: HttpRequest) -> None:
    """Nothing can be taken back."""
    request.session.pop(KEPT, None)


def open_undo(request: HttpRequest) -> Undo | None:
    """What may still be taken back."""
    kept = request.session.get(KEPT)
    if not kept or now_of(request) - datetime.fromisoformat(kept["at"]) > FOR:
        return None
    return Undo(kept["words"], kept["key"])


def undo(request: HttpRequest) -> HttpResponse:
    """Take the last step back, if it is still the one that the page showed."""
    kept, known = request.session.get(KEPT), open_undo(request)
    back = link("floor")
    if kept is None or known is None or known.key != request.POST.get("key"):
        messages.error(request, TOO_LATE)
        return HttpResponseRedirect(back, status=303)
    forget(request)
    do = partial(_reverse, request, kept)
    return act(request, do, done=f"Undone: {known.words}.", back=back)


def _reverse(request: HttpRequest, kept: Mapping[str, Any]) -> None:
    effect = partial(
        REVERSE[kept["verb"]],
        kept["said"],
        store_id=store_of(request).id,
        actor=actor_of(request),
        now=now_of(request),
    )
    once(
        store_id=store_of(request).id,
        scope="console.floor.undo",
        key=kept["key"],
        request=[kept["verb"], kept["said"]],
        now=now_of(request),
        effect=lambda: (200, effect()),
    )


def _take_back_receipt(said: Mapping[str, Any], **who: Any) -> None:
    lots = tuple(LotUnits(code, units) for code, units in said["lots"])
    line = Departure(UUID(said["variant_id"]), said["quantity"], said["damaged"], lots)
    operations.take_out(
        location_id=said["location_id"],
        lines=[line],
        reason="receipt_reversed",
        document=said["document"],
        note="Taken back right after it was received.",
        **who,
    )


def _move_back(said: Mapping[str, Any], **who: Any) -> None:
    common = {
        "location_id": said["location_id"],
        "variant_id": UUID(said["variant_id"]),
        "quantity": said["quantity"],
        "note": "Taken back.",
        **who,
    }
    if said["from_bin"]:
        operations.move_between_bins(from_bin=said["to_bin"], to_bin=said["from_bin"], **common)
    else:
        operations.take_off_shelf(from_bin=said["to_bin"], **common)


REVERSE: Final = {"receive": _take_back_receipt, "move": _move_back}
