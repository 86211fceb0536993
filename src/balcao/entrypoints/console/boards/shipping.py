"""Where we ship to, for how much, and when it arrives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from balcao.domains.shipping import operations
from balcao.domains.shipping.errors import BadSending
from balcao.domains.shipping.models import Rate, Zone
from balcao.domains.shipping.queries import sending_rules
from balcao.entrypoints.console.boards.productform import money_of
from balcao.entrypoints.console.boards.sendingform import SendingForm, form_of, typed_in
from balcao.entrypoints.console.pages import act, link, show, store_of
from balcao.kernel.errors import Invalid, NotFound
from balcao.kernel.money import Money
from balcao.kernel.slugs import slugify

LONGEST: Final = 80
SLUG: Final = re.compile(r"[a-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class RateRow:
    """A flat rate; days are working days."""

    id: int
    code: str
    name: str
    names: tuple[tuple[str, str], ...]
    price: Money
    free_from: Money | None
    min_days: int
    max_days: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """Countries that share rates."""

    id: int
    name: str
    countries: str
    rates: tuple[RateRow, ...]


def zones(request: HttpRequest) -> HttpResponse:
    """Show all zones with their rates, when parcels are sent, and the forms to change them."""
    return _page(request, form_of(sending_rules(store_of(request).id)))


def sending(request: HttpRequest) -> HttpResponse:
    """Say when parcels are sent; what was typed stays in the form when it is refused."""
    form, rules = typed_in(request.POST)
    if not form.wrong:
        try:
            operations.save_sending_rules(store_id=store_of(request).id, rules=rules)
        except BadSending as error:
            form = form.refused(str(error.facts.get("field", "")), error.message)
    if form.wrong:
        return _page(request, form, status=422)
    messages.success(request, "Saved. Orders that were placed keep their dates.")
    return HttpResponseRedirect(link("shipping"), status=303)


def _page(request: HttpRequest, form: SendingForm, *, status: int = 200) -> HttpResponse:
    store = store_of(request)
    others = [language for language in store.languages if language != store.language]
    rows = Zone.objects.filter(store_id=store.id).prefetch_related("rates").order_by("pk")
    shown = [_zone(row, others) for row in rows]
    return show(
        request,
        "shipping.html",
        "Shipping",
        status=status,
        zones=shown,
        others=others,
        form=form,
    )


def zone(request: HttpRequest) -> HttpResponse:
    """Make a zone or change its countries."""
    return act(request, partial(_save_zone, request), done="Zone saved.", back=link("shipping"))


def rate(request: HttpRequest) -> HttpResponse:
    """Make a rate or change it."""
    done = "Rate saved. New orders use it from now on."
    return act(request, partial(_save_rate, request), done=done, back=link("shipping"))


def offer(request: HttpRequest) -> HttpResponse:
    """Offer a rate or stop offering it."""
    change = partial(
        operations.offer_rate,
        store_id=store_of(request).id,
        rate_id=_number(request.POST, "rate"),
        is_active=request.POST.get("is_active") == "1",
    )
    return act(request, change, done="Saved.", back=link("shipping"))


def _save_zone(request: HttpRequest) -> None:
    name = request.POST.get("name", "").strip()
    codes = request.POST.get("countries", "").replace(",", " ").split()
    if not 0 < len(name) <= LONGEST:
        raise Invalid("Give the zone a name.", field="name")
    if not codes or any(len(code) != 2 or not code.isalpha() for code in codes):
        raise Invalid("Countries are codes of two letters, such as BR PT.", field="countries")
    operations.save_zone(store_id=store_of(request).id, name=name, countries=codes)


def _save_rate(request: HttpRequest) -> None:
    store, post = store_of(request), request.POST
    zone_id = _number(post, "zone")
    if not Zone.objects.filter(store_id=store.id, pk=zone_id).exists():
        raise NotFound("This zone is gone.")
    name, price = _named_price(post, store.currency)
    free = post.get("free_from", "").strip()
    operations.save_rate(
        store_id=store.id,
        zone_id=zone_id,
        code=_code(post.get("code", "") or slugify(name)[:40]),
        name=name,
        price=price,
        days=_days(post),
        free_from=money_of(free, store.currency) if free else None,
        translations=_names(post, store.languages),
    )


def _named_price(post: QueryDict, currency: str) -> tuple[str, Money]:
    name, price = post.get("name", "").strip(), money_of(post.get("price", ""), currency)
    if not 0 < len(name) <= LONGEST or price.minor < 0:
        raise Invalid("Give the rate a name, and a price that is not negative.", field="name")
    return name, price


def _days(post: QueryDict) -> tuple[int, int]:
    fewest, most = _number(post, "min_days"), _number(post, "max_days")
    if fewest > most:
        raise Invalid("Give the days from the fewest to the most.", field="min_days")
    return fewest, most


def _names(post: QueryDict, languages: Iterable[str]) -> dict[str, str]:
    typed = {language: post.get(f"name-{language}", "").strip() for language in languages}
    return {language: name for language, name in typed.items() if name}


def _code(given: str) -> str:
    if not SLUG.fullmatch(given):
        raise Invalid("This is not the code of a rate.", field="code")
    return given


def _number(post: QueryDict, name: str) -> int:
    given = post.get(name, "").strip()
    if not given.isdecimal() or len(given) > 9:
        raise Invalid(f"“{given}” is not a whole number.", field=name)
    return int(given)


def _zone(row: Zone, others: list[str]) -> ZoneRow:
    rates = tuple(_rate(rate, others) for rate in row.rates.all())
    return ZoneRow(row.pk, row.name, " ".join(row.countries), rates)


def _rate(row: Rate, others: list[str]) -> RateRow:
    free = row.free_from_minor
    return RateRow(
        id=row.pk,
        code=row.code,
        name=row.name,
        names=tuple((language, row.translations.get(language, "")) for language in others),
        price=Money(row.amount_minor, row.currency),
        free_from=None if free is None else Money(free, row.currency),
        min_days=row.min_days,
        max_days=row.max_days,
        is_active=row.is_active,
    )
