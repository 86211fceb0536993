"""Putting goods away, and moving them from bin to bin: what, from where, where to, how many."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.queries import variant_cards
from balcao.domains.inventory import operations
from balcao.domains.inventory.errors import NoSuchBin
from balcao.domains.inventory.queries import bin_of, bins_of, bins_page, level_of, waiting_at
from balcao.domains.inventory.values import BinLine
from balcao.entrypoints.console.boards.floor.answering import answer, card_of, do_once, units_of
from balcao.entrypoints.console.boards.floor.asking import (
    Ask,
    Choice,
    Listed,
    Thing,
    ask_code,
    choice_of,
    floor,
    onward,
    place_of,
    thing_or_question,
)
from balcao.entrypoints.console.boards.floor.undoing import remember
from balcao.entrypoints.console.pages import link, said, store_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.ids import new_id

PUT_AWAY = Ask("floor-put-away", "Put away", "What do you hold?")
MOVE = Ask("floor-move", "Move", "What do you move?")
SHOWN = 20
NO_BINS = "This place has no bins yet. Somebody who may change stock makes them under Bins."


def put_away(request: HttpRequest) -> HttpResponse:
    """Ask what it is, which bin it goes to, and how many."""
    thing = thing_or_question(request, PUT_AWAY, [_waiting(request)])
    if isinstance(thing, HttpResponse):
        return thing
    target = bin_or_question(request, PUT_AWAY, thing, "to", "Where does it go?")
    if isinstance(target, HttpResponse):
        return target
    most = loose(request, thing)
    return _ask_units(request, PUT_AWAY, thing, source="", target=target, most=most)


def move(request: HttpRequest) -> HttpResponse:
    """Ask what it is, which bin it comes from, which it goes to, and how many."""
    thing = thing_or_question(request, MOVE)
    if isinstance(thing, HttpResponse):
        return thing
    source = bin_or_question(request, MOVE, thing, "from", "Where is it now?")
    if isinstance(source, HttpResponse):
        return source
    target = bin_or_question(request, MOVE, thing, "to", "Where does it go?", ("from", source))
    if isinstance(target, HttpResponse):
        return target
    lying = {line.bin: line.quantity for line in bins_here(request, thing)}
    most = lying.get(source, 0)
    return _ask_units(request, MOVE, thing, source=source, target=target, most=most)


def moved(request: HttpRequest) -> HttpResponse:
    """Write the move down, once however often the form is sent."""
    is_move = bool(request.POST.get("from"))
    ask = MOVE if is_move else PUT_AWAY
    kept = [(name, request.POST.get(name, "")) for name in ("variant", "from", "to")]
    do = partial(_move, request, is_move=is_move)
    return answer(request, do, next_page=link(ask.route), again=onward(ask.route, *kept))


def _move(request: HttpRequest, *, is_move: bool) -> str:
    card, units, post = card_of(request), units_of(request), request.POST
    where = {"to_bin": post.get("to", "")[:40]}
    if is_move:
        where["from_bin"] = post["from"][:40]
    verb = operations.move_between_bins if is_move else operations.put_away
    do_once(request, "move", verb, variant_id=card.id, quantity=units, **where)
    target = where["to_bin"].upper()
    words = f"{'Moved' if is_move else 'Put'} {units} × {card.sku} into {target}"
    remember(
        request,
        words,
        "move",
        location_id=place_of(request).id,
        variant_id=str(card.id),
        quantity=units,
        from_bin=where.get("from_bin", ""),
        to_bin=target,
    )
    return f"{words}."


def bin_or_question(
    request: HttpRequest,
    ask: Ask,
    thing: Thing,
    name: str,
    question: str,
    *answered: tuple[str, str],
) -> str | HttpResponse:
    """The bin that the address names; else the page that asks for it."""
    given, error, status = request.GET.get(name, "")[:40], "", 200
    if given:
        try:
            return bin_of(store_of(request).id, place_of(request).id, given).code
        except BalcaoError as refusal:
            status = 404 if isinstance(refusal, NoSuchBin) else 422
            error = said(refusal)
    kept = (("variant", str(thing.card.id)), *answered)
    asked = _asking_for_bin(ask, thing, name, question, kept)
    lists = _bins_to_tap(request, asked, thing)
    return ask_code(request, asked, error=error, status=status, lists=lists, by_name=False)


def _asking_for_bin(
    ask: Ask, thing: Thing, name: str, question: str, kept: tuple[tuple[str, str], ...]
) -> Ask:
    what = f"{thing.card.title} · {thing.card.sku}"
    return Ask(ask.route, ask.title, question, name, what, kept)


def _bins_to_tap(request: HttpRequest, ask: Ask, thing: Thing) -> list[Listed]:
    """Bins it lies in, and unless it is taken from one, the first others of the place."""
    here = bins_here(request, thing)
    known = [_bin_choice(ask, one.bin, f"{one.quantity}") for one in here]
    lists = [Listed("It lies in", known)]
    if ask.name == "to":
        page = bins_page(store_of(request).id, location_id=place_of(request).id, limit=SHOWN)
        seen = {one.bin for one in here}
        rest = [_bin_choice(ask, one.code, f"{one.units}") for one in page.items]
        lists.append(Listed("Other bins", [one for one in rest if one.title not in seen]))
    return lists


def _bin_choice(ask: Ask, code: str, number: str) -> Choice:
    return Choice(code, onward(ask.route, *ask.kept, (ask.name, code)), number=number)


def bins_here(request: HttpRequest, thing: Thing) -> list[BinLine]:
    """The bins of this place that it lies in."""
    place = place_of(request)
    found = bins_of(store_of(request).id, thing.card.id)
    return [line for line in found if line.location_id == place.id]


def loose(request: HttpRequest, thing: Thing) -> int:
    """How many units lie in no bin of this place."""
    place = place_of(request)
    try:
        on_hand = level_of(place.id, thing.card.id).on_hand
    except BalcaoError:
        return 0
    return on_hand - sum(line.quantity for line in bins_here(request, thing))


def _waiting(request: HttpRequest) -> Listed:
    store_id = store_of(request).id
    rows = waiting_at(store_id, place_of(request).id, limit=SHOWN)
    cards = variant_cards(store_id, [row.variant_id for row in rows])
    choices = [
        choice_of(PUT_AWAY, cards[row.variant_id], number=f"{row.units}")
        for row in rows
        if row.variant_id in cards
    ]
    return Listed("Waiting to be put away", choices)


def _ask_units(
    request: HttpRequest, ask: Ask, thing: Thing, *, source: str, target: str, most: int
) -> HttpResponse:
    return floor(
        request,
        "shelve.html",
        ask.title,
        thing=thing,
        source=source,
        target=target,
        most=most,
        key=new_id(),
    )
