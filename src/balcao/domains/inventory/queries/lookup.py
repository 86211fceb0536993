"""What a scanned or typed code means in a store."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from balcao.domains.catalog.queries import variant_cards, variants_by_code
from balcao.domains.catalog.values import VariantCard
from balcao.domains.inventory.errors import BadScan, UnknownCode, WrongCheckDigit
from balcao.domains.inventory.models import Location, Lot
from balcao.domains.inventory.queries.bins import bins_by_code
from balcao.domains.inventory.queries.stock import location_of
from balcao.domains.inventory.queries.units import lots_of
from balcao.domains.inventory.values import Found, LotLine
from balcao.domains.stores.queries import store_by_id
from balcao.kernel.barcodes import case_of, check_digit_of, is_numeric_code, written_forms
from balcao.kernel.scans import Scan, UnreadableScan, read_scan

MOST_LOTS = 20


def look_up(store_id: int, text: str, *, now: datetime) -> Found:
    """Find what has this code: a variant by barcode or SKU, a bin, a place, or a lot.

    An article number finds the barcode however many zeros either is written with.

    :raises BadScan: there is nothing to look for, or a GS1 barcode is broken.
    :raises WrongCheckDigit: nothing has this code, and as an article number it is mistyped.
    :raises UnknownCode: nothing has this code.
    """
    scan = _scan(store_id, text, now)
    codes = {scan.text, *(written_forms(scan.gtin) if scan.gtin else ())}
    variants = variants_by_code(store_id, codes)
    if scan.gtin and scan.gtin != scan.text:
        return _sure(scan, variants, store_id)
    code = scan.text.upper()
    rows = Location.objects.filter(store_id=store_id, code=scan.text.lower(), is_active=True)
    places = tuple(location_of(store_id, pk) for pk in rows.values_list("pk", flat=True))
    bins = tuple(bins_by_code(store_id, code))
    lots = () if variants or bins or places else _lots(store_id, scan.text)
    if lots:
        cards = variant_cards(store_id, {lot.variant_id for lot in lots})
        variants = sorted(cards.values(), key=lambda card: card.sku)
    found = Found(scan, tuple(variants), bins, places, lots)
    if not (variants or bins or places):
        _refuse(scan, store_id)
    return found


def _scan(store_id: int, text: str, now: datetime) -> Scan:
    today = now.astimezone(ZoneInfo(store_by_id(store_id).time_zone)).date()
    try:
        scan = read_scan(text, today=today)
    except UnreadableScan as error:
        raise BadScan(error.message, scanned=text[:100]) from None
    if not scan.text and not scan.gtin:
        raise BadScan("Scan or type a code first.", field="code")
    return scan


def _sure(scan: Scan, variants: list[VariantCard], store_id: int) -> Found:
    if not variants:
        _refuse(scan, store_id)
    lots = tuple(
        line
        for card in variants
        for line in (lots_of(store_id, card.id) if scan.lot or scan.serial else ())
        if line.code in (scan.lot, scan.serial)
    )
    return Found(scan, tuple(variants), lots=lots)


def _lots(store_id: int, code: str) -> tuple[LotLine, ...]:
    rows = Lot.objects.filter(store_id=store_id, code=code).order_by("pk")[:MOST_LOTS]
    ids = dict.fromkeys(rows.values_list("variant_id", flat=True))
    lines = (line for variant_id in ids for line in lots_of(store_id, variant_id))
    return tuple(line for line in lines if line.code == code)


def _refuse(scan: Scan, store_id: int) -> None:
    shown = scan.text[:100]
    if scan.gtin is None and is_numeric_code(scan.text):
        raise WrongCheckDigit(
            f"Nothing has the code {shown}. As a barcode it would have to end in "
            f"{check_digit_of(scan.text)}: scan or type it again.",
            scanned=shown,
        )
    single = case_of(scan.gtin) if scan.gtin else None
    inside = variants_by_code(store_id, written_forms(single)) if single else []
    if inside:
        raise UnknownCode(
            f"{shown} is a case of {inside[0].sku}. Scan an article inside, and count them.",
            scanned=shown,
            inside=inside[0].sku,
        )
    raise UnknownCode(
        f"Nothing here has the code {shown}. Look it up by name, or add the barcode to a variant.",
        scanned=shown,
    )
