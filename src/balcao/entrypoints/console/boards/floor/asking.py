"""What the working pages share: where one stands, one question a screen, and what was scanned.

A task is a row of questions. What has been answered travels in the address, so that every page
works without a script, can be gone back to, and loses nothing without a network; only the last
answer is a post.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from balcao.domains.catalog.errors import NoSuchVariant
from balcao.domains.catalog.queries import find_variants, variant_card
from balcao.domains.catalog.values import VariantCard
from balcao.domains.inventory.errors import NoSuchLocation
from balcao.domains.inventory.queries import default_location, location_of, look_up
from balcao.domains.inventory.values import Found, LocationInfo
from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.floor.undoing import open_undo
from balcao.entrypoints.console.pages import link, now_of, said, store_of
from balcao.kernel.barcodes import canonical, written_forms
from balcao.kernel.errors import BalcaoError, NotFound

PLACE: Final = "floor_place"
LONGEST_CODE: Final = 300


@dataclass(frozen=True, slots=True)
class Ask:
    """A question of a task. ``kept`` is what was answered before; ``route`` gets the answer."""

    route: str
    title: str
    question: str
    name: str = "code"
    hint: str = ""
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """A variant that was scanned or picked, and what the scan said besides."""

    card: VariantCard
    lot: str = ""
    expires: str = ""
    units: int | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that means this variant, so that a second scan counts one more."""
        gtin = canonical(self.card.barcode)
        forms = written_forms(gtin) if gtin else ()
        return tuple(dict.fromkeys(code for code in (self.card.sku, self.card.barcode, *forms)))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that can be tapped. ``number`` stands at its right edge."""

    title: str
    address: str
    detail: str = ""
    picture: str | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """Things to tap below a question, and what they are."""

    label: str
    choices: Sequence[Choice] = field(default_factory=tuple)


def floor(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A working page. ``context`` holds frozen values only."""
    whole = {
        "title": title,
        "store": store_of(request),
        "place": place_of(request),
        "may": {c.name.lower(): request.user.can(c) for c in Capability},
        "undo": open_undo(request),
        **context,
    }
    return render(request, f"console/floor/{template}", whole, status=status)


def place_of(request: HttpRequest) -> LocationInfo:
    """Where the person stands: the place they chose last, else the shop's first one.

    :raises NoSuchLocation: the store has none yet.
    """
    store_id, kept = store_of(request).id, request.session.get(PLACE)
    if kept is not None:
        try:
            return location_of(store_id, kept)
        except NoSuchLocation:
            del request.session[PLACE]
    return default_location(store_id)


def onward(route: str, *kept: tuple[str, object]) -> str:
    """The address of the next question, with what was answered so far."""
    pairs = [(name, str(value)) for name, value in kept if value not in (None, "")]
    return link(route) + ("?" + urlencode(pairs) if pairs else "")


def ask_code(
    request: HttpRequest,
    ask: Ask,
    *,
    error: str = "",
    status: int = 200,
    lists: Sequence[Listed] = (),
    by_name: bool = True,
) -> HttpResponse:
    """Ask for something to be scanned, typed, tapped or found by name."""
    shown = {"ask": ask, "action": link(ask.route), "error": error, "by_name": by_name}
    return floor(
        request, "code.html", ask.title, status=status, lists=[one for one in lists if one.choices],
        **shown,
    )  # fmt: skip


def thing_or_question(
    request: HttpRequest, ask: Ask, lists: Sequence[Listed] = ()
) -> Thing | HttpResponse:
    """The variant that the address names or that was scanned; else the page that asks for it."""
    given = request.GET
    store_id = store_of(request).id
    ask = _remembering(ask, given.get("unknown", ""))
    try:
        if given.get("variant"):
            return _picked(request, store_id)
        if given.get("name"):
            return _by_name(request, ask, given["name"][:100])
        if given.get("code"):
            return _scanned(request, ask, given["code"][:LONGEST_CODE])
    except BalcaoError as error:
        status = 404 if isinstance(error, NotFound) else 422
        ask = _remembering(ask, given.get("code", ""))
        return ask_code(request, ask, error=said(error), status=status)
    return ask_code(request, ask, lists=lists)


def _remembering(ask: Ask, unknown: str) -> Ask:
    """The question, with a code that nothing had: somebody may give it to what they find."""
    others = tuple(pair for pair in ask.kept if pair[0] != "unknown")
    return replace(ask, kept=(*others, ("unknown", unknown[:60]))) if unknown else ask


def choice_of(ask: Ask, card: VariantCard, *more: tuple[str, object], number: str = "") -> Choice:
    """A variant to tap, which answers the question."""
    address = onward(ask.route, *ask.kept, ("variant", card.id), *more)
    detail = f"{card.options} · {card.sku}" if card.options else card.sku
    return Choice(card.title, address, detail, card.picture, number)


def _picked(request: HttpRequest, store_id: int) -> Thing:
    given = request.GET
    try:
        card = variant_card(store_id, UUID(given["variant"]))
    except ValueError:
        raise NoSuchVariant from None
    units = given.get("units", "")
    known = int(units) if units.isascii() and units.isdecimal() and len(units) < 7 else None
    return Thing(card, given.get("lot", "")[:80], given.get("expires", "")[:10], known)


def _by_name(request: HttpRequest, ask: Ask, words: str) -> HttpResponse:
    cards = find_variants(store_of(request).id, words)
    listed = Listed(f"Found by “{words}”", [choice_of(ask, card) for card in cards])
    error = "" if cards else f"No product has “{words}” in its name, SKU or barcode."
    return ask_code(request, ask, error=error, lists=[listed], status=200 if cards else 404)


def _scanned(request: HttpRequest, ask: Ask, code: str) -> Thing | HttpResponse:
    found = look_up(store_of(request).id, code, now=now_of(request))
    if not found.variants:
        what = "a bin" if found.bins else "a place"
        return ask_code(request, ask, error=f"{code} is {what}. Scan a product.", status=422)
    more = _besides(found)
    if len(found.variants) == 1:
        known = {name: value for name, value in more if value}
        return Thing(found.variants[0], known.get("lot", ""), known.get("expires", ""),
                     found.scan.quantity)  # fmt: skip
    choices = [choice_of(ask, card, *more) for card in found.variants]
    error = f"{len(choices)} products have the code {code}. Which one is it?"
    return ask_code(request, ask, error=error, lists=[Listed("Tap the right one", choices)])


def _besides(found: Found) -> tuple[tuple[str, str], ...]:
    scan = found.scan
    lot = scan.serial or scan.lot or (found.lots[0].code if found.lots else "")
    expires = scan.expires_on.isoformat() if scan.expires_on else ""
    return ("lot", lot), ("expires", expires), ("units", str(scan.quantity or ""))
