"""Any cart, with and without a promotion, and why each promotion applies or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from balcao.domains.catalog.queries import variants_by_sku
from balcao.domains.checkout.queries import names_in, try_promotion
from balcao.domains.checkout.values import Quote, Trial, WantedLine, Wish
from balcao.domains.orders.errors import NoSuchOrder
from balcao.domains.orders.queries import order_by_number
from balcao.domains.payments.queries import payment_choices
from balcao.domains.promotions import queries
from balcao.domains.promotions.errors import BadRule, NoSuchPromotion
from balcao.domains.promotions.values import Promotion, Verdict
from balcao.domains.shipping.queries import rate_names
from balcao.domains.stores.values import StoreInfo
from balcao.entrypoints.console.pages import now_of, show, store_of

TEXTS: Final = ("email", "country", "region", "shipping", "payment", "codes", "at", "lines")
MOST_LINES: Final = 100


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What is said of one promotion; ``is_tried`` is the one that the page is about."""

    id: str
    name: str
    applied: bool
    says: str
    is_tried: bool


def trying(request: HttpRequest) -> HttpResponse:
    """Show the form of a cart, and what it costs with and without."""
    store, problems = store_of(request), list[str]()
    texts = {name: request.GET.get(name, "").strip()[:5000] for name in TEXTS}
    texts["country"] = texts["country"] or store.country
    _from_order(request, store, texts, problems)
    promotion = _promotion(request, store, problems)
    trial = _trial(request, texts, promotion, problems)
    return show(
        request,
        "promotions/try.html",
        f"Try “{promotion.name}”" if promotion else "Why promotions apply",
        texts=texts,
        promotion=promotion,
        with_code=bool(request.GET.get("with_code")),
        problems=problems,
        shippings=[*rate_names(store.id, "en").items()],
        payments=[(one.code, one.label) for one in payment_choices("en")],
        **_answers(store, trial, promotion),
    )


def _trial(
    request: HttpRequest, texts: dict[str, str], promotion: Promotion | None, problems: list[str]
) -> Trial | None:
    store = store_of(request)
    lines = _lines(store, texts["lines"], problems)
    now = _moment(request, store, texts["at"], problems)
    with_code = bool(request.GET.get("with_code"))
    wish = _wish(store, texts, lines)
    return try_promotion(wish, promotion, now=now, with_code=with_code) if lines else None


def _answers(store: StoreInfo, trial: Trial | None, promotion: Promotion | None) -> dict[str, Any]:
    if trial is None:
        return {"trial": None}
    verdicts = _verdicts(store, trial.after, promotion)
    return {"trial": trial, "verdicts": verdicts, "sums": _sums(trial)}


def _from_order(
    request: HttpRequest, store: StoreInfo, texts: dict[str, str], problems: list[str]
) -> None:
    number = request.GET.get("order", "").strip()[:40]
    if not number:
        return
    try:
        order = order_by_number(store.id, number)
    except NoSuchOrder:
        problems.append(f"There is no order {number}.")
        return
    bought = [line for line in order.lines if not line.is_gift]
    texts["lines"] = "\n".join(f"{line.sku} {line.quantity}" for line in bought)
    texts["email"] = order.email
    texts["country"], texts["region"] = order.address.country, order.address.region
    texts["payment"] = order.provider


def _promotion(request: HttpRequest, store: StoreInfo, problems: list[str]) -> Promotion | None:
    given = request.GET.get("promotion", "").strip()
    if not given:
        return None
    try:
        info = queries.promotion_by_id(store.id, UUID(given))
        return queries.drafted(info, str(info.id))
    except (ValueError, NoSuchPromotion):
        problems.append("There is no such promotion.")
    except BadRule as error:
        problems.append(error.message)
    return None


def _lines(store: StoreInfo, text: str, problems: list[str]) -> tuple[WantedLine, ...]:
    """One SKU and a quantity to a line; one unit where there is no number."""
    wanted: dict[str, int] = {}
    for line in text.splitlines()[:MOST_LINES]:
        sku, _, count = line.strip().rpartition(" ")
        is_count = bool(sku) and count.isascii() and count.isdecimal() and 0 < len(count) < 4
        name, units = (sku.strip(), int(count)) if is_count else (line.strip(), 1)
        if name and units:
            wanted[name] = wanted.get(name, 0) + units
    known: Mapping[str, UUID] = variants_by_sku(store.id, list(wanted))
    problems.extend(f"There is no SKU {sku[:60]}." for sku in wanted if sku not in known)
    return tuple(WantedLine(known[sku], units) for sku, units in wanted.items() if sku in known)


def _moment(request: HttpRequest, store: StoreInfo, text: str, problems: list[str]) -> datetime:
    if text:
        try:
            at = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(store.time_zone))
            return at.astimezone(UTC)
        except (ValueError, OverflowError):
            problems.append("This is not a date and a time; now was taken.")
    return now_of(request)


def _wish(store: StoreInfo, texts: Mapping[str, str], lines: tuple[WantedLine, ...]) -> Wish:
    return Wish(
        store_id=store.id,
        currency=store.currency,
        lines=lines,
        country=texts["country"].upper()[:2],
        region=texts["region"][:200],
        rate_code=texts["shipping"][:40],
        provider=texts["payment"][:40],
        email=texts["email"].lower()[:254],
        codes=tuple(texts["codes"].replace(",", " ").split()[:10]),
    )


def _verdicts(store: StoreInfo, quote: Quote, tried: Promotion | None) -> list[VerdictRow]:
    names = names_in(store.id, [one.facts for one in quote.verdicts], "en")
    rows = [_verdict(one, quote.currency, names, tried) for one in quote.verdicts]
    return sorted(rows, key=lambda row: (not row.is_tried, not row.applied))


def _verdict(
    one: Verdict, currency: str, names: Mapping[str, str], tried: Promotion | None
) -> VerdictRow:
    says = queries.reason_in_words(one, "en", currency, names)
    is_tried = tried is not None and tried.id == one.promotion_id
    return VerdictRow(one.promotion_id, one.name, one.applied, says, is_tried)


def _sums(trial: Trial) -> list[tuple[str, object, object]]:
    before, after = trial.before, trial.after
    return [
        ("Items", before.subtotal, after.subtotal),
        ("Discounts", before.discount, after.discount),
        ("Shipping", before.shipping, after.shipping),
        ("Tax on top", before.tax_added, after.tax_added),
        ("Total", before.total, after.total),
    ]
