"""Everything about what was scanned: where it lies, what is promised, what comes, what happened."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.operations import edit_variants
from balcao.domains.catalog.queries import product_by_id, variant_cards
from balcao.domains.catalog.values import VariantEdit
from balcao.domains.inventory.queries import (
    bins_of,
    in_bin,
    levels_of,
    look_up,
    lots_of,
    movements_page,
    supply_of,
)
from balcao.domains.inventory.values import BinInfo
from balcao.entrypoints.console.boards.floor.answering import answer, card_of
from balcao.entrypoints.console.boards.floor.asking import (
    LONGEST_CODE,
    Ask,
    Listed,
    Thing,
    choice_of,
    floor,
    onward,
    thing_or_question,
)
from balcao.entrypoints.console.pages import now_of, store_of
from balcao.kernel.errors import BalcaoError

ASK = Ask("floor-lookup", "Look up", "Scan anything", hint="A product, a bin, a lot, a serial.")
LAST = 8


def find(request: HttpRequest) -> HttpResponse:
    """Show what was scanned."""
    bins = _bins(request)
    if len(bins) == 1 or request.GET.get("bin"):
        return _bin(request, bins)
    thing = thing_or_question(request, ASK)
    if isinstance(thing, HttpResponse):
        return thing
    return _card(request, thing)


def _card(request: HttpRequest, thing: Thing) -> HttpResponse:
    store_id, variant_id = store_of(request).id, thing.card.id
    return floor(
        request,
        "card.html",
        thing.card.sku,
        thing=thing,
        unknown=request.GET.get("unknown", "")[:60],
        levels=levels_of([variant_id]),
        bins=bins_of(store_id, variant_id),
        lots=lots_of(store_id, variant_id),
        coming=supply_of(store_id, [variant_id]),
        moves=movements_page(store_id, variant_id=variant_id, limit=LAST).items,
    )


def _bins(request: HttpRequest) -> list[BinInfo]:
    code = request.GET.get("code", "")[:LONGEST_CODE]
    if not code or request.GET.get("variant"):
        return []
    try:
        found = look_up(store_of(request).id, code, now=now_of(request))
    except BalcaoError:
        return []
    return [] if found.variants else list(found.bins)


def _bin(request: HttpRequest, bins: list[BinInfo]) -> HttpResponse:
    one, store_id = bins[0], store_of(request).id
    lines = in_bin(store_id, one.location_id, one.code)
    cards = variant_cards(store_id, [line.variant_id for line in lines])
    choices = [choice_of(ASK, cards[line.variant_id], number=f"{line.quantity}") for line in lines]
    return floor(request, "bin.html", one.code, bin=one, lists=[Listed("In this bin", choices)])


def give_barcode(request: HttpRequest) -> HttpResponse:
    """Give a variant the barcode that nothing had."""
    code = request.POST.get("code", "").strip()[:60]
    do = partial(_give_barcode, request, code)
    kept = ("variant", request.POST.get("variant", ""))
    page = onward("floor-lookup", kept)
    return answer(request, do, next_page=page, again=page)


def _give_barcode(request: HttpRequest, code: str) -> str:
    card = card_of(request)
    product = product_by_id(card.product_id)
    grams = next(one.weight_grams for one in product.variants if one.id == card.id)
    edit_variants(
        product_id=product.id,
        expected_version=product.version,
        edits=[VariantEdit(id=card.id, sku=card.sku, barcode=code, weight_grams=grams)],
        now=now_of(request),
    )
    return f"{card.sku} has the barcode {code} now."
